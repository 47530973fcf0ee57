/**
 * The insertion-ordered hash table of Map and Set: entries in arrays in order of insertion, and an index of chains.
 *
 *   index   [ bucket 0 … bucket n-1 | hash, next of entry 0 | hash, next of entry 1 | … ]   entry numbers + 1; 0: none
 *   keys    [ key 0, key 1, … ]      a deleted entry's key is DELETED
 *   values  [ value 0, … ]           empty in a Set
 *
 * Growing keeps entry numbers. Dropping deleted entries, or clearing, makes a new table and leaves `successor` in the
 * old one, so that a cursor in the middle of an iteration finds its place again (ECMA-262 §24.1.3.5: entries that
 * are added during an iteration are visited, deleted ones not). An old table that something still points at (the
 * collector may take any word of the stack for a pointer) keeps nothing else alive: without a cursor on its way
 * it has no successor, and with one neither its keys nor values.
 */
import type { i32, u32 } from "../sys/types.ts";
import { hashNumber, hashOf, sameKey } from "./hash.ts";
import { stringHash } from "./string-hash.ts";

const FIRST_BUCKETS = 8;
const DELETED: object = { deleted: true };
/** In an old table: the entry went on to the successor. */
const KEPT: object = { kept: true };
const NO_INDEX = new Uint32Array(0);

export class HashTable {
  keys: unknown[] = [];
  values: unknown[] = [];
  /** Entries with deleted ones, and without. */
  used: u32 = 0;
  live: u32 = 0;
  buckets: u32 = 0;
  index: Uint32Array = NO_INDEX;
  successor: HashTable | undefined = undefined;
  cleared: boolean = false;
  /** Cursors that stand in it, or will come here from tables before it. One that is given up half way counts for ever. */
  cursors: u32 = 0;
  private readonly hasValues: boolean;

  constructor(hasValues: boolean) { this.hasValues = hasValues; }

  /** Entry number of the key, or -1. */
  find(key: unknown): i32 {
    if (this.live === 0) return -1;
    if (typeof key === "string") return this.findString(key, stringHash(key));
    if (typeof key === "number") return this.findOther(key === 0 ? 0 : key, hashNumber(key));
    return this.findOther(key, hashOf(key));
  }

  private findString(key: string, hash: u32): i32 {
    const index = this.index, keys = this.keys, buckets = this.buckets;
    let entry: u32 = index[hash & (buckets - 1)]!;
    while (entry !== 0) {
      const at: u32 = buckets + 2 * (entry - 1);
      if (index[at] === hash) {
        const other = keys[entry - 1];
        if (typeof other === "string" && other === key) return entry - 1;
      }
      entry = index[at + 1]!;
    }
    return -1;
  }

  private findOther(key: unknown, hash: u32): i32 {
    const index = this.index, keys = this.keys, buckets = this.buckets;
    let entry: u32 = index[hash & (buckets - 1)]!;
    while (entry !== 0) {
      const at: u32 = buckets + 2 * (entry - 1);
      if (index[at] === hash && sameKey(keys[entry - 1], key)) return entry - 1;
      entry = index[at + 1]!;
    }
    return -1;
  }

  /** Adds a key that is not there. May return another table: the one to use from now on. */
  append(key: unknown, value: unknown): HashTable {
    let table: HashTable = this;
    if (this.used === this.buckets) table = this.makeRoom();
    const normal = key === 0 ? 0 : key; // -0
    const hash = hashOf(normal);
    const entry = table.used;
    table.keys.push(normal);
    if (table.hasValues) table.values.push(value);
    table.link(entry, hash);
    table.used = entry + 1;
    table.live = table.live + 1;
    return table;
  }

  /** Deletes an entry. May return another table. */
  remove(entry: i32): HashTable {
    this.keys[entry] = DELETED;
    if (this.hasValues) this.values[entry] = undefined;
    this.live = this.live - 1;
    return this.used > 32 && this.live < this.used >>> 2 ? this.compact() : this;
  }

  clear(): HashTable {
    if (this.used === 0) return this;
    const fresh = new HashTable(this.hasValues);
    this.cleared = true;
    this.leave(fresh);
    return fresh;
  }

  isDeleted(entry: u32): boolean { return this.keys[entry] === DELETED; }

  private link(entry: u32, hash: u32): void {
    const index = this.index;
    const bucket: u32 = hash & (this.buckets - 1);
    const at: u32 = this.buckets + 2 * entry;
    index[at] = hash;
    index[at + 1] = index[bucket]!;
    index[bucket] = entry + 1;
  }

  private makeRoom(): HashTable {
    if (this.live < this.used) return this.compact();
    this.reindex(this.buckets === 0 ? FIRST_BUCKETS : this.buckets * 2);
    return this;
  }

  /** Makes a bigger index for the same entries, which keep their numbers. */
  private reindex(buckets: u32): void {
    const old = this.index;
    const oldBuckets = this.buckets;
    this.buckets = buckets;
    this.index = new Uint32Array(3 * buckets);
    for (let entry: u32 = 0; entry < this.used; entry++) this.link(entry, old[oldBuckets + 2 * entry]!);
  }

  private compact(): HashTable {
    const fresh = new HashTable(this.hasValues);
    let buckets: u32 = FIRST_BUCKETS;
    while (buckets < 2 * this.live) buckets = buckets * 2;
    fresh.buckets = buckets;
    fresh.index = new Uint32Array(3 * buckets);
    for (let entry: u32 = 0; entry < this.used; entry++) {
      const key = this.keys[entry];
      if (key === DELETED) continue;
      fresh.keys.push(key);
      if (this.hasValues) fresh.values.push(this.values[entry]);
      fresh.link(fresh.used, this.index[this.buckets + 2 * entry]!);
      fresh.used = fresh.used + 1;
    }
    fresh.live = fresh.used;
    this.leave(fresh);
    return fresh;
  }

  /** Another table is used from now on. */
  private leave(successor: HashTable): void {
    if (this.cursors > 0) {
      this.successor = successor;
      successor.cursors = this.cursors;
      for (let entry: u32 = 0; entry < this.used; entry++) if (this.keys[entry] !== DELETED) this.keys[entry] = KEPT;
    } else {
      this.keys = [];
    }
    this.values = [];
    this.index = NO_INDEX;
  }
}


/** A place in a table that survives changes of the table. */
export class Cursor {
  private table: HashTable | undefined;
  private position: u32 = 0;
  constructor(table: HashTable) {
    table.cursors++;
    this.table = table;
  }

  /** Goes to the next entry; false at the end, for ever. Then `key` and `value` are of that entry. */
  advance(): boolean {
    let table = this.table;
    if (table === undefined) return false;
    while (table.successor !== undefined) {
      this.position = table.cleared ? 0 : this.position - deletedBefore(table, this.position);
      table = table.successor;
      this.table = table;
    }
    let position = this.position;
    while (position < table.used && table.isDeleted(position)) position++;
    if (position >= table.used) {
      table.cursors--;
      this.table = undefined;
      return false;
    }
    this.position = position + 1;
    return true;
  }
  /** A cursor at the same place. */
  copy(): Cursor {
    const cursor = new Cursor(EMPTY);
    cursor.table = this.table;
    cursor.position = this.position;
    if (cursor.table !== undefined) cursor.table.cursors++;
    return cursor;
  }
  /** Goes to the end; how many entries that were. */
  countRest(): u32 {
    let count: u32 = 0;
    while (this.advance()) count++;
    return count;
  }
  key(): unknown { return this.table!.keys[this.position - 1]; }
  value(): unknown { return this.table!.values[this.position - 1]; }
}

const EMPTY = new HashTable(false);

function deletedBefore(table: HashTable, position: u32): u32 {
  let count: u32 = 0;
  for (let entry: u32 = 0; entry < position; entry++) if (table.isDeleted(entry)) count++;
  return count;
}
