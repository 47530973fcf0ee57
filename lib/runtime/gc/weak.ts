/**
 * Weak references inside the heap: cells whose target is not traced, and tables of ephemerons (a value lives only while
 * its key does). The collector chains those it reaches, and settles them when marking is done.
 *
 *   weak cell    +8 target box (cleared to undefined when it dies)   +16 link   +24 unused
 *   ephemerons   +8 u32 capacity   +12 u32 count of used and deleted entries   +16 raw store of {key, value} boxes   +24 link
 * An empty entry has key 0, a deleted one key BOX_HOLE.
 */
import { addressOf, allocateObject, irem, keepAlive, load32, load64, loadSize, low32, store32, store64, storeSize } from "../../sys/intrinsics.ts";
import { bitsOf, objectAt, valueOfBits } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";
import { BOX_HOLE, SHAPE_EPHEMERONS, SHAPE_STORE_RAW, SHAPE_WEAK_CELL, STORE_CAPACITY, STORE_DATA } from "../layout.ts";
import { inHeap, isMarked } from "./block.ts";
import { drainMarkStack, markHeapObject } from "./collector.ts";
import { sweepInterned } from "./interned.ts";

const TARGET = 8;
const CELL_LINK = 16;
const CAPACITY = 8;
const USED = 12;
const ENTRIES = 16;
const TABLE_LINK = 24;
const WEAK_BYTES = 32;
const ENTRY_BYTES = 16;
/** Ends a chain; not 0, so that an object in no chain differs from the last in one. */
const END = 1;

let cells: usize = END;
let tables: usize = END;

export function resetWeak(): void { "use no-alloc"; cells = END; tables = END; }

export function noteWeakCell(cell: usize): void {
  "use no-alloc";
  storeSize(cell, cells, CELL_LINK);
  cells = cell;
}

export function noteEphemerons(table: usize): void {
  "use no-alloc";
  storeSize(table, tables, TABLE_LINK);
  tables = table;
  const store = loadSize(table, ENTRIES);
  if (inHeap(store)) markHeapObject(store);
}

function alive(word: usize): boolean { "use no-alloc"; return !inHeap(word) || isMarked(word); }

/** Marks the values of live keys until no more come to life. */
export function closeEphemerons(): void {
  "use no-alloc";
  let again = true;
  while (again) {
    again = false;
    for (let table: usize = tables; table !== END; table = loadSize(table, TABLE_LINK)) if (markValues(table)) again = true;
    drainMarkStack();
  }
}

function markValues(table: usize): boolean {
  "use no-alloc";
  const data: usize = loadSize(table, ENTRIES) + STORE_DATA;
  const capacity = load32(table, CAPACITY);
  let marked = false;
  for (let entry: usize = data; entry < data + capacity * ENTRY_BYTES; entry = entry + ENTRY_BYTES) {
    const value = loadSize(entry, 8);
    if (!inHeap(value) || isMarked(value)) continue;
    const key = loadSize(entry);
    if (key <= BOX_HOLE || !alive(key)) continue;
    markHeapObject(value);
    marked = true;
  }
  return marked;
}

/** After marking: clears what points at the dead. */
export function settleWeak(): void {
  "use no-alloc";
  for (let cell: usize = cells; cell !== END; cell = loadSize(cell, CELL_LINK)) {
    if (!alive(loadSize(cell, TARGET))) storeSize(cell, 0, TARGET);
  }
  for (let table: usize = tables; table !== END; table = loadSize(table, TABLE_LINK)) {
    const data: usize = loadSize(table, ENTRIES) + STORE_DATA;
    const capacity = load32(table, CAPACITY);
    for (let entry: usize = data; entry < data + capacity * ENTRY_BYTES; entry = entry + ENTRY_BYTES) {
      if (alive(loadSize(entry))) continue;
      storeSize(entry, BOX_HOLE);
      storeSize(entry, 0, 8);
    }
  }
  sweepInterned();
}

/** A weak cell on `target`. */
export function newWeakCell(target: object | symbol): object {
  const cell = allocateObject(SHAPE_WEAK_CELL, WEAK_BYTES);
  store64(cell, bitsOf(target), TARGET);
  return objectAt<object>(cell);
}
/** The target, or undefined once it was collected. */
export function weakCellTarget(cell: object): unknown { return valueOfBits<unknown>(load64(addressOf(cell), TARGET)); }

/** A table of ephemerons, for WeakMap and WeakSet. */
export function newEphemerons(): object {
  const store = newEntries(8);
  const table = allocateObject(SHAPE_EPHEMERONS, WEAK_BYTES);
  store32(table, 8, CAPACITY);
  storeSize(table, store, ENTRIES);
  return objectAt<object>(table);
}

function newEntries(capacity: u32): usize {
  const store = allocateObject(SHAPE_STORE_RAW, STORE_DATA + capacity * ENTRY_BYTES);
  store32(store, capacity * ENTRY_BYTES, STORE_CAPACITY);
  return store;
}

/** Objects never move, so the address is the hash. */
function slotOf(key: u64, capacity: u32): u32 {
  "use no-alloc";
  const word: u64 = (key >> 4n) * 0x9e37_79b9n;
  const mixed: u64 = (word ^ (word >> 15n)) & 0x7fff_ffffn;
  const small: u32 = low32(mixed);
  return irem(small, capacity) >>> 0;
}

/** The entry of `key`, or where it would go if `absent` is wanted; 0: not there. */
function findEntry(table: usize, key: u64, vacant: boolean): usize {
  "use no-alloc";
  const data: usize = loadSize(table, ENTRIES) + STORE_DATA;
  const capacity = load32(table, CAPACITY);
  let slot: u32 = slotOf(key, capacity);
  for (;;) {
    const entry: usize = data + slot * ENTRY_BYTES;
    const found = load64(entry);
    if (found === key) return entry;
    if (found === 0n) return vacant ? entry : 0;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
}

export function ephemeronsGet(table: object, key: object | symbol): unknown {
  const entry = findEntry(addressOf(table), bitsOf(key), false);
  return entry === 0 ? undefined : valueOfBits<unknown>(load64(entry, 8));
}
export function ephemeronsHas(table: object, key: object | symbol): boolean { return findEntry(addressOf(table), bitsOf(key), false) !== 0; }

export function ephemeronsSet(table: object, key: object | symbol, value: unknown): void {
  const at = addressOf(table);
  if ((load32(at, USED) + 1) * 4 > load32(at, CAPACITY) * 3) rebuild(at);
  const bits = bitsOf(key);
  const entry = findEntry(at, bits, true);
  if (load64(entry) === 0n) {
    store64(entry, bits);
    store32(at, load32(at, USED) + 1, USED);
  }
  store64(entry, bitsOf(value), 8);
}

export function ephemeronsDelete(table: object, key: object | symbol): boolean {
  const entry = findEntry(addressOf(table), bitsOf(key), false);
  if (entry === 0) return false;
  storeSize(entry, BOX_HOLE);
  storeSize(entry, 0, 8);
  return true;
}

/** Makes room: twice the live entries, without the deleted ones. */
function rebuild(table: usize): void {
  let live: u32 = 0;
  const oldCapacity = load32(table, CAPACITY);
  for (let i: u32 = 0; i < oldCapacity; i++) if (loadSize(loadSize(table, ENTRIES) + STORE_DATA + i * ENTRY_BYTES) > BOX_HOLE) live++;
  let capacity: u32 = 8;
  while (capacity < live * 2 + 2) capacity = capacity * 2;
  const fresh = newEntries(capacity);
  // The old store is read only after the allocation: a collection may have cleared entries of it.
  const old = loadSize(table, ENTRIES);
  storeSize(table, fresh, ENTRIES);
  store32(table, capacity, CAPACITY);
  let used: u32 = 0;
  for (let i: u32 = 0; i < oldCapacity; i++) {
    const from: usize = old + STORE_DATA + i * ENTRY_BYTES;
    const key = load64(from);
    if (key <= 40n) continue;
    const to = findEntry(table, key, true);
    store64(to, key);
    store64(to, load64(from, 8), 8);
    used++;
  }
  store32(table, used, USED);
  keepAlive(objectAt<object>(old));
}
