/** States of the HTTP/1 parser, and the classes of bytes that its arrows are drawn over (RFC 9112, RFC 9110 §5.6.2). */
import type { u32 } from "../../sys/types.ts";

/** Between messages: empty lines are skipped. */
export const START = 0;
export const METHOD = 1;
export const BEFORE_URL = 2;
export const URL_START = 3;
export const URL_SCHEMA = 4;
export const URL_SLASH = 5;
export const URL_SLASH_2 = 6;
export const URL_SERVER = 7;
export const URL_PATH = 8;
export const URL_QUERY = 9;
export const URL_FRAGMENT = 10;
export const PROTOCOL = 11;
export const VERSION_MAJOR = 12;
export const VERSION_DOT = 13;
export const VERSION_MINOR = 14;
export const VERSION_END = 15;
export const LINE_LF = 16;
export const STATUS_SPACE = 17;
export const STATUS_CODE = 18;
export const STATUS_END = 19;
export const REASON = 20;
/** First byte of a header line (or of the empty line). */
export const FIELD_START = 21;
export const FIELD_NAME = 22;
export const VALUE_START = 23;
export const VALUE_START_LF = 24;
export const VALUE = 25;
export const VALUE_LF = 26;
export const HEAD_LF = 27;
/** After the URL of a request without version. */
export const LINE_CR_09 = 28;
export const CHUNK_SIZE_START = 29;
export const CHUNK_SIZE = 30;
/** After ";" behind a chunk's size (RFC 9112 §7.1.1). */
export const EXTENSION_START = 31;
export const EXTENSION_NAME = 32;
export const EXTENSION_VALUE_START = 33;
export const EXTENSION_VALUE = 34;
export const EXTENSION_QUOTED = 35;
export const EXTENSION_QUOTED_PAIR = 36;
export const EXTENSION_QUOTED_END = 37;
export const CHUNK_SIZE_LF = 38;
export const CHUNK_DATA_CR = 39;
export const CHUNK_DATA_LF = 40;
export const BODY_LENGTH = 41;
export const BODY_CHUNK = 42;
export const BODY_TO_END = 43;
/** After a message that ends the connection: nothing but empty lines may follow. */
export const CLOSED = 44;
export const UPGRADED = 45;
export const FAILED = 46;

/** tchar of RFC 9110 §5.6.2. */
export function isToken(byte: u32): boolean {
  const bits = byte < 64 ? (byte < 32 ? 0 : 0x03ff6cfa) : byte < 96 ? 0xc7fffffe : byte < 128 ? 0x57ffffff : 0;
  return ((bits >>> (byte & 31)) & 1) !== 0;
}
export function isDigit(byte: u32): boolean { return byte >= 0x30 && byte <= 0x39; }
export function isAlpha(byte: u32): boolean {
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}
/** Visible ASCII but "#" and "?", which change the URL's state. */
export function isUrlByte(byte: u32): boolean { return byte > 0x20 && byte < 0x7f && byte !== 0x23 && byte !== 0x3f; }
/** Bytes of userinfo, host and port, with "@". */
export function isServerByte(byte: u32): boolean {
  if (isAlpha(byte) || isDigit(byte)) return true;
  switch (byte) {
    case 0x2d: case 0x5f: case 0x2e: case 0x21: case 0x7e: case 0x2a: case 0x27: case 0x28: case 0x29: case 0x25: case 0x3b:
    case 0x3a: case 0x26: case 0x3d: case 0x2b: case 0x24: case 0x2c: case 0x5b: case 0x5d: case 0x40: return true;
    default: return false;
  }
}
/** HTAB, visible and obs-text bytes of a field value. */
export function isValueByte(byte: u32): boolean { return byte >= 0x20 ? byte !== 0x7f : byte === 9; }
/** Value of a hexadecimal digit, or 255. */
export function hexValue(byte: u32): u32 {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : 255;
}
