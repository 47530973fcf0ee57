/** Base64 and base64url (RFC 4648 §4, §5), `atob` and `btoa` (HTML §8.3). */
import { stringOfBytes } from "./string-bytes.ts";

const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** With padding; `urlSafe` uses - and _ and no padding. */
export function encodeBase64(bytes: Uint8Array, from: number, to: number, urlSafe: "standard" | "url"): string {
  const digits = urlSafe === "url" ? URL_SAFE : STANDARD;
  const count = to - from;
  const out = new Uint8Array(Math.floor((count + 2) / 3) * 4);
  let at = 0;
  let i = from;
  for (; i + 3 <= to; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    out[at++] = digits.charCodeAt(group >> 18);
    out[at++] = digits.charCodeAt((group >> 12) & 63);
    out[at++] = digits.charCodeAt((group >> 6) & 63);
    out[at++] = digits.charCodeAt(group & 63);
  }
  const left = to - i;
  if (left > 0) {
    const group = ((bytes[i] as number) << 16) | (left === 2 ? (bytes[i + 1] as number) << 8 : 0);
    out[at++] = digits.charCodeAt(group >> 18);
    out[at++] = digits.charCodeAt((group >> 12) & 63);
    if (left === 2) out[at++] = digits.charCodeAt((group >> 6) & 63);
    if (urlSafe === "standard") while (at < out.length) out[at++] = 0x3d;
  }
  return stringOfBytes(out, 0, at);
}

/** Value of a digit of either alphabet, or -1. */
function digitValue(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52;
  if (unit === 0x2b || unit === 0x2d) return 62;
  if (unit === 0x2f || unit === 0x5f) return 63;
  return -1;
}

/** Bytes that Node's Buffer reserves for this text: exact for well-formed text. */
export function base64Length(text: string): number {
  let length = text.length;
  if (length > 0 && text.charCodeAt(length - 1) === 0x3d) length--;
  if (length > 1 && text.charCodeAt(length - 1) === 0x3d) length--;
  return Math.floor((length * 3) / 4);
}

/** As Node's Buffer: both alphabets, other characters skipped, stops at "=". Bytes written to into[at, end). */
export function putBase64(text: string, into: Uint8Array, at: number, end: number): number {
  let to = at;
  let bits = 0;
  let group = 0;
  for (let i = 0; i < text.length && to < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3d) break;
    const value = digitValue(unit);
    if (value < 0) continue;
    group = ((group << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      into[to++] = (group >> bits) & 0xff;
    }
  }
  return to - at;
}

export function globalBtoa(data: string): string {
  const text = String(data);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) throw new DOMException("Invalid character", "InvalidCharacterError");
    bytes[i] = unit;
  }
  return encodeBase64(bytes, 0, bytes.length, "standard");
}

/** Infra §7, "forgiving-base64 decode". */
export function globalAtob(data: string): string {
  let text = "";
  for (const unit of String(data)) if (!" \t\n\f\r".includes(unit)) text += unit;
  if (text.length % 4 === 0 && text.endsWith("==")) text = text.slice(0, -2);
  else if (text.length % 4 === 0 && text.endsWith("=")) text = text.slice(0, -1);
  if (text.length % 4 === 1) throw badBase64();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (digitValue(unit) < 0 || unit === 0x2d || unit === 0x5f) throw badBase64();
  }
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  return stringOfBytes(bytes, 0, putBase64(text, bytes, 0, bytes.length));
}

function badBase64(): DOMException { return new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError"); }
