/** The header fields that decide how a message is framed and what becomes of its connection (RFC 9112 §6, §9). */
import type { u32 } from "../../sys/types.ts";
import { AsciiSet } from "../../web/ascii-set.ts";
import { spanOf, spells } from "../../web/string-bytes.ts";
import { isDigit } from "./parser-state.ts";

/** tchar of RFC 9110 §5.6.2. */
export const TOKEN = new AsciiSet("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

const NONE = 0;
const CONNECTION = 1;
const CONTENT_LENGTH = 2;
const TRANSFER_ENCODING = 3;
const UPGRADE = 4;
const EXPECT = 5;
const HOST = 6;

/** True when bytes[from, to) is `word` (given in small letters), in any case. */
function equalsWord(bytes: Uint8Array, from: u32, to: u32, word: string): boolean { return spells(bytes, from, to, word, "ignoring case"); }

function kindOf(bytes: Uint8Array, from: u32, to: u32): u32 {
  switch (to - from) {
    case 4: return equalsWord(bytes, from, to, "host") ? HOST : NONE;
    case 6: return equalsWord(bytes, from, to, "expect") ? EXPECT : NONE;
    case 7: return equalsWord(bytes, from, to, "upgrade") ? UPGRADE : NONE;
    case 10: return equalsWord(bytes, from, to, "connection") ? CONNECTION : NONE;
    case 14: return equalsWord(bytes, from, to, "content-length") ? CONTENT_LENGTH : NONE;
    case 16: return equalsWord(bytes, from, to, "proxy-connection") ? CONNECTION : NONE;
    case 17: return equalsWord(bytes, from, to, "transfer-encoding") ? TRANSFER_ENCODING : NONE;
    default: return NONE;
  }
}

export class FieldMeaning {
  /** -1: none given. */
  contentLength = -1;
  transferEncoding = false;
  /** "chunked" is the last transfer coding. */
  chunked = false;
  close = false;
  keepAlive = false;
  connectionUpgrade = false;
  upgrade = false;
  expectsContinue = false;
  hasExpect = false;
  hosts: u32 = 0;
  /** The words to the last error. */
  reason = "";
  #kind: u32 = NONE;
  #value = 0;
  #digits: u32 = 0;
  #spaceAfter = false;

  /** The value being read is Content-Length's. */
  isContentLength(): boolean { return this.#kind === CONTENT_LENGTH; }

  reset(): void {
    this.contentLength = -1;
    this.transferEncoding = false;
    this.chunked = false;
    this.close = false;
    this.keepAlive = false;
    this.connectionUpgrade = false;
    this.upgrade = false;
    this.expectsContinue = false;
    this.hasExpect = false;
    this.hosts = 0;
  }

  /** A field's name is complete; "" or an error's code. */
  nameSeen(bytes: Uint8Array, from: u32, to: u32): string {
    const kind = kindOf(bytes, from, to);
    this.#kind = kind;
    if (kind === NONE) return "";
    if (kind === CONTENT_LENGTH) {
      if (this.contentLength >= 0) return this.#error("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length");
      if (this.transferEncoding) return this.#error("HPE_INVALID_CONTENT_LENGTH", "Content-Length can't be present with Transfer-Encoding");
      this.#value = 0;
      this.#digits = 0;
      this.#spaceAfter = false;
    } else if (kind === TRANSFER_ENCODING) {
      if (this.contentLength >= 0) return this.#error("HPE_INVALID_TRANSFER_ENCODING", "Transfer-Encoding can't be present with Content-Length");
      this.transferEncoding = true;
      if (this.chunked) this.chunked = false;
    } else if (kind === UPGRADE) {
      this.upgrade = true;
    } else if (kind === HOST) {
      this.hosts++;
    }
    return "";
  }

  /** A byte of the value: only Content-Length is looked at so early. */
  valueByte(byte: u32): string {
    if (this.#kind !== CONTENT_LENGTH) return "";
    if (isDigit(byte) && !this.#spaceAfter) {
      this.#value = this.#value * 10 + (byte - 0x30);
      this.#digits++;
      return this.#value >= 18446744073709551616 ? this.#error("HPE_INVALID_CONTENT_LENGTH", "Content-Length overflow") : "";
    }
    if (byte === 0x20 && this.#digits > 0) { this.#spaceAfter = true; return ""; }
    return this.#error("HPE_INVALID_CONTENT_LENGTH", "Invalid character in Content-Length");
  }

  /** The value is complete, white space trimmed. */
  valueSeen(bytes: Uint8Array, from: u32, to: u32): string {
    switch (this.#kind) {
      case CONTENT_LENGTH:
        if (this.#digits === 0) return this.#error("HPE_INVALID_CONTENT_LENGTH", "Empty Content-Length");
        this.contentLength = this.#value;
        return "";
      case CONNECTION: this.#connectionTokens(bytes, from, to); return "";
      case TRANSFER_ENCODING: return this.#transferCodings(bytes, from, to);
      case EXPECT:
        this.hasExpect = true;
        if (equalsWord(bytes, from, to, "100-continue")) this.expectsContinue = true;
        return "";
      default: return "";
    }
  }

  #connectionTokens(bytes: Uint8Array, from: u32, to: u32): void {
    let start: u32 = from;
    while (start < to) {
      let end: u32 = start;
      while (end < to && bytes[end] !== 0x2c) end++;
      let last: u32 = end;
      while (start < last && (bytes[start] === 0x20 || bytes[start] === 9)) start++;
      while (last > start && (bytes[last - 1] === 0x20 || bytes[last - 1] === 9)) last--;
      if (equalsWord(bytes, start, last, "close")) this.close = true;
      else if (equalsWord(bytes, start, last, "keep-alive")) this.keepAlive = true;
      else if (equalsWord(bytes, start, last, "upgrade")) this.connectionUpgrade = true;
      start = end + 1;
    }
  }

  /** RFC 9112 §7: "chunked" must come last, and only once. */
  #transferCodings(bytes: Uint8Array, from: u32, to: u32): string {
    let start: u32 = from;
    let chunked = false;
    while (start < to) {
      let end: u32 = start;
      while (end < to && bytes[end] !== 0x2c) end++;
      if (chunked) return this.#error("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value");
      let last: u32 = end;
      while (start < last && (bytes[start] === 0x20 || bytes[start] === 9)) start++;
      while (last > start && (bytes[last - 1] === 0x20 || bytes[last - 1] === 9)) last--;
      chunked = equalsWord(bytes, start, last, "chunked");
      start = end + 1;
      if (chunked && end < to) return this.#error("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value");
    }
    this.chunked = chunked;
    return "";
  }

  #error(code: string, reason: string): string {
    this.reason = reason;
    return code;
  }
}

/** True for a field name of RFC 9110 §5.1. */
export function isFieldName(name: string): boolean { return name.length > 0 && spanOf(name, TOKEN, 0) === name.length; }
