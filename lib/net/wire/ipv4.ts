/** The IPv4 header (RFC 791). Options are skipped on receive and never sent; source-routed packets are refused (RFC 7126 §4.3). */
import type { u32 } from "../../sys/types.ts";
import { checksum, readU16, readU32, sumBytes, writeU16, writeU32 } from "./bytes.ts";

export const IPV4_BYTES = 20;
export const PROTOCOL_ICMP = 1;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;
export const DEFAULT_TTL = 64;
/** What every IPv4 host takes (RFC 791 §3.2) and what every link carries. */
export const IPV4_MIN_MTU = 68;
export type Ipv4Error = "" | "truncated" | "bad-version" | "bad-header-length" | "bad-length" | "bad-checksum" | "source-route";

const VERSION_LENGTH = 0;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const DONT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const OPTION_LOOSE_ROUTE = 131;
const OPTION_STRICT_ROUTE = 137;

/** A parsed header; one is reused for all. The payload is bytes[payloadStart, payloadEnd) of what was parsed. */
export class Ipv4Packet {
  start: u32 = 0;
  payloadStart: u32 = 0;
  payloadEnd: u32 = 0;
  identification: u32 = 0;
  /** Bytes, a multiple of 8. */
  fragmentOffset: u32 = 0;
  moreFragments: boolean = false;
  dontFragment: boolean = false;
  ttl: u32 = 0;
  protocol: u32 = 0;
  source: u32 = 0;
  destination: u32 = 0;

  /** Parses the packet at `start`; bytes past its length, up to `end`, are padding. */
  parse(bytes: Uint8Array, start: u32, end: u32): Ipv4Error {
    const error = this.parseHeader(bytes, start, end);
    if (error !== "") return error;
    return readU16(bytes, start + TOTAL_LENGTH) > end - start ? "truncated" : "";
  }

  /** As parse, but the payload may be cut (a packet quoted by ICMP). */
  parseHeader(bytes: Uint8Array, start: u32, end: u32): Ipv4Error {
    const room: u32 = end - start;
    if (end < start || room < IPV4_BYTES) return "truncated";
    const first = bytes[start + VERSION_LENGTH];
    if (first >>> 4 !== 4) return "bad-version";
    const headerBytes: u32 = (first & 15) * 4;
    if (headerBytes < IPV4_BYTES || headerBytes > room) return "bad-header-length";
    const totalBytes: u32 = readU16(bytes, start + TOTAL_LENGTH);
    if (totalBytes < headerBytes) return "bad-length";
    if (sumBytes(bytes, start, start + headerBytes, 0) !== 0xffff) return "bad-checksum";
    if (headerBytes > IPV4_BYTES && hasSourceRoute(bytes, start + IPV4_BYTES, start + headerBytes)) return "source-route";
    const fragment = readU16(bytes, start + FRAGMENT);
    this.start = start;
    this.payloadStart = start + headerBytes;
    this.payloadEnd = totalBytes > room ? end : start + totalBytes;
    this.identification = readU16(bytes, start + IDENTIFICATION);
    this.fragmentOffset = (fragment & 0x1fff) * 8;
    this.moreFragments = (fragment & MORE_FRAGMENTS) !== 0;
    this.dontFragment = (fragment & DONT_FRAGMENT) !== 0;
    this.ttl = bytes[start + TTL];
    this.protocol = bytes[start + PROTOCOL];
    this.source = readU32(bytes, start + SOURCE);
    this.destination = readU32(bytes, start + DESTINATION);
    return "";
  }
}

function hasSourceRoute(bytes: Uint8Array, from: u32, to: u32): boolean {
  let at: u32 = from;
  while (at < to) {
    const kind = bytes[at];
    if (kind === 0) return false;
    if (kind === 1) { at++; continue; }
    if (kind === OPTION_LOOSE_ROUTE || kind === OPTION_STRICT_ROUTE) return true;
    if (at + 1 >= to || bytes[at + 1] < 2) return false; // broken options carry nothing that we use
    at += bytes[at + 1];
  }
  return false;
}

/** Fragment word for emitIpv4: a whole packet that routers may not cut. */
export const WHOLE_PACKET = DONT_FRAGMENT;

/** The fragment word of a piece at `offset` bytes (a multiple of 8). */
export function fragmentWord(offset: u32, more: boolean): u32 {
  return (offset >>> 3) | (more ? MORE_FRAGMENTS : 0);
}

/** Writes a header without options at `start`; `totalBytes` includes it. */
export function emitIpv4(bytes: Uint8Array, start: u32, totalBytes: u32, identification: u32, fragment: u32, ttl: u32, protocol: u32, source: u32, destination: u32): void {
  bytes[start + VERSION_LENGTH] = 0x45;
  bytes[start + 1] = 0;
  writeU16(bytes, start + TOTAL_LENGTH, totalBytes);
  writeU16(bytes, start + IDENTIFICATION, identification);
  writeU16(bytes, start + FRAGMENT, fragment);
  bytes[start + TTL] = ttl;
  bytes[start + PROTOCOL] = protocol;
  writeU16(bytes, start + CHECKSUM, 0);
  writeU32(bytes, start + SOURCE, source);
  writeU32(bytes, start + DESTINATION, destination);
  writeU16(bytes, start + CHECKSUM, checksum(bytes, start, start + IPV4_BYTES, 0));
}
