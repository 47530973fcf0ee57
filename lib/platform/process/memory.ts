/**
 * Memory of the process: one reserved range for the heap, given out from below, page by page.
 *
 *   0x400000 …   image, then .bss with the stacks (link.ld)
 *   heap         4 GiB reserved without access; commit() opens it from the start on
 */
import { MAP_ANONYMOUS, MAP_NORESERVE, MAP_PRIVATE, PROT_NONE, PROT_READ_WRITE, SYS_MMAP, SYS_MPROTECT } from "./linux.ts";
import { alignUp, symbolAddress, syscall, syscallSize } from "../../sys/intrinsics.ts";
import type { usize } from "../../sys/types.ts";

const RESERVE_BYTES = 0x1_0000_0000;
/** Where we ask for the heap first; Linux may choose another place. */
const RESERVE_HINT = 0x1_0000_0000;
const COMMIT_STEP = 0x10_0000;

let reserveStart: usize = 0;
let committedEnd: usize = 0;

/** First address of the heap; reserves it on the first call. 0: the system has no room. */
export function heapStart(): usize {
  "use no-alloc";
  if (reserveStart === 0) reserve();
  return reserveStart;
}

/** The largest end that commit() can ever give. */
export function heapLimit(): usize {
  "use no-alloc";
  return heapStart() + RESERVE_BYTES;
}

/** Makes [heapStart, end) readable and writable; new pages are zero. False: not that much memory. */
export function commit(end: usize): boolean {
  "use no-alloc";
  const start = heapStart();
  if (start === 0 || end > start + RESERVE_BYTES) return false;
  if (end <= committedEnd) return true;
  let target: usize = alignUp(end, COMMIT_STEP);
  if (target > start + RESERVE_BYTES) target = start + RESERVE_BYTES;
  if (syscall(SYS_MPROTECT, committedEnd, target - committedEnd, PROT_READ_WRITE) !== 0) return false;
  committedEnd = target;
  return true;
}

/** Highest address of the stack (exclusive): where conservative scans end. */
export function stackBase(): usize {
  "use no-alloc";
  return symbolAddress("__stack_top");
}

/** Lowest usable address of the stack; below it is the guard. */
export function stackLimit(): usize {
  "use no-alloc";
  return symbolAddress("__stack_bottom");
}

/** Takes all access from the guards below the stacks. */
export function protectGuards(): void {
  "use no-alloc";
  syscall(SYS_MPROTECT, symbolAddress("__stack_guard"), symbolAddress("__stack_bottom") - symbolAddress("__stack_guard"), PROT_NONE);
  syscall(SYS_MPROTECT, symbolAddress("__signal_guard"), symbolAddress("__signal_stack") - symbolAddress("__signal_guard"), PROT_NONE);
}

function reserve(): void {
  "use no-alloc";
  const address = syscallSize(SYS_MMAP, RESERVE_HINT, RESERVE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (address < 0x1000 || address >= 0x8000_0000_0000) return;
  // Heap blocks want 2 MiB boundaries; what Linux gives is only page-aligned when the hint is taken.
  reserveStart = address;
  committedEnd = address;
}
