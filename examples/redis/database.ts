/** Keys with their values, when they expire, and who watches them. */
import { List } from "./list.ts";
import { MemberSet } from "./member-set.ts";
import { wrongType } from "./reply-error.ts";
import { SortedSet } from "./sorted-set.ts";

export type Hash = Map<string, string>;
export type Value = string | List | Hash | MemberSet | SortedSet;

/** Who is told that a watched key has changed. */
export interface Watcher { changed(): void }

export function typeName(value: Value): "string" | "list" | "hash" | "set" | "zset" {
  if (typeof value === "string") return "string";
  if (value instanceof List) return "list";
  if (value instanceof MemberSet) return "set";
  return value instanceof SortedSet ? "zset" : "hash";
}

export class Database {
  readonly index: number;
  /** Milliseconds since 1970, taken once a batch of commands: all of a batch see the same time. */
  readonly #now: () => number;
  readonly #values = new Map<string, Value>();
  readonly #expiries = new Map<string, number>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  #sweep: Iterator<string> | undefined;
  expiredKeys = 0;

  constructor(index: number, now: () => number) {
    this.index = index;
    this.#now = now;
  }

  /** Keys that have expired and that nobody has asked for since are counted too. */
  get size(): number {
    return this.#values.size;
  }

  get expiringKeys(): number {
    return this.#expiries.size;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    return value !== undefined && this.#expiries.size > 0 && this.#expire(key) ? undefined : value;
  }

  string(key: string): string | undefined {
    const value = this.get(key);
    if (value === undefined || typeof value === "string") return value;
    throw wrongType();
  }

  list(key: string): List | undefined {
    const value = this.get(key);
    if (value === undefined || value instanceof List) return value;
    throw wrongType();
  }

  hash(key: string): Hash | undefined {
    const value = this.get(key);
    if (value === undefined || value instanceof Map) return value;
    throw wrongType();
  }

  memberSet(key: string): MemberSet | undefined {
    const value = this.get(key);
    if (value === undefined || value instanceof MemberSet) return value;
    throw wrongType();
  }

  sortedSet(key: string): SortedSet | undefined {
    const value = this.get(key);
    if (value === undefined || value instanceof SortedSet) return value;
    throw wrongType();
  }

  /** Sets the value; when the key expires stays as it is. */
  put(key: string, value: Value): void {
    this.#values.set(key, value);
    this.changed(key);
  }

  /** Sets the value of a key that does not expire any more. */
  replace(key: string, value: Value): void {
    if (this.#expiries.size > 0) this.#expiries.delete(key);
    this.put(key, value);
  }

  /** Whether it was there. */
  delete(key: string): boolean {
    if (this.get(key) === undefined) return false;
    this.#remove(key);
    return true;
  }

  /** Says that a value was changed in place: keys of empty values are gone, and watchers are told. */
  changed(key: string): void {
    if (this.#watchers.size > 0) this.#tell(key);
  }

  /** Takes the key away if nothing is left in its value; else it has changed. */
  shrunk(key: string, left: number): void {
    if (left === 0) this.#remove(key);
    else this.changed(key);
  }

  clear(): void {
    for (const key of this.#watchers.keys()) if (this.#values.has(key)) this.#tell(key);
    this.#values.clear();
    this.#expiries.clear();
  }

  /** When the key expires, in milliseconds since 1970; undefined: never. */
  expiry(key: string): number | undefined {
    return this.#expiries.get(key);
  }

  /** Lets a key that is there expire at a time (milliseconds since 1970), or never. */
  setExpiry(key: string, atMs: number | undefined): void {
    if (atMs === undefined) this.#expiries.delete(key);
    else this.#expiries.set(key, atMs);
    this.changed(key);
  }

  /** All keys, expired ones among them; goes on correctly while keys come and go. */
  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  watch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key);
    if (watchers === undefined) this.#watchers.set(key, new Set([watcher]));
    else watchers.add(watcher);
  }

  unwatch(key: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(key);
    if (watchers === undefined) return;
    watchers.delete(watcher);
    if (watchers.size === 0) this.#watchers.delete(key);
  }

  /** Looks at the next `count` keys that can expire, and takes away those that have. */
  sweepExpired(count: number): void {
    for (let i = 0; i < count && this.#expiries.size > 0; i++) {
      this.#sweep ??= this.#expiries.keys();
      const step = this.#sweep.next();
      if (step.done === true) {
        this.#sweep = undefined;
        return;
      }
      this.#expire(step.value);
    }
  }

  /** Whether the key had expired and is gone now. */
  #expire(key: string): boolean {
    const expiry = this.#expiries.get(key);
    if (expiry === undefined || expiry > this.#now()) return false;
    this.expiredKeys += 1;
    this.#remove(key);
    return true;
  }

  #remove(key: string): void {
    this.#values.delete(key);
    if (this.#expiries.size > 0) this.#expiries.delete(key);
    this.changed(key);
  }

  #tell(key: string): void {
    for (const watcher of this.#watchers.get(key) ?? []) watcher.changed();
  }
}
