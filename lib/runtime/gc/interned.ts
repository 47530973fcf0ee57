/**
 * The table of unique strings: property keys and literals, so that equality of keys is identity. Literals are static;
 * strings interned at run time leave the table when they die.
 */
import { addressOf, allocateObject, compareMemory, irem, internCount, internTable, load32, load8, loadSize, objectAt, store32, store8, storeSize } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { FLAG_INTERNED, FLAG_UTF16, HEADER_FLAGS, SHAPE_STORE_RAW, STORE_CAPACITY, STORE_DATA, STRING_DATA, STRING_HASH, STRING_LENGTH } from "../layout.ts";
import { inHeap, isMarked } from "./block.ts";

const DELETED = 1;
/** A raw store of string addresses: 0 empty, 1 deleted. */
let table: object | undefined = undefined;
let capacity: u32 = 0;
let used: u32 = 0;

function newTable(slots: u32): object {
  const store = allocateObject(SHAPE_STORE_RAW, STORE_DATA + slots * 8);
  store32(store, slots * 8, STORE_CAPACITY);
  return objectAt<object>(store);
}

function place(data: usize, slots: u32, text: usize): void {
  "use no-alloc";
  let slot: u32 = irem(load32(text, STRING_HASH), slots) >>> 0;
  while (loadSize(data + slot * 8) > DELETED) slot = slot + 1 === slots ? 0 : slot + 1;
  storeSize(data + slot * 8, text);
}

/** Fills a table with the program's literals. */
function openTable(): void {
  const count = internCount();
  let slots: u32 = 64;
  while (slots < count * 3) slots = slots * 2;
  const fresh = newTable(slots);
  const data: usize = addressOf(fresh) + STORE_DATA;
  const literals = internTable();
  for (let i: u32 = 0; i < count; i++) place(data, slots, loadSize(literals + i * 8));
  table = fresh;
  capacity = slots;
  used = count;
}

function growTable(): void {
  let live: u32 = 0;
  for (let i: u32 = 0; i < capacity; i++) if (loadSize(addressOf(table) + STORE_DATA + i * 8) > DELETED) live++;
  let slots: u32 = 64;
  while (slots < live * 3) slots = slots * 2;
  const fresh = newTable(slots);
  const to: usize = addressOf(fresh) + STORE_DATA;
  const from: usize = addressOf(table) + STORE_DATA;
  used = 0;
  for (let i: u32 = 0; i < capacity; i++) {
    const text = loadSize(from + i * 8);
    if (text <= DELETED) continue;
    place(to, slots, text);
    used++;
  }
  table = fresh;
  capacity = slots;
}

function sameText(a: usize, b: usize): boolean {
  "use no-alloc";
  const length = load32(a, STRING_LENGTH);
  if (length !== load32(b, STRING_LENGTH)) return false;
  const wide = load8(a, HEADER_FLAGS) & FLAG_UTF16;
  if (wide !== (load8(b, HEADER_FLAGS) & FLAG_UTF16)) return false;
  return compareMemory(a + STRING_DATA, b + STRING_DATA, wide !== 0 ? length * 2 : length + 0) === 0;
}

/** The unique string like the flat, hashed one at `text` (the narrowest width for its content); 0: there is none yet. */
export function findInterned(text: usize): usize {
  if (table === undefined) openTable();
  const hash = load32(text, STRING_HASH);
  const data: usize = addressOf(table) + STORE_DATA;
  let slot: u32 = irem(hash, capacity) >>> 0;
  for (;;) {
    const other = loadSize(data + slot * 8);
    if (other === 0) return 0;
    if (other > DELETED && load32(other, STRING_HASH) === hash && sameText(other, text)) return other;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
}

/** Makes the flat, hashed string at `text` the unique one; `findInterned` gave 0. */
export function addInterned(text: usize): void {
  if ((used + 1) * 2 > capacity) growTable();
  place(addressOf(table) + STORE_DATA, capacity, text);
  used++;
  store8(text, load8(text, HEADER_FLAGS) | FLAG_INTERNED, HEADER_FLAGS);
}

/** After marking: forgets the strings that nothing else holds. */
export function sweepInterned(): void {
  "use no-alloc";
  if (table === undefined) return;
  const data: usize = addressOf(table) + STORE_DATA;
  for (let i: u32 = 0; i < capacity; i++) {
    const text = loadSize(data + i * 8);
    if (text > DELETED && inHeap(text) && !isMarked(text)) storeSize(data + i * 8, DELETED);
  }
}
