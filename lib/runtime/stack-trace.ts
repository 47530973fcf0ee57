/** Stacks of errors: code addresses by frame pointers, and their text by the image's line table (layout.ts). */
import { stackBase } from "#platform/memory.ts";
import { addressOf, allocateObject, framePointer, isCompiled, load16, load32, loadSize, objectAt, store32, storeSize, symbolAddress } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import {
  LINES_HEADER_BYTES, LINE_FUNCTION_BYTES, LINE_INLINED, LINE_NO_FUNCTION, LINE_ROW_BYTES, LINE_ROW_COLUMN, LINE_ROW_FUNCTION, LINE_ROW_LINE, SHAPE_STORE_RAW,
  STORE_CAPACITY, STORE_DATA,
} from "./layout.ts";
import { numberToString } from "./number-to-string.ts";
import { stringFromBytes } from "./string.ts";

const FRAMES_MAX = 24;
/** Error.stackTraceLimit's default: how many lines a stack shows. */
const LINES_MAX = 10;

/** The callers' return addresses, innermost first: a raw store. */
export function captureStack(): object | undefined {
  if (!isCompiled()) return undefined;
  const store = allocateObject(SHAPE_STORE_RAW, STORE_DATA + FRAMES_MAX * 8);
  store32(store, FRAMES_MAX * 8, STORE_CAPACITY);
  let frame: usize = framePointer();
  const base = stackBase();
  for (let i: u32 = 0; i < FRAMES_MAX; i++) {
    if (frame === 0 || frame + 16 > base) break;
    const outer = loadSize(frame);
    storeSize(store + STORE_DATA + i * 8, loadSize(frame, 8));
    if (outer <= frame) break;
    frame = outer;
  }
  return objectAt<object>(store);
}

/** The frames as lines, each "\n    at function (file:line:column)"; frames of the runtime itself are left out. */
export function stackText(trace: object | undefined): string {
  if (trace === undefined) return "";
  const table = symbolAddress("whelk.lines");
  let text = "";
  let lines = 0;
  for (let i: u32 = 0; i < FRAMES_MAX && lines < LINES_MAX; i++) {
    const address = loadSize(addressOf(trace) + STORE_DATA + i * 8);
    if (address === 0) break;
    let row: usize = lineRow(table, address - 1);
    for (let depth: u32 = 0; row !== 0 && depth < FRAMES_MAX && lines < LINES_MAX; depth++) {
      const line = frameText(table, row);
      if (line !== "") { text = text + line; lines++; }
      row = load32(row, LINE_ROW_LINE) >= LINE_INLINED ? row + LINE_ROW_BYTES : 0;
    }
  }
  return text;
}

/** The row of a code address: the first with the last address at or before it; 0: none. */
function lineRow(table: usize, address: usize): usize {
  "use no-alloc";
  const rows: usize = table + LINES_HEADER_BYTES;
  let low: u32 = 0;
  let high: u32 = load32(table);
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    if (load32(rows + middle * LINE_ROW_BYTES) <= address) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  low = low - 1;
  while (low > 0 && load32(rows + (low - 1) * LINE_ROW_BYTES) === load32(rows + low * LINE_ROW_BYTES)) low = low - 1;
  return rows + low * LINE_ROW_BYTES;
}

/** Code that the optimiser made of several places has line 0: the nearest row before it in its function says where about. */
function placedRow(table: usize, row: usize): usize {
  "use no-alloc";
  const func = load16(row, LINE_ROW_FUNCTION);
  let at: usize = row;
  while ((load32(at, LINE_ROW_LINE) & 0x7fff_ffff) === 0 && at > table + LINES_HEADER_BYTES) {
    at = at - LINE_ROW_BYTES;
    if (load16(at, LINE_ROW_FUNCTION) !== func) return row;
  }
  return at;
}

function frameText(table: usize, row: usize): string {
  const index = load16(row, LINE_ROW_FUNCTION);
  if (index === LINE_NO_FUNCTION) return "";
  const functions: usize = table + LINES_HEADER_BYTES + load32(table) * LINE_ROW_BYTES;
  const name = objectAt<string>(load32(functions + index * LINE_FUNCTION_BYTES));
  const file = objectAt<string>(load32(functions + index * LINE_FUNCTION_BYTES, 4));
  if (file.startsWith("lib/") || file.includes("/lib/runtime/") || file.includes("/lib/kernel/") || file.includes("/lib/platform/")) return "";
  const placed = placedRow(table, row);
  const line = load32(placed, LINE_ROW_LINE) & 0x7fff_ffff;
  const position = file + ":" + numberToString(line) + ":" + numberToString(load16(placed, LINE_ROW_COLUMN));
  return name === "" ? "\n    at " + position : "\n    at " + name + " (" + position + ")";
}

/** "file:line" of the first frame in a stack's text, or "". */
export function firstPosition(stack: string | undefined): string {
  if (stack === undefined) return "";
  const at = stack.indexOf("\n    at ");
  if (at < 0) return "";
  const end = stack.indexOf("\n", at + 1);
  const line = end < 0 ? stack.slice(at + 8) : stack.slice(at + 8, end);
  const open = line.lastIndexOf("(");
  const position = open < 0 ? line : line.slice(open + 1, line.length - 1);
  return position.slice(0, position.lastIndexOf(":"));
}
