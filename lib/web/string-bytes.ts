/**
 * Strings from bytes and bytes from strings, one code unit a byte or one code unit two bytes: the only file of
 * lib/web and lib/node that knows how a string lies in memory (lib/runtime/layout.ts).
 */
import type { u32, usize } from "../sys/types.ts";
import { addressOf, allocateObject, copyMemory, isCompiled, keepAlive, load16, load64, load8, loadSize, objectAt, store16, store32, store8 } from "../sys/intrinsics.ts";
import { isWide, unitsOf } from "../runtime/string.ts";
import { FLAG_UTF16, HEADER_FLAGS, SHAPE_STRING, STRING_DATA, STRING_LENGTH, VIEW_ADDRESS } from "../runtime/layout.ts";
import type { AsciiSet } from "./ascii-set.ts";

/** Each byte of bytes[from, to) as one code unit (latin1). The range is the caller's to check. */
export function stringOfBytes(bytes: Uint8Array, from: u32, to: u32): string {
  if (to <= from) return "";
  if (!isCompiled()) return latin1UnderNode(bytes, from, to);
  const length = to - from;
  const string: usize = allocateObject(SHAPE_STRING, STRING_DATA + length);
  store32(string, length, STRING_LENGTH);
  copyMemory(string + STRING_DATA, loadSize(addressOf(bytes), VIEW_ADDRESS) + from, length);
  keepAlive(bytes);
  return objectAt<string>(string);
}

/** As stringOfBytes with the letters A-Z made small. */
export function lowerCaseStringOfBytes(bytes: Uint8Array, from: u32, to: u32): string {
  if (to <= from) return "";
  if (!isCompiled()) return latin1UnderNode(bytes, from, to).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const length = to - from;
  const string: usize = allocateObject(SHAPE_STRING, STRING_DATA + length);
  store32(string, length, STRING_LENGTH);
  const source: usize = loadSize(addressOf(bytes), VIEW_ADDRESS) + from;
  for (let i: u32 = 0; i < length; i++) {
    const unit = load8(source + i);
    store8(string + STRING_DATA + i, unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit);
  }
  keepAlive(bytes);
  return objectAt<string>(string);
}

/** The first `count` code units as a string (latin1 in memory when they all fit). */
export function stringOfUnits(units: Uint16Array, count: u32): string {
  if (count === 0) return "";
  if (!isCompiled()) return utf16UnderNode(units, count);
  const source: usize = loadSize(addressOf(units), VIEW_ADDRESS);
  let wide = false;
  for (let i: u32 = 0; i < count; i++) {
    if (load16(source + i * 2) > 0xff) { wide = true; break; }
  }
  const string: usize = allocateObject(SHAPE_STRING, STRING_DATA + (wide ? count * 2 : count));
  store32(string, count, STRING_LENGTH);
  if (wide) {
    store8(string, FLAG_UTF16, HEADER_FLAGS);
    for (let i: u32 = 0; i < count; i++) store16(string + STRING_DATA + i * 2, load16(source + i * 2));
  } else {
    for (let i: u32 = 0; i < count; i++) store8(string + STRING_DATA + i, load16(source + i * 2) & 0xff);
  }
  keepAlive(units);
  return objectAt<string>(string);
}

/** Low bytes of the string's code units to into[at, …), at most `room` of them (and what fits); how many. */
export function putLatin1(text: string, into: Uint8Array, at: u32, room: u32): u32 {
  const fits = Math.min(room, into.length - at);
  const count = text.length < fits ? text.length : fits;
  if (!isCompiled()) {
    for (let i = 0; i < count; i++) into[at + i] = text.charCodeAt(i);
    return count;
  }
  if (count <= 0) return 0;
  const units: usize = unitsOf(text);
  const target: usize = loadSize(addressOf(into), VIEW_ADDRESS) + at;
  if (!isWide(addressOf(text))) copyMemory(target, units, count);
  else for (let i: usize = 0; i < count; i = i + 1) store8(target, load16(units + i * 2) & 0xff, i);
  keepAlive(text);
  keepAlive(into);
  return count;
}

/** Index of the first code unit at or after `from` that isn't in the set; the text's length if all are. */
export function spanOf(text: string, set: AsciiSet, from: u32): u32 {
  const length: u32 = text.length;
  let i: u32 = from;
  if (!isCompiled()) {
    while (i < length && text.charCodeAt(i) < 0x80 && isIn(set, text.charCodeAt(i))) i++;
    return i;
  }
  if (i >= length) return length;
  const units: usize = unitsOf(text);
  const wide = isWide(addressOf(text));
  while (i < length) {
    const unit: u32 = wide ? load16(units + i * 2) : load8(units + i);
    if (unit > 0x7f || !isIn(set, unit)) break;
    i++;
  }
  keepAlive(text);
  return i;
}
function isIn(set: AsciiSet, unit: u32): boolean { return (((set.words[unit >>> 5] as u32) >>> (unit & 31)) & 1) !== 0; }

/** Index of the first byte of bytes[from, to) that isn't in the set; `to` if all are. The range is the caller's to check. */
export function spanOfBytes(bytes: Uint8Array, set: AsciiSet, from: u32, to: u32): u32 {
  let i: u32 = from;
  if (!isCompiled()) {
    while (i < to && (bytes[i] as number) < 0x80 && isIn(set, bytes[i] as number)) i++;
    return i;
  }
  const start: usize = loadSize(addressOf(bytes), VIEW_ADDRESS);
  while (i < to) {
    const byte = load8(start + i);
    if (byte > 0x7f || !isIn(set, byte)) break;
    i++;
  }
  keepAlive(bytes);
  return i;
}

/** As spanOfBytes with what the value of a field may hold (isFieldText). */
export function fieldTextEnd(bytes: Uint8Array, from: u32, to: u32): u32 {
  let i: u32 = from;
  if (!isCompiled()) {
    while (i < to && isFieldUnit(bytes[i] as number)) i++;
    return i;
  }
  const start: usize = loadSize(addressOf(bytes), VIEW_ADDRESS);
  while (i < to && isFieldUnit(load8(start + i))) i++;
  keepAlive(bytes);
  return i;
}

/** True when bytes[from, to) are the code units of `word`, which is ASCII and may be given in small letters for "ignoring case". */
export function spells(bytes: Uint8Array, from: u32, to: u32, word: string, letters: "exactly" | "ignoring case"): boolean {
  const length: u32 = word.length;
  if (to - from !== length) return false;
  const fold = letters === "ignoring case";
  if (!isCompiled()) {
    for (let i: u32 = 0; i < length; i++) if (smallIf(fold, bytes[from + i] as number) !== word.charCodeAt(i)) return false;
    return true;
  }
  const units: usize = unitsOf(word);
  const start: usize = loadSize(addressOf(bytes), VIEW_ADDRESS) + from;
  for (let i: usize = 0; i < length; i = i + 1) if (smallIf(fold, load8(start + i)) !== load8(units + i)) return false;
  keepAlive(word);
  keepAlive(bytes);
  return true;
}
function smallIf(fold: boolean, unit: u32): u32 { return fold && unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit; }

/** True when the text is `word` (ASCII, in small letters), in any case. */
export function equalsIgnoringCase(text: string, word: string): boolean {
  const length: u32 = word.length;
  if (text.length !== length) return false;
  if (!isCompiled()) {
    for (let i = 0; i < length; i++) if (smallIf(true, text.charCodeAt(i)) !== word.charCodeAt(i)) return false;
    return true;
  }
  const units: usize = unitsOf(text);
  const wide = isWide(addressOf(text));
  const wanted: usize = unitsOf(word);
  for (let i: usize = 0; i < length; i = i + 1) if (smallIf(true, wide ? load16(units + i * 2) : load8(units + i)) !== load8(wanted + i)) return false;
  keepAlive(text);
  keepAlive(word);
  return true;
}

/** True when all code units are at most 0xff, and printing ones or TAB: what a field of HTTP may hold (RFC 9110 §5.5). */
export function isFieldText(text: string): boolean {
  const length: u32 = text.length;
  if (!isCompiled()) {
    for (let i = 0; i < length; i++) if (!isFieldUnit(text.charCodeAt(i))) return false;
    return true;
  }
  if (length === 0) return true;
  const units: usize = unitsOf(text);
  const wide = isWide(addressOf(text));
  for (let i: u32 = 0; i < length; i++) if (!isFieldUnit(wide ? load16(units + i * 2) : load8(units + i))) return false;
  keepAlive(text);
  return true;
}
function isFieldUnit(unit: u32): boolean { return unit < 0x20 ? unit === 9 : unit <= 0xff && unit !== 0x7f; }

/** True when all code units of the text are ASCII and it lies as bytes: then UTF-8 is Latin-1. False may also mean "not known". */
export function isPlainAscii(text: string): boolean {
  if (!isCompiled() || text.length === 0) return false;
  const units: usize = unitsOf(text);
  return !isWide(addressOf(text)) && asciiBytes(units, text.length) === text.length;
}

/** Index of the first byte of bytes[from, to) that isn't ASCII; `to` if all are. */
export function asciiEnd(bytes: Uint8Array, from: u32, to: u32): u32 {
  if (!isCompiled()) {
    let i = from;
    while (i < to && (bytes[i] as number) < 0x80) i++;
    return i;
  }
  const end = from + asciiBytes(loadSize(addressOf(bytes), VIEW_ADDRESS) + from, to - from);
  keepAlive(bytes);
  return end;
}

/** Number of ASCII bytes at the start of the `count` bytes there. */
function asciiBytes(address: usize, count: usize): usize {
  "use no-alloc";
  let i: usize = 0;
  while (i + 8 <= count && (load64(address, i) & 0x8080_8080_8080_8080n) === 0n) i = i + 8;
  while (i < count && load8(address, i) < 0x80) i = i + 1;
  return i;
}

const CHUNK = 8192;
function latin1UnderNode(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, Math.min(to, i + CHUNK)));
  return text;
}
function utf16UnderNode(units: Uint16Array, count: number): string {
  let text = "";
  for (let i = 0; i < count; i += CHUNK) text += String.fromCharCode(...units.subarray(i, Math.min(count, i + CHUNK)));
  return text;
}
