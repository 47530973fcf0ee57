/**
 * Dictionaries (layout.ts): properties in insertion order, found by scanning while there are few and by an index of
 * entry numbers (open addressing, by the key's hash) from then on. Keys are interned strings or symbols.
 * A property with a getter, a setter or attributes of its own has an instance of `Special` as its value.
 */
import { allocateObject, load32, load64, loadSize, objectAt, store32, store64, storeSize } from "../sys/intrinsics.ts";
import type { u32, u64, usize } from "../sys/types.ts";
import {
  ARRAY_BYTES, BOX_HOLE, DICTIONARY_COUNT, DICTIONARY_ENTRIES, DICTIONARY_INDEX, DICTIONARY_USED, SHAPE_DICTIONARY, SHAPE_STORE_RAW, SHAPE_STORE_VALUES,
  SHAPE_STRING, STORE_CAPACITY, STORE_DATA, STRING_HASH,
} from "./layout.ts";
import { symbolNumber } from "./symbol.ts";

/** What a property is beyond a plain enumerable, writable value. */
export class Special {
  value: unknown;
  getter: unknown;
  setter: unknown;
  isAccessor: boolean;
  enumerable: boolean;
  writable: boolean;
  constructor() {
    this.value = undefined;
    this.getter = undefined;
    this.setter = undefined;
    this.isAccessor = false;
    this.enumerable = true;
    this.writable = true;
  }
}

const ENTRY_BYTES = 16;
const FIRST_CAPACITY = 4;
/** Up to here keys are found by scanning. */
const SCAN_MAX = 8;

export function newDictionary(): object { return objectAt<object>(newDictionaryAt()); }

export function newDictionaryAt(): usize {
  const entries = newEntries(FIRST_CAPACITY);
  const dictionary = allocateObject(SHAPE_DICTIONARY, ARRAY_BYTES);
  storeSize(dictionary, entries, DICTIONARY_ENTRIES);
  return dictionary;
}

function newEntries(capacity: u32): usize {
  const store = allocateObject(SHAPE_STORE_VALUES, STORE_DATA + capacity * ENTRY_BYTES);
  store32(store, capacity * 2, STORE_CAPACITY);
  return store;
}

function hashOfKey(key: usize): u32 {
  "use no-alloc";
  if (load32(key) === SHAPE_STRING) return load32(key, STRING_HASH);
  return Math.imul(symbolNumber(key), 0x9e37_79b1) >>> 0;
}

/** Address of the first entry: {key, value} pairs. Valid until the next insertion. */
export function entriesOf(dictionary: usize): usize { "use no-alloc"; return loadSize(dictionary, DICTIONARY_ENTRIES) + STORE_DATA; }
/** Entries in use, deleted ones included. */
export function entriesUsed(dictionary: usize): u32 { "use no-alloc"; return load32(dictionary, DICTIONARY_USED); }
export function dictionaryCount(dictionary: usize): u32 { "use no-alloc"; return load32(dictionary, DICTIONARY_COUNT); }
/** The key of entry `i`, 0 if it is deleted. */
export function entryKey(dictionary: usize, i: u32): usize {
  "use no-alloc";
  const key = loadSize(entriesOf(dictionary) + i * ENTRY_BYTES);
  return key === BOX_HOLE ? 0 : key;
}
export function entryValue(dictionary: usize, i: u32): u64 { "use no-alloc"; return load64(entriesOf(dictionary) + i * ENTRY_BYTES, 8); }

/** Address of the value of `key`, or 0. */
export function findValue(dictionary: usize, key: usize): usize {
  "use no-alloc";
  const entries = entriesOf(dictionary);
  const index = loadSize(dictionary, DICTIONARY_INDEX);
  if (index === 0) {
    const end: usize = entries + entriesUsed(dictionary) * ENTRY_BYTES;
    for (let entry: usize = entries; entry < end; entry = entry + ENTRY_BYTES) if (loadSize(entry) === key) return entry + 8;
    return 0;
  }
  const mask: u32 = (load32(index, STORE_CAPACITY) >>> 2) - 1;
  let slot: u32 = (hashOfKey(key) & mask) >>> 0;
  for (;;) {
    const number = load32(index + STORE_DATA + slot * 4);
    if (number === 0) return 0;
    const entry: usize = entries + (number - 1) * ENTRY_BYTES;
    if (loadSize(entry) === key) return entry + 8;
    slot = ((slot + 1) & mask) >>> 0;
  }
}

/** Sets or adds `key`. */
export function putValue(dictionary: usize, key: usize, value: u64): void {
  const known = findValue(dictionary, key);
  if (known !== 0) { store64(known, value); return; }
  makeRoom(dictionary);
  const number = entriesUsed(dictionary);
  const entry: usize = entriesOf(dictionary) + number * ENTRY_BYTES;
  storeSize(entry, key);
  store64(entry, value, 8);
  store32(dictionary, number + 1, DICTIONARY_USED);
  store32(dictionary, dictionaryCount(dictionary) + 1, DICTIONARY_COUNT);
  const index = loadSize(dictionary, DICTIONARY_INDEX);
  if (index !== 0) noteEntry(index, key, number + 1);
}

function noteEntry(index: usize, key: usize, number: u32): void {
  "use no-alloc";
  const mask: u32 = (load32(index, STORE_CAPACITY) >>> 2) - 1;
  let slot: u32 = (hashOfKey(key) & mask) >>> 0;
  while (load32(index + STORE_DATA + slot * 4) !== 0) slot = ((slot + 1) & mask) >>> 0;
  store32(index + STORE_DATA + slot * 4, number);
}

/** A free entry at the end; packs deleted ones away when the store is full. */
function makeRoom(dictionary: usize): void {
  const capacity = load32(loadSize(dictionary, DICTIONARY_ENTRIES), STORE_CAPACITY) >>> 1;
  const used = entriesUsed(dictionary);
  if (used < capacity) return;
  const count = dictionaryCount(dictionary);
  const wanted: u32 = count * 2 > capacity ? capacity * 2 : capacity;
  const fresh = newEntries(wanted);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < used; i++) {
    const key = entryKey(dictionary, i);
    if (key === 0) continue;
    const to: usize = fresh + STORE_DATA + kept * ENTRY_BYTES;
    storeSize(to, key);
    store64(to, entryValue(dictionary, i), 8);
    kept++;
  }
  storeSize(dictionary, fresh, DICTIONARY_ENTRIES);
  store32(dictionary, kept, DICTIONARY_USED);
  storeSize(dictionary, 0, DICTIONARY_INDEX);
  if (wanted > SCAN_MAX) buildIndex(dictionary, wanted);
}

function buildIndex(dictionary: usize, capacity: u32): void {
  let slots: u32 = 16;
  while (slots < capacity * 2) slots = slots * 2;
  const index = allocateObject(SHAPE_STORE_RAW, STORE_DATA + slots * 4);
  store32(index, slots * 4, STORE_CAPACITY);
  storeSize(dictionary, index, DICTIONARY_INDEX);
  const used = entriesUsed(dictionary);
  for (let i: u32 = 0; i < used; i++) noteEntry(index, entryKey(dictionary, i), i + 1);
}

/** Removes `key`; false: it wasn't there. */
export function removeKey(dictionary: usize, key: usize): boolean {
  "use no-alloc";
  const value = findValue(dictionary, key);
  if (value === 0) return false;
  storeSize(value - 8, BOX_HOLE);
  storeSize(value, 0);
  store32(dictionary, dictionaryCount(dictionary) - 1, DICTIONARY_COUNT);
  return true;
}

