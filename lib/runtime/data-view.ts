/** DataView (ECMA-262 §25.3). Loads and stores are single instructions after the bounds check. */
import { addressOf, allocateObject, byteSwap16, byteSwap32, f32Bits, f64Bits, f64FromBits, high32, load16, load32, load64, load8, loadSize, low32, objectAt, store16, store32, store64, store8, storeSize, u64Of } from "../sys/intrinsics.ts";
import type { i32, u32, u64, usize } from "../sys/types.ts";
import { arrayBufferByteLength, bufferAddress, toIndex } from "./array-buffer.ts";
import { SHAPE_DATA_VIEW, VIEW_ADDRESS, VIEW_BUFFER, VIEW_BYTES, VIEW_LENGTH, VIEW_OFFSET } from "./layout.ts";

export function dataViewConstruct(buffer: ArrayBuffer, byteOffset?: number, byteLength?: number): DataView {
  const total = arrayBufferByteLength(buffer);
  const offset = toIndex(byteOffset, `Start offset ${String(byteOffset)} is outside the bounds of the buffer`);
  if (offset > total) throw new RangeError(`Start offset ${offset} is outside the bounds of the buffer`);
  const length = byteLength === undefined ? total - offset : toIndex(byteLength, `Invalid DataView length ${String(byteLength)}`);
  if (offset + length > total) throw new RangeError(`Invalid DataView length ${length}`);
  const view = allocateObject(SHAPE_DATA_VIEW, VIEW_BYTES);
  store32(view, length, VIEW_LENGTH);
  store32(view, offset, VIEW_OFFSET);
  storeSize(view, bufferAddress(buffer) + offset, VIEW_ADDRESS);
  storeSize(view, addressOf(buffer), VIEW_BUFFER);
  return objectAt<DataView>(view);
}

export function dataViewBuffer(self: DataView): ArrayBuffer { return objectAt<ArrayBuffer>(loadSize(addressOf(self), VIEW_BUFFER)); }
export function dataViewByteLength(self: DataView): number { return load32(addressOf(self), VIEW_LENGTH); }
export function dataViewByteOffset(self: DataView): number { return load32(addressOf(self), VIEW_OFFSET); }
export function dataViewSymbolToStringTag(_self: DataView): string { return "DataView"; }

/** Address of `bytes` bytes at the offset, inside the view. */
function locate(self: DataView, offset: number, bytes: u32): usize {
  const view = addressOf(self);
  const at: u32 = offset >>> 0;
  const length = load32(view, VIEW_LENGTH);
  if (at === offset && at + bytes <= length) return loadSize(view, VIEW_ADDRESS) + at;
  return locateSlow(self, offset, bytes);
}

function locateSlow(self: DataView, offset: number, bytes: u32): usize {
  const view = addressOf(self);
  const at = toIndex(offset, "Offset is outside the bounds of the DataView");
  if (at + bytes > load32(view, VIEW_LENGTH)) throw new RangeError("Offset is outside the bounds of the DataView");
  return loadSize(view, VIEW_ADDRESS) + at;
}

export function dataViewGetUint8(self: DataView, byteOffset: number): u32 { return load8(locate(self, byteOffset, 1)); }
export function dataViewGetInt8(self: DataView, byteOffset: number): i32 { return (load8(locate(self, byteOffset, 1)) << 24) >> 24; }
export function dataViewGetUint16(self: DataView, byteOffset: number, littleEndian?: boolean): u32 {
  const value = load16(locate(self, byteOffset, 2));
  return littleEndian === true ? value : byteSwap16(value);
}
export function dataViewGetInt16(self: DataView, byteOffset: number, littleEndian?: boolean): i32 {
  return (dataViewGetUint16(self, byteOffset, littleEndian) << 16) >> 16;
}
export function dataViewGetUint32(self: DataView, byteOffset: number, littleEndian?: boolean): u32 {
  const value = load32(locate(self, byteOffset, 4));
  return littleEndian === true ? value : byteSwap32(value);
}
export function dataViewGetInt32(self: DataView, byteOffset: number, littleEndian?: boolean): i32 {
  return dataViewGetUint32(self, byteOffset, littleEndian) | 0;
}
export function dataViewGetFloat32(self: DataView, byteOffset: number, littleEndian?: boolean): number {
  const scratch = new Float32Array(1);
  store32(loadSize(addressOf(scratch), VIEW_ADDRESS), dataViewGetUint32(self, byteOffset, littleEndian));
  return scratch[0] as number;
}
export function dataViewGetFloat64(self: DataView, byteOffset: number, littleEndian?: boolean): number {
  const bits = load64(locate(self, byteOffset, 8));
  return canonical(f64FromBits(littleEndian === true ? bits : swap64(bits)));
}

/** Any NaN as the one NaN that boxes may hold. */
function canonical(value: number): number { return value === value ? value : NaN; }

function swap64(bits: u64): u64 {
  return (u64Of(byteSwap32(low32(bits))) << 32n) | u64Of(byteSwap32(high32(bits)));
}

export function dataViewSetUint8(self: DataView, byteOffset: number, value: number): void { store8(locate(self, byteOffset, 1), value & 0xff); }
export function dataViewSetInt8(self: DataView, byteOffset: number, value: number): void { store8(locate(self, byteOffset, 1), value & 0xff); }
export function dataViewSetUint16(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  const half = value & 0xffff;
  store16(locate(self, byteOffset, 2), littleEndian === true ? half : byteSwap16(half));
}
export function dataViewSetInt16(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  dataViewSetUint16(self, byteOffset, value, littleEndian);
}
export function dataViewSetUint32(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  const word = value >>> 0;
  store32(locate(self, byteOffset, 4), littleEndian === true ? word : byteSwap32(word));
}
export function dataViewSetInt32(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  dataViewSetUint32(self, byteOffset, value, littleEndian);
}
export function dataViewSetFloat32(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  dataViewSetUint32(self, byteOffset, f32Bits(value), littleEndian);
}
export function dataViewSetFloat64(self: DataView, byteOffset: number, value: number, littleEndian?: boolean): void {
  const bits = f64Bits(value);
  store64(locate(self, byteOffset, 8), littleEndian === true ? bits : swap64(bits));
}
