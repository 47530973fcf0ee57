/** ArrayBuffer (ECMA-262 §25.1): a length and the address of its bytes, in a raw store of the heap or outside it. */
import { addressOf, allocateObject, copyMemory, load32, loadSize, objectAt, store32, storeSize } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { BUFFER_ADDRESS, BUFFER_LENGTH, BUFFER_STORE, FIRST_POINTER, HEADER_SHAPE, SHAPE_ARRAY_BUFFER, SHAPE_DATA_VIEW, SHAPE_I8, SHAPE_STORE_RAW, STORE_CAPACITY, STORE_DATA } from "./layout.ts";

const BUFFER_BYTES = 32;
export const MAX_BUFFER_BYTES = 0x7fff_0000;

/** A zeroed buffer of `bytes`. */
export function newArrayBuffer(bytes: u32): ArrayBuffer {
  const store = allocateObject(SHAPE_STORE_RAW, STORE_DATA + bytes);
  store32(store, bytes, STORE_CAPACITY);
  const buffer = allocateObject(SHAPE_ARRAY_BUFFER, BUFFER_BYTES);
  store32(buffer, bytes, BUFFER_LENGTH);
  storeSize(buffer, store + STORE_DATA, BUFFER_ADDRESS);
  storeSize(buffer, store, BUFFER_STORE);
  return objectAt<ArrayBuffer>(buffer);
}

/** A buffer over memory that the collector doesn't own (device rings): it must outlive the buffer. */
export function externalArrayBuffer(address: usize, bytes: u32): ArrayBuffer {
  const buffer = allocateObject(SHAPE_ARRAY_BUFFER, BUFFER_BYTES);
  store32(buffer, bytes, BUFFER_LENGTH);
  storeSize(buffer, address, BUFFER_ADDRESS);
  return objectAt<ArrayBuffer>(buffer);
}

/** Address of the buffer's first byte. */
export function bufferAddress(buffer: ArrayBuffer): usize { return loadSize(addressOf(buffer), BUFFER_ADDRESS); }

/** ToIndex, with the engine's message. */
export function toIndex(value: unknown, message: string): u32 {
  const number = value === undefined ? 0 : Number(value);
  const integer = number !== number ? 0 : Math.trunc(number);
  if (integer < 0 || integer > MAX_BUFFER_BYTES) throw new RangeError(message);
  return integer;
}

export function arrayBufferConstruct(byteLength?: unknown): ArrayBuffer {
  return newArrayBuffer(toIndex(byteLength, "Array buffer allocation failed"));
}
export function arrayBufferByteLength(self: ArrayBuffer): number { return load32(addressOf(self), BUFFER_LENGTH); }
export function arrayBufferMaxByteLength(self: ArrayBuffer): number { return load32(addressOf(self), BUFFER_LENGTH); }
export function arrayBufferResizable(_self: ArrayBuffer): boolean { return false; }
export function arrayBufferDetached(_self: ArrayBuffer): boolean { return false; }
export function arrayBufferSymbolToStringTag(_self: ArrayBuffer): string { return "ArrayBuffer"; }

export function arrayBufferIsView(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const address = addressOf(value);
  if (address < FIRST_POINTER) return false;
  const shape = load32(address, HEADER_SHAPE);
  return shape >= SHAPE_I8 && shape <= SHAPE_DATA_VIEW;
}

export function arrayBufferSlice(self: ArrayBuffer, begin?: number, end?: number): ArrayBuffer {
  const length = load32(addressOf(self), BUFFER_LENGTH);
  const from = relative(begin, length, 0), to = relative(end, length, length);
  const count: u32 = to > from ? to - from : 0;
  const copy = newArrayBuffer(count);
  copyMemory(bufferAddress(copy), bufferAddress(self) + from, count);
  return copy;
}

/** A relative index made absolute, within [0, length]. */
export function relative(index: number | undefined, length: number, fallback: number): u32 {
  if (index === undefined) return fallback;
  const integer = index !== index ? 0 : Math.trunc(index);
  return integer < 0 ? Math.max(0, length + integer) : Math.min(integer, length);
}
