/** Map (ECMA-262 §24.1). */
import type { u32 } from "../sys/types.ts";
import { Cursor, HashTable } from "./hash-table.ts";
import { iteratorView, mapView } from "./inspect/collections.ts";
import type { BuiltinView } from "./inspect/inspect.ts";
import { IteratorBase } from "./iterator.ts";

export class Map<K, V> {
  _table: HashTable = new HashTable(true);

  constructor(entries?: Iterable<readonly [K, V]> | null) {
    if (entries === undefined || entries === null) return;
    for (const entry of entries) {
      if ((typeof entry !== "object" && typeof entry !== "function") || entry === null) throw new TypeError(`Iterator value ${String(entry)} is not an entry object`);
      this.set(entry[0], entry[1]);
    }
  }

  get size(): number { return this._table.live; }

  get(key: K): V | undefined {
    const table = this._table;
    const entry = table.find(key);
    return entry < 0 ? undefined : table.values[entry] as V;
  }

  set(key: K, value: V): this {
    const table = this._table;
    const entry = table.find(key);
    if (entry >= 0) table.values[entry] = value;
    else this._table = table.append(key, value);
    return this;
  }

  has(key: K): boolean { return this._table.find(key) >= 0; }

  delete(key: K): boolean {
    const entry = this._table.find(key);
    if (entry < 0) return false;
    this._table = this._table.remove(entry);
    return true;
  }

  clear(): void { this._table = this._table.clear(); }

  forEach(callback: (value: V, key: K, map: Map<K, V>) => void, thisArg?: unknown): void {
    if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
    const cursor = new Cursor(this._table);
    while (cursor.advance()) callback.call(thisArg, cursor.value() as V, cursor.key() as K, this);
  }

  keys(): MapIterator<K> { return new MapIterator<K>(this._table, KEYS); }
  values(): MapIterator<V> { return new MapIterator<V>(this._table, VALUES); }
  entries(): MapIterator<[K, V]> { return new MapIterator<[K, V]>(this._table, ENTRIES); }
  [Symbol.iterator](): MapIterator<[K, V]> { return new MapIterator<[K, V]>(this._table, ENTRIES); }
  get [Symbol.toStringTag](): string { return "Map"; }

  "whelk:inspect"(): BuiltinView { return mapView(this._table); }

  static groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
    if (typeof keyOf !== "function") throw new TypeError(`${String(keyOf)} is not a function`);
    const groups = new Map<K, T[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
    return groups;
  }
}

const KEYS = 0;
const VALUES = 1;
const ENTRIES = 2;

/** %MapIteratorPrototype% (§24.1.5). */
export class MapIterator<T> extends IteratorBase<T> {
  _cursor: Cursor;
  _kind: u32;
  constructor(table: HashTable, kind: u32) {
    super();
    this._cursor = new Cursor(table);
    this._kind = kind;
  }

  override next(): IteratorResult<T, undefined> {
    const cursor = this._cursor;
    if (!cursor.advance()) return { value: undefined, done: true };
    const kind = this._kind;
    const value = kind === KEYS ? cursor.key() : kind === VALUES ? cursor.value() : [cursor.key(), cursor.value()];
    return { value: value as T, done: false };
  }
  override get [Symbol.toStringTag](): string { return "Map Iterator"; }
  override "whelk:inspect"(): BuiltinView { return iteratorView("Map", this._cursor.copy(), this._kind); }
}
