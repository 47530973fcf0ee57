/** UTF-8 (Encoding Standard §8): surrogates that stand alone and malformed sequences become U+FFFD. */
import type { u32 } from "../sys/types.ts";
import { asciiEnd, isPlainAscii, putLatin1, stringOfBytes, stringOfUnits } from "./string-bytes.ts";

const REPLACEMENT = 0xfffd;

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  const length = text.length;
  if (isPlainAscii(text)) return length;
  let bytes = length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) { bytes += 1; continue; }
    bytes += 2;
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < length && isTrail(text.charCodeAt(i + 1))) i++; // four bytes for two units
  }
  return bytes;
}

/** Writes as many whole characters as fit into into[at, end); the bytes written. Units read are `utf8UnitsRead(text, bytes)`. */
export function putUtf8(text: string, into: Uint8Array, at: number, end: number): number {
  const length = text.length;
  if (length <= end - at && isPlainAscii(text)) return putLatin1(text, into, at, length);
  let to = at;
  for (let i = 0; i < length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      if (to >= end) break;
      into[to++] = point;
      continue;
    }
    if (point < 0x800) {
      if (to + 2 > end) break;
      into[to++] = 0xc0 | (point >> 6);
      into[to++] = 0x80 | (point & 0x3f);
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      const trail = point < 0xdc00 && i + 1 < length ? text.charCodeAt(i + 1) : 0;
      if (isTrail(trail)) {
        if (to + 4 > end) break;
        point = 0x10000 + ((point - 0xd800) << 10) + (trail - 0xdc00);
        into[to++] = 0xf0 | (point >> 18);
        into[to++] = 0x80 | ((point >> 12) & 0x3f);
        into[to++] = 0x80 | ((point >> 6) & 0x3f);
        into[to++] = 0x80 | (point & 0x3f);
        i++;
        continue;
      }
      point = REPLACEMENT;
    }
    if (to + 3 > end) break;
    into[to++] = 0xe0 | (point >> 12);
    into[to++] = 0x80 | ((point >> 6) & 0x3f);
    into[to++] = 0x80 | (point & 0x3f);
  }
  return to - at;
}

/** Code units of the text whose UTF-8 makes up the first `bytes` bytes. */
export function utf8UnitsRead(text: string, bytes: number): number {
  let left = bytes;
  let i = 0;
  while (left > 0) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) { left -= 1; i++; }
    else if (unit < 0x800) { left -= 2; i++; }
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && isTrail(text.charCodeAt(i + 1))) { left -= 4; i += 2; }
    else { left -= 3; i++; }
  }
  return i;
}

export function encodeUtf8(text: string): Uint8Array {
  const length = text.length;
  const bytes = utf8Length(text);
  const into = new Uint8Array(bytes);
  if (bytes === length) putLatin1(text, into, 0, length); else putUtf8(text, into, 0, bytes);
  return into;
}

function isTrail(unit: number): boolean { return unit >= 0xdc00 && unit < 0xe000; }

/** The text of bytes[from, to). A byte order mark is text here. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  if (asciiEnd(bytes, from, to) === to) return stringOfBytes(bytes, from, to);
  const decoder = new Utf8Decoder();
  return decoder.decode(bytes, from, to) + decoder.finish();
}

/** Decodes a stream of chunks; a character may lie across their borders. */
export class Utf8Decoder {
  /** Bytes still missing of the character begun, its bits so far, and the range of its next byte. */
  #needed: u32 = 0;
  #point: u32 = 0;
  #lower: u32 = 0x80;
  #upper: u32 = 0xbf;
  /** Set when anything was malformed. */
  malformed = false;

  /** Bytes of an unfinished character that are held back. */
  get pending(): boolean { return this.#needed > 0; }
  get needed(): number { return this.#needed; }

  decode(bytes: Uint8Array, from: number, to: number): string {
    if (to <= from) return "";
    if (this.#needed === 0 && asciiEnd(bytes, from, to) === to) return stringOfBytes(bytes, from, to);
    const units = new Uint16Array(to - from + 2);
    let count = 0;
    let needed = this.#needed;
    let point = this.#point;
    let lower = this.#lower;
    let upper = this.#upper;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      if (needed === 0) {
        if (byte < 0x80) units[count++] = byte;
        else if (byte >= 0xc2 && byte <= 0xdf) { needed = 1; point = byte & 0x1f; }
        else if (byte >= 0xe0 && byte <= 0xef) {
          if (byte === 0xe0) lower = 0xa0; else if (byte === 0xed) upper = 0x9f;
          needed = 2;
          point = byte & 0xf;
        } else if (byte >= 0xf0 && byte <= 0xf4) {
          if (byte === 0xf0) lower = 0x90; else if (byte === 0xf4) upper = 0x8f;
          needed = 3;
          point = byte & 7;
        } else {
          this.malformed = true;
          units[count++] = REPLACEMENT;
        }
        continue;
      }
      if (byte < lower || byte > upper) { // the character ends before this byte, which is looked at again
        needed = 0;
        lower = 0x80;
        upper = 0xbf;
        this.malformed = true;
        units[count++] = REPLACEMENT;
        i--;
        continue;
      }
      lower = 0x80;
      upper = 0xbf;
      point = (point << 6) | (byte & 0x3f);
      if (--needed > 0) continue;
      if (point < 0x10000) units[count++] = point;
      else {
        units[count++] = 0xd800 + ((point - 0x10000) >> 10);
        units[count++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
      }
    }
    this.#needed = needed;
    this.#point = point;
    this.#lower = lower;
    this.#upper = upper;
    return stringOfUnits(units, count);
  }

  /** The end of the stream: what was begun and not finished is malformed. */
  finish(): string {
    if (this.#needed === 0) return "";
    this.#needed = 0;
    this.#lower = 0x80;
    this.#upper = 0xbf;
    this.malformed = true;
    return "\ufffd";
  }
}
