/** Backtraces by frame pointers, with functions and lines by the image's line table (layout.ts). Allocates nothing. */
import { stackBase, stackLimit } from "#platform/memory.ts";
import { writeConsole } from "#platform/console.ts";
import { LINE_WIDE } from "../runtime/layout.ts";
import { fileName, functionName, inlinedInto, isInFunction, lineOf, lineRow } from "../runtime/line-table.ts";
import { printDecimal, printHex, printText } from "./print.ts";
import { load8, loadSize } from "../sys/intrinsics.ts";
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
  let row = lineRow(pc);
  if (row === 0) return;
  for (let depth: u32 = 0; row !== 0 && depth < FRAMES_MAX; depth = depth + 1) {
    if (isInFunction(row)) printPlace(row);
    else printAddress(pc);
    row = inlinedInto(row);
  }
}

function printPlace(row: usize): void {
  "use no-alloc";
  printText("    at ");
  printName(functionName(row));
  printText(" (");
  printName(fileName(row));
  const line = lineOf(row);
  if (line !== 0) {
    printText(":");
    printDecimal(line);
  }
  printText(")\n");
}

/** A name of the line table; one that is not Latin-1 is left out. */
function printName(name: usize): void {
  "use no-alloc";
  const length: u32 = load8(name);
  if (length !== LINE_WIDE) writeConsole(2, name + 1, length);
}

function printAddress(pc: usize): void {
  "use no-alloc";
  printText("    at 0x");
  printHex(pc);
  printText("\n");
}
