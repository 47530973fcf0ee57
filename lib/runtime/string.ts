/**
 * Strings: flat Latin-1 or UTF-16, ropes that flatten on first look, slices of flat parents (layout.ts). Lengths and
 * indices count UTF-16 code units. A wide string may hold only Latin-1 units (slices do), so content is compared by unit;
 * interned strings are always flat and as narrow as their content.
 */
import { addressOf, allocateObject, compareMemory, copyMemory, load16, load32, load8, loadSize, objectAt, store16, store32, store8, storeSize } from "../sys/intrinsics.ts";
import type { i32, u32, usize } from "../sys/types.ts";
import { addInterned, findInterned } from "./gc/interned.ts";
import { throwRangeError } from "./errors.ts";
import {
  FIRST_POINTER, FLAG_INTERNED, FLAG_UTF16, GC_STATIC, HEADER_FLAGS, HEADER_GC, ROPE_LEFT, ROPE_RIGHT, SHAPE_ROPE, SHAPE_SLICE, SHAPE_STORE_VALUES, SHAPE_STRING,
  SLICE_PARENT, SLICE_START, STORE_CAPACITY, STORE_DATA, STRING_DATA, STRING_HASH, STRING_LENGTH,
} from "./layout.ts";

/** V8's limit on 64 bits. */
export const MAX_STRING_LENGTH = 0x1fff_ffe8;
const REFERENCE_BYTES = 32;
/** Concatenations below this length are copied. */
const ROPE_MIN = 24;
/** Substrings below this length are copied. */
const SLICE_MIN = 32;

/** A flat Latin-1 string of `length` units to fill in. */
export function newNarrow(length: u32): usize {
  const text = allocateObject(SHAPE_STRING, STRING_DATA + length);
  store32(text, length, STRING_LENGTH);
  return text;
}
/** A flat UTF-16 string of `length` units to fill in. */
export function newWide(length: u32): usize {
  const text = allocateObject(SHAPE_STRING, STRING_DATA + length * 2);
  store8(text, FLAG_UTF16, HEADER_FLAGS);
  store32(text, length, STRING_LENGTH);
  return text;
}
/** A string of the UTF-16 code units at an address. */
export function stringFromUnits(from: usize, count: u32): string {
  const text = newWide(count);
  copyMemory(text + STRING_DATA, from, count * 2);
  return objectAt<string>(text);
}
export function newFlat(length: u32, wide: boolean): usize { return wide ? newWide(length) : newNarrow(length); }
export function isWide(text: usize): boolean { "use no-alloc"; return (load8(text, HEADER_FLAGS) & FLAG_UTF16) !== 0; }
export function lengthOf(text: usize): u32 { "use no-alloc"; return load32(text, STRING_LENGTH); }

/** Address of the first code unit; flattens. Valid as long as the string is alive. */
export function unitsOf(self: string): usize {
  const text = addressOf(self);
  const shape = load32(text);
  if (shape === SHAPE_STRING) return text + STRING_DATA;
  if (shape === SHAPE_ROPE) flattenRope(text);
  const start: usize = load32(text, SLICE_START);
  return loadSize(text, SLICE_PARENT) + STRING_DATA + (isWide(text) ? start * 2 : start);
}

/** The unit at `index` behind an address that `unitsOf` gave. */
export function unitAt(units: usize, wide: boolean, index: usize): u32 { "use no-alloc"; return wide ? load16(units + index * 2) : load8(units + index); }

/** Turns a rope into a slice of its flat content. */
function flattenRope(rope: usize): void {
  const wide = isWide(rope);
  const flat = newFlat(lengthOf(rope), wide);
  copyInto(rope, flat + STRING_DATA, wide);
  store32(rope, SHAPE_SLICE);
  storeSize(rope, flat, SLICE_PARENT);
  storeSize(rope, 0, SLICE_START);
}

/** Copies any string's units to `to`. Recurses into the shorter side of ropes, so at most log2(length) deep. */
function copyInto(from: usize, to: usize, wide: boolean): void {
  "use no-alloc";
  let text: usize = from;
  let at: usize = to;
  const width: usize = wide ? 2 : 1;
  while (load32(text) === SHAPE_ROPE) {
    const left = loadSize(text, ROPE_LEFT);
    const right = loadSize(text, ROPE_RIGHT);
    const split: usize = at + lengthOf(left) * width;
    if (lengthOf(left) >= lengthOf(right)) {
      copyInto(right, split, wide);
      text = left;
    } else {
      copyInto(left, at, wide);
      text = right;
      at = split;
    }
  }
  const fromWide = isWide(text);
  let units: usize = text + STRING_DATA;
  if (load32(text) === SHAPE_SLICE) {
    const start: usize = load32(text, SLICE_START);
    units = loadSize(text, SLICE_PARENT) + STRING_DATA + (fromWide ? start * 2 : start);
  }
  copyUnits(at, wide, units, fromWide, lengthOf(text));
}

/** Copies `count` units; narrowing only when the caller knows that they fit. */
export function copyUnits(to: usize, toWide: boolean, from: usize, fromWide: boolean, count: usize): void {
  "use no-alloc";
  if (toWide === fromWide) copyMemory(to, from, toWide ? count * 2 : count);
  else if (toWide) for (let i: usize = 0; i < count; i++) store16(to + i * 2, load8(from + i));
  else for (let i: usize = 0; i < count; i++) store8(to + i, load16(from + i * 2) & 0xff);
}

/** Copies a string's units to `to`, flattening nothing that it needn't. */
export function copyString(to: usize, toWide: boolean, self: string): void { copyInto(addressOf(self), to, toWide); }

/** left + right. */
export function concat(left: string, right: string): string {
  const a = addressOf(left);
  const b = addressOf(right);
  const leftLength = lengthOf(a);
  const rightLength = lengthOf(b);
  if (leftLength === 0) return right;
  if (rightLength === 0) return left;
  const length: usize = leftLength + rightLength;
  const wide = isWide(a) || isWide(b);
  if (length < ROPE_MIN) {
    const flat = newFlat(length >>> 0, wide);
    copyInto(a, flat + STRING_DATA, wide);
    copyInto(b, flat + STRING_DATA + (wide ? leftLength * 2 : leftLength + 0), wide);
    return objectAt<string>(flat);
  }
  if (length > MAX_STRING_LENGTH) throwRangeError("Invalid string length");
  const rope = allocateObject(SHAPE_ROPE, REFERENCE_BYTES);
  if (wide) store8(rope, FLAG_UTF16, HEADER_FLAGS);
  store32(rope, length >>> 0, STRING_LENGTH);
  storeSize(rope, a, ROPE_LEFT);
  storeSize(rope, b, ROPE_RIGHT);
  return objectAt<string>(rope);
}

/** a === b for references that are strings, undefined or null. */
export function equals(a: string, b: string): boolean {
  const left = addressOf(a);
  const right = addressOf(b);
  if (left === right) return true;
  if (left < FIRST_POINTER || right < FIRST_POINTER) return false;
  const length = lengthOf(left);
  if (length !== lengthOf(right)) return false;
  if ((load8(left, HEADER_FLAGS) & load8(right, HEADER_FLAGS) & FLAG_INTERNED) !== 0) return false;
  const leftHash = load32(left, STRING_HASH);
  const rightHash = load32(right, STRING_HASH);
  if (leftHash !== 0 && rightHash !== 0 && leftHash !== rightHash) return false;
  return sameUnits(unitsOf(a), isWide(left), unitsOf(b), isWide(right), length);
}

export function sameUnits(a: usize, aWide: boolean, b: usize, bWide: boolean, count: usize): boolean {
  "use no-alloc";
  if (aWide === bWide) return compareMemory(a, b, aWide ? count * 2 : count) === 0;
  for (let i: usize = 0; i < count; i++) if (unitAt(a, aWide, i) !== unitAt(b, bWide, i)) return false;
  return true;
}

/** Below, at or above 0 by code units. */
export function compareStrings(a: string, b: string): i32 {
  const left = addressOf(a);
  const right = addressOf(b);
  const leftLength = lengthOf(left);
  const rightLength = lengthOf(right);
  const length: usize = leftLength < rightLength ? leftLength : rightLength;
  const x = unitsOf(a);
  const y = unitsOf(b);
  const xWide = isWide(left);
  const yWide = isWide(right);
  if (!xWide && !yWide) {
    const order = compareMemory(x, y, length);
    if (order !== 0) return order;
  } else {
    for (let i: usize = 0; i < length; i++) {
      const difference = unitAt(x, xWide, i) - unitAt(y, yWide, i);
      if (difference !== 0) return difference < 0 ? -1 : 1;
    }
  }
  return leftLength < rightLength ? -1 : leftLength > rightLength ? 1 : 0;
}

/** The code unit at an index inside the string. */
export function charCodeAtUnchecked(self: string, index: u32): u32 {
  const text = addressOf(self);
  return load32(text) === SHAPE_STRING ? unitAt(text + STRING_DATA, isWide(text), index) : unitOfReference(self, index);
}

/** The code unit at an index, or -1 outside of the string: small, so that it disappears in loops over flat strings. */
export function unitOrNone(self: string, index: usize): i32 {
  const text = addressOf(self);
  if (index < 0 || index >= lengthOf(text)) return -1;
  return (load32(text) === SHAPE_STRING ? unitAt(text + STRING_DATA, isWide(text), index) : unitOfReference(self, index)) | 0;
}

/** Of ropes and slices. */
function unitOfReference(self: string, index: usize): u32 {
  "use no-inline";
  return unitAt(unitsOf(self), isWide(addressOf(self)), index);
}

/** s[i]: a string of one unit, or undefined. */
export function charAtIndex(self: string, index: number): unknown {
  const at: u32 = index >>> 0;
  if (at !== index || at >= lengthOf(addressOf(self))) return undefined;
  return charString(charCodeAtUnchecked(self, at));
}

/** The strings of one Latin-1 unit, made when first needed: a values store. */
let singles: object | undefined = undefined;

/** The string of one code unit. */
export function charString(unit: u32): string {
  if (unit > 0xff) {
    const wide = newWide(1);
    store16(wide, unit & 0xffff, STRING_DATA);
    return objectAt<string>(wide);
  }
  if (singles === undefined) {
    const store = allocateObject(SHAPE_STORE_VALUES, STORE_DATA + 256 * 8);
    store32(store, 256, STORE_CAPACITY);
    singles = objectAt<object>(store);
  }
  const slot: usize = addressOf(singles) + STORE_DATA + unit * 8;
  const known = loadSize(slot);
  if (known !== 0) return objectAt<string>(known);
  const text = newNarrow(1);
  store8(text, unit & 0xff, STRING_DATA);
  const unique = intern(objectAt<string>(text));
  storeSize(addressOf(singles) + STORE_DATA + unit * 8, addressOf(unique));
  return unique;
}

/** Units [from, to) of the string; both within it, from ≤ to. */
export function substring(self: string, from: u32, to: u32): string {
  const text = addressOf(self);
  const length: u32 = to - from;
  if (length === 0) return "";
  if (length === lengthOf(text)) return self;
  const units = unitsOf(self);
  const wide = isWide(text);
  if (length === 1) return charString(unitAt(units, wide, from));
  if (length < SLICE_MIN) {
    const flat = newFlat(length, wide);
    copyUnits(flat + STRING_DATA, wide, units + (wide ? from * 2 : from + 0), wide, length);
    return objectAt<string>(flat);
  }
  const slice = allocateObject(SHAPE_SLICE, REFERENCE_BYTES);
  if (wide) store8(slice, FLAG_UTF16, HEADER_FLAGS);
  store32(slice, length, STRING_LENGTH);
  const isFlat = load32(text) === SHAPE_STRING;
  storeSize(slice, isFlat ? text : loadSize(text, SLICE_PARENT), SLICE_PARENT);
  store32(slice, isFlat ? from : load32(text, SLICE_START) + from, SLICE_START);
  return objectAt<string>(slice);
}

/** FNV-1a over code units, 0 replaced by 1; kept in the string. */
export function hashString(self: string): u32 {
  const text = addressOf(self);
  const known = load32(text, STRING_HASH);
  if (known !== 0) return known;
  const units = unitsOf(self);
  const hash = hashUnits(units, isWide(text), lengthOf(text));
  store32(text, hash, STRING_HASH);
  return hash;
}

export function hashUnits(units: usize, wide: boolean, count: usize): u32 {
  "use no-alloc";
  let hash: u32 = 0x811c_9dc5;
  for (let i: usize = 0; i < count; i++) hash = Math.imul(hash ^ unitAt(units, wide, i), 0x0100_0193) >>> 0;
  return hash === 0 ? 1 : hash;
}

/** The unique string with this content. */
export function intern(self: string): string {
  const text = addressOf(self);
  if ((load8(text, HEADER_FLAGS) & FLAG_INTERNED) !== 0) return self;
  const flat = narrowFlat(self);
  hashString(objectAt<string>(flat));
  const known = findInterned(flat);
  if (known !== 0) return objectAt<string>(known);
  addInterned(flat);
  return objectAt<string>(flat);
}

/** The string as a flat one of the least width on the heap: itself or a copy (the image's can't be marked as interned). */
function narrowFlat(self: string): usize {
  const text = addressOf(self);
  const length = lengthOf(text);
  const units = unitsOf(self);
  const wide = isWide(text);
  const needsWide = wide && !fitsNarrow(units, length);
  if (load32(text) === SHAPE_STRING && needsWide === wide && (load8(text, HEADER_GC) & GC_STATIC) === 0) return text;
  const flat = newFlat(length, needsWide);
  copyUnits(flat + STRING_DATA, needsWide, units, wide, length);
  return flat;
}

/** Whether all `count` 16-bit units are Latin-1. */
export function fitsNarrow(units: usize, count: usize): boolean {
  "use no-alloc";
  for (let i: usize = 0; i < count; i++) if (load16(units + i * 2) > 0xff) return false;
  return true;
}

/** A string of the ASCII or Latin-1 bytes at `from`. */
export function stringFromBytes(from: usize, count: u32): string {
  if (count === 0) return "";
  const text = newNarrow(count);
  copyMemory(text + STRING_DATA, from, count);
  return objectAt<string>(text);
}
