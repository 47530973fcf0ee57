/**
 * Promises (ECMA-262 §27.2). A promise holds its state, its result and its reactions (none, one, or an array);
 * reactions are continuations of the microtask queue, so that an async frame waits on a promise directly.
 * Names with a leading underscore are internal slots: hidden from reflection.
 *
 * Left out: `Symbol.species` (a subclass's own constructor is used).
 */
import { addressOf, isCompiled, load32, shapeOf } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { promiseView } from "./inspect/collections.ts";
import type { BuiltinView } from "./inspect/inspect.ts";
import { enqueueJob, FULFILLED, PENDING, REJECTED, type Continuation } from "./microtasks.ts";
import { promiseAll, promiseAllSettled, promiseAny, promiseRace } from "./promise-combinators.ts";

type Executor<T> = (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void) => void;
type Handler = ((value: never) => unknown) | null | undefined;
/** A class of promises: Promise or a subclass of it. */
export type PromiseClass = new <T>(executor: Executor<T>) => Promise<T>;

/** As executor: leave the promise pending; the runtime settles it itself. */
const INTERNAL: Executor<never> = () => {};

export class Promise<T> {
  _state: u32 = PENDING;
  /** Somebody has subscribed: a rejection is not unhandled. */
  _handled: boolean = false;
  _result: unknown = undefined;
  /** undefined, a Continuation, or an array of them. */
  _reactions: Continuation | Continuation[] | undefined = undefined;

  constructor(executor: Executor<T>) {
    if (executor === INTERNAL) return;
    if (typeof executor !== "function") throw new TypeError(`Promise resolver ${describe(executor)} is not a function`);
    const capability = new Capability<T>(this);
    try {
      executor((value) => { capability.resolve(value); }, (reason) => { capability.reject(reason); });
    } catch (error) {
      capability.reject(error);
    }
  }

  then<A = T, B = never>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<A | B> {
    if (isPlain(this)) {
      const result = newPromise<A | B>();
      subscribe(this, new Reaction(result, undefined, onFulfilled, onRejected));
      return result;
    }
    const capability = newCapability<A | B>(classOf(this));
    subscribe(this, new Reaction(undefined, capability, onFulfilled, onRejected));
    return capability.promise;
  }

  catch<B = never>(onRejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    if (typeof onFinally !== "function") return this.then(onFinally, onFinally) as Promise<T>;
    const cls = classOf(this);
    return this.then(
      (value) => resolveBy<unknown>(cls, onFinally()).then(() => value),
      (reason) => resolveBy<unknown>(cls, onFinally()).then(() => { throw reason; }),
    );
  }

  /** Overridden by async frames: promises of a hidden class that count as plain ones. */
  _isFrame(): boolean { return false; }

  get [Symbol.toStringTag](): string { return "Promise"; }
  "whelk:inspect"(): BuiltinView { return promiseView(this._state, this._result); }

  static resolve<U>(value?: U): Promise<Awaited<U>> { return resolveBy<Awaited<U>>(this as PromiseClass, value); }

  static reject<U = never>(reason?: unknown): Promise<U> {
    const capability = newCapability<U>(this as PromiseClass);
    capability.reject(reason);
    return capability.promise;
  }

  static withResolvers<U>(): { promise: Promise<U>; resolve: (value: U | PromiseLike<U>) => void; reject: (reason?: unknown) => void } {
    const capability = newCapability<U>(this as PromiseClass);
    return { promise: capability.promise, resolve: (value) => { capability.resolve(value); }, reject: (reason) => { capability.reject(reason); } };
  }

  static try<U, A extends unknown[]>(callback: (...args: A) => U | PromiseLike<U>, ...args: A): Promise<U> {
    const capability = newCapability<U>(this as PromiseClass);
    try {
      capability.resolve(callback(...args));
    } catch (error) {
      capability.reject(error);
    }
    return capability.promise;
  }

  static all(values: Iterable<unknown>): Promise<unknown[]> { return promiseAll(this as PromiseClass, values); }
  static allSettled(values: Iterable<unknown>): Promise<unknown[]> { return promiseAllSettled(this as PromiseClass, values); }
  static any(values: Iterable<unknown>): Promise<unknown> { return promiseAny(this as PromiseClass, values); }
  static race(values: Iterable<unknown>): Promise<unknown> { return promiseRace(this as PromiseClass, values); }
}

/** The pair of resolving functions (§27.2.1.3): the first call counts. */
export class Capability<T> {
  readonly promise: Promise<T>;
  private done: boolean = false;
  /** What a subclass's constructor handed to the executor; undefined for plain promises. */
  foreignResolve: ((value: unknown) => void) | undefined = undefined;
  foreignReject: ((reason?: unknown) => void) | undefined = undefined;

  constructor(promise: Promise<T>) { this.promise = promise; }

  resolve(value: unknown): void {
    const foreign = this.foreignResolve;
    if (foreign !== undefined) { foreign(value); return; }
    if (this.done) return;
    this.done = true;
    resolvePromise(this.promise, value);
  }

  reject(reason: unknown): void {
    const foreign = this.foreignReject;
    if (foreign !== undefined) { foreign(reason); return; }
    if (this.done) return;
    this.done = true;
    rejectPromise(this.promise, reason);
  }
}

/** NewPromiseCapability (§27.2.1.5). */
export function newCapability<T>(cls: PromiseClass): Capability<T> {
  if (cls === (Promise as PromiseClass)) return new Capability<T>(newPromise<T>());
  let resolve: ((value: T | PromiseLike<T>) => void) | undefined;
  let reject: ((reason?: unknown) => void) | undefined;
  const promise = new cls<T>((a, b) => {
    if (resolve !== undefined || reject !== undefined) throw new TypeError("Promise executor has already been invoked with non-undefined arguments");
    resolve = a;
    reject = b;
  });
  if (typeof resolve !== "function" || typeof reject !== "function") throw new TypeError("Promise resolve or reject function is not callable");
  const capability = new Capability<T>(promise);
  capability.foreignResolve = resolve as (value: unknown) => void;
  capability.foreignReject = reject;
  return capability;
}

/** A pending promise that only the runtime settles. */
export function newPromise<T>(): Promise<T> { return new Promise<T>(INTERNAL); }

/** PromiseResolve (§27.2.4.7.1). */
export function resolveBy<T>(cls: PromiseClass, value: unknown): Promise<T> {
  if (value instanceof Promise && classOf(value) === cls) return value as Promise<T>;
  const capability = newCapability<T>(cls);
  capability.resolve(value as T);
  return capability.promise;
}

/** `Promise.resolve(value)` for the plain class. */
export function toPromise(value: unknown): Promise<unknown> {
  if (value instanceof Promise && isPlain(value)) return value;
  const promise = newPromise<unknown>();
  resolvePromise(promise, value);
  return promise;
}

/** The promise resolve function's steps (§27.2.1.3.2). */
export function resolvePromise(promise: Promise<unknown>, value: unknown): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) { settle(promise, FULFILLED, value); return; }
  if (value === promise) { rejectPromise(promise, new TypeError("Chaining cycle detected for promise #<Promise>")); return; }
  if (value instanceof Promise && isPlain(value)) { enqueueJob(new AdoptJob(promise, value), FULFILLED, undefined); return; }
  let then: unknown;
  try {
    then = (value as { then?: unknown }).then;
  } catch (error) {
    rejectPromise(promise, error);
    return;
  }
  if (typeof then !== "function") { settle(promise, FULFILLED, value); return; }
  enqueueJob(new ThenableJob(promise, value, then as ThenFunction), FULFILLED, undefined);
}

export function rejectPromise(promise: Promise<unknown>, reason: unknown): void {
  if (!promise._handled) pendingRejections.push(promise);
  settle(promise, REJECTED, reason);
}

function settle(promise: Promise<unknown>, state: u32, result: unknown): void {
  const reactions = promise._reactions;
  promise._state = state;
  promise._result = result;
  promise._reactions = undefined;
  if (reactions === undefined) return;
  if (Array.isArray(reactions)) {
    for (let i: u32 = 0; i < reactions.length; i++) enqueueJob(reactions[i]!, state, result);
  } else {
    enqueueJob(reactions, state, result);
  }
}

/** PerformPromiseThen (§27.2.5.4.1): runs `reaction` as a microtask when the promise is settled. */
export function subscribe(promise: Promise<unknown>, reaction: Continuation): void {
  promise._handled = true;
  if (promise._state !== PENDING) { enqueueJob(reaction, promise._state, promise._result); return; }
  const reactions = promise._reactions;
  if (reactions === undefined) promise._reactions = reaction;
  else if (Array.isArray(reactions)) reactions.push(reaction);
  else promise._reactions = [reactions, reaction];
}

/** A `then`: handlers and the promise that they decide. */
class Reaction implements Continuation {
  /** A plain derived promise, or else the capability of a subclass. */
  private readonly target: Promise<unknown> | undefined;
  private readonly capability: Capability<unknown> | undefined;
  private readonly onFulfilled: Handler;
  private readonly onRejected: Handler;

  constructor(target: Promise<unknown> | undefined, capability: Capability<unknown> | undefined, onFulfilled: Handler, onRejected: Handler) {
    this.target = target;
    this.capability = capability;
    this.onFulfilled = onFulfilled;
    this.onRejected = onRejected;
  }

  /** NewPromiseReactionJob (§27.2.2.1). */
  _run(kind: u32, value: unknown): void {
    const handler: unknown = kind === FULFILLED ? this.onFulfilled : this.onRejected;
    let result = value;
    let failed = kind === REJECTED;
    if (typeof handler === "function") {
      try {
        result = (handler as (value: unknown) => unknown)(value);
        failed = false;
      } catch (error) {
        result = error;
        failed = true;
      }
    }
    const target = this.target;
    if (target !== undefined) {
      if (failed) rejectPromise(target, result);
      else resolvePromise(target, result);
      return;
    }
    const capability = this.capability!;
    if (failed) capability.reject(result);
    else capability.resolve(result);
  }
}

/** A promise resolved with a plain promise: NewPromiseResolveThenableJob, then the settlement itself, one tick each. */
class AdoptJob implements Continuation {
  private readonly target: Promise<unknown>;
  private source: Promise<unknown> | undefined;
  constructor(target: Promise<unknown>, source: Promise<unknown>) { this.target = target; this.source = source; }
  _run(kind: u32, value: unknown): void {
    const source = this.source;
    if (source !== undefined) {
      this.source = undefined;
      subscribe(source, this);
    } else if (kind === REJECTED) {
      rejectPromise(this.target, value);
    } else {
      resolvePromise(this.target, value);
    }
  }
}

type ThenFunction = (this: unknown, onFulfilled: (value: unknown) => void, onRejected: (reason: unknown) => void) => unknown;

/** NewPromiseResolveThenableJob (§27.2.2.2) for anything with a `then` of its own. */
class ThenableJob implements Continuation {
  private readonly target: Promise<unknown>;
  private readonly thenable: object;
  private readonly then: ThenFunction;
  constructor(target: Promise<unknown>, thenable: object, then: ThenFunction) { this.target = target; this.thenable = thenable; this.then = then; }
  _run(_kind: u32, _value: unknown): void {
    const capability = new Capability<unknown>(this.target);
    try {
      this.then.call(this.thenable, (value: unknown) => { capability.resolve(value); }, (reason: unknown) => { capability.reject(reason); });
    } catch (error) {
      capability.reject(error);
    }
  }
}

/** Is it an instance of Promise itself (or an async frame), so that `then` and `constructor` are the built-in ones? */
export function isPlain(promise: Promise<unknown>): boolean {
  if (isCompiled()) return load32(addressOf(promise)) === shapeOf(Promise) || promise._isFrame();
  return promise.constructor === Promise || promise._isFrame();
}

function classOf(promise: Promise<unknown>): PromiseClass {
  return isPlain(promise) ? Promise as PromiseClass : promise.constructor as PromiseClass;
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[object Array]" : "#<Object>";
  return String(value);
}

// Unhandled rejections (§27.2.1.9 HostPromiseRejectionTracker, as Node does it).

let pendingRejections: Promise<unknown>[] = [];

/**
 * The next promise that was rejected and that nobody handles; undefined: none. The event loop asks after it
 * has run all microtasks, and treats the reason as an uncaught exception.
 */
export function takeUnhandledRejection(): Promise<unknown> | undefined {
  while (pendingRejections.length !== 0) {
    const promise = pendingRejections.shift()!;
    if (!promise._handled) return promise;
  }
  return undefined;
}
