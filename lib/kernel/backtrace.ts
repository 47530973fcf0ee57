/** Backtraces by frame pointers, with functions and lines by the image's line table (layout.ts). Allocates nothing. */
import { stackBase, stackLimit } from "#platform/memory.ts";
import { LINES_HEADER_BYTES, LINE_FUNCTION_BYTES, LINE_INLINED, LINE_NO_FUNCTION, LINE_ROW_BYTES, LINE_ROW_FUNCTION, LINE_ROW_LINE } from "../runtime/layout.ts";
import { printDecimal, printHex, printText } from "./print.ts";
import { load16, load32, loadSize, objectAt, symbolAddress } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";

const FRAMES_MAX = 32;

/** Prints the frames from `pc` outwards; `frame` is the frame pointer there. Distrusts both. */
export function printBacktrace(pc: usize, frame: usize): void {
  "use no-alloc";
  let at: usize = frame;
  printFrames(pc);
  for (let depth: u32 = 0; depth < FRAMES_MAX; depth = depth + 1) {
    if (at < stackLimit() || at + 16 > stackBase()) return;
    const caller = loadSize(at, 8);
    const outer = loadSize(at);
    if (caller === 0) return;
    printFrames(caller - 1);
    if (outer <= at) return;
    at = outer;
  }
  printText("    ...\n");
}

/** The frame of a code address and those that it was inlined into. */
function printFrames(pc: usize): void {
  "use no-alloc";
  if (pc < symbolAddress("__text_start") || pc >= symbolAddress("__text_end")) return;
  const table = symbolAddress("whelk.lines");
  const count = load32(table);
  const index = findRow(table, count, pc);
  if (index === count) {
    printAddress(pc);
    return;
  }
  const functions = table + LINES_HEADER_BYTES + count * LINE_ROW_BYTES;
  let row: usize = table + LINES_HEADER_BYTES + index * LINE_ROW_BYTES;
  for (let depth: u32 = 0; depth < FRAMES_MAX; depth = depth + 1) {
    const line = load32(row, LINE_ROW_LINE);
    const func = load16(row, LINE_ROW_FUNCTION);
    if (func === LINE_NO_FUNCTION) printAddress(pc);
    else printPlace(functions + func * LINE_FUNCTION_BYTES, line & 0x7fff_ffff);
    if ((line & LINE_INLINED) === 0) return;
    row = row + LINE_ROW_BYTES;
  }
}

/** The last row at or before an address, or the first of those with its address; `count`: none. */
function findRow(table: usize, count: u32, pc: usize): u32 {
  "use no-alloc";
  let low: u32 = 0;
  let high: u32 = count;
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    if (rowAddress(table, middle) <= pc) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return count;
  low = low - 1;
  while (low > 0 && rowAddress(table, low - 1) === rowAddress(table, low)) low = low - 1;
  return low;
}

function rowAddress(table: usize, index: u32): u32 {
  "use no-alloc";
  return load32(table + LINES_HEADER_BYTES + index * LINE_ROW_BYTES);
}

function printPlace(func: usize, line: u32): void {
  "use no-alloc";
  printText("    at ");
  printText(objectAt<string>(load32(func)));
  printText(" (");
  printText(objectAt<string>(load32(func, 4)));
  if (line !== 0) {
    printText(":");
    printDecimal(line);
  }
  printText(")\n");
}

function printAddress(pc: usize): void {
  "use no-alloc";
  printText("    at 0x");
  printHex(pc);
  printText("\n");
}
