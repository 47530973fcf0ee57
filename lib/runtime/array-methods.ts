/** Array.prototype and Array (ECMA-262 §23.1) but for sorting and iterators. Each takes its array as first parameter. */
import type { u32 } from "../sys/types.ts";
import { appendRange, arraySetLength, ensureCapacity, isArrayValue, isHole, makeHole, moveElements, newArrayLike } from "./array.ts";
import { mapInto } from "./array-iterate.ts";
import { sameValueZero } from "./value.ts";

type Callback<T, R> = (value: T, index: number, array: T[]) => R;

/** ToIntegerOrInfinity, then relative to the end when negative, within [0, length]. */
function position(relative: number | undefined, length: number, fallback: number): u32 {
  if (relative === undefined) return fallback;
  const integer = relative !== relative ? 0 : Math.trunc(relative);
  if (integer < 0) return Math.max(0, length + integer);
  return Math.min(integer, length);
}

/** A callback that sees `thisArg`; almost always there is none and it is the callback itself. */
function withThis<F extends (...args: never[]) => unknown>(callback: F, thisArg: unknown): F {
  if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
  return thisArg === undefined ? callback : (callback.bind(thisArg) as F);
}

// Construction ------------------------------------------------------------------------------------------------------

/** `new Array(n)`, `new Array(a, b)`. */
export function arrayConstruct(...items: unknown[]): unknown[] {
  const first = items[0];
  if (items.length !== 1 || typeof first !== "number") return items;
  const array: unknown[] = [];
  arraySetLength(array, first);
  return array;
}
export function arrayCall(...items: unknown[]): unknown[] { return arrayConstruct(...items); }
export function arrayOf<T>(...items: T[]): T[] { return items; }
export function arrayIsArray(value: unknown): boolean { return isArrayValue(value); }

export function arrayFrom(source: unknown, map?: (value: unknown, index: number) => unknown, thisArg?: unknown): unknown[] {
  if (source === undefined || source === null) throw new TypeError(`${String(source)} is not iterable`);
  if (map === undefined && isArrayValue(source)) return [...(source as unknown[])];
  const result: unknown[] = [];
  const each = map === undefined ? undefined : withThis(map, thisArg);
  if (typeof source === "string" || typeof (source as Partial<Iterable<unknown>>)[Symbol.iterator] === "function") {
    if (each === undefined) return [...(source as Iterable<unknown>)];
    mapInto(result, source, each);
    return result;
  }
  const like = source as ArrayLike<unknown>;
  const length = lengthOf(like);
  for (let i = 0; i < length; i++) result.push(each === undefined ? like[i] : each(like[i], i));
  return result;
}

function lengthOf(like: ArrayLike<unknown>): number {
  const length = Number(like.length);
  return length > 0 ? Math.min(Math.trunc(length), Number.MAX_SAFE_INTEGER) : 0;
}

// Ends --------------------------------------------------------------------------------------------------------------

export function arrayPush<T>(self: T[], ...items: T[]): number {
  appendRange(self, items, 0, items.length);
  return self.length;
}

export function arrayPop<T>(self: T[]): T | undefined {
  const length = self.length;
  if (length === 0) return undefined;
  const last = self[length - 1];
  arraySetLength(self, length - 1);
  return last;
}

export function arrayShift<T>(self: T[]): T | undefined {
  const length = self.length;
  if (length === 0) return undefined;
  const first = self[0];
  moveElements(self, 0, 1, length - 1);
  arraySetLength(self, length - 1);
  return first;
}

export function arrayUnshift<T>(self: T[], ...items: T[]): number {
  if (items.length > 0) insertGap(self, 0, items);
  return self.length;
}

/** Puts the items before element `at`. */
function insertGap<T>(self: T[], at: number, items: readonly T[]): void {
  const length = self.length;
  appendRange(self, items, 0, items.length); // makes room, and the kind right for the items
  moveElements(self, at + items.length, at, length - at);
  for (let i = 0; i < items.length; i++) if (isHole(items, i)) makeHole(self, at + i); else self[at + i] = items[i] as T;
}

// Parts -------------------------------------------------------------------------------------------------------------

export function arraySlice<T>(self: readonly T[], start?: number, end?: number): T[] {
  const length = self.length;
  const from = position(start, length, 0), to = position(end, length, length);
  const result = newArrayLike(self, to > from ? to - from : 0);
  appendRange(result, self, from, to);
  return result;
}

export function arraySplice<T>(self: T[], start?: number, deleteCount?: number, ...items: T[]): T[] {
  const length = self.length;
  const from = position(start, length, 0);
  const count = start === undefined ? 0 : deleteCount === undefined && items.length === 0 ? length - from : clampCount(deleteCount, length - from);
  const removed = newArrayLike(self, count);
  appendRange(removed, self, from, from + count);
  moveElements(self, from, from + count, length - from - count);
  setLengthAfterRemoval(self, length - count);
  if (items.length > 0) insertGap(self, from, items);
  return removed;
}

function clampCount(count: number | undefined, most: number): u32 {
  const integer = count === undefined || count !== count ? 0 : Math.trunc(count);
  return Math.max(0, Math.min(integer, most));
}

function setLengthAfterRemoval(self: unknown[], length: number): void {
  if (self.length !== length) arraySetLength(self, length);
}

export function arrayToSpliced<T>(self: readonly T[], start?: number, deleteCount?: number, ...items: T[]): T[] {
  const copy = [...self];
  if (start === undefined) return copy;
  if (deleteCount === undefined && items.length === 0) arraySplice(copy, start);
  else arraySplice(copy, start, deleteCount ?? 0, ...items);
  return copy;
}

export function arrayConcat(self: readonly unknown[], ...items: unknown[]): unknown[] {
  const result = arraySlice(self);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (isArrayValue(item)) appendRange(result, item as unknown[], 0, (item as unknown[]).length);
    else result.push(item);
  }
  return result;
}

export function arrayWith<T>(self: readonly T[], index: number, value: T): T[] {
  const length = self.length;
  const integer = index !== index ? 0 : Math.trunc(index);
  const at = integer < 0 ? length + integer : integer;
  if (at < 0 || at >= length) throw new RangeError("Invalid index : " + String(index));
  const copy = [...self];
  copy[at] = value;
  return copy;
}

export function arrayAt<T>(self: readonly T[], index: number): T | undefined {
  const integer = index !== index ? 0 : Math.trunc(index);
  const at = integer < 0 ? self.length + integer : integer;
  return at >= 0 && at < self.length ? self[at] : undefined;
}

export function arrayFlat(self: readonly unknown[], depth?: number): unknown[] {
  const result: unknown[] = [];
  flattenInto(result, self, depth === undefined ? 1 : Math.trunc(depth));
  return result;
}

function flattenInto(target: unknown[], source: readonly unknown[], depth: number): void {
  for (let i = 0; i < source.length; i++) {
    if (isHole(source, i)) continue;
    const item = source[i];
    if (depth >= 1 && isArrayValue(item)) flattenInto(target, item as unknown[], depth - 1);
    else target.push(item);
  }
}

export function arrayFlatMap<T>(self: T[], callback: Callback<T, unknown>, thisArg?: unknown): unknown[] {
  const each = withThis(callback, thisArg);
  const result: unknown[] = [];
  for (let i = 0; i < self.length; i++) {
    if (isHole(self, i)) continue;
    const item = each(self[i] as T, i, self);
    if (isArrayValue(item)) flattenInto(result, item as unknown[], 0);
    else result.push(item);
  }
  return result;
}

// In place ----------------------------------------------------------------------------------------------------------

export function arrayReverse<T>(self: T[]): T[] {
  for (let low = 0, high = self.length - 1; low < high; low++, high--) {
    const lowHole = isHole(self, low), highHole = isHole(self, high);
    const first = self[low] as T, last = self[high] as T;
    if (highHole) makeHole(self, low); else self[low] = last;
    if (lowHole) makeHole(self, high); else self[high] = first;
  }
  return self;
}

export function arrayToReversed<T>(self: readonly T[]): T[] { return arrayReverse([...self]); }

export function arrayFill<T>(self: T[], value: T, start?: number, end?: number): T[] {
  const length = self.length;
  const from = position(start, length, 0), to = position(end, length, length);
  for (let i = from; i < to; i++) self[i] = value;
  return self;
}

export function arrayCopyWithin<T>(self: T[], target: number, start: number, end?: number): T[] {
  const length = self.length;
  const to = position(target, length, 0), from = position(start, length, 0), last = position(end, length, length);
  const count = Math.min(last - from, length - to);
  if (count > 0) moveElements(self, to, from, count);
  return self;
}

// Searching ---------------------------------------------------------------------------------------------------------

export function arrayIndexOf<T>(self: readonly T[], item: T, start?: number): number {
  const length = self.length;
  for (let i = position(start, length, 0); i < length; i++) if (self[i] === item && !isHole(self, i)) return i;
  return -1;
}

export function arrayLastIndexOf<T>(self: readonly T[], item: T, start?: number): number {
  const length = self.length;
  const integer = start === undefined ? length - 1 : start !== start ? 0 : Math.trunc(start);
  for (let i = integer < 0 ? length + integer : Math.min(integer, length - 1); i >= 0; i--) if (self[i] === item && !isHole(self, i)) return i;
  return -1;
}

export function arrayIncludes<T>(self: readonly T[], item: T, start?: number): boolean {
  const length = self.length;
  for (let i = position(start, length, 0); i < length; i++) if (sameValueZero(self[i], item)) return true;
  return false;
}

export function arrayFind<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): T | undefined {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) {
    const item = self[i] as T;
    if (test(item, i, self)) return item;
  }
  return undefined;
}

export function arrayFindIndex<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): number {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) if (test(self[i] as T, i, self)) return i;
  return -1;
}

export function arrayFindLast<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): T | undefined {
  const at = arrayFindLastIndex(self, predicate, thisArg);
  return at < 0 ? undefined : self[at];
}

export function arrayFindLastIndex<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): number {
  const test = withThis(predicate, thisArg);
  for (let i = self.length - 1; i >= 0; i--) if (test(self[i] as T, i, self)) return i;
  return -1;
}

// Visiting: elements that appear after the start are not visited, holes are skipped -------------------------------------

export function arrayForEach<T>(self: T[], callback: Callback<T, void>, thisArg?: unknown): void {
  const each = withThis(callback, thisArg);
  const length = self.length;
  for (let i = 0; i < length && i < self.length; i++) if (!isHole(self, i)) each(self[i] as T, i, self);
}

export function arrayMap<T, U>(self: T[], callback: Callback<T, U>, thisArg?: unknown): U[] {
  const each = withThis(callback, thisArg);
  const length = self.length;
  const result: U[] = [];
  if (length > 0) ensureCapacity(result, length);
  for (let i = 0; i < length; i++) {
    if (i < self.length && !isHole(self, i)) result.push(each(self[i] as T, i, self));
    else { arraySetLength(result, i + 1); }
  }
  return result;
}

export function arrayFilter<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): T[] {
  const test = withThis(predicate, thisArg);
  const result = newArrayLike(self, 0);
  const length = self.length;
  for (let i = 0; i < length && i < self.length; i++) {
    if (isHole(self, i)) continue;
    const item = self[i] as T;
    if (test(item, i, self)) result.push(item);
  }
  return result;
}

export function arrayEvery<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): boolean {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length && i < self.length; i++) if (!isHole(self, i) && !test(self[i] as T, i, self)) return false;
  return true;
}

export function arraySome<T>(self: T[], predicate: Callback<T, unknown>, thisArg?: unknown): boolean {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length && i < self.length; i++) if (!isHole(self, i) && test(self[i] as T, i, self)) return true;
  return false;
}

/** Without an initial value the first element is it: so the rest parameter, to tell `undefined` from absent. */
export function arrayReduce<T, U>(self: T[], callback: (previous: U, value: T, index: number, array: T[]) => U, ...initial: U[]): U {
  const length = self.length;
  let i = 0;
  let result: U;
  if (initial.length > 0) {
    result = initial[0] as U;
  } else {
    while (i < length && isHole(self, i)) i++;
    if (i >= length) throw new TypeError("Reduce of empty array with no initial value");
    result = self[i++] as unknown as U;
  }
  for (; i < length && i < self.length; i++) if (!isHole(self, i)) result = callback(result, self[i] as T, i, self);
  return result;
}

export function arrayReduceRight<T, U>(self: T[], callback: (previous: U, value: T, index: number, array: T[]) => U, ...initial: U[]): U {
  let i = self.length - 1;
  let result: U;
  if (initial.length > 0) {
    result = initial[0] as U;
  } else {
    while (i >= 0 && isHole(self, i)) i--;
    if (i < 0) throw new TypeError("Reduce of empty array with no initial value");
    result = self[i--] as unknown as U;
  }
  for (; i >= 0; i--) if (i < self.length && !isHole(self, i)) result = callback(result, self[i] as T, i, self);
  return result;
}

// Text --------------------------------------------------------------------------------------------------------------

/** Arrays whose join is running: an array inside itself prints as nothing. */
const joining: unknown[] = [];

export function arrayJoin(self: readonly unknown[], separator?: string): string {
  if (joining.includes(self)) return "";
  joining.push(self);
  try {
    const between = separator === undefined ? "," : separator;
    let text = "";
    for (let i = 0; i < self.length; i++) {
      if (i > 0) text += between;
      const item = self[i];
      if (item !== undefined && item !== null) text += String(item);
    }
    return text;
  } finally {
    joining.pop();
  }
}

export function arrayToString(self: readonly unknown[]): string { return arrayJoin(self, ","); }

export function arrayToLocaleString(self: readonly unknown[]): string {
  let text = "";
  for (let i = 0; i < self.length; i++) {
    if (i > 0) text += ",";
    const item = self[i];
    if (item !== undefined && item !== null) text += (item as { toLocaleString(): string }).toLocaleString();
  }
  return text;
}
