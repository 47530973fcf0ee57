/**
 * Arrays as memory: kinds, growth, holes, and the slow paths of compiled element access (ECMA-262 §10.4.2).
 * An array is SHAPE_ARRAY (a store of boxes, holes possible) or SHAPE_ARRAY_F64 (raw doubles, no holes); the first
 * element that isn't a number, or the first hole, turns the second kind into the first in place.
 */
import { addressOf, allocateObject, bitsOf, copyMemory, isCompiled, load32, load64, loadF64, loadSize, objectAt, store32, store64, storeF64, storeSize, valueOfBits } from "../sys/intrinsics.ts";
import type { u32, u64, usize } from "../sys/types.ts";
import { ARRAY_BYTES, ARRAY_CAPACITY, ARRAY_LENGTH, ARRAY_STORE, FIRST_POINTER, HEADER_SHAPE, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_STORE_RAW, SHAPE_STORE_VALUES, STORE_CAPACITY, STORE_DATA } from "./layout.ts";
import { getKeyed, setKeyed } from "./property.ts";
import { iterateInto } from "./array-iterate.ts";

/** Elements that one array can have here: its store must stay below 2^31 bytes. */
export const MAX_ELEMENTS: u32 = 0x0ff0_0000;
/** How far past its end an array may be written before we refuse to fill the gap with holes. */
const MAX_GAP: u32 = 0x0040_0000;

/** Is the value an array (of either kind)? */
export function isArrayValue(value: unknown): boolean {
  if (!isCompiled()) return Array.isArray(value);
  const address = pointerOf(value);
  return address !== 0 && isArrayAt(address);
}

/** The object's address, or 0 for primitives, undefined and null. */
function pointerOf(value: unknown): usize {
  if (typeof value === "number" || typeof value === "boolean") return 0;
  const address = addressOf(value);
  return address < FIRST_POINTER ? 0 : address;
}

function isArrayAt(address: usize): boolean {
  const shape = load32(address, HEADER_SHAPE);
  return shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64;
}

/** An empty array with room for `capacity` elements; `numbers`: of the kind for raw doubles. */
export function newArray(numbers: boolean, capacity: u32): unknown[] {
  const array = allocateObject(numbers ? SHAPE_ARRAY_F64 : SHAPE_ARRAY, ARRAY_BYTES);
  if (capacity > 0) setStore(array, newStore(numbers, capacity), capacity);
  return objectAt<unknown[]>(array);
}

/** An empty array of the same kind as `self` with room for `capacity` elements. */
export function newArrayLike<T>(self: readonly T[], capacity: u32): T[] {
  if (!isCompiled()) return [];
  return newArray(isF64Kind(self), capacity) as T[];
}

/** Are the elements raw doubles? */
export function isF64Kind(self: readonly unknown[]): boolean {
  return isCompiled() && load32(addressOf(self), HEADER_SHAPE) === SHAPE_ARRAY_F64;
}

function newStore(numbers: boolean, capacity: u32): usize {
  if (capacity > MAX_ELEMENTS) throw new RangeError("Invalid array length");
  const bytes = STORE_DATA + capacity * 8;
  const store = allocateObject(numbers ? SHAPE_STORE_RAW : SHAPE_STORE_VALUES, bytes);
  store32(store, numbers ? capacity * 8 : capacity, STORE_CAPACITY);
  return store;
}

function setStore(array: usize, store: usize, capacity: u32): void {
  storeSize(array, store, ARRAY_STORE);
  store32(array, capacity, ARRAY_CAPACITY);
}

/** Makes room for `needed` elements; capacity grows by half at least. */
export function ensureCapacity(self: readonly unknown[], needed: u32): void {
  if (!isCompiled()) return;
  const array = addressOf(self);
  const capacity = load32(array, ARRAY_CAPACITY);
  if (needed <= capacity) return;
  let wanted: u32 = capacity + (capacity >>> 1) + 4;
  if (wanted < needed) wanted = needed;
  const numbers = load32(array, HEADER_SHAPE) === SHAPE_ARRAY_F64;
  const store = newStore(numbers, wanted);
  const length = load32(array, ARRAY_LENGTH);
  if (length > 0) copyMemory(store + STORE_DATA, loadSize(array, ARRAY_STORE) + STORE_DATA, length * 8);
  setStore(array, store, wanted);
}

/** Turns an array of raw doubles into one of boxes, in place. */
export function toValueKind(self: readonly unknown[]): void {
  const array = addressOf(self);
  if (load32(array, HEADER_SHAPE) === SHAPE_ARRAY) return;
  const capacity = load32(array, ARRAY_CAPACITY);
  if (capacity > 0) {
    const length = load32(array, ARRAY_LENGTH);
    const values = newStore(false, capacity);
    const numbers = loadSize(array, ARRAY_STORE);
    for (let i: u32 = 0; i < length; i++) {
      const at = STORE_DATA + i * 8;
      store64(values, bitsOf(loadF64(numbers, at)), at);
    }
    setStore(array, values, capacity);
  }
  store32(array, SHAPE_ARRAY, HEADER_SHAPE);
}

/** Address of element i's slot. */
function slotOf(array: usize, index: u32): usize {
  return loadSize(array, ARRAY_STORE) + STORE_DATA + index * 8;
}

/** Element `index`, below the length; a hole is undefined. */
export function elementAt(self: readonly unknown[], index: u32): unknown {
  const array = addressOf(self);
  const slot = slotOf(array, index);
  if (load32(array, HEADER_SHAPE) === SHAPE_ARRAY_F64) return loadF64(slot);
  const bits = load64(slot);
  return bits === HOLE ? undefined : valueOfBits<unknown>(bits);
}
const HOLE: u64 = 32n;

/** Is element `index`, below the length, a hole? */
export function isHole(self: readonly unknown[], index: number): boolean {
  if (!isCompiled()) return !(index in self);
  const array = addressOf(self);
  if (load32(array, HEADER_SHAPE) === SHAPE_ARRAY_F64) return false;
  const i: u32 = index;
  return load64(slotOf(array, i)) === HOLE;
}

/** Makes element `index`, below the length, a hole. */
export function makeHole(self: unknown[], index: number): void {
  if (!isCompiled()) { Reflect.deleteProperty(self, index); return; }
  toValueKind(self);
  const i: u32 = index;
  store64(slotOf(addressOf(self), i), HOLE);
}

/** Stores at any index below 2^32 - 1: changes the kind and grows as needed. */
export function storeElement(self: unknown[], index: u32, item: unknown): void {
  const array = addressOf(self);
  const length = load32(array, ARRAY_LENGTH);
  if (index > length) {
    if (index - length > MAX_GAP) throw new RangeError("Array index too far past the end: sparse arrays are not supported");
    toValueKind(self);
    ensureCapacity(self, index + 1);
    fillHoles(array, length, index);
  } else if (index === length) {
    ensureCapacity(self, index + 1);
  }
  if (load32(array, HEADER_SHAPE) === SHAPE_ARRAY_F64) {
    if (typeof item === "number") storeF64(slotOf(array, index), item);
    else { toValueKind(self); store64(slotOf(array, index), bitsOf(item)); }
  } else {
    store64(slotOf(array, index), bitsOf(item));
  }
  if (index >= length) store32(array, index + 1, ARRAY_LENGTH);
}

function fillHoles(array: usize, from: u32, to: u32): void {
  for (let i: u32 = from; i < to; i++) store64(slotOf(array, i), HOLE);
}

/** `array.length = n`. @spec ECMA-262 §10.4.2.4 */
export function arraySetLength(self: unknown[], length: number): void {
  const wanted: u32 = length >>> 0;
  if (wanted !== length) throw new RangeError("Invalid array length");
  if (!isCompiled()) { self.length = wanted; return; }
  const array = addressOf(self);
  const now = load32(array, ARRAY_LENGTH);
  if (wanted > now) {
    toValueKind(self);
    ensureCapacity(self, wanted);
    fillHoles(array, now, wanted);
  } else if (load32(array, HEADER_SHAPE) === SHAPE_ARRAY) {
    for (let i: u32 = wanted; i < now; i++) store64(slotOf(array, i), 0n); // nothing keeps what was cut off alive
  }
  store32(array, wanted, ARRAY_LENGTH);
}

/** Moves `count` elements inside the array's capacity, without changing its length. */
export function moveElements(self: unknown[], to: u32, from: u32, count: u32): void {
  if (!isCompiled()) { self.copyWithin(to, from, from + count); return; }
  if (count === 0) return;
  const array = addressOf(self);
  copyMemory(slotOf(array, to), slotOf(array, from), count * 8);
}


/** Appends elements [from, to) of `source` to `target`, holes as holes. */
export function appendRange(target: unknown[], source: readonly unknown[], from: u32, to: u32): void {
  if (!isCompiled()) { for (let i = from; i < to; i++) { if (i in source) target.push(source[i]); else target.length++; } return; }
  if (from >= to) return;
  const count = to - from;
  const length = load32(addressOf(target), ARRAY_LENGTH);
  const numbers = isF64Kind(source);
  if (isF64Kind(target) && !numbers) toValueKind(target);
  ensureCapacity(target, length + count);
  if (isF64Kind(target) === numbers) {
    copyMemory(slotOf(addressOf(target), length), slotOf(addressOf(source), from), count * 8);
  } else {
    for (let i: u32 = 0; i < count; i++) store64(slotOf(addressOf(target), length + i), bitsOf(loadF64(slotOf(addressOf(source), from + i))));
  }
  store32(addressOf(target), length + count, ARRAY_LENGTH);
}

// Slow paths of compiled code ---------------------------------------------------------------------------------------

/** `value[index]` when the fast path failed: another kind, out of bounds, not an array. */
export function arrayGetSlow(value: unknown, index: number): unknown {
  const array = pointerOf(value);
  if (array !== 0 && isArrayAt(array)) {
    const i: u32 = index >>> 0;
    if (i === index) return i < load32(array, ARRAY_LENGTH) ? elementAt(objectAt<unknown[]>(array), i) : undefined;
  }
  return getKeyed(value, index);
}

/** `value[index] = item` when the fast path failed. */
export function arraySetSlow(value: unknown, index: number, item: unknown): void {
  const array = pointerOf(value);
  if (array !== 0 && isArrayAt(array)) {
    const i: u32 = index >>> 0;
    if (i === index && i < 0xffff_ffff) { storeElement(objectAt<unknown[]>(array), i, item); return; }
  }
  setKeyed(value, index, item);
}

/** `value.length` when the value isn't an array after all. */
export function arrayLengthSlow(value: unknown): number {
  const array = pointerOf(value);
  if (array !== 0 && isArrayAt(array)) return load32(array, ARRAY_LENGTH);
  return getKeyed(value, "length") as number;
}

export function arrayPushValue(self: unknown[], item: unknown): void {
  storeElement(self, load32(addressOf(self), ARRAY_LENGTH), item);
}

export function arrayPushNumber(self: unknown[], item: number): void {
  const array = addressOf(self);
  const length = load32(array, ARRAY_LENGTH);
  if (load32(array, HEADER_SHAPE) !== SHAPE_ARRAY_F64) { storeElement(self, length, item); return; }
  ensureCapacity(self, length + 1);
  storeF64(slotOf(array, length), item);
  store32(array, length + 1, ARRAY_LENGTH);
}

/** `[...iterable]`. */
export function arrayAppendIterable(self: unknown[], iterable: unknown): void {
  if (!isArrayValue(iterable)) { iterateInto(self, iterable); return; }
  const source = iterable as unknown[];
  const start = load32(addressOf(self), ARRAY_LENGTH);
  appendRange(self, source, 0, load32(addressOf(source), ARRAY_LENGTH));
  holesToUndefined(self, start);
}

/** Spread and iteration see undefined where there are holes. */
function holesToUndefined(self: unknown[], from: u32): void {
  if (isF64Kind(self)) return;
  const array = addressOf(self);
  const length = load32(array, ARRAY_LENGTH);
  for (let i: u32 = from; i < length; i++) {
    const slot = slotOf(array, i);
    if (load64(slot) === HOLE) store64(slot, 0n);
  }
}

