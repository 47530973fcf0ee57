/** The TCP header and its options (RFC 9293 §3.1, RFC 7323 §2-3, RFC 2018). */
import type { u32 } from "../../sys/types.ts";
import { readU16, readU32, sumBytes, writeU16, writeU32 } from "./bytes.ts";

export const TCP_BYTES = 20;
export const TCP_MAX_HEADER_BYTES = 60;
export const TCP_CHECKSUM_OFFSET = 16;
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;
export const URG = 32;
export type TcpError = "" | "truncated" | "bad-header-length" | "bad-checksum" | "zero-port" | "bad-flags" | "bad-options";

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const SEQUENCE = 4;
const ACKNOWLEDGMENT = 8;
const DATA_OFFSET = 12;
const FLAGS = 13;
const WINDOW = 14;
const URGENT = 18;

const OPTION_END = 0;
const OPTION_NOP = 1;
const OPTION_MSS = 2;
const OPTION_WINDOW_SCALE = 3;
const OPTION_SACK_PERMITTED = 4;
const OPTION_SACK = 5;
const OPTION_TIMESTAMPS = 8;
/** The largest shift (RFC 7323 §2.3). */
const MAX_WINDOW_SHIFT = 14;
/** NOP NOP TIMESTAMPS 10: how nearly every segment looks. */
const ALIGNED_TIMESTAMPS = 0x0101080a;

/** A parsed segment; one is reused for all. */
export class TcpSegment {
  sourcePort: u32 = 0;
  destinationPort: u32 = 0;
  seq: u32 = 0;
  ack: u32 = 0;
  flags: u32 = 0;
  /** As on the wire: not yet shifted. */
  window: u32 = 0;
  payloadStart: u32 = 0;
  payloadEnd: u32 = 0;
  /** 0: no option. */
  mss: u32 = 0;
  hasWindowShift: boolean = false;
  windowShift: u32 = 0;
  sackPermitted: boolean = false;
  hasTimestamps: boolean = false;
  tsValue: u32 = 0;
  tsEcho: u32 = 0;
  /** Left and right edges of `sackCount` blocks. */
  sackEdges: Uint32Array = new Uint32Array(8);
  sackCount: u32 = 0;

  /** Bytes of payload. */
  payloadBytes(): u32 { return this.payloadEnd - this.payloadStart; }

  /** SEG.LEN: payload, and one each for SYN and FIN. */
  sequenceLength(): u32 {
    return this.payloadEnd - this.payloadStart + ((this.flags & SYN) !== 0 ? 1 : 0) + ((this.flags & FIN) !== 0 ? 1 : 0);
  }

  /** `pseudo`: pseudo-header sum with the length; `trusted`: the device checked the checksum. */
  parse(bytes: Uint8Array, start: u32, end: u32, pseudo: u32, trusted: boolean): TcpError {
    const room: u32 = end - start;
    if (end < start || room < TCP_BYTES) return "truncated";
    const headerBytes: u32 = (bytes[start + DATA_OFFSET] >>> 4) * 4;
    if (headerBytes < TCP_BYTES || headerBytes > room) return "bad-header-length";
    if (!trusted && sumBytes(bytes, start, end, pseudo) !== 0xffff) return "bad-checksum";
    this.sourcePort = readU16(bytes, start + SOURCE_PORT);
    this.destinationPort = readU16(bytes, start + DESTINATION_PORT);
    if (this.sourcePort === 0 || this.destinationPort === 0) return "zero-port";
    this.seq = readU32(bytes, start + SEQUENCE);
    this.ack = readU32(bytes, start + ACKNOWLEDGMENT);
    const flags = bytes[start + FLAGS] & 63;
    this.flags = flags;
    // No stack sends these; scanners do.
    if ((flags & (SYN | RST | FIN | ACK)) === 0 || (flags & (SYN | FIN)) === (SYN | FIN) || (flags & (SYN | RST)) === (SYN | RST)) return "bad-flags";
    this.window = readU16(bytes, start + WINDOW);
    this.payloadStart = start + headerBytes;
    this.payloadEnd = end;
    this.mss = 0;
    this.hasWindowShift = false;
    this.windowShift = 0;
    this.sackPermitted = false;
    this.hasTimestamps = false;
    this.sackCount = 0;
    if (headerBytes === TCP_BYTES) return "";
    if (headerBytes === 32 && readU32(bytes, start + TCP_BYTES) === ALIGNED_TIMESTAMPS) {
      this.hasTimestamps = true;
      this.tsValue = readU32(bytes, start + 24);
      this.tsEcho = readU32(bytes, start + 28);
      return "";
    }
    return this.parseOptions(bytes, start + TCP_BYTES, start + headerBytes);
  }

  /** RFC 9293 §3.2: unknown options are skipped; a length that cannot be is an error of the whole segment. */
  private parseOptions(bytes: Uint8Array, from: u32, to: u32): TcpError {
    let at: u32 = from;
    while (at < to) {
      const kind = bytes[at];
      if (kind === OPTION_END) return "";
      if (kind === OPTION_NOP) { at++; continue; }
      if (at + 1 >= to) return "bad-options";
      const length: u32 = bytes[at + 1];
      if (length < 2 || at + length > to) return "bad-options";
      if (!this.parseOption(bytes, at, kind, length)) return "bad-options";
      at += length;
    }
    return "";
  }

  private parseOption(bytes: Uint8Array, at: u32, kind: u32, length: u32): boolean {
    if (kind === OPTION_MSS) {
      if (length !== 4) return false;
      this.mss = readU16(bytes, at + 2);
    } else if (kind === OPTION_WINDOW_SCALE) {
      if (length !== 3) return false;
      this.hasWindowShift = true;
      this.windowShift = bytes[at + 2] > MAX_WINDOW_SHIFT ? MAX_WINDOW_SHIFT : bytes[at + 2];
    } else if (kind === OPTION_SACK_PERMITTED) {
      if (length !== 2) return false;
      this.sackPermitted = true;
    } else if (kind === OPTION_TIMESTAMPS) {
      if (length !== 10) return false;
      this.hasTimestamps = true;
      this.tsValue = readU32(bytes, at + 2);
      this.tsEcho = readU32(bytes, at + 6);
    } else if (kind === OPTION_SACK) {
      if (length !== 10 && length !== 18 && length !== 26 && length !== 34) return false;
      this.sackCount = (length - 2) >>> 3;
      for (let i: u32 = 0; i < this.sackCount * 2; i++) this.sackEdges[i] = readU32(bytes, at + 2 + i * 4);
    }
    return true;
  }

  /**
   * Writes header and options at `start` with a zero checksum; returns the header's bytes (a multiple of 4).
   * Payload fields are ignored.
   */
  emit(bytes: Uint8Array, start: u32): u32 {
    writeU16(bytes, start + SOURCE_PORT, this.sourcePort);
    writeU16(bytes, start + DESTINATION_PORT, this.destinationPort);
    writeU32(bytes, start + SEQUENCE, this.seq);
    writeU32(bytes, start + ACKNOWLEDGMENT, (this.flags & ACK) !== 0 ? this.ack : 0);
    bytes[start + FLAGS] = this.flags;
    writeU16(bytes, start + WINDOW, this.window);
    writeU16(bytes, start + TCP_CHECKSUM_OFFSET, 0);
    writeU16(bytes, start + URGENT, 0);
    let at: u32 = start + TCP_BYTES;
    if (this.mss !== 0) {
      bytes[at] = OPTION_MSS;
      bytes[at + 1] = 4;
      writeU16(bytes, at + 2, this.mss);
      at += 4;
    }
    if (this.hasWindowShift) {
      bytes[at] = OPTION_NOP;
      bytes[at + 1] = OPTION_WINDOW_SCALE;
      bytes[at + 2] = 3;
      bytes[at + 3] = this.windowShift;
      at += 4;
    }
    if (this.sackPermitted) {
      writeU16(bytes, at, (OPTION_NOP << 8) | OPTION_NOP);
      bytes[at + 2] = OPTION_SACK_PERMITTED;
      bytes[at + 3] = 2;
      at += 4;
    }
    if (this.hasTimestamps) {
      writeU32(bytes, at, ALIGNED_TIMESTAMPS);
      writeU32(bytes, at + 4, this.tsValue);
      writeU32(bytes, at + 8, this.tsEcho);
      at += 12;
    }
    if (this.sackCount !== 0) {
      writeU16(bytes, at, (OPTION_NOP << 8) | OPTION_NOP);
      bytes[at + 2] = OPTION_SACK;
      bytes[at + 3] = 2 + this.sackCount * 8;
      at += 4;
      for (let i: u32 = 0; i < this.sackCount * 2; i++, at += 4) writeU32(bytes, at, this.sackEdges[i]);
    }
    const headerBytes: u32 = at - start;
    bytes[start + DATA_OFFSET] = (headerBytes >>> 2) << 4;
    return headerBytes;
  }
}
