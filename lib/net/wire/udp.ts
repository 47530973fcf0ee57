/** The UDP header (RFC 768). A zero checksum on receive means "none" (RFC 1122 §4.1.3.4); we always send one. */
import type { u32 } from "../../sys/types.ts";
import { readU16, sumBytes, writeU16 } from "./bytes.ts";

export const UDP_BYTES = 8;
export const UDP_CHECKSUM_OFFSET = 6;
export type UdpError = "" | "truncated" | "bad-length" | "zero-port" | "bad-checksum";

const SOURCE_PORT = 0;
const DESTINATION_PORT = 2;
const LENGTH = 4;

/** A parsed header; one is reused for all. */
export class UdpPacket {
  sourcePort: u32 = 0;
  destinationPort: u32 = 0;
  payloadStart: u32 = 0;
  payloadEnd: u32 = 0;

  /** `pseudo`: pseudo-header sum without the length, which is added here; `trusted`: the device checked the checksum. */
  parse(bytes: Uint8Array, start: u32, end: u32, pseudo: u32, trusted: boolean): UdpError {
    const room: u32 = end - start;
    if (end < start || room < UDP_BYTES) return "truncated";
    const length = readU16(bytes, start + LENGTH);
    if (length < UDP_BYTES || length > room) return "bad-length";
    this.sourcePort = readU16(bytes, start + SOURCE_PORT);
    this.destinationPort = readU16(bytes, start + DESTINATION_PORT);
    if (this.destinationPort === 0) return "zero-port";
    const field = readU16(bytes, start + UDP_CHECKSUM_OFFSET);
    if (field !== 0 && !trusted && sumBytes(bytes, start, start + length, pseudo + length) !== 0xffff) return "bad-checksum";
    this.payloadStart = start + UDP_BYTES;
    this.payloadEnd = start + length;
    return "";
  }
}

/** Writes the header with a zero checksum; the caller fills it in when the payload is there. */
export function emitUdp(bytes: Uint8Array, start: u32, sourcePort: u32, destinationPort: u32, length: u32): void {
  writeU16(bytes, start + SOURCE_PORT, sourcePort);
  writeU16(bytes, start + DESTINATION_PORT, destinationPort);
  writeU16(bytes, start + LENGTH, length);
  writeU16(bytes, start + UDP_CHECKSUM_OFFSET, 0);
}
