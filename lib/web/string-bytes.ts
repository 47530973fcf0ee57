/**
 * Strings from bytes and bytes from strings, one code unit a byte or one code unit two bytes: the only file of
 * lib/web and lib/node that knows how a string lies in memory (lib/runtime/layout.ts).
 */
import type { u32, usize } from "../sys/types.ts";
import { addressOf, allocateObject, copyMemory, isCompiled, keepAlive, load16, load8, loadSize, objectAt, store16, store32, store8 } from "../sys/intrinsics.ts";
import { FLAG_UTF16, HEADER_FLAGS, SHAPE_STRING, STRING_DATA, STRING_LENGTH, VIEW_ADDRESS } from "../runtime/layout.ts";

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

/** Low bytes of the string's code units to into[at, …), at most `room` of them; how many. */
export function putLatin1(text: string, into: Uint8Array, at: u32, room: u32): u32 {
  const count: u32 = text.length < room ? text.length : room;
  for (let i: u32 = 0; i < count; i++) into[at + i] = text.charCodeAt(i);
  return count;
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
