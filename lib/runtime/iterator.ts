/**
 * The common base of built-in iterators (%Iterator.prototype%) with the iterator helpers (ECMA-262 2025 §27.1.4),
 * and the iterators of arrays and strings. Helpers are lazy: each pulls from the iterator below it.
 */
import type { u32 } from "../sys/types.ts";
import type { BuiltinView } from "./inspect/inspect.ts";

type Result<T> = IteratorResult<T, undefined>;

/** Anything with `next`. */
export interface Source<T> {
  next(value?: unknown): IteratorResult<T, unknown>;
  return?(value?: unknown): IteratorResult<T, unknown>;
}

export abstract class IteratorBase<T> {
  abstract next(value?: unknown): IteratorResult<T, unknown>;

  [Symbol.iterator](): this { return this; }
  get [Symbol.toStringTag](): string { return "Iterator"; }
  /** Iterators are "Object [Generator] {}" and the like. */
  "whelk:inspect"(): BuiltinView { return { name: "Object" }; }

  map<U>(mapper: (value: T, index: number) => U): IteratorBase<U> { return new MapHelper(this, callable(this, mapper)); }
  filter(predicate: (value: T, index: number) => unknown): IteratorBase<T> { return new FilterHelper(this, callable(this, predicate)); }
  take(limit: number): IteratorBase<T> { return new TakeHelper(this, toLimit(this, limit)); }
  drop(limit: number): IteratorBase<T> { return new DropHelper(this, toLimit(this, limit)); }
  flatMap<U>(mapper: (value: T, index: number) => Iterable<U> | Source<U>): IteratorBase<U> { return new FlatMapHelper(this, callable(this, mapper)); }

  reduce(reducer: (accumulator: unknown, value: T, index: number) => unknown, ...initial: unknown[]): unknown {
    callable(this, reducer);
    let index = 0;
    let accumulator: unknown;
    if (initial.length !== 0) {
      accumulator = initial[0];
    } else {
      const first = step(this);
      if (first.done === true) throw new TypeError("Reduce of a done iterator with no initial value");
      accumulator = first.value;
      index = 1;
    }
    for (const value of each(this)) accumulator = reducer(accumulator, value, index++);
    return accumulator;
  }

  toArray(): T[] {
    const values: T[] = [];
    for (;;) {
      const result = step(this);
      if (result.done === true) return values;
      values.push(result.value as T);
    }
  }

  forEach(callback: (value: T, index: number) => void): void {
    callable(this, callback);
    let index = 0;
    for (const value of each(this)) callback(value, index++);
  }

  some(predicate: (value: T, index: number) => unknown): boolean {
    callable(this, predicate);
    let index = 0;
    for (const value of each(this)) if (predicate(value, index++)) return true;
    return false;
  }

  every(predicate: (value: T, index: number) => unknown): boolean {
    callable(this, predicate);
    let index = 0;
    for (const value of each(this)) if (!predicate(value, index++)) return false;
    return true;
  }

  find(predicate: (value: T, index: number) => unknown): T | undefined {
    callable(this, predicate);
    let index = 0;
    for (const value of each(this)) if (predicate(value, index++)) return value;
    return undefined;
  }
}

/** The iterator as something that `for…of` closes when the body ends early. */
function each<T>(iterator: IteratorBase<T>): Iterable<T> { return iterator as unknown as Iterable<T>; }

function step<T>(source: Source<T>): IteratorResult<T, unknown> {
  const result: unknown = source.next();
  if ((typeof result !== "object" && typeof result !== "function") || result === null) throw new TypeError(`Iterator result ${String(result)} is not an object`);
  return result as IteratorResult<T, unknown>;
}

/** Calls `return`, if there is one. */
export function closeSource(source: Source<unknown>): void {
  if (source.return !== undefined) source.return();
}

function callable<F>(source: Source<unknown>, callback: F): F {
  if (typeof callback === "function") return callback;
  closeSource(source);
  throw new TypeError(`${typeof callback === "object" && callback !== null ? "#<Object>" : String(callback)} is not a function`);
}

function toLimit(source: Source<unknown>, limit: number): number {
  const number = Number(limit);
  if (number !== number) { closeSource(source); throw new RangeError(`${String(limit)} must be positive`); }
  const integer = Math.trunc(number);
  if (integer < 0) { closeSource(source); throw new RangeError(`${String(limit)} must be positive`); }
  return integer;
}

/** What the lazy helpers share: once done or closed, they stay done. */
abstract class Helper<T, U> extends IteratorBase<U> {
  protected readonly source: Source<T>;
  protected finished: boolean = false;
  constructor(source: Source<T>) { super(); this.source = source; }
  override get [Symbol.toStringTag](): string { return "Iterator Helper"; }

  override next(): Result<U> {
    if (this.finished) return { value: undefined, done: true };
    try {
      const result = this.advance();
      if (result.done === true) this.finished = true;
      return result;
    } catch (error) {
      this.finished = true;
      throw error;
    }
  }
  return(): Result<U> {
    if (!this.finished) { this.finished = true; this.close(); }
    return { value: undefined, done: true };
  }
  protected close(): void { closeSource(this.source); }
  protected abstract advance(): Result<U>;

  /** Runs a callback; if it throws, the source is closed first and its own complaints are dropped. */
  protected guard<V>(call: () => V): V {
    try {
      return call();
    } catch (error) {
      try { closeSource(this.source); } catch { /* the first error counts */ }
      throw error;
    }
  }
}

class MapHelper<T, U> extends Helper<T, U> {
  private readonly mapper: (value: T, index: number) => U;
  private index: number = 0;
  constructor(source: Source<T>, mapper: (value: T, index: number) => U) { super(source); this.mapper = mapper; }
  protected override advance(): Result<U> {
    const result = step(this.source);
    if (result.done === true) return { value: undefined, done: true };
    const value = result.value;
    return { value: this.guard(() => this.mapper(value, this.index++)), done: false };
  }
}

class FilterHelper<T> extends Helper<T, T> {
  private readonly predicate: (value: T, index: number) => unknown;
  private index: number = 0;
  constructor(source: Source<T>, predicate: (value: T, index: number) => unknown) { super(source); this.predicate = predicate; }
  protected override advance(): Result<T> {
    for (;;) {
      const result = step(this.source);
      if (result.done === true) return { value: undefined, done: true };
      const value = result.value;
      if (this.guard(() => this.predicate(value, this.index++))) return { value, done: false };
    }
  }
}

class TakeHelper<T> extends Helper<T, T> {
  private remaining: number;
  constructor(source: Source<T>, limit: number) { super(source); this.remaining = limit; }
  protected override advance(): Result<T> {
    if (this.remaining <= 0) { this.close(); return { value: undefined, done: true }; }
    this.remaining--;
    const result = step(this.source);
    if (result.done === true) return { value: undefined, done: true };
    return { value: result.value, done: false };
  }
}

class DropHelper<T> extends Helper<T, T> {
  private remaining: number;
  constructor(source: Source<T>, limit: number) { super(source); this.remaining = limit; }
  protected override advance(): Result<T> {
    for (;;) {
      const result = step(this.source);
      if (result.done === true) return { value: undefined, done: true };
      if (this.remaining <= 0) return { value: result.value, done: false };
      this.remaining--;
    }
  }
}

class FlatMapHelper<T, U> extends Helper<T, U> {
  private readonly mapper: (value: T, index: number) => Iterable<U> | Source<U>;
  private index: number = 0;
  private inner: Source<U> | undefined = undefined;
  constructor(source: Source<T>, mapper: (value: T, index: number) => Iterable<U> | Source<U>) { super(source); this.mapper = mapper; }
  protected override advance(): Result<U> {
    for (;;) {
      let inner = this.inner;
      if (inner === undefined) {
        const outer = step(this.source);
        if (outer.done === true) return { value: undefined, done: true };
        inner = this.guard(() => flattenable<U>(this.mapper(outer.value as T, this.index++)));
        this.inner = inner;
      }
      const source = inner;
      const result = this.guard(() => step(source));
      if (result.done !== true) return { value: result.value, done: false };
      this.inner = undefined;
    }
  }
  protected override close(): void {
    const inner = this.inner;
    if (inner !== undefined) try { closeSource(inner); } catch (error) { closeSource(this.source); throw error; }
    closeSource(this.source);
  }
}

/** GetIteratorFlattenable (§7.4.14): an iterable that is not a string, or an iterator. */
function flattenable<U>(value: unknown): Source<U> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) throw new TypeError(`${String(value)} is not an object`);
  const method: unknown = (value as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (method === undefined || method === null) return value as Source<U>;
  return (method as () => Source<U>).call(value);
}

/** %ArrayIteratorPrototype% (§23.1.5) over arrays, typed arrays and array-likes. Kind 0 keys, 1 values, 2 entries. */
export class ArrayIterator extends IteratorBase<unknown> {
  private array: ArrayLike<unknown> | undefined;
  private index: u32 = 0;
  private readonly kind: u32;
  constructor(array: ArrayLike<unknown>, kind: u32) { super(); this.array = array; this.kind = kind; }
  override next(): IteratorResult<unknown, undefined> {
    const array = this.array;
    if (array === undefined) return { value: undefined, done: true };
    const index = this.index;
    if (index >= array.length) { this.array = undefined; return { value: undefined, done: true }; }
    this.index = index + 1;
    if (this.kind === 1) return { value: array[index], done: false };
    if (this.kind === 0) return { value: index, done: false };
    return { value: [index, array[index]], done: false };
  }
  override get [Symbol.toStringTag](): string { return "Array Iterator"; }
}

/** %StringIteratorPrototype% (§22.1.5): code points. */
export class StringIterator extends IteratorBase<string> {
  private readonly text: string;
  private index: u32 = 0;
  constructor(text: string) { super(); this.text = text; }
  override next(): IteratorResult<string, undefined> {
    const text = this.text;
    const index = this.index;
    if (index >= text.length) return { value: undefined, done: true };
    const end: u32 = index + codePointUnits(text, index);
    this.index = end;
    return { value: text.slice(index, end), done: false };
  }
  override get [Symbol.toStringTag](): string { return "String Iterator"; }
}

/** How many code units the code point at `index` takes: 2 for a surrogate pair. */
export function codePointUnits(text: string, index: u32): u32 {
  const first = text.charCodeAt(index);
  if (first < 0xd800 || first > 0xdbff || index + 1 >= text.length) return 1;
  const second = text.charCodeAt(index + 1);
  return second >= 0xdc00 && second <= 0xdfff ? 2 : 1;
}
