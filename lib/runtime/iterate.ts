/** Iteration over values of unknown type (ECMA-262 §7.4), for compiled `for…of`, spread and destructuring. */
import type { u32 } from "../sys/types.ts";
import { ArrayIterator, closeSource, StringIterator, type Source } from "./iterator.ts";
import { FULFILLED, REJECTED, type Continuation } from "./microtasks.ts";
import { newPromise, type Promise, rejectPromise, resolvePromise, subscribe, toPromise } from "./promise.ts";

/** GetIterator(value, sync): an object with `next`. */
export function getIterator(value: unknown): unknown {
  if (Array.isArray(value)) return new ArrayIterator(value as unknown[], 1);
  if (typeof value === "string") return new StringIterator(value);
  if (value === undefined || value === null) throw new TypeError(`${String(value)} is not iterable`);
  const method: unknown = (value as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (typeof method !== "function") throw new TypeError(`${describe(value)} is not iterable`);
  const iterator: unknown = method.call(value);
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
  return iterator;
}

/** GetIterator(value, async): its `next` gives promises. */
export function getAsyncIterator(value: unknown): unknown {
  if (value === undefined || value === null) throw new TypeError(`${String(value)} is not async iterable`);
  const method: unknown = isObject(value) ? (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] : undefined;
  if (method === undefined || method === null) {
    if (typeof value !== "string" && typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] !== "function") throw new TypeError(`${describe(value)} is not async iterable`);
    return new AsyncFromSyncIterator(getIterator(value) as Source<unknown>);
  }
  if (typeof method !== "function") throw new TypeError(`${describe(value)} is not async iterable`);
  const iterator: unknown = method.call(value);
  if (!isObject(iterator)) throw new TypeError("Result of the Symbol.asyncIterator method is not an object");
  return iterator;
}

/** IteratorClose for a loop that ends early without an exception: what `return` throws comes out. */
export function closeIterator(iterator: unknown): void {
  const method: unknown = (iterator as { return?: unknown }).return;
  if (method === undefined || method === null) return;
  const result: unknown = (method as () => unknown).call(iterator);
  if (!isObject(result)) throw new TypeError(`${String(result)} is not an object`);
}

function isObject(value: unknown): boolean { return (typeof value === "object" && value !== null) || typeof value === "function"; }

function describe(value: unknown): string {
  return typeof value === "object" ? "object" : String(value);
}

/** %AsyncFromSyncIteratorPrototype% (§27.1.6): `for await` over a synchronous iterable. */
class AsyncFromSyncIterator {
  private readonly source: Source<unknown>;
  constructor(source: Source<unknown>) { this.source = source; }

  next(value?: unknown): Promise<IteratorResult<unknown, unknown>> {
    const promise = newPromise<IteratorResult<unknown, unknown>>();
    try {
      this.continue(promise, this.source.next(value), true);
    } catch (error) {
      rejectPromise(promise, error);
    }
    return promise;
  }

  return(value?: unknown): Promise<IteratorResult<unknown, unknown>> {
    const promise = newPromise<IteratorResult<unknown, unknown>>();
    try {
      if (this.source.return === undefined) resolvePromise(promise, { value, done: true });
      else this.continue(promise, this.source.return(value), false);
    } catch (error) {
      rejectPromise(promise, error);
    }
    return promise;
  }

  /** AsyncFromSyncIteratorContinuation (§27.1.6.4). */
  private continue(promise: Promise<IteratorResult<unknown, unknown>>, result: IteratorResult<unknown, unknown>, closeOnRejection: boolean): void {
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
    const done = Boolean(result.done);
    const value = result.value;
    let inner: Promise<unknown>;
    try {
      inner = toPromise(value);
    } catch (error) {
      if (!done && closeOnRejection) closeSource(this.source);
      throw error;
    }
    subscribe(inner, new ResultJob(promise, done, done || !closeOnRejection ? undefined : this.source));
  }
}

class ResultJob implements Continuation {
  private readonly target: Promise<IteratorResult<unknown, unknown>>;
  private readonly done: boolean;
  private readonly source: Source<unknown> | undefined;
  constructor(target: Promise<IteratorResult<unknown, unknown>>, done: boolean, source: Source<unknown> | undefined) { this.target = target; this.done = done; this.source = source; }
  _run(kind: u32, value: unknown): void {
    if (kind === FULFILLED) { resolvePromise(this.target, { value, done: this.done }); return; }
    const source = this.source;
    if (kind === REJECTED && source !== undefined) try { closeSource(source); } catch { /* the rejection counts */ }
    rejectPromise(this.target, value);
  }
}
