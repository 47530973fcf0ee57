/**
 * Blocks of the heap: 32 KiB each, with their metadata in the first lines.
 *
 *   heap   | block table: u32 per block | block | block | …
 *   small  | header 9 lines | 247 lines of 128 bytes with objects, 16-byte granules |
 *   large  | header 9 lines | one object, over as many blocks as it needs           |
 *
 *   header +0 u32 has unparsed fresh regions   +8 usize bytes of a large object
 *          +128, +384  two granule bitmaps (256 bytes): object starts, and the marks of the running collection
 *          +640, +896  two line tables (256 bytes): 0 free, 1 live, 2 first line of a fresh region, 3 further fresh line
 * Bitmaps and line tables change roles at each collection (`epoch`): the marks of one collection are the object starts
 * until the next. Objects allocated since then lie in fresh regions, one after the other from the region's first line up
 * to the first zero header; their start bits are set when a conservative root points into the block (`parseFresh`).
 */
import { alignDown, clz32, fillMemory, idiv, load32, load8, loadSize, store32, store8 } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { objectBytes } from "./object-size.ts";

export const BLOCK_BYTES = 32768;
export const LINE_BYTES = 128;
export const LINES = 256;
export const FIRST_LINE = 9;
export const BLOCK_HEADER_BYTES = 1152;
/** Objects above this many bytes get blocks of their own. */
export const LARGE_BYTES = 16384;

export const BLOCK_HAS_FRESH = 0;
export const BLOCK_LARGE_BYTES = 8;
const BITMAPS = 128;
const LINE_TABLES = 640;
const TABLE_BYTES = 256;

export const LINE_FREE = 0;
export const LINE_LIVE = 1;
export const LINE_FRESH_START = 2;
export const LINE_FRESH = 3;

// Block table entries: the low two bits, and for LARGE_REST the distance to the head in blocks above them.
export const KIND_FREE = 0;
export const KIND_SMALL = 1;
export const KIND_LARGE = 2;
export const KIND_LARGE_REST = 3;
/** Borrowed by the collector for its mark stack (an entry of its own: distance 0 from a head is impossible). */
export const KIND_COLLECTOR = 3;

let tableBase: usize = 0;
let firstBlock: usize = 0;
let heapEnd: usize = 0;
let blockCount: u32 = 0;
let epoch: u32 = 0;

/** Lays out the block table at `start` for blocks up to `limit`; no block is usable yet. Gives the address of the first block. */
export function layOutBlocks(start: usize, limit: usize): usize {
  "use no-alloc";
  const most: u32 = idiv(limit - start, BLOCK_BYTES + 4) >>> 0;
  tableBase = start;
  firstBlock = alignDown(start + most * 4 + BLOCK_BYTES - 1, BLOCK_BYTES);
  heapEnd = firstBlock;
  blockCount = 0;
  epoch = 0;
  return firstBlock;
}

/** Makes the next `count` blocks part of the heap (their memory is committed and zeroed). */
export function addBlocks(count: u32): void {
  "use no-alloc";
  fillMemory(tableBase + blockCount * 4, KIND_FREE, count * 4);
  blockCount = blockCount + count;
  heapEnd = firstBlock + blockCount * BLOCK_BYTES;
}

export function blocksStart(): usize { "use no-alloc"; return firstBlock; }
export function blocksEnd(): usize { "use no-alloc"; return heapEnd; }
export function countBlocks(): u32 { "use no-alloc"; return blockCount; }
export function blockAt(index: u32): usize { "use no-alloc"; return firstBlock + index * BLOCK_BYTES; }
export function blockIndex(block: usize): u32 { "use no-alloc"; return idiv(block - firstBlock, BLOCK_BYTES) >>> 0; }
export function blockEntry(index: u32): u32 { "use no-alloc"; return load32(tableBase + index * 4); }
export function setBlockEntry(index: u32, entry: u32): void { "use no-alloc"; store32(tableBase + index * 4, entry); }
export function inHeap(address: usize): boolean { "use no-alloc"; return address >= firstBlock && address < heapEnd; }

/** The line table that allocation reads: live lines of the last collection and fresh ones. */
export function linesOf(block: usize): usize { "use no-alloc"; return block + LINE_TABLES + TABLE_BYTES * epoch; }
/** The line table that the running collection fills. */
export function newLinesOf(block: usize): usize { "use no-alloc"; return block + LINE_TABLES + TABLE_BYTES * (1 - epoch); }
export function startsOf(block: usize): usize { "use no-alloc"; return block + BITMAPS + TABLE_BYTES * epoch; }
export function marksOf(block: usize): usize { "use no-alloc"; return block + BITMAPS + TABLE_BYTES * (1 - epoch); }

/** Ends a collection: its marks and lines become the object starts and the lines of allocation. */
export function switchEpoch(): void { "use no-alloc"; epoch = 1 - epoch; }

/** Clears the tables that a collection is about to fill. */
export function clearMarks(block: usize): void {
  "use no-alloc";
  fillMemory(marksOf(block), 0, TABLE_BYTES);
  fillMemory(newLinesOf(block), 0, TABLE_BYTES);
}

function setBit(bitmap: usize, granule: u32): void {
  "use no-alloc";
  const word: usize = bitmap + (granule >>> 5) * 4;
  store32(word, load32(word) | (1 << (granule & 31)));
}

/** Marks the object at `address` (a start, in a small or large block); false: it was marked already. */
export function markObject(address: usize): boolean {
  "use no-alloc";
  const block = alignDown(address, BLOCK_BYTES);
  const offset: u32 = address - block;
  const word: usize = marksOf(block) + (offset >>> 9) * 4;
  const bit: u32 = 1 << ((offset >>> 4) & 31);
  const bits = load32(word);
  if ((bits & bit) !== 0) return false;
  store32(word, bits | bit);
  return true;
}

export function isMarked(address: usize): boolean {
  "use no-alloc";
  const block = alignDown(address, BLOCK_BYTES);
  const offset: u32 = address - block;
  return (load32(marksOf(block) + (offset >>> 9) * 4) & (1 << ((offset >>> 4) & 31))) !== 0;
}

/** Keeps the lines under an object of a small block. */
export function markLines(address: usize, bytes: usize): void {
  "use no-alloc";
  const block = alignDown(address, BLOCK_BYTES);
  const lines = newLinesOf(block);
  const offset: u32 = address - block;
  const first: u32 = offset >>> 7;
  const lastOffset: u32 = offset + bytes - 1;
  const last: u32 = lastOffset >>> 7;
  for (let line: u32 = first; line <= last; line++) store8(lines + line, LINE_LIVE);
}

/** Claims the free lines [first, end) of a small block for allocation and zeroes them. */
export function openRegion(block: usize, first: u32, end: u32): void {
  "use no-alloc";
  const lines = linesOf(block);
  store8(lines + first, LINE_FRESH_START);
  fillMemory(lines + first + 1, LINE_FRESH, end - first - 1);
  fillMemory(block + first * LINE_BYTES, 0, (end - first) * LINE_BYTES);
  store32(block, 1, BLOCK_HAS_FRESH);
}

/** Sets the start bits of the objects in the block's fresh regions. */
export function parseFresh(block: usize): void {
  "use no-alloc";
  if (load32(block, BLOCK_HAS_FRESH) === 0) return;
  store32(block, 0, BLOCK_HAS_FRESH);
  const lines = linesOf(block);
  for (let line: u32 = FIRST_LINE; line < LINES; line++) {
    if (load8(lines + line) !== LINE_FRESH_START) continue;
    let end: u32 = line + 1;
    while (end < LINES && load8(lines + end) === LINE_FRESH) end++;
    parseRegion(block, block + line * LINE_BYTES, block + end * LINE_BYTES);
  }
}

function parseRegion(block: usize, from: usize, end: usize): void {
  "use no-alloc";
  const starts = startsOf(block);
  let address: usize = from;
  while (address < end && load32(address) !== 0) {
    const offset: u32 = address - block;
    setBit(starts, offset >>> 4);
    address = address + objectBytes(address);
  }
}

/** The object that the word `pointer` points at or into, or whose end it is; 0: none. */
export function resolvePointer(pointer: usize): usize {
  "use no-alloc";
  if (!inHeap(pointer)) return 0;
  const entry = blockEntry(blockIndex(pointer));
  const kind = entry & 3;
  if (kind === KIND_SMALL) return resolveSmall(pointer);
  if (kind === KIND_FREE || entry === KIND_COLLECTOR) return 0;
  const head: usize = kind === KIND_LARGE ? alignDown(pointer, BLOCK_BYTES) : alignDown(pointer, BLOCK_BYTES) - (entry >>> 2) * BLOCK_BYTES;
  const object: usize = head + BLOCK_HEADER_BYTES;
  return pointer >= object && pointer <= object + loadSize(head, BLOCK_LARGE_BYTES) ? object : 0;
}

function resolveSmall(pointer: usize): usize {
  "use no-alloc";
  const block = alignDown(pointer, BLOCK_BYTES);
  const offset: u32 = pointer - block;
  if (offset < BLOCK_HEADER_BYTES) return 0;
  parseFresh(block);
  const granule: u32 = offset >>> 4;
  let word: u32 = granule >>> 5;
  // Bits of the granules up to and including this one.
  const keep: u32 = 0xffff_ffff >>> (31 - (granule & 31));
  let bits: u32 = load32(startsOf(block) + word * 4) & keep;
  while (bits === 0 && word > 0) {
    word = word - 1;
    bits = load32(startsOf(block) + word * 4);
  }
  if (bits === 0) return 0;
  const object: usize = block + (word * 32 + 31 - clz32(bits)) * 16;
  return pointer <= object + objectBytes(object) ? object : 0;
}
