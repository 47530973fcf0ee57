/**
 * WeakMap, WeakSet and WeakRef (ECMA-262 §24.3, §24.4, §26.1) over the collector's ephemerons and weak cells.
 * Under Node (tests of what uses them) there is no such collector and they hold strongly.
 *
 * Left out: FinalizationRegistry; that a WeakRef's target stays until the end of the job that saw it is given by the
 * conservative scan of the stack only.
 */
import { isCompiled } from "../sys/intrinsics.ts";
import { ephemeronsDelete, ephemeronsGet, ephemeronsHas, ephemeronsSet, newEphemerons, newWeakCell, weakCellTarget } from "./gc/weak.ts";
import { HashTable } from "./hash-table.ts";
import { weakView } from "./inspect/collections.ts";
import type { BuiltinView } from "./inspect/inspect.ts";

type WeakKey = object | symbol;

function canBeHeldWeakly(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function" || (typeof value === "symbol" && Symbol.keyFor(value) === undefined);
}

/** Keys without a trace, values alive through them only. */
class WeakTable {
  private readonly ephemerons: object | undefined;
  private strong: HashTable | undefined;
  constructor() {
    this.ephemerons = isCompiled() ? newEphemerons() : undefined;
    this.strong = isCompiled() ? undefined : new HashTable(true);
  }
  get(key: WeakKey): unknown {
    if (isCompiled()) return ephemeronsGet(this.ephemerons!, key);
    const entry = this.strong!.find(key);
    return entry < 0 ? undefined : this.strong!.values[entry];
  }
  has(key: WeakKey): boolean {
    if (isCompiled()) return ephemeronsHas(this.ephemerons!, key);
    return this.strong!.find(key) >= 0;
  }
  set(key: WeakKey, value: unknown): void {
    if (isCompiled()) { ephemeronsSet(this.ephemerons!, key, value); return; }
    const table = this.strong!;
    const entry = table.find(key);
    if (entry >= 0) table.values[entry] = value;
    else this.strong = table.append(key, value);
  }
  delete(key: WeakKey): boolean {
    if (isCompiled()) return ephemeronsDelete(this.ephemerons!, key);
    const entry = this.strong!.find(key);
    if (entry < 0) return false;
    this.strong = this.strong!.remove(entry);
    return true;
  }
}

export class WeakMap<K extends WeakKey, V> {
  _table: WeakTable = new WeakTable();
  constructor(entries?: Iterable<readonly [K, V]> | null) {
    if (entries === undefined || entries === null) return;
    for (const entry of entries) {
      if ((typeof entry !== "object" && typeof entry !== "function") || entry === null) throw new TypeError(`Iterator value ${String(entry)} is not an entry object`);
      this.set(entry[0], entry[1]);
    }
  }
  get(key: K): V | undefined { return canBeHeldWeakly(key) ? this._table.get(key) as V | undefined : undefined; }
  has(key: K): boolean { return canBeHeldWeakly(key) && this._table.has(key); }
  set(key: K, value: V): this {
    if (!canBeHeldWeakly(key)) throw new TypeError(`Invalid value used as weak map key`);
    this._table.set(key, value);
    return this;
  }
  delete(key: K): boolean { return canBeHeldWeakly(key) && this._table.delete(key); }
  get [Symbol.toStringTag](): string { return "WeakMap"; }
  "whelk:inspect"(): BuiltinView { return weakView("WeakMap"); }
}

export class WeakSet<T extends WeakKey> {
  _table: WeakTable = new WeakTable();
  constructor(values?: Iterable<T> | null) {
    if (values === undefined || values === null) return;
    for (const value of values) this.add(value);
  }
  add(value: T): this {
    if (!canBeHeldWeakly(value)) throw new TypeError("Invalid value used in weak set");
    this._table.set(value, true);
    return this;
  }
  has(value: T): boolean { return canBeHeldWeakly(value) && this._table.has(value); }
  delete(value: T): boolean { return canBeHeldWeakly(value) && this._table.delete(value); }
  get [Symbol.toStringTag](): string { return "WeakSet"; }
  "whelk:inspect"(): BuiltinView { return weakView("WeakSet"); }
}

export class WeakRef<T extends WeakKey> {
  /** A weak cell of the collector; the target itself under Node. */
  _cell: object | symbol;
  constructor(target: T) {
    if (!canBeHeldWeakly(target)) throw new TypeError("WeakRef: invalid target");
    this._cell = isCompiled() ? newWeakCell(target) : target;
  }
  deref(): T | undefined {
    if (isCompiled()) return weakCellTarget(this._cell as object) as T | undefined;
    return this._cell as T;
  }
  get [Symbol.toStringTag](): string { return "WeakRef"; }
  "whelk:inspect"(): BuiltinView { return { name: "WeakRef" }; }
}
