/**
 * The heap verifier: after a collection every object that its bitmaps know has a shape, fits its block, and points at
 * nothing but object starts. For tests (WHELK_GC_VERIFY=1): a finding ends the program.
 */
import { printDecimal, printHex, printText } from "../../kernel/print.ts";
import { ctz64, idiv, load32, load64, load8, loadSize, trap } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";
import { FIRST_CLASS_SHAPE, HEADER_BYTES, RECORD_BITMAP, RECORD_INSTANCE_BYTES, SHAPE_STORE_VALUES, STORE_CAPACITY, STORE_DATA } from "../layout.ts";
import {
  BLOCK_BYTES, BLOCK_HEADER_BYTES, BLOCK_LARGE_BYTES, KIND_LARGE, KIND_SMALL, LINE_FREE, blockAt, blockEntry, countBlocks, inHeap, linesOf, resolvePointer, startsOf,
} from "./block.ts";
import { objectBytes, shapeRecord } from "./object-size.ts";

/** Checks the whole heap; call it right after a collection. Gives the number of objects. */
export function verifyHeap(): u32 {
  "use no-alloc";
  let objects: u32 = 0;
  const count = countBlocks();
  for (let index: u32 = 0; index < count; index++) {
    const kind = blockEntry(index);
    const block = blockAt(index);
    if (kind === KIND_LARGE) {
      if (objectBytes(block + BLOCK_HEADER_BYTES) > loadSize(block, BLOCK_LARGE_BYTES)) fail("large object beyond its blocks", block);
      verifySlots(block + BLOCK_HEADER_BYTES);
      objects++;
    } else if (kind === KIND_SMALL) objects = objects + verifyBlock(block);
  }
  return objects;
}

function verifyBlock(block: usize): u32 {
  "use no-alloc";
  let objects: u32 = 0;
  const starts = startsOf(block);
  let end: usize = block + BLOCK_HEADER_BYTES;
  for (let granule: u32 = idiv(BLOCK_HEADER_BYTES, 16) >>> 0; granule < idiv(BLOCK_BYTES, 16); granule++) {
    if ((load32(starts + (granule >>> 5) * 4) & (1 << (granule & 31))) === 0) continue;
    const object: usize = block + granule * 16;
    if (object < end) fail("objects overlap", object);
    if (load32(object) === 0) fail("object without a shape", object);
    end = object + objectBytes(object);
    if (end > block + BLOCK_BYTES) fail("object beyond its block", object);
    for (let at: usize = object; at < end; at = at + 128) if (load8(linesOf(block) + idiv(at - block, 128)) === LINE_FREE) fail("live object on a free line", object);
    verifySlots(object);
    objects++;
  }
  return objects;
}

function verifySlots(object: usize): void {
  "use no-alloc";
  const shape = load32(object);
  if (shape === SHAPE_STORE_VALUES) {
    const slots = load32(object, STORE_CAPACITY);
    for (let i: u32 = 0; i < slots; i++) verifySlot(object, object + STORE_DATA + i * 8);
  }
  if (shape < FIRST_CLASS_SHAPE) return;
  const record = shapeRecord(shape);
  const slots: usize = idiv(load32(record, RECORD_INSTANCE_BYTES) - HEADER_BYTES, 8);
  let bitmap: u64 = load64(record, RECORD_BITMAP);
  while (bitmap !== 0n) {
    const bit = ctz64(bitmap);
    if (bit >= slots && bit !== 63) fail("a reference bitmap larger than its instances", object);
    if (bit < slots) verifySlot(object, object + HEADER_BYTES + bit * 8);
    bitmap = bitmap & (bitmap - 1n);
  }
}

function verifySlot(object: usize, slot: usize): void {
  "use no-alloc";
  const value = loadSize(slot);
  if (inHeap(value) && resolvePointer(value) !== value) fail("a slot that points at no object", object);
}

function fail(what: string, object: usize): never {
  "use no-alloc";
  printText("whelk: the heap is broken: ");
  printText(what);
  printText(" at 0x");
  printHex(object);
  printText(", shape ");
  printDecimal(load32(object));
  printText("\n");
  trap();
}
