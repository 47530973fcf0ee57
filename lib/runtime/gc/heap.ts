/**
 * The heap: allocation by a bump pointer through holes between live lines (mark-region), whole blocks for large objects,
 * growth, and when to collect. Compiled code bumps `allocCursor` up to `allocLimit` itself; the rest is here.
 *
 * After a collection that left L live bytes, the next one comes when max(8 MiB, L) more bytes were given out, or when the
 * platform has no more memory. With `setGcStress(n)` a collection comes at every nth allocation.
 */
import { exit } from "#platform/exit.ts";
import { commit, heapLimit, heapStart, stackBase } from "#platform/memory.ts";
import { printBacktrace } from "../../kernel/backtrace.ts";
import { printDecimal, printText } from "../../kernel/print.ts";
import { alignUp, fillMemory, framePointer, idiv, load8, loadSize, returnAddress, store32, storeSize } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { OBJECT_ALIGN } from "../layout.ts";
import {
  BLOCK_BYTES, BLOCK_HEADER_BYTES, BLOCK_LARGE_BYTES, FIRST_LINE, KIND_FREE, KIND_LARGE, KIND_LARGE_REST, KIND_SMALL, LARGE_BYTES, LINE_BYTES,
  LINE_FREE, LINES, blockAt, blockEntry, countBlocks, layOutBlocks, linesOf, openRegion, setBlockEntry,
} from "./block.ts";
import { collectGarbage } from "./collector.ts";
import { growHeap, setGrowthLimit } from "./growth.ts";
import { verifyHeap } from "./verify.ts";

export let allocCursor: usize = 0;
export let allocLimit: usize = 0;

const MIN_BUDGET_BYTES = 8 * 1024 * 1024;
/** Exit code of Node when its heap is full (SIGABRT). */
const OUT_OF_MEMORY_CODE = 134;

/** End of the region under the cursor; `allocLimit` is lower in stress mode. */
let regionLimit: usize = 0;
/** Region for objects of several lines that don't fit where the cursor is. */
let mediumCursor: usize = 0;
let mediumLimit: usize = 0;
/** Where the search for holes that such objects fit in goes on. */
let mediumBlock: u32 = 0;
/** Where the search for holes goes on. */
let holeBlock: u32 = 0;
let holeLine: u32 = 0;
/** No block below this index is free. */
let freeHint: u32 = 0;
/** Blocks from this address on were never used, so they are zero. */
let untouched: usize = 0;
let budget: usize = MIN_BUDGET_BYTES;
let opened = false;
let stressEvery: u32 = 0;
let stressLeft: u32 = 0;
let liveBytes: usize = 0;
let collections: u32 = 0;
let givenSinceCollection: usize = 0;
let collecting = false;

/** (shape, bytes) → address of a zeroed object with its header. The slow path of every allocation. */
export function allocateSlow(shape: u32, bytes: usize): usize {
  "use no-alloc";
  const size = alignUp(bytes, OBJECT_ALIGN);
  if (!opened) openHeap();
  if (stressEvery > 0) stress();
  const address: usize = size > LARGE_BYTES ? allocateLarge(size) : allocateSmall(size);
  if (stressEvery > 0) allocLimit = allocCursor;
  store32(address, shape);
  return address;
}

/** Collects at every nth allocation; 0: as usual. */
export function setGcStress(every: u32): void {
  "use no-alloc";
  stressEvery = every;
  stressLeft = every;
  allocLimit = every > 0 ? allocCursor : regionLimit;
}

/** A collection now. */
export function collectNow(): void {
  "use no-alloc";
  if (!opened || collecting) return;
  collecting = true;
  closeRegions();
  liveBytes = collectGarbage(stackBase());
  openAllocation();
  if (verifies) verifyHeap();
}

/** Checks the heap after every collection. */
export function setGcVerify(on: boolean): void { "use no-alloc"; verifies = on; }
let verifies = false;

/** Tests without a stack and globals bracket their own marking by these. */
export function closeRegions(): void {
  "use no-alloc";
  allocCursor = 0;
  allocLimit = 0;
  regionLimit = 0;
  mediumCursor = 0;
  mediumLimit = 0;
}

export function openAllocation(): void {
  "use no-alloc";
  holeBlock = 0;
  holeLine = FIRST_LINE;
  mediumBlock = 0;
  freeHint = 0;
  givenSinceCollection = 0;
  budget = liveBytes > MIN_BUDGET_BYTES ? liveBytes : MIN_BUDGET_BYTES;
  collections = collections + 1;
  collecting = false;
}

export function collectionCount(): u32 { "use no-alloc"; return collections; }
/** Bytes that the last collection left alive, and those given out since. */
export function heapUsedBytes(): usize { "use no-alloc"; return liveBytes + givenSinceCollection; }
export function heapCommittedBytes(): usize { "use no-alloc"; return countBlocks() * BLOCK_BYTES; }

function openHeap(): void {
  "use no-alloc";
  const start: usize = alignUp(heapStart(), 16);
  const limit = heapLimit();
  opened = true;
  if (start === 0) outOfMemory(0);
  // The block table comes first: 4 bytes for each 32 KiB.
  const first = layOutBlocks(start, limit);
  if (!commit(first)) outOfMemory(0);
  setGrowthLimit(limit);
  untouched = first;
  holeBlock = 0;
  holeLine = FIRST_LINE;
}

function stress(): void {
  "use no-alloc";
  stressLeft = stressLeft - 1;
  if (stressLeft > 0) return;
  stressLeft = stressEvery;
  collectNow();
}

function allocateSmall(size: usize): usize {
  "use no-alloc";
  if (allocCursor + size > regionLimit) {
    if (size > LINE_BYTES) return allocateMedium(size);
    openHole();
  }
  const address = allocCursor;
  allocCursor = address + size;
  return address;
}

function allocateMedium(size: usize): usize {
  "use no-alloc";
  if (mediumCursor + size > mediumLimit && !openMediumHole(size)) {
    const block = takeSmallBlock();
    mediumCursor = block + BLOCK_HEADER_BYTES;
    mediumLimit = block + BLOCK_BYTES;
  }
  const address = mediumCursor;
  mediumCursor = address + size;
  return address;
}

/**
 * Points the medium cursor at a hole of `size` bytes, when no block is free; false: the heap has a free block, or can
 * grow by one. So objects of several lines find room as long as there is any, though no block is free of live ones.
 */
function openMediumHole(size: usize): boolean {
  "use no-alloc";
  if (findFree(1) !== NONE) return false;
  if (nextMediumHole(size)) return true;
  if (growHeap(1, idiv(heapCommittedBytes(), 8))) return false;
  collectNow();
  return findFree(1) === NONE && nextMediumHole(size);
}

function nextMediumHole(size: usize): boolean {
  "use no-alloc";
  const wanted: u32 = idiv(size + LINE_BYTES - 1, LINE_BYTES) >>> 0;
  const count = countBlocks();
  while (mediumBlock < count) {
    if (blockEntry(mediumBlock) === KIND_SMALL && takeLines(blockAt(mediumBlock), wanted)) return true;
    mediumBlock = mediumBlock + 1;
  }
  return false;
}

/** Makes the block's first hole of at least `wanted` lines the medium region. */
function takeLines(block: usize, wanted: u32): boolean {
  "use no-alloc";
  const lines = linesOf(block);
  let first: u32 = FIRST_LINE;
  while (first < LINES) {
    let end: u32 = first;
    while (end < LINES && load8(lines + end) === LINE_FREE) end++;
    if (end - first >= wanted) {
      openRegion(block, first, end);
      givenSinceCollection = givenSinceCollection + (end - first) * LINE_BYTES;
      mediumCursor = block + first * LINE_BYTES;
      mediumLimit = block + end * LINE_BYTES;
      return true;
    }
    first = end + 1;
  }
  return false;
}

/** Points the cursor at the next run of free lines. */
function openHole(): void {
  "use no-alloc";
  if (givenSinceCollection > budget) collectNow();
  if (nextHoleOfHeap()) return;
  if (findFree(1) === NONE && !growHeap(1, idiv(heapCommittedBytes(), 8))) {
    collectNow();
    if (nextHoleOfHeap()) return;
  }
  const block = takeSmallBlock();
  // A collection may have come in between; its holes are for the next time.
  setRegion(block + BLOCK_HEADER_BYTES, block + BLOCK_BYTES);
}

function nextHoleOfHeap(): boolean {
  "use no-alloc";
  const count = countBlocks();
  while (holeBlock < count) {
    if (blockEntry(holeBlock) === KIND_SMALL && nextHole(blockAt(holeBlock))) return true;
    holeBlock = holeBlock + 1;
    holeLine = FIRST_LINE;
  }
  return false;
}

function nextHole(block: usize): boolean {
  "use no-alloc";
  const lines = linesOf(block);
  let first: u32 = holeLine;
  while (first < LINES && load8(lines + first) !== LINE_FREE) first++;
  if (first === LINES) return false;
  let end: u32 = first + 1;
  while (end < LINES && load8(lines + end) === LINE_FREE) end++;
  holeLine = end;
  openRegion(block, first, end);
  givenSinceCollection = givenSinceCollection + (end - first) * LINE_BYTES;
  setRegion(block + first * LINE_BYTES, block + end * LINE_BYTES);
  return true;
}

function setRegion(from: usize, end: usize): void {
  "use no-alloc";
  allocCursor = from;
  regionLimit = end;
  allocLimit = end;
}

/** A free block, made a small one whose lines are all one fresh region. */
function takeSmallBlock(): usize {
  "use no-alloc";
  if (givenSinceCollection > budget) collectNow();
  const index = takeBlocks(1);
  const block = blockAt(index);
  fillMemory(block, 0, BLOCK_HEADER_BYTES);
  setBlockEntry(index, KIND_SMALL);
  openRegion(block, FIRST_LINE, LINES);
  givenSinceCollection = givenSinceCollection + (BLOCK_BYTES - BLOCK_HEADER_BYTES);
  return block;
}

function allocateLarge(size: usize): usize {
  "use no-alloc";
  if (givenSinceCollection > budget) collectNow();
  const count: u32 = idiv(size + BLOCK_HEADER_BYTES + BLOCK_BYTES - 1, BLOCK_BYTES) >>> 0;
  const index = takeBlocks(count);
  const block = blockAt(index);
  fillMemory(block, 0, BLOCK_HEADER_BYTES);
  setBlockEntry(index, KIND_LARGE);
  for (let rest: u32 = 1; rest < count; rest++) setBlockEntry(index + rest, KIND_LARGE_REST + rest * 4);
  storeSize(block, size, BLOCK_LARGE_BYTES);
  const address: usize = block + BLOCK_HEADER_BYTES;
  if (block < untouchedBefore) fillMemory(address, 0, size);
  givenSinceCollection = givenSinceCollection + count * BLOCK_BYTES;
  return address;
}
/** `untouched` before the last takeBlocks: what it gave is zero from there on. */
let untouchedBefore: usize = 0;

/** Index of the first of `count` free blocks in a row; collects and grows as needed, and ends the program if that fails. */
function takeBlocks(count: u32): u32 {
  "use no-alloc";
  let index: u32 = findFree(count);
  if (index === NONE && !growHeap(count, idiv(heapCommittedBytes(), 8))) collectNow();
  if (index === NONE) index = findFree(count);
  if (index === NONE) {
    growHeap(count, idiv(heapCommittedBytes(), 8));
    index = findFree(count);
    if (index === NONE) outOfMemory(count * BLOCK_BYTES);
  }
  untouchedBefore = untouched;
  const end: usize = blockAt(index) + count * BLOCK_BYTES;
  if (end > untouched) untouched = end;
  return index;
}
const NONE = 0xffff_ffff;

function findFree(count: u32): u32 {
  "use no-alloc";
  const all = countBlocks();
  while (freeHint < all && blockEntry(freeHint) !== KIND_FREE) freeHint = freeHint + 1;
  let run: u32 = 0;
  for (let index: u32 = freeHint; index < all; index++) {
    run = blockEntry(index) === KIND_FREE ? run + 1 : 0;
    if (run === count) return index + 1 - count;
  }
  return NONE;
}

function outOfMemory(wanted: usize): never {
  "use no-alloc";
  printText("whelk: out of memory: ");
  printDecimal(idiv(wanted, 1024));
  printText(" KiB wanted, ");
  printDecimal(idiv(liveBytes, 1024));
  printText(" KiB live after the last collection, ");
  printDecimal(idiv(heapCommittedBytes(), 1024));
  printText(" KiB in the heap\n");
  printBacktrace(returnAddress(), loadSize(framePointer()));
  exit(OUT_OF_MEMORY_CODE);
}
