/**
 * Bytes of an object, from its header and size field. Code that allocates an object of variable size stores that field
 * (length, capacity, capture count) before the next allocation, since a collection in between walks the heap by it.
 */
import { alignUp, load32, load8, shapeTable } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import {
  ARRAY_BYTES, FIRST_CLASS_SHAPE, FLAG_UTF16, FUNCTION_CAPTURE_COUNT, FUNCTION_CAPTURES, HEADER_FLAGS, OBJECT_ALIGN, RECORD_INSTANCE_BYTES,
  SHAPE_CELL, SHAPE_CELL_F64, SHAPE_CLASS, SHAPE_FUNCTION, SHAPE_RECORD_BYTES, SHAPE_STORE_RAW, SHAPE_STORE_VALUES, SHAPE_STRING,
  STORE_CAPACITY, STORE_DATA, STRING_DATA, STRING_LENGTH,
} from "../layout.ts";

let records: usize = 0;

/** The program's shape records; tests give a table of their own. */
export function setShapeRecords(table: usize): void { "use no-alloc"; records = table; }
export function shapeRecord(shape: u32): usize {
  "use no-alloc";
  if (records === 0) records = shapeTable();
  return records + shape * SHAPE_RECORD_BYTES;
}

/** Whole bytes, a multiple of 16. */
export function objectBytes(object: usize): usize {
  "use no-alloc";
  const shape = load32(object);
  if (shape >= FIRST_CLASS_SHAPE) return alignUp(load32(shapeRecord(shape), RECORD_INSTANCE_BYTES) + 0, OBJECT_ALIGN);
  if (shape === SHAPE_STRING) {
    const length = load32(object, STRING_LENGTH);
    const wide = load8(object, HEADER_FLAGS) & FLAG_UTF16;
    return alignUp(STRING_DATA + (wide !== 0 ? length * 2 : length + 0), OBJECT_ALIGN);
  }
  if (shape === SHAPE_STORE_VALUES) return alignUp(STORE_DATA + load32(object, STORE_CAPACITY) * 8, OBJECT_ALIGN);
  if (shape === SHAPE_STORE_RAW) return alignUp(STORE_DATA + load32(object, STORE_CAPACITY), OBJECT_ALIGN);
  if (shape === SHAPE_FUNCTION || shape === SHAPE_CLASS) return alignUp(FUNCTION_CAPTURES + load32(object, FUNCTION_CAPTURE_COUNT) * 8, OBJECT_ALIGN);
  if (shape === SHAPE_CELL || shape === SHAPE_CELL_F64) return OBJECT_ALIGN;
  return ARRAY_BYTES; // strings by reference, symbols, arrays, buffers, views, dictionaries, weak cells: 32 bytes all
}
