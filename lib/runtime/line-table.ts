/** Reading the image's line table (its layout: LINES_ in layout.ts). Allocates nothing but the texts that are asked for. */
import { load16, load32, load8, symbolAddress } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import {
  LINE_ADDRESS_MASK, LINE_COLUMN_MASK, LINE_DETAIL_MASK, LINE_FILE_MASK, LINE_FUNCTION_SHIFT, LINE_INLINED, LINE_LINE_SHIFT, LINE_NAME_SHIFT, LINE_NO_FUNCTION,
  LINE_ROW_BYTES, LINE_WIDE, LINES_DETAILS, LINES_FILES, LINES_FUNCTIONS, LINES_HEADER_BYTES, LINES_NAMES,
} from "./layout.ts";
import { stringFromBytes, stringFromUnits } from "./string.ts";

/** The row of a code address: the first of those with the last address at or before it; 0: none. */
export function lineRow(address: usize): usize {
  "use no-alloc";
  if (address < symbolAddress("__text_start") || address >= symbolAddress("__text_end")) return 0;
  const table = symbolAddress("whelk.lines");
  const rows: usize = table + LINES_HEADER_BYTES;
  let low: u32 = 0;
  let high: u32 = load32(table);
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    if (rowAddress(rows + middle * LINE_ROW_BYTES) <= address) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  low = low - 1;
  while (low > 0 && rowAddress(rows + (low - 1) * LINE_ROW_BYTES) === rowAddress(rows + low * LINE_ROW_BYTES)) low = low - 1;
  return rows + low * LINE_ROW_BYTES;
}

function rowAddress(row: usize): u32 {
  "use no-alloc";
  return load32(row) & LINE_ADDRESS_MASK;
}

/** The row of the caller that this row's frame was inlined into; 0: it was not. */
export function inlinedInto(row: usize): usize {
  "use no-alloc";
  return (load32(row) & LINE_INLINED) === 0 ? 0 : row + LINE_ROW_BYTES;
}

/** Does the row belong to a function (and not to a thunk or a gap)? */
export function isInFunction(row: usize): boolean {
  "use no-alloc";
  return load32(row, 4) >>> LINE_FUNCTION_SHIFT !== LINE_NO_FUNCTION;
}

/** 1-based; 0: unknown. Code that the optimiser made of several places has none: the nearest row before it in its function says where about. */
export function lineOf(row: usize): u32 {
  "use no-alloc";
  return detail(placedRow(row)) >>> LINE_LINE_SHIFT;
}

export function columnOf(row: usize): u32 {
  "use no-alloc";
  return detail(placedRow(row)) & LINE_COLUMN_MASK;
}

function detail(row: usize): u32 {
  "use no-alloc";
  return load32(part(LINES_DETAILS) + (load32(row, 4) & LINE_DETAIL_MASK) * 4);
}

function placedRow(row: usize): usize {
  "use no-alloc";
  const first: usize = symbolAddress("whelk.lines") + LINES_HEADER_BYTES;
  const func: u32 = load32(row, 4) >>> LINE_FUNCTION_SHIFT;
  let at: usize = row;
  while ((load32(at, 4) & LINE_DETAIL_MASK) === 0 && at > first) {
    at = at - LINE_ROW_BYTES;
    if (load32(at, 4) >>> LINE_FUNCTION_SHIFT !== func) return row;
  }
  return at;
}

/** Where the function's name is: see `textOf`, `textBytes`. */
export function functionName(row: usize): usize {
  "use no-alloc";
  return part(LINES_NAMES) + (functionRecord(row) >>> LINE_NAME_SHIFT);
}

/** Where the name of the function's file is. */
export function fileName(row: usize): usize {
  "use no-alloc";
  return part(LINES_NAMES) + load32(part(LINES_FILES) + (functionRecord(row) & LINE_FILE_MASK) * 4);
}

function functionRecord(row: usize): u32 {
  "use no-alloc";
  return load32(part(LINES_FUNCTIONS) + (load32(row, 4) >>> LINE_FUNCTION_SHIFT) * 4);
}

function part(offset: usize): usize {
  "use no-alloc";
  const table = symbolAddress("whelk.lines");
  return table + load32(table + offset);
}

/** A name of the table as a string. */
export function textOf(name: usize): string {
  const length: u32 = load8(name);
  return length === LINE_WIDE ? stringFromUnits(name + 3, load16(name + 1)) : stringFromBytes(name + 1, length);
}
