/**
 * Typed arrays as memory (ECMA-262 §10.4.5, §23.2): views of nine element kinds over an ArrayBuffer, and node:buffer's
 * Buffer, which is a Uint8Array of its own shape. Compiled code reads and writes elements itself where it knows the kind.
 */
import { addressOf, allocateObject, copyMemory, isCompiled, load32, loadSize, objectAt, store32, storeSize } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { iterateInto } from "./array-iterate.ts";
import { arrayBufferByteLength, bufferAddress, newArrayBuffer, MAX_BUFFER_BYTES, toIndex } from "./array-buffer.ts";
import { FIRST_POINTER, HEADER_SHAPE, SHAPE_ARRAY_BUFFER, SHAPE_F32, SHAPE_F64, SHAPE_I16, SHAPE_I32, SHAPE_I8, SHAPE_NODE_BUFFER, SHAPE_U16, SHAPE_U32, SHAPE_U8, SHAPE_U8C, VIEW_ADDRESS, VIEW_BUFFER, VIEW_BYTES, VIEW_LENGTH, VIEW_OFFSET } from "./layout.ts";
import { getKeyed, setKeyed } from "./property.ts";

export type TypedView = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const NAMES: Readonly<Record<string, u32>> = { Int8Array: SHAPE_I8, Uint8Array: SHAPE_U8, Buffer: SHAPE_NODE_BUFFER, Uint8ClampedArray: SHAPE_U8C, Int16Array: SHAPE_I16, Uint16Array: SHAPE_U16, Int32Array: SHAPE_I32, Uint32Array: SHAPE_U32, Float32Array: SHAPE_F32, Float64Array: SHAPE_F64 };

/** The view's shape id, which is its kind. */
export function kindOf(view: TypedView): u32 {
  if (!isCompiled()) return NAMES[view.constructor.name] ?? 0;
  return load32(addressOf(view), HEADER_SHAPE);
}

/** Bytes of one element. */
export function elementBytes(kind: u32): u32 {
  if (kind <= SHAPE_U8C) return 1;
  if (kind <= SHAPE_U16) return 2;
  return kind === SHAPE_F64 ? 8 : 4;
}

export function kindName(kind: u32): string {
  switch (kind) {
    case SHAPE_I8: return "Int8Array";
    case SHAPE_U8C: return "Uint8ClampedArray";
    case SHAPE_I16: return "Int16Array";
    case SHAPE_U16: return "Uint16Array";
    case SHAPE_I32: return "Int32Array";
    case SHAPE_U32: return "Uint32Array";
    case SHAPE_F32: return "Float32Array";
    case SHAPE_F64: return "Float64Array";
    case SHAPE_NODE_BUFFER: return "Buffer";
    default: return "Uint8Array";
  }
}

/** Is it a typed array (not a DataView)? */
export function isTypedView(value: unknown): value is TypedView {
  if (!isCompiled()) return ArrayBuffer.isView(value) && !(value instanceof DataView);
  if (typeof value !== "object" || value === null) return false;
  const address = addressOf(value);
  if (address < FIRST_POINTER) return false;
  const shape = load32(address, HEADER_SHAPE);
  return shape >= SHAPE_I8 && shape <= SHAPE_F64;
}

/** Element `index`, below the length. */
export function typedElement(view: TypedView, index: u32): number {
  switch (kindOf(view)) {
    case SHAPE_I8: return (view as Int8Array)[index] as number;
    case SHAPE_U8C: return (view as Uint8ClampedArray)[index] as number;
    case SHAPE_I16: return (view as Int16Array)[index] as number;
    case SHAPE_U16: return (view as Uint16Array)[index] as number;
    case SHAPE_I32: return (view as Int32Array)[index] as number;
    case SHAPE_U32: return (view as Uint32Array)[index] as number;
    case SHAPE_F32: return (view as Float32Array)[index] as number;
    case SHAPE_F64: return (view as Float64Array)[index] as number;
    default: return (view as Uint8Array)[index] as number;
  }
}

/** Stores to element `index`, below the length, converting as the kind does. */
export function storeTypedElement(view: TypedView, index: u32, value: number): void {
  switch (kindOf(view)) {
    case SHAPE_I8: (view as Int8Array)[index] = value; return;
    case SHAPE_U8C: (view as Uint8ClampedArray)[index] = value; return;
    case SHAPE_I16: (view as Int16Array)[index] = value; return;
    case SHAPE_U16: (view as Uint16Array)[index] = value; return;
    case SHAPE_I32: (view as Int32Array)[index] = value; return;
    case SHAPE_U32: (view as Uint32Array)[index] = value; return;
    case SHAPE_F32: (view as Float32Array)[index] = value; return;
    case SHAPE_F64: (view as Float64Array)[index] = value; return;
    default: (view as Uint8Array)[index] = value;
  }
}

/** Elements of the view. */
export function typedLength(view: TypedView): u32 { return load32(addressOf(view), VIEW_LENGTH); }
/** Address of element 0. */
export function typedAddress(view: TypedView): usize { return loadSize(addressOf(view), VIEW_ADDRESS); }

/** A view of `kind` over [byteOffset, byteOffset + length * element size) of the buffer; the caller has checked the range. */
export function newView(kind: u32, buffer: ArrayBuffer, byteOffset: u32, length: u32): TypedView {
  const view = allocateObject(kind, VIEW_BYTES);
  store32(view, length, VIEW_LENGTH);
  store32(view, byteOffset, VIEW_OFFSET);
  storeSize(view, bufferAddress(buffer) + byteOffset, VIEW_ADDRESS);
  storeSize(view, addressOf(buffer), VIEW_BUFFER);
  return objectAt<TypedView>(view);
}

/** A zeroed typed array of its own buffer. */
export function newTyped(kind: u32, length: u32): TypedView {
  const bytes = length * elementBytes(kind);
  if (bytes > MAX_BUFFER_BYTES) throw new RangeError(`Invalid typed array length: ${length}`);
  return newView(kind, newArrayBuffer(bytes), 0, length);
}

/** A zeroed one of the same kind. */
export function newTypedLike(view: TypedView, length: u32): TypedView {
  if (!isCompiled()) return new (view.constructor as new (length: number) => TypedView)(length);
  return newTyped(kindOf(view), length);
}

function construct(kind: u32, source: unknown, byteOffset?: number, length?: number): TypedView {
  if (typeof source !== "object" || source === null) return newTyped(kind, toIndex(source, `Invalid typed array length: ${String(source)}`));
  if (load32(addressOf(source), HEADER_SHAPE) === SHAPE_ARRAY_BUFFER) return viewOf(kind, source as ArrayBuffer, byteOffset, length);
  return copyOf(kind, source);
}

function viewOf(kind: u32, buffer: ArrayBuffer, byteOffset: number | undefined, length: number | undefined): TypedView {
  const size = elementBytes(kind);
  const total = arrayBufferByteLength(buffer);
  const offset = toIndex(byteOffset, `Start offset ${String(byteOffset)} is outside the bounds of the buffer`);
  if (offset % size !== 0) throw new RangeError(`start offset of ${kindName(kind)} should be a multiple of ${size}`);
  if (length !== undefined) {
    const count = toIndex(length, `Invalid typed array length: ${length}`);
    if (offset + count * size > total) throw new RangeError(`Invalid typed array length: ${count}`);
    return newView(kind, buffer, offset, count);
  }
  if (total % size !== 0) throw new RangeError(`byte length of ${kindName(kind)} should be a multiple of ${size}`);
  if (offset > total) throw new RangeError(`Start offset ${offset} is outside the bounds of the buffer`);
  return newView(kind, buffer, offset, Math.floor((total - offset) / size));
}

/** A new typed array of the elements of an iterable or array-like. */
export function copyOf(kind: u32, source: unknown): TypedView {
  if (isTypedView(source)) {
    const length = source.length;
    const copy = newTyped(kind, length);
    copyElements(copy, 0, source);
    return copy;
  }
  const items = listOf(source);
  const copy = newTyped(kind, items.length);
  for (let i = 0; i < items.length; i++) storeTypedElement(copy, i, Number(items[i]));
  return copy;
}

/** The items of an iterable or array-like as an array. */
export function listOf(source: unknown): readonly unknown[] {
  if (Array.isArray(source)) return source as unknown[];
  const items: unknown[] = [];
  if (typeof source === "string" || typeof (source as Partial<Iterable<unknown>>)[Symbol.iterator] === "function") {
    iterateInto(items, source);
    return items;
  }
  const like = source as ArrayLike<unknown>;
  const length = toIndex(like.length, "Invalid typed array length");
  for (let i = 0; i < length; i++) items.push(like[i]);
  return items;
}

/** Copies all of `source` to `target` from element `at` on; they may overlap. */
export function copyElements(target: TypedView, at: u32, source: TypedView): void {
  const kind = kindOf(target), from = kindOf(source);
  const count = source.length;
  if (isCompiled() && (kind === from || (kind <= SHAPE_NODE_BUFFER && from <= SHAPE_NODE_BUFFER))) {
    const size = elementBytes(kind);
    copyMemory(typedAddress(target) + at * size, typedAddress(source), count * size);
    return;
  }
  // Different kinds over one buffer may overlap: read all first.
  const items: number[] = [];
  for (let i = 0; i < count; i++) items.push(typedElement(source, i));
  for (let i = 0; i < count; i++) storeTypedElement(target, at + i, items[i] as number);
}

// Slow paths of compiled code ---------------------------------------------------------------------------------------

/** `value[index]` when the fast path failed. */
export function typedGetSlow(value: unknown, index: number): unknown {
  if (isTypedView(value)) {
    const i: u32 = index >>> 0;
    return i === index && i < typedLength(value) ? typedElement(value, i) : undefined;
  }
  return getKeyed(value, index);
}

/** `value[index] = item` when the fast path failed; outside the bounds nothing happens. */
export function typedSetSlow(value: unknown, index: number, item: unknown): void {
  if (!isTypedView(value)) { setKeyed(value, index, item); return; }
  const number = Number(item);
  const i: u32 = index >>> 0;
  if (i === index && i < typedLength(value)) storeTypedElement(value, i, number);
}

// Constructors and their statics ------------------------------------------------------------------------------------

export function int8ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Int8Array { return construct(SHAPE_I8, source, byteOffset, length) as Int8Array; }
export function uint8ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Uint8Array { return construct(SHAPE_U8, source, byteOffset, length) as Uint8Array; }
export function uint8ClampedArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Uint8ClampedArray { return construct(SHAPE_U8C, source, byteOffset, length) as Uint8ClampedArray; }
export function int16ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Int16Array { return construct(SHAPE_I16, source, byteOffset, length) as Int16Array; }
export function uint16ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Uint16Array { return construct(SHAPE_U16, source, byteOffset, length) as Uint16Array; }
export function int32ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Int32Array { return construct(SHAPE_I32, source, byteOffset, length) as Int32Array; }
export function uint32ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Uint32Array { return construct(SHAPE_U32, source, byteOffset, length) as Uint32Array; }
export function float32ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Float32Array { return construct(SHAPE_F32, source, byteOffset, length) as Float32Array; }
export function float64ArrayConstruct(source?: unknown, byteOffset?: number, length?: number): Float64Array { return construct(SHAPE_F64, source, byteOffset, length) as Float64Array; }

export function int8ArrayBYTES_PER_ELEMENT(): number { return 1; }
export function uint8ArrayBYTES_PER_ELEMENT(): number { return 1; }
export function uint8ClampedArrayBYTES_PER_ELEMENT(): number { return 1; }
export function int16ArrayBYTES_PER_ELEMENT(): number { return 2; }
export function uint16ArrayBYTES_PER_ELEMENT(): number { return 2; }
export function int32ArrayBYTES_PER_ELEMENT(): number { return 4; }
export function uint32ArrayBYTES_PER_ELEMENT(): number { return 4; }
export function float32ArrayBYTES_PER_ELEMENT(): number { return 4; }
export function float64ArrayBYTES_PER_ELEMENT(): number { return 8; }

export function int8ArrayOf(...items: number[]): Int8Array { return copyOf(SHAPE_I8, items) as Int8Array; }
export function uint8ArrayOf(...items: number[]): Uint8Array { return copyOf(SHAPE_U8, items) as Uint8Array; }
export function uint8ClampedArrayOf(...items: number[]): Uint8ClampedArray { return copyOf(SHAPE_U8C, items) as Uint8ClampedArray; }
export function int16ArrayOf(...items: number[]): Int16Array { return copyOf(SHAPE_I16, items) as Int16Array; }
export function uint16ArrayOf(...items: number[]): Uint16Array { return copyOf(SHAPE_U16, items) as Uint16Array; }
export function int32ArrayOf(...items: number[]): Int32Array { return copyOf(SHAPE_I32, items) as Int32Array; }
export function uint32ArrayOf(...items: number[]): Uint32Array { return copyOf(SHAPE_U32, items) as Uint32Array; }
export function float32ArrayOf(...items: number[]): Float32Array { return copyOf(SHAPE_F32, items) as Float32Array; }
export function float64ArrayOf(...items: number[]): Float64Array { return copyOf(SHAPE_F64, items) as Float64Array; }

type MapFunction = (value: unknown, index: number) => number;
function from(kind: u32, source: unknown, map: MapFunction | undefined): TypedView {
  if (map === undefined) return copyOf(kind, source);
  const items = listOf(source);
  const result = newTyped(kind, items.length);
  for (let i = 0; i < items.length; i++) storeTypedElement(result, i, Number(map(items[i], i)));
  return result;
}
export function int8ArrayFrom(source: unknown, map?: MapFunction): Int8Array { return from(SHAPE_I8, source, map) as Int8Array; }
export function uint8ArrayFrom(source: unknown, map?: MapFunction): Uint8Array { return from(SHAPE_U8, source, map) as Uint8Array; }
export function uint8ClampedArrayFrom(source: unknown, map?: MapFunction): Uint8ClampedArray { return from(SHAPE_U8C, source, map) as Uint8ClampedArray; }
export function int16ArrayFrom(source: unknown, map?: MapFunction): Int16Array { return from(SHAPE_I16, source, map) as Int16Array; }
export function uint16ArrayFrom(source: unknown, map?: MapFunction): Uint16Array { return from(SHAPE_U16, source, map) as Uint16Array; }
export function int32ArrayFrom(source: unknown, map?: MapFunction): Int32Array { return from(SHAPE_I32, source, map) as Int32Array; }
export function uint32ArrayFrom(source: unknown, map?: MapFunction): Uint32Array { return from(SHAPE_U32, source, map) as Uint32Array; }
export function float32ArrayFrom(source: unknown, map?: MapFunction): Float32Array { return from(SHAPE_F32, source, map) as Float32Array; }
export function float64ArrayFrom(source: unknown, map?: MapFunction): Float64Array { return from(SHAPE_F64, source, map) as Float64Array; }
