/** Backtraces by frame pointers: every compiled function keeps one. */
import { stackBase, stackLimit } from "#platform/memory.ts";
import { printHex, printText } from "./print.ts";
import { loadSize, symbolAddress } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";

const FRAMES_MAX = 32;

/** Prints the code addresses from `pc` outwards; `frame` is the frame pointer there. Distrusts both. */
export function printBacktrace(pc: usize, frame: usize): void {
  "use no-alloc";
  let at: usize = frame;
  printFrame(pc);
  for (let depth: u32 = 0; depth < FRAMES_MAX; depth = depth + 1) {
    if (at < stackLimit() || at + 16 > stackBase()) return;
    const caller = loadSize(at, 8);
    const outer = loadSize(at);
    if (caller === 0) return;
    printFrame(caller - 1);
    if (outer <= at) return;
    at = outer;
  }
  printText("    ...\n");
}

function printFrame(pc: usize): void {
  "use no-alloc";
  if (pc < symbolAddress("__text_start") || pc >= symbolAddress("__text_end")) return;
  printText("    at 0x");
  printHex(pc);
  printText("\n");
}
