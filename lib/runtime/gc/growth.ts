/** Growth of the heap by blocks at its end, as far as the platform has memory. */
import { commit } from "#platform/memory.ts";
import { idiv } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { BLOCK_BYTES, addBlocks, blocksEnd } from "./block.ts";

/** Least growth: a small program should not wait for memory to be zeroed that it never uses. */
const GROW_BYTES = 256 * 1024;

let limit: usize = 0;

/** Where the heap must end at the latest. */
export function setGrowthLimit(end: usize): void { "use no-alloc"; limit = end; }

/** Adds at least `count` free blocks in a row at the end, if possible `step` bytes; false: the platform has no more. */
export function growHeap(count: u32, step: usize): boolean {
  "use no-alloc";
  let want: usize = count * BLOCK_BYTES;
  if (want < GROW_BYTES) want = GROW_BYTES;
  if (want < step) want = step;
  const end = blocksEnd();
  if (end + want > limit) want = count * BLOCK_BYTES;
  const added: u32 = idiv(want + BLOCK_BYTES - 1, BLOCK_BYTES) >>> 0;
  if (end + added * BLOCK_BYTES > limit || !commit(end + added * BLOCK_BYTES)) return false;
  addBlocks(added);
  return true;
}
