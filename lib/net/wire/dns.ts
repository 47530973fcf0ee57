/**
 * DNS messages for a stub resolver (RFC 1035 §4, AAAA RFC 3596, EDNS(0) RFC 6891 only in so far as its record is
 * skipped). Names are followed through compression pointers that only point backwards, so that no input loops.
 */
import type { u32 } from "../../sys/types.ts";
import { readU16, readU32, writeU16 } from "./bytes.ts";

export const DNS_PORT = 53;
export const DNS_TYPE_A = 1;
export const DNS_TYPE_CNAME = 5;
export const DNS_TYPE_AAAA = 28;
export const DNS_MAX_QUERY_BYTES = 12 + 255 + 4;
export type DnsError = "" | "truncated" | "not-a-response" | "wrong-question" | "bad-name";
/** Response codes (RFC 1035 §4.1.1). */
export const DNS_NO_ERROR = 0;
export const DNS_NAME_ERROR = 3;

const HEADER_BYTES = 12;
const CLASS_INTERNET = 1;
const MAX_NAME_CHARACTERS = 253;
const MAX_RECORDS = 64;

/** A record of the answer section that the resolver uses; others are skipped. */
export interface DnsRecord {
  readonly name: string;
  readonly type: u32;
  readonly ttlSeconds: u32;
  /** A. */
  readonly address: u32;
  /** AAAA. */
  readonly address6: Uint8Array | undefined;
  /** CNAME. */
  readonly target: string;
}

export interface DnsResponse {
  readonly code: u32;
  /** Cut to fit the datagram: ask again by TCP. */
  readonly truncated: boolean;
  readonly answers: readonly DnsRecord[];
  /** Seconds that a "no" may be kept (the SOA record's, RFC 2308 §5); 0: not given. */
  readonly negativeSeconds: u32;
}

/** Can `name` be asked for: labels of 1 to 63 bytes, 253 in all, ASCII? (Node passes hosts through punycode before.) */
export function isDnsName(name: string): boolean {
  const length = name.endsWith(".") ? name.length - 1 : name.length;
  if (length === 0 || length > MAX_NAME_CHARACTERS) return false;
  let label = 0;
  for (let i = 0; i < length; i++) {
    const code = name.charCodeAt(i);
    if (code === 46) {
      if (label === 0) return false;
      label = 0;
    } else {
      if (code <= 32 || code > 126) return false;
      if (++label > 63) return false;
    }
  }
  return label > 0;
}

/** Writes a recursive question at `start`; its bytes. `name` satisfies isDnsName. */
export function emitDnsQuery(bytes: Uint8Array, start: u32, identifier: u32, name: string, type: u32): u32 {
  writeU16(bytes, start, identifier);
  writeU16(bytes, start + 2, 0x0100);
  writeU16(bytes, start + 4, 1);
  for (let i: u32 = 6; i < HEADER_BYTES; i++) bytes[start + i] = 0;
  const length: u32 = name.endsWith(".") ? name.length - 1 : name.length;
  let lengthAt: u32 = start + HEADER_BYTES;
  let at: u32 = lengthAt + 1;
  for (let i: u32 = 0; i < length; i++) {
    const code = name.charCodeAt(i);
    if (code === 46) {
      bytes[lengthAt] = at - lengthAt - 1;
      lengthAt = at;
    } else bytes[at] = code;
    at++;
  }
  bytes[lengthAt] = at - lengthAt - 1;
  bytes[at] = 0;
  writeU16(bytes, at + 1, type);
  writeU16(bytes, at + 3, CLASS_INTERNET);
  return at + 5 - start;
}

/** Where the last parsed name ended, or -1 if it was broken. */
class NameReader {
  text: string = "";

  /** Reads the name at `at` of the message bytes[start, end); the offset after it, or -1. Lower case. */
  read(bytes: Uint8Array, start: u32, end: u32, from: u32): number {
    let text = "";
    let at = from;
    let after = -1;
    let limit = from; // pointers go strictly backwards
    for (;;) {
      if (at >= end) return -1;
      const length = bytes[at];
      if (length === 0) break;
      if (length >= 0xc0) {
        if (at + 1 >= end) return -1;
        if (after < 0) after = at + 2;
        const target = start + (((length & 0x3f) << 8) | bytes[at + 1]);
        if (target >= limit) return -1;
        limit = target;
        at = target;
        continue;
      }
      if (length > 63 || at + 1 + length > end) return -1;
      if (text.length > 0) text += ".";
      for (let i = 1; i <= length; i++) {
        const code = bytes[at + i];
        text += String.fromCharCode(code >= 65 && code <= 90 ? code + 32 : code);
      }
      if (text.length > MAX_NAME_CHARACTERS) return -1;
      at += 1 + length;
    }
    this.text = text;
    return after < 0 ? at + 1 : after;
  }
}

/** Parses the answer to the question (identifier, name, type); a string names what is wrong with it. */
export function parseDnsResponse(bytes: Uint8Array, start: u32, end: u32, identifier: u32, name: string, type: u32): DnsResponse | DnsError {
  if (end < start || end - start < HEADER_BYTES) return "truncated";
  const flags = readU16(bytes, start + 2);
  if (readU16(bytes, start) !== identifier || (flags & 0xf800) !== 0x8000) return "not-a-response";
  const code = flags & 15;
  const cut = (flags & 0x0200) !== 0;
  if (readU16(bytes, start + 4) !== 1) return "wrong-question";
  const reader = new NameReader();
  let at = reader.read(bytes, start, end, start + HEADER_BYTES);
  if (at < 0) return "bad-name";
  if (at + 4 > end) return "truncated";
  const asked = name.endsWith(".") ? name.slice(0, name.length - 1) : name;
  if (reader.text !== asked.toLowerCase() || readU16(bytes, at) !== type || readU16(bytes, at + 2) !== CLASS_INTERNET) return "wrong-question";
  at += 4;
  const answers: DnsRecord[] = [];
  const answerCount = readU16(bytes, start + 6);
  const authorityCount = readU16(bytes, start + 8);
  let negativeSeconds = 0;
  for (let i = 0; i < answerCount + authorityCount && i < MAX_RECORDS; i++) {
    at = reader.read(bytes, start, end, at);
    if (at < 0 || at + 10 > end) return cut ? { code, truncated: cut, answers, negativeSeconds } : "truncated";
    const recordType = readU16(bytes, at);
    const ttl = readU32(bytes, at + 4);
    const dataBytes = readU16(bytes, at + 8);
    const data = at + 10;
    if (data + dataBytes > end) return cut ? { code, truncated: cut, answers, negativeSeconds } : "truncated";
    const internet = readU16(bytes, at + 2) === CLASS_INTERNET;
    const ttlSeconds = ttl > 0x7fffffff ? 0 : ttl; // RFC 2181 §8
    const owner = reader.text;
    at = data + dataBytes;
    if (!internet) continue;
    if (i >= answerCount) {
      if (recordType === 6 && dataBytes >= 22) negativeSeconds = Math.min(ttlSeconds, readU32(bytes, at - 4));
    } else if (recordType === DNS_TYPE_A && dataBytes === 4) {
      answers.push({ name: owner, type: recordType, ttlSeconds, address: readU32(bytes, data), address6: undefined, target: "" });
    } else if (recordType === DNS_TYPE_AAAA && dataBytes === 16) {
      answers.push({ name: owner, type: recordType, ttlSeconds, address: 0, address6: bytes.slice(data, at), target: "" });
    } else if (recordType === DNS_TYPE_CNAME) {
      if (reader.read(bytes, start, end, data) < 0) return "bad-name";
      answers.push({ name: owner, type: recordType, ttlSeconds, address: 0, address6: undefined, target: reader.text });
    }
  }
  return { code, truncated: cut, answers, negativeSeconds };
}
