/** %TypedArray%.prototype (ECMA-262 §23.2.3), for all element kinds; and node:buffer's Buffer where it inherits them. */
import { addressOf, copyMemory, fillMemory, isCompiled, load32, loadSize, objectAt } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { relative } from "./array-buffer.ts";
import { functionBind } from "./function.ts";
import { ArrayIterator } from "./iterator.ts";
import { SHAPE_NODE_BUFFER, SHAPE_U8, VIEW_BUFFER, VIEW_OFFSET } from "./layout.ts";
import { copyElements, elementBytes, isTypedView, kindName, kindOf, listOf, newTypedLike, newView, storeTypedElement, typedAddress, typedElement, typedLength, type TypedView } from "./typed-array.ts";

type Callback<R> = (value: number, index: number, array: TypedView) => R;

function withThis<R>(callback: Callback<R>, thisArg: unknown): Callback<R> {
  if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
  return thisArg === undefined ? callback : (functionBind(callback, thisArg) as Callback<R>);
}

// What it is --------------------------------------------------------------------------------------------------------

export function typedArrayBYTES_PER_ELEMENT(self: TypedView): number { return elementBytes(kindOf(self)); }
export function typedArrayBuffer(self: TypedView): ArrayBuffer { return objectAt<ArrayBuffer>(loadSize(addressOf(self), VIEW_BUFFER)); }
export function typedArrayByteLength(self: TypedView): number { return typedLength(self) * elementBytes(kindOf(self)); }
export function typedArrayByteOffset(self: TypedView): number { return load32(addressOf(self), VIEW_OFFSET); }
export function typedArrayLength(self: TypedView): number { return typedLength(self); }
export function typedArraySymbolToStringTag(self: TypedView): string {
  const kind = kindOf(self);
  return kind === SHAPE_NODE_BUFFER ? "Uint8Array" : kindName(kind);
}

export function typedArrayAt(self: TypedView, index: number): number | undefined {
  const integer = index !== index ? 0 : Math.trunc(index);
  const at = integer < 0 ? self.length + integer : integer;
  return at >= 0 && at < self.length ? typedElement(self, at) : undefined;
}

// Parts -------------------------------------------------------------------------------------------------------------

/** A view of the same kind over the same buffer. */
export function typedArraySubarray(self: TypedView, begin?: number, end?: number): TypedView {
  const length = self.length;
  const from = relative(begin, length, 0), to = relative(end, length, length);
  const kind = kindOf(self);
  const view = addressOf(self);
  return newView(kind, objectAt<ArrayBuffer>(loadSize(view, VIEW_BUFFER)), load32(view, VIEW_OFFSET) + from * elementBytes(kind), to > from ? to - from : 0);
}

/** A copy with its own buffer. */
export function typedArraySlice(self: TypedView, start?: number, end?: number): TypedView {
  const length = self.length;
  const from = relative(start, length, 0), to = relative(end, length, length);
  const count: u32 = to > from ? to - from : 0;
  const copy = newTypedLike(self, count);
  if (isCompiled()) {
    const size = elementBytes(kindOf(self));
    copyMemory(typedAddress(copy), typedAddress(self) + from * size, count * size);
  } else {
    for (let i = 0; i < count; i++) storeTypedElement(copy, i, typedElement(self, from + i));
  }
  return copy;
}

export function typedArraySet(self: TypedView, source: unknown, offset?: number): void {
  const at = offset === undefined || offset !== offset ? 0 : Math.trunc(offset);
  if (at < 0) throw new RangeError("offset is out of bounds");
  if (isTypedView(source)) {
    if (source.length + at > self.length) throw new RangeError("offset is out of bounds");
    copyElements(self, at, source);
    return;
  }
  const items = typeof source === "object" && source !== null && !Array.isArray(source) ? likeOf(source as ArrayLike<unknown>) : listOf(source);
  if (items.length + at > self.length) throw new RangeError("offset is out of bounds");
  for (let i = 0; i < items.length; i++) storeTypedElement(self, at + i, Number(items[i]));
}

/** `set` takes array-likes by index even when they are iterable. */
function likeOf(source: ArrayLike<unknown>): readonly unknown[] {
  const items: unknown[] = [];
  const length = Number(source.length);
  for (let i = 0; i < length; i++) items.push(source[i]);
  return items;
}

// In place ----------------------------------------------------------------------------------------------------------

export function typedArrayFill(self: TypedView, value: number, start?: number, end?: number): TypedView {
  const number = Number(value);
  const length = self.length;
  const from = relative(start, length, 0), to = relative(end, length, length);
  const kind = kindOf(self);
  if (isCompiled() && to > from && (kind === SHAPE_U8 || kind === SHAPE_NODE_BUFFER)) fillMemory(typedAddress(self) + from, number & 0xff, to - from);
  else for (let i = from; i < to; i++) storeTypedElement(self, i, number);
  return self;
}

export function typedArrayCopyWithin(self: TypedView, target: number, start: number, end?: number): TypedView {
  const length = self.length;
  const to = relative(target, length, 0), from = relative(start, length, 0), last = relative(end, length, length);
  const count = Math.min(last - from, length - to);
  if (count <= 0) return self;
  if (!isCompiled()) { (self as Uint8Array).copyWithin(to, from, from + count); return self; }
  const size = elementBytes(kindOf(self));
  copyMemory(typedAddress(self) + to * size, typedAddress(self) + from * size, count * size);
  return self;
}

export function typedArrayReverse(self: TypedView): TypedView {
  for (let low = 0, high = self.length - 1; low < high; low++, high--) {
    const first = typedElement(self, low);
    storeTypedElement(self, low, typedElement(self, high));
    storeTypedElement(self, high, first);
  }
  return self;
}

/** By value, -0 before 0 and NaN last, unless a comparison is given. */
export function typedArraySort(self: TypedView, compare?: (a: number, b: number) => number): TypedView {
  if (compare !== undefined && typeof compare !== "function") throw new TypeError("The comparison function must be either a function or undefined");
  const items = numbersOf(self);
  items.sort(compare ?? compareNumbers);
  for (let i = 0; i < items.length; i++) storeTypedElement(self, i, items[i] as number);
  return self;
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a === 0 ? (Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1) : 0;
  return a === a ? -1 : b === b ? 1 : 0;
}

function numbersOf(self: TypedView): number[] {
  const items: number[] = [];
  for (let i = 0; i < self.length; i++) items.push(typedElement(self, i));
  return items;
}

// Copies ------------------------------------------------------------------------------------------------------------

/** A copy of plain kind: of a Buffer a Uint8Array is made by these two methods, as under Node. */
function copy(self: TypedView): TypedView { return typedArraySlice(self); }
export function typedArrayToReversed(self: TypedView): TypedView { return typedArrayReverse(copy(self)); }
export function typedArrayToSorted(self: TypedView, compare?: (a: number, b: number) => number): TypedView { return typedArraySort(copy(self), compare); }
export function typedArrayWith(self: TypedView, index: number, value: number): TypedView {
  const integer = index !== index ? 0 : Math.trunc(index);
  const at = integer < 0 ? self.length + integer : integer;
  if (at < 0 || at >= self.length) throw new RangeError("Invalid typed array index");
  const result = copy(self);
  storeTypedElement(result, at, Number(value));
  return result;
}

// Searching ---------------------------------------------------------------------------------------------------------

export function typedArrayIndexOf(self: TypedView, item: number, start?: number): number {
  const length = self.length;
  for (let i = relative(start, length, 0); i < length; i++) if (typedElement(self, i) === item) return i;
  return -1;
}

export function typedArrayLastIndexOf(self: TypedView, item: number, start?: number): number {
  const length = self.length;
  const integer = start === undefined ? length - 1 : start !== start ? 0 : Math.trunc(start);
  for (let i = integer < 0 ? length + integer : Math.min(integer, length - 1); i >= 0; i--) if (typedElement(self, i) === item) return i;
  return -1;
}

export function typedArrayIncludes(self: TypedView, item: number, start?: number): boolean {
  const length = self.length;
  for (let i = relative(start, length, 0); i < length; i++) {
    const value = typedElement(self, i);
    if (value === item || (value !== value && item !== item)) return true;
  }
  return false;
}

export function typedArrayFind(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): number | undefined {
  const at = typedArrayFindIndex(self, predicate, thisArg);
  return at < 0 ? undefined : typedElement(self, at);
}
export function typedArrayFindIndex(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): number {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) if (test(typedElement(self, i), i, self)) return i;
  return -1;
}
export function typedArrayFindLast(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): number | undefined {
  const at = typedArrayFindLastIndex(self, predicate, thisArg);
  return at < 0 ? undefined : typedElement(self, at);
}
export function typedArrayFindLastIndex(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): number {
  const test = withThis(predicate, thisArg);
  for (let i = self.length - 1; i >= 0; i--) if (test(typedElement(self, i), i, self)) return i;
  return -1;
}

// Visiting ----------------------------------------------------------------------------------------------------------

export function typedArrayForEach(self: TypedView, callback: Callback<void>, thisArg?: unknown): void {
  const each = withThis(callback, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) each(typedElement(self, i), i, self);
}

export function typedArrayMap(self: TypedView, callback: Callback<number>, thisArg?: unknown): TypedView {
  const each = withThis(callback, thisArg);
  const length = self.length;
  const result = newTypedLike(self, length);
  for (let i = 0; i < length; i++) storeTypedElement(result, i, Number(each(typedElement(self, i), i, self)));
  return result;
}

export function typedArrayFilter(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): TypedView {
  const test = withThis(predicate, thisArg);
  const kept: number[] = [];
  const length = self.length;
  for (let i = 0; i < length; i++) {
    const value = typedElement(self, i);
    if (test(value, i, self)) kept.push(value);
  }
  const result = newTypedLike(self, kept.length);
  for (let i = 0; i < kept.length; i++) storeTypedElement(result, i, kept[i] as number);
  return result;
}

export function typedArrayEvery(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): boolean {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) if (!test(typedElement(self, i), i, self)) return false;
  return true;
}
export function typedArraySome(self: TypedView, predicate: Callback<unknown>, thisArg?: unknown): boolean {
  const test = withThis(predicate, thisArg);
  const length = self.length;
  for (let i = 0; i < length; i++) if (test(typedElement(self, i), i, self)) return true;
  return false;
}

export function typedArrayReduce(self: TypedView, callback: (previous: unknown, value: number, index: number, array: TypedView) => unknown, ...initial: unknown[]): unknown {
  const length = self.length;
  if (length === 0 && initial.length === 0) throw new TypeError("Reduce of empty array with no initial value");
  let i = initial.length > 0 ? 0 : 1;
  let result: unknown = initial.length > 0 ? initial[0] : typedElement(self, 0);
  for (; i < length; i++) result = callback(result, typedElement(self, i), i, self);
  return result;
}
export function typedArrayReduceRight(self: TypedView, callback: (previous: unknown, value: number, index: number, array: TypedView) => unknown, ...initial: unknown[]): unknown {
  const length = self.length;
  if (length === 0 && initial.length === 0) throw new TypeError("Reduce of empty array with no initial value");
  let i = initial.length > 0 ? length - 1 : length - 2;
  let result: unknown = initial.length > 0 ? initial[0] : typedElement(self, length - 1);
  for (; i >= 0; i--) result = callback(result, typedElement(self, i), i, self);
  return result;
}

// Text and iterators ------------------------------------------------------------------------------------------------

export function typedArrayJoin(self: TypedView, separator?: string): string {
  const between = separator === undefined ? "," : separator;
  let text = "";
  for (let i = 0; i < self.length; i++) text += i > 0 ? between + String(typedElement(self, i)) : String(typedElement(self, i));
  return text;
}
export function typedArrayToString(self: TypedView): string { return typedArrayJoin(self, ","); }
export function typedArrayToLocaleString(self: TypedView): string {
  let text = "";
  for (let i = 0; i < self.length; i++) text += (i > 0 ? "," : "") + typedElement(self, i).toLocaleString();
  return text;
}
export function typedArrayKeys(self: TypedView): unknown { return new ArrayIterator(self, 0); }
export function typedArrayValues(self: TypedView): unknown { return new ArrayIterator(self, 1); }
export function typedArrayEntries(self: TypedView): unknown { return new ArrayIterator(self, 2); }
export function typedArraySymbolIterator(self: TypedView): unknown { return new ArrayIterator(self, 1); }
