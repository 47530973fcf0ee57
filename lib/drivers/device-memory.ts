/** Memory that a driver shares with its device: contiguous for both, for ever. */
import { SHAPE_ARRAY_BUFFER, SHAPE_U8, BUFFER_ADDRESS, BUFFER_LENGTH, VIEW_ADDRESS, VIEW_BUFFER, VIEW_BYTES, VIEW_LENGTH } from "../runtime/layout.ts";
import { allocateObject, isCompiled, objectAt, store32, storeSize } from "../sys/intrinsics.ts";
import { shim } from "../sys/shim.ts";
import type { u32, usize } from "../sys/types.ts";

const ARRAY_BUFFER_BYTES = 32;

/** A piece of memory with its two addresses. */
export class DeviceMemory {
  /** Where we see it. */
  readonly address: usize;
  /** Where the device sees it. */
  readonly physical: usize;
  readonly bytes: usize;

  constructor(address: usize, physical: usize, bytes: usize) {
    this.address = address;
    this.physical = physical;
    this.bytes = bytes;
  }

  /** The part [offset, offset + bytes). */
  slice(offset: usize, bytes: usize): DeviceMemory {
    if (offset + bytes > this.bytes) throw new RangeError("part of device memory beyond its end");
    return new DeviceMemory(this.address + offset, this.physical + offset, bytes);
  }

  /** The part as a byte array. */
  view(offset: usize, bytes: u32): Uint8Array {
    if (offset + bytes > this.bytes) throw new RangeError("view of device memory beyond its end");
    return viewMemory(this.address + offset, bytes);
  }
}

/** A byte array over memory that is not the collector's. */
export function viewMemory(address: usize, bytes: u32): Uint8Array {
  if (!isCompiled()) return new Uint8Array(shim.bytes.buffer, shim.bytes.byteOffset + address, bytes);
  const buffer = allocateObject(SHAPE_ARRAY_BUFFER, ARRAY_BUFFER_BYTES);
  store32(buffer, bytes, BUFFER_LENGTH);
  storeSize(buffer, address, BUFFER_ADDRESS);
  const view = allocateObject(SHAPE_U8, VIEW_BYTES);
  store32(view, bytes, VIEW_LENGTH);
  storeSize(view, address, VIEW_ADDRESS);
  storeSize(view, buffer, VIEW_BUFFER);
  return objectAt<Uint8Array>(view);
}
