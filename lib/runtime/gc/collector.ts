/**
 * The collector: marks from the stack and registers (conservatively), the program's globals and the runtime's roots
 * (exactly), then hands lines and blocks that hold nothing back to allocation. Nothing moves.
 *
 * Read block.ts first. Left out so far: generations and evacuation (the bitmaps and the write-free design allow both).
 */
import { fillMemory, alignDown, codeAddress, ctz64, globalsEnd, globalsStart, idiv, load32, load64, loadSize, storeSize, vload64, withSpilledRegisters } from "../../sys/intrinsics.ts";
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
import { objectBytes, shapeRecord } from "./object-size.ts";
import { closeEphemerons, noteEphemerons, noteWeakCell, resetWeak, settleWeak } from "./weak.ts";

// The mark stack: a block at a time; word 0 links to the block below.
const STACK_FIRST = 8;
let stackBlock: usize = 0;
let stackTop: usize = 0;
/** A push found no block: some marked object was not traced, and `traceAgain` must look for it. */
let overflowed = false;
let liveBytes: usize = 0;
let stackEnd: usize = 0;

/**
 * The first block that the stack ever had, while it isn't in use. It is never given back: a full heap has no free block,
 * and marking without a stack would look through the whole heap once for each object of the longest list.
 */
let reservedBlock: usize = 0;

/** Gives a free block for the mark stack, or 0. */
function borrowBlock(): usize {
  "use no-alloc";
  if (reservedBlock !== 0) {
    const reserved = reservedBlock;
    reservedBlock = 0;
    return reserved;
  }
  const count = countBlocks();
  for (let i: u32 = count; i > 0; i--) {
    if (blockEntry(i - 1) !== KIND_FREE) continue;
    setBlockEntry(i - 1, KIND_COLLECTOR);
    return blockAt(i - 1);
  }
  return 0;
}

function returnBlock(block: usize): void {
  "use no-alloc";
  if (reservedBlock === 0) {
    reservedBlock = block;
    return;
  }
  fillMemory(block, 0, BLOCK_BYTES); // the allocator counts on zeros in blocks that were never given out
  setBlockEntry(blockIndex(block), KIND_FREE);
}

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
  if (!markObject(object)) return;
  const bytes = objectBytes(object);
  liveBytes = liveBytes + bytes;
  const block = alignDown(object, BLOCK_BYTES);
  if (blockEntry(blockIndex(block)) === KIND_SMALL) markLines(object, bytes);
  const shape = load32(object);
  if (shape !== SHAPE_STRING && shape !== SHAPE_STORE_RAW && shape !== SHAPE_CELL_F64) push(object);
}

/** Marks what a slot holds: any box. */
function markSlot(slot: usize): void {
  "use no-alloc";
  const value = loadSize(slot);
  if (value >= blocksStart() && value < blocksEnd()) markHeapObject(value);
}

export function markSlots(from: usize, count: usize): void {
  "use no-alloc";
  const first = blocksStart();
  const end = blocksEnd();
  for (let slot: usize = from; slot < from + count * 8; slot = slot + 8) {
    const value = loadSize(slot);
    if (value >= first && value < end) markHeapObject(value);
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
      markSlots(slots + 63 * 8, idiv(bytes - done, 8));
      return;
    }
    markSlot(slots + bit * 8);
    bitmap = bitmap & (bitmap - 1n);
  }
}

function trace(object: usize): void {
  "use no-alloc";
  const shape = load32(object);
  if (shape >= FIRST_CLASS_SHAPE) { traceInstance(object, shape); return; }
  switch (shape) {
    case SHAPE_ARRAY: case SHAPE_ARRAY_F64:
      markSlot(object + ARRAY_STORE); markSlot(object + ARRAY_OVERFLOW); return;
    case SHAPE_STORE_VALUES: markSlots(object + STORE_DATA, load32(object, STORE_CAPACITY)); return;
    case SHAPE_CELL: markSlot(object + CELL_CONTENT); return;
    case SHAPE_ROPE: markSlot(object + ROPE_LEFT); markSlot(object + ROPE_RIGHT); return;
    case SHAPE_SLICE: markSlot(object + SLICE_PARENT); return;
    case SHAPE_FUNCTION: case SHAPE_CLASS:
      markSlot(object + FUNCTION_OVERFLOW);
      markSlots(object + FUNCTION_CAPTURES, load32(object, FUNCTION_CAPTURE_COUNT));
      return;
    case SHAPE_SYMBOL: markSlot(object + HEADER_BYTES); return;
    case SHAPE_DICTIONARY: markSlots(object + HEADER_BYTES, 2); return;
    case SHAPE_ARRAY_BUFFER: markSlot(object + BUFFER_STORE); return;
    case SHAPE_WEAK_CELL: noteWeakCell(object); return;
    case SHAPE_EPHEMERONS: noteEphemerons(object); return;
    default: markSlot(object + VIEW_BUFFER);
  }
}

/** Traces until nothing marked is untraced. */
export function drainMarkStack(): void {
  "use no-alloc";
  for (;;) {
    traceStack();
    if (!overflowed) return;
    overflowed = false;
    traceAgain();
  }
}

function traceStack(): void {
  "use no-alloc";
  for (let object: usize = pop(); object !== 0; object = pop()) trace(object);
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
        traceStack();
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
