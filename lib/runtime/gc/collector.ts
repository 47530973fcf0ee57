/**
 * The collector: marks from the stack and registers (conservatively), the program's globals and the runtime's roots
 * (exactly), then hands lines and blocks that hold nothing back to allocation. Nothing moves.
 *
 * Read block.ts first. Left out so far: generations and evacuation (the bitmaps and the write-free design allow both).
 */
import { fillMemory, alignDown, codeAddress, ctz64, globalsEnd, globalsStart, idiv, load32, load64, loadSize, prefetch, storeSize, vload64, withSpilledRegisters } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";
import {
  ARRAY_OVERFLOW, ARRAY_STORE, BUFFER_STORE, CELL_CONTENT, FIRST_CLASS_SHAPE, FUNCTION_CAPTURE_COUNT, FUNCTION_CAPTURES, FUNCTION_OVERFLOW,
  HEADER_BYTES, RECORD_BITMAP, RECORD_INSTANCE_BYTES, ROPE_LEFT, ROPE_RIGHT, SHAPE_ARRAY, SHAPE_ARRAY_BUFFER, SHAPE_ARRAY_F64,
  SHAPE_CELL, SHAPE_CELL_F64, SHAPE_CLASS, SHAPE_DICTIONARY, SHAPE_EPHEMERONS, SHAPE_FUNCTION, SHAPE_ROPE, SHAPE_SLICE, SHAPE_STORE_RAW,
  SHAPE_STORE_VALUES, SHAPE_STRING, SHAPE_SYMBOL, SHAPE_WEAK_CELL, SLICE_PARENT, STORE_CAPACITY, STORE_DATA, VIEW_BUFFER,
} from "../layout.ts";
import {
  BLOCK_BYTES, BLOCK_HEADER_BYTES, KIND_COLLECTOR, KIND_FREE, KIND_LARGE, KIND_SMALL, LINES, blockAt, blockEntry, blockIndex, blocksEnd, blocksStart,
  clearMarks, countBlocks, isMarked, markLines, markObject, newLinesOf, resolvePointer, setBlockEntry, switchEpoch,
} from "./block.ts";
import { growHeap } from "./growth.ts";
import { objectBytes, shapeRecord } from "./object-size.ts";
import { closeEphemerons, noteEphemerons, noteWeakCell, resetWeak, settleWeak } from "./weak.ts";

// The mark stack: a block at a time; word 0 links to the block below.
const STACK_FIRST = 8;
let stackBlock: usize = 0;
let stackTop: usize = 0;
/** A push found no block: something that a marked object refers to was not marked, or not traced; `traceAgain` looks for it. */
let overflowed = false;
let liveBytes: usize = 0;
let stackEnd: usize = 0;

/** No block at or above this index is free for the stack. */
let searchedDownTo: u32 = 0;
/**
 * A block of the stack that isn't in use, also between collections: a full heap has no free block, and marking without a
 * stack would look through the whole heap once for each object of the longest list.
 */
let spareBlock: usize = 0;
/** The platform has no memory for more blocks. */
let cannotGrow = false;

/** Gives a free block for the mark stack, of the heap or by growth, or 0. */
function borrowBlock(): usize {
  "use no-alloc";
  if (spareBlock !== 0) {
    const spare = spareBlock;
    spareBlock = 0;
    return spare;
  }
  for (;;) {
    while (searchedDownTo > 0) {
      searchedDownTo = searchedDownTo - 1;
      if (blockEntry(searchedDownTo) !== KIND_FREE) continue;
      setBlockEntry(searchedDownTo, KIND_COLLECTOR);
      return blockAt(searchedDownTo);
    }
    if (cannotGrow) return 0;
    cannotGrow = !growHeap(1, 0);
    searchedDownTo = countBlocks();
  }
}

function returnBlock(block: usize): void {
  "use no-alloc";
  if (spareBlock === 0) { spareBlock = block; return; }
  fillMemory(block, 0, BLOCK_BYTES); // the allocator counts on zeros in blocks that were never given out
  setBlockEntry(blockIndex(block), KIND_FREE);
}

/** An object to mark and trace; its address + 1: it is marked, and is to be traced. */
function push(object: usize): void {
  "use no-alloc";
  if (stackBlock === 0 || stackTop === stackBlock + BLOCK_BYTES) {
    const block = borrowBlock();
    if (block === 0) { overflowed = true; return; }
    storeSize(block, stackBlock);
    stackBlock = block;
    stackTop = block + STACK_FIRST;
  }
  storeSize(stackTop, object);
  stackTop = stackTop + 8;
}

/** The object on top of the mark stack, or 0. */
function pop(): usize {
  "use no-alloc";
  if (stackBlock === 0) return 0;
  if (stackTop === stackBlock + STACK_FIRST) {
    const below = loadSize(stackBlock);
    returnBlock(stackBlock);
    stackBlock = below;
    if (below === 0) return 0;
    stackTop = below + BLOCK_BYTES;
  }
  stackTop = stackTop - 8;
  return loadSize(stackTop);
}

/** Marks the object at `object`, which is in the heap. */
export function markHeapObject(object: usize): void {
  "use no-alloc";
  if (markAndKeep(object)) push(object + 1);
}

/** Marks the object and keeps its lines; true: it was not marked yet, and it may hold references. */
function markAndKeep(object: usize): boolean {
  "use no-alloc";
  if (!markObject(object)) return false;
  const bytes = objectBytes(object);
  liveBytes = liveBytes + bytes;
  const block = alignDown(object, BLOCK_BYTES);
  if (blockEntry(blockIndex(block)) === KIND_SMALL) markLines(object, bytes);
  const shape = load32(object);
  return shape !== SHAPE_STRING && shape !== SHAPE_STORE_RAW && shape !== SHAPE_CELL_F64;
}

function markSlots(from: usize, count: usize): void {
  "use no-alloc";
  const first = blocksStart();
  const end = blocksEnd();
  for (let slot: usize = from; slot < from + count * 8; slot = slot + 8) {
    const value = loadSize(slot);
    if (value >= first && value < end) markHeapObject(value);
  }
}

/** Finds what a slot holds (any box), to be marked later. */
function findSlot(slot: usize): void {
  "use no-alloc";
  const value = loadSize(slot);
  if (value >= blocksStart() && value < blocksEnd() && !isMarked(value)) push(value);
}

function findSlots(from: usize, count: usize): void {
  "use no-alloc";
  const first = blocksStart();
  const end = blocksEnd();
  for (let slot: usize = from; slot < from + count * 8; slot = slot + 8) {
    const value = loadSize(slot);
    if (value >= first && value < end && !isMarked(value)) push(value);
  }
}

function traceInstance(object: usize, shape: u32): void {
  "use no-alloc";
  const record = shapeRecord(shape);
  let bitmap: u64 = load64(record, RECORD_BITMAP);
  const slots: usize = object + HEADER_BYTES;
  while (bitmap !== 0n) {
    const bit = ctz64(bitmap);
    if (bit === 63) {
      const bytes: usize = load32(record, RECORD_INSTANCE_BYTES);
      const done: usize = HEADER_BYTES + 63 * 8;
      findSlots(slots + 63 * 8, idiv(bytes - done, 8));
      return;
    }
    findSlot(slots + bit * 8);
    bitmap = bitmap & (bitmap - 1n);
  }
}

function trace(object: usize): void {
  "use no-alloc";
  const shape = load32(object);
  if (shape >= FIRST_CLASS_SHAPE) { traceInstance(object, shape); return; }
  switch (shape) {
    case SHAPE_ARRAY: case SHAPE_ARRAY_F64:
      findSlot(object + ARRAY_STORE); findSlot(object + ARRAY_OVERFLOW); return;
    case SHAPE_STORE_VALUES: findSlots(object + STORE_DATA, load32(object, STORE_CAPACITY)); return;
    case SHAPE_CELL: findSlot(object + CELL_CONTENT); return;
    case SHAPE_ROPE: findSlot(object + ROPE_LEFT); findSlot(object + ROPE_RIGHT); return;
    case SHAPE_SLICE: findSlot(object + SLICE_PARENT); return;
    case SHAPE_FUNCTION: case SHAPE_CLASS:
      findSlot(object + FUNCTION_OVERFLOW);
      findSlots(object + FUNCTION_CAPTURES, load32(object, FUNCTION_CAPTURE_COUNT));
      return;
    case SHAPE_SYMBOL: findSlot(object + HEADER_BYTES); return;
    case SHAPE_DICTIONARY: findSlots(object + HEADER_BYTES, 2); return;
    case SHAPE_ARRAY_BUFFER: findSlot(object + BUFFER_STORE); return;
    case SHAPE_WEAK_CELL: noteWeakCell(object); return;
    case SHAPE_EPHEMERONS: noteEphemerons(object); return;
    default: findSlot(object + VIEW_BUFFER);
  }
}

/** Traces until nothing marked is untraced. */
export function drainMarkStack(): void {
  "use no-alloc";
  for (;;) {
    drain();
    if (!overflowed) return;
    overflowed = false;
    traceAgain();
  }
}

/**
 * What is popped waits in a row for its memory to come: a heap is larger than the processor's caches, and without that
 * nearly all of the time would go into waiting for headers.
 */
function drain(): void {
  "use no-alloc";
  let a: usize = 0, b: usize = 0, c: usize = 0, d: usize = 0, e: usize = 0, f: usize = 0;
  for (;;) {
    const object = f;
    f = e; e = d; d = c; c = b; b = a;
    a = pop();
    if (a !== 0) prefetch(a);
    if (object !== 0) visit(object);
    else if (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0) return;
  }
}

function visit(object: usize): void {
  "use no-alloc";
  if ((object & 1) !== 0) trace(object - 1);
  else if (markAndKeep(object)) trace(object);
}

/** After an overflow of the mark stack: traces every marked object once more, and at once what that finds. */
function traceAgain(): void {
  "use no-alloc";
  const count = countBlocks();
  for (let index: u32 = 0; index < count; index++) {
    const kind = blockEntry(index);
    const block = blockAt(index);
    if (kind !== KIND_SMALL && kind !== KIND_LARGE) continue;
    for (let at: usize = block + BLOCK_HEADER_BYTES; at < block + BLOCK_BYTES; at = at + 16) {
      if (isMarked(at)) {
        trace(at);
        drain();
      }
      if (kind === KIND_LARGE) break;
    }
  }
}

/** Marks what a word of the stack may point at. */
function markAmbiguous(word: usize): void {
  "use no-alloc";
  const object = resolvePointer(word);
  if (object !== 0) markHeapObject(object);
  // The end of an object is the start of the next: a loop over a store may hold only that.
  if (word === object && object !== 0) {
    const before = resolvePointer(word - 8);
    if (before !== 0) markHeapObject(before);
  }
}

function scanStack(stackPointer: usize): void {
  "use no-alloc";
  const first = blocksStart();
  const end = blocksEnd();
  for (let slot: usize = stackPointer; slot < stackEnd; slot = slot + 8) {
    const bits: u64 = vload64(slot);
    if (bits < 0x0001_0000_0000_0000n) {
      const word = loadSize(slot);
      if (word >= first && word <= end) markAmbiguous(word);
    }
  }
}

/** A whole collection. `stackBase`: one past the highest stack word. Gives the live bytes; the caller re-opens allocation. */
export function collectGarbage(stackBase: usize): usize {
  "use no-alloc";
  beginMarking();
  stackEnd = stackBase;
  withSpilledRegisters(codeAddress(scanStack));
  markSlots(globalsStart(), idiv(globalsEnd() - globalsStart(), 8));
  return finishCollection();
}

/** The collection's first half without roots; tests mark their own in between. */
export function beginMarking(): void {
  "use no-alloc";
  searchedDownTo = countBlocks();
  cannotGrow = false;
  liveBytes = 0;
  resetWeak();
  const count = countBlocks();
  for (let index: u32 = 0; index < count; index++) {
    const entry = blockEntry(index);
    if (entry === KIND_SMALL || entry === KIND_LARGE) clearMarks(blockAt(index));
  }
}

export function finishCollection(): usize {
  "use no-alloc";
  drainMarkStack();
  closeEphemerons();
  settleWeak();
  releaseEmptyBlocks();
  switchEpoch();
  return liveBytes;
}

function releaseEmptyBlocks(): void {
  "use no-alloc";
  const count = countBlocks();
  let inDeadLarge = false;
  for (let index: u32 = 0; index < count; index++) {
    const entry = blockEntry(index);
    const kind = entry & 3;
    if (entry === KIND_COLLECTOR) {
      inDeadLarge = false;
    } else if (kind === KIND_LARGE) {
      inDeadLarge = !isMarked(blockAt(index) + BLOCK_HEADER_BYTES);
      if (inDeadLarge) setBlockEntry(index, KIND_FREE);
    } else if (kind === KIND_SMALL) {
      inDeadLarge = false;
      if (!hasLiveLine(blockAt(index))) setBlockEntry(index, KIND_FREE);
    } else if (kind !== KIND_FREE && inDeadLarge) {
      setBlockEntry(index, KIND_FREE);
    } else if (kind === KIND_FREE) {
      inDeadLarge = false;
    }
  }
}

function hasLiveLine(block: usize): boolean {
  "use no-alloc";
  const lines = newLinesOf(block);
  for (let at: u32 = 0; at < LINES; at = at + 8) if (load64(lines + at) !== 0n) return true;
  return false;
}
