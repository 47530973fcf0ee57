/** Set with the set methods of ECMA-262 2025 (§24.2). */
import { Cursor, HashTable } from "./hash-table.ts";
import { iteratorView, setView } from "./inspect/collections.ts";
import type { BuiltinView } from "./inspect/inspect.ts";
import { IteratorBase, type Source } from "./iterator.ts";

interface SetLike<T> {
  readonly size: number;
  has(value: T): boolean;
  keys(): Source<T>;
}

export class Set<T> {
  _table: HashTable = new HashTable(false);

  constructor(values?: Iterable<T> | null) {
    if (values === undefined || values === null) return;
    for (const value of values) this.add(value);
  }

  get size(): number { return this._table.live; }

  add(value: T): this {
    const table = this._table;
    if (table.find(value) < 0) this._table = table.append(value, undefined);
    return this;
  }

  has(value: T): boolean { return this._table.find(value) >= 0; }

  delete(value: T): boolean {
    const entry = this._table.find(value);
    if (entry < 0) return false;
    this._table = this._table.remove(entry);
    return true;
  }

  clear(): void { this._table = this._table.clear(); }

  forEach(callback: (value: T, key: T, set: Set<T>) => void, thisArg?: unknown): void {
    if (typeof callback !== "function") throw new TypeError(`${String(callback)} is not a function`);
    const cursor = new Cursor(this._table);
    while (cursor.advance()) callback.call(thisArg, cursor.key() as T, cursor.key() as T, this);
  }

  keys(): SetIterator<T> { return new SetIterator<T>(this._table, false); }
  values(): SetIterator<T> { return new SetIterator<T>(this._table, false); }
  entries(): SetIterator<[T, T]> { return new SetIterator<[T, T]>(this._table, true); }
  [Symbol.iterator](): SetIterator<T> { return new SetIterator<T>(this._table, false); }
  get [Symbol.toStringTag](): string { return "Set"; }

  union<U>(other: SetLike<U>): Set<T | U> {
    const record = new SetRecord<U>(other);
    const result = this._copy<T | U>();
    record.each((value) => { result.add(value); return true; });
    return result;
  }

  intersection<U>(other: SetLike<U>): Set<T & U> {
    const record = new SetRecord<U>(other);
    const result = new Set<T & U>();
    if (this.size <= record.size) {
      const cursor = new Cursor(this._table);
      while (cursor.advance()) {
        const value = cursor.key();
        if (record.has(value as U)) result.add(value as T & U);
      }
    } else {
      record.each((value) => { if (this._table.find(value) >= 0) result.add(value as T & U); return true; });
    }
    return result;
  }

  difference<U>(other: SetLike<U>): Set<T> {
    const record = new SetRecord<U>(other);
    const result = this._copy<T>();
    if (this.size <= record.size) {
      const cursor = new Cursor(this._table);
      while (cursor.advance()) {
        const value = cursor.key() as T;
        if (record.has(value as unknown as U)) result.delete(value);
      }
    } else {
      record.each((value) => { result.delete(value as unknown as T); return true; });
    }
    return result;
  }

  symmetricDifference<U>(other: SetLike<U>): Set<T | U> {
    const record = new SetRecord<U>(other);
    const result = this._copy<T | U>();
    record.each((value) => {
      if (this._table.find(value) >= 0) result.delete(value);
      else result.add(value);
      return true;
    });
    return result;
  }

  isSubsetOf(other: SetLike<unknown>): boolean {
    const record = new SetRecord<unknown>(other);
    if (this.size > record.size) return false;
    const cursor = new Cursor(this._table);
    while (cursor.advance()) if (!record.has(cursor.key())) return false;
    return true;
  }

  isSupersetOf(other: SetLike<unknown>): boolean {
    const record = new SetRecord<unknown>(other);
    if (this.size < record.size) return false;
    return record.each((value) => this._table.find(value) >= 0);
  }

  isDisjointFrom(other: SetLike<unknown>): boolean {
    const record = new SetRecord<unknown>(other);
    if (this.size > record.size) return record.each((value) => this._table.find(value) < 0);
    const cursor = new Cursor(this._table);
    while (cursor.advance()) if (record.has(cursor.key())) return false;
    return true;
  }

  "whelk:inspect"(): BuiltinView { return setView(this._table); }

  _copy<U>(): Set<U> {
    const result = new Set<U>();
    const cursor = new Cursor(this._table);
    while (cursor.advance()) result._table = result._table.append(cursor.key(), undefined);
    return result;
  }
}

/** GetSetRecord (§24.2.1.2): checks the argument of a set method once. */
class SetRecord<T> {
  readonly size: number;
  private readonly other: SetLike<T>;

  constructor(other: SetLike<T>) {
    const given: unknown = other;
    if ((typeof given !== "object" && typeof given !== "function") || given === null) throw new TypeError(`${String(given)} is not an object`);
    const size = Number((given as { size?: unknown }).size);
    if (size !== size) throw new TypeError("The 'size' property must be a number");
    if (Math.trunc(size) < 0) throw new RangeError(`'${size}' is an invalid size`);
    if (typeof (given as { has?: unknown }).has !== "function") throw new TypeError("The 'has' property must be a function");
    if (typeof (given as { keys?: unknown }).keys !== "function") throw new TypeError("The 'keys' property must be a function");
    this.size = Math.trunc(size);
    this.other = other;
  }

  has(value: T): boolean { return Boolean(this.other.has(value)); }

  /** Calls `visit` with each key until it gives false, and then closes the iterator. True if all were visited. */
  each(visit: (value: T) => boolean): boolean {
    const iterator = this.other.keys();
    for (;;) {
      const result = iterator.next();
      if (result.done === true) return true;
      if (!visit(result.value as T)) {
        if (iterator.return !== undefined) iterator.return();
        return false;
      }
    }
  }
}

/** %SetIteratorPrototype% (§24.2.6). */
export class SetIterator<T> extends IteratorBase<T> {
  _cursor: Cursor;
  _pairs: boolean;
  constructor(table: HashTable, pairs: boolean) {
    super();
    this._cursor = new Cursor(table);
    this._pairs = pairs;
  }

  override next(): IteratorResult<T, undefined> {
    const cursor = this._cursor;
    if (!cursor.advance()) return { value: undefined, done: true };
    const key = cursor.key();
    return { value: (this._pairs ? [key, key] : key) as T, done: false };
  }
  override get [Symbol.toStringTag](): string { return "Set Iterator"; }
  override "whelk:inspect"(): BuiltinView { return iteratorView("Set", this._cursor.copy(), this._pairs ? 3 : 0); }
}
