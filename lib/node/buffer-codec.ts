/** The encodings of node:buffer: text to bytes and back. */
import { base64Length, encodeBase64, putBase64 } from "../web/base64.ts";
import { putLatin1, stringOfBytes, stringOfUnits } from "../web/string-bytes.ts";
import { decodeUtf8, putUtf8, utf8Length } from "../web/utf8.ts";
import { NodeTypeError } from "./errors.ts";

export type Encoding = "utf8" | "utf16le" | "latin1" | "ascii" | "base64" | "base64url" | "hex";

/** The encoding that a name means, in any case; undefined: none. */
export function encodingOf(name: string): Encoding | undefined {
  switch (name) {
    case "utf8": case "utf-8": return "utf8";
    case "latin1": case "binary": return "latin1";
    case "hex": return "hex";
    case "base64": return "base64";
    case "base64url": return "base64url";
    case "ascii": return "ascii";
    case "utf16le": case "utf-16le": case "ucs2": case "ucs-2": return "utf16le";
    default: {
      const lower = name.toLowerCase();
      return lower === name ? undefined : encodingOf(lower);
    }
  }
}

/** As encodingOf; undefined means utf8, an unknown name is a TypeError. */
export function checkedEncoding(name: string | undefined): Encoding {
  if (name === undefined || name === "utf8") return "utf8";
  const encoding = encodingOf(name);
  if (encoding === undefined) throw new NodeTypeError("ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
  return encoding;
}

/** Bytes that the text takes (for base64 and hex: at most). */
export function encodedLength(text: string, encoding: Encoding): number {
  switch (encoding) {
    case "utf8": return utf8Length(text);
    case "latin1": case "ascii": return text.length;
    case "utf16le": return text.length * 2;
    case "hex": return text.length >>> 1;
    case "base64": case "base64url": return base64Length(text);
  }
}

/** Writes the text's bytes to into[at, end) as far as they fit; how many. */
export function putText(text: string, encoding: Encoding, into: Uint8Array, at: number, end: number): number {
  switch (encoding) {
    case "utf8": return putUtf8(text, into, at, end);
    case "latin1": case "ascii": return putLatin1(text, into, at, end - at);
    case "utf16le": return putUtf16(text, into, at, end);
    case "hex": return putHex(text, into, at, end);
    case "base64": case "base64url": return putBase64(text, into, at, end);
  }
}

/** The text of bytes[from, to); the range lies inside. */
export function textOf(bytes: Uint8Array, encoding: Encoding, from: number, to: number): string {
  if (to <= from) return "";
  switch (encoding) {
    case "utf8": return decodeUtf8(bytes, from, to);
    case "latin1": return stringOfBytes(bytes, from, to);
    case "ascii": {
      const units = new Uint16Array(to - from);
      for (let i = from; i < to; i++) units[i - from] = (bytes[i] as number) & 0x7f;
      return stringOfUnits(units, to - from);
    }
    case "utf16le": {
      const count = (to - from) >>> 1;
      const units = new Uint16Array(count);
      for (let i = 0; i < count; i++) units[i] = (bytes[from + i * 2] as number) | ((bytes[from + i * 2 + 1] as number) << 8);
      return stringOfUnits(units, count);
    }
    case "hex": return hexOf(bytes, from, to);
    case "base64": return encodeBase64(bytes, from, to, "standard");
    case "base64url": return encodeBase64(bytes, from, to, "url");
  }
}

function putUtf16(text: string, into: Uint8Array, at: number, end: number): number {
  let to = at;
  for (let i = 0; i < text.length && to + 2 <= end; i++) {
    const unit = text.charCodeAt(i);
    into[to++] = unit & 0xff;
    into[to++] = unit >> 8;
  }
  return to - at;
}

function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

/** Stops at the first pair that isn't two hexadecimal digits, as Node does. */
function putHex(text: string, into: Uint8Array, at: number, end: number): number {
  let to = at;
  for (let i = 0; i + 1 < text.length && to < end; i += 2) {
    const high = hexDigit(text.charCodeAt(i));
    const low = hexDigit(text.charCodeAt(i + 1));
    if (high < 0 || low < 0) break;
    into[to++] = (high << 4) | low;
  }
  return to - at;
}

function hexOf(bytes: Uint8Array, from: number, to: number): string {
  const digits = "0123456789abcdef";
  const out = new Uint8Array((to - from) * 2);
  let at = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    out[at++] = digits.charCodeAt(byte >> 4);
    out[at++] = digits.charCodeAt(byte & 15);
  }
  return stringOfBytes(out, 0, at);
}
