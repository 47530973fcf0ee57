/** ICMP (RFC 792, RFC 1191 for the next-hop MTU): echo and the errors that quote a packet. */
import type { u32 } from "../../sys/types.ts";
import { checksum, readU16, sumBytes, writeU16 } from "./bytes.ts";

export const ICMP_BYTES = 8;
export const ICMP_ECHO_REPLY = 0;
export const ICMP_UNREACHABLE = 3;
export const ICMP_ECHO_REQUEST = 8;
export const ICMP_TIME_EXCEEDED = 11;
export const ICMP_PARAMETER_PROBLEM = 12;
/** Codes of ICMP_UNREACHABLE. */
export const UNREACHABLE_NET = 0;
export const UNREACHABLE_HOST = 1;
export const UNREACHABLE_PROTOCOL = 2;
export const UNREACHABLE_PORT = 3;
export const UNREACHABLE_FRAGMENTATION = 4;
export type IcmpError = "" | "truncated" | "bad-checksum";

const TYPE = 0;
const CODE = 1;
const CHECKSUM = 2;
const IDENTIFIER = 4;
const SEQUENCE = 6;

/** A parsed message; one is reused for all. What follows the header is bytes[dataStart, dataEnd). */
export class IcmpMessage {
  type: u32 = 0;
  code: u32 = 0;
  /** Echo: identifier. */
  identifier: u32 = 0;
  /** Echo: sequence. UNREACHABLE_FRAGMENTATION: next-hop MTU, 0 from routers before RFC 1191. */
  sequence: u32 = 0;
  dataStart: u32 = 0;
  dataEnd: u32 = 0;

  parse(bytes: Uint8Array, start: u32, end: u32): IcmpError {
    if (end < start || end - start < ICMP_BYTES) return "truncated";
    if (sumBytes(bytes, start, end, 0) !== 0xffff) return "bad-checksum";
    this.type = bytes[start + TYPE];
    this.code = bytes[start + CODE];
    this.identifier = readU16(bytes, start + IDENTIFIER);
    this.sequence = readU16(bytes, start + SEQUENCE);
    this.dataStart = start + ICMP_BYTES;
    this.dataEnd = end;
    return "";
  }
}

/** Is it an error message (one that must never be answered by another, RFC 1122 §3.2.2)? */
export function isIcmpError(type: u32): boolean {
  return type === ICMP_UNREACHABLE || type === ICMP_TIME_EXCEEDED || type === ICMP_PARAMETER_PROBLEM || type === 4 || type === 5;
}

/** Writes the header of a message whose data is already in bytes[start + ICMP_BYTES, end). */
export function emitIcmp(bytes: Uint8Array, start: u32, end: u32, type: u32, code: u32, identifier: u32, sequence: u32): void {
  bytes[start + TYPE] = type;
  bytes[start + CODE] = code;
  writeU16(bytes, start + CHECKSUM, 0);
  writeU16(bytes, start + IDENTIFIER, identifier);
  writeU16(bytes, start + SEQUENCE, sequence);
  writeU16(bytes, start + CHECKSUM, checksum(bytes, start, end, 0));
}
