/**
 * Frames of async functions, generators and async generators. The compiler makes a hidden subclass for each such
 * function whose fields are the variables alive at its suspension points. Protocol:
 *
 *   - creation: a zeroed frame with `code` set; an async function then calls `startAsync(frame)`.
 *   - `resumeFrame(frame, code, mode, value)` runs the body from `state` on; mode 0 next, 1 throw, 2 return.
 *   - before it suspends, the body sets `state` to the point and calls asyncAwait or asyncGeneratorYield;
 *     a generator just returns what it yields. At its end it sets `state` to FINISHED and calls
 *     asyncReturn or asyncThrow (async kinds), or returns or throws (generators).
 *   - `return e` in an async generator is compiled as `return await e`; `yield e` needs no await: it is done here.
 */
import { resumeFrame } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import type { BuiltinView } from "./inspect/inspect.ts";
import { IteratorBase } from "./iterator.ts";
import { enqueueJob, FULFILLED, REJECTED, type Continuation } from "./microtasks.ts";
import { isPlain, newPromise, Promise, rejectPromise, resolvePromise, subscribe, toPromise } from "./promise.ts";

export const FINISHED = 0xffffffff;
const NEXT = 0;
const THROW = 1;
const RETURN = 2;

type Result = IteratorResult<unknown, unknown>;

/** What can wait for a promise in the middle of a body. */
interface AsyncBody extends Continuation {
  _complete(value: unknown): void;
  _fail(reason: unknown): void;
}

/** The frame of an async function, which is also the promise that the call gave. */
export class AsyncFrame extends Promise<unknown> implements AsyncBody {
  code: usize = 0;
  state: u32 = 0;
  constructor() { super(pending); }
  _run(kind: u32, value: unknown): void { resumeFrame(this, this.code, kind === REJECTED ? THROW : NEXT, value); }
  _complete(value: unknown): void { resolvePromise(this, value); }
  _fail(reason: unknown): void { rejectPromise(this, reason); }
  override _isFrame(): boolean { return true; }
}
const pending = (): void => {};

export function startAsync(frame: AsyncFrame): void { resumeFrame(frame, frame.code, NEXT, undefined); }

/** Await (ECMA-262 §27.7.5.3): one tick for a promise that is settled, and for anything that is not thenable. */
export function asyncAwait(frame: AsyncBody, value: unknown): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) { enqueueJob(frame, FULFILLED, value); return; }
  if (value instanceof Promise && isPlain(value)) { subscribe(value, frame); return; }
  const promise = newPromise<unknown>();
  resolvePromise(promise, value);
  subscribe(promise, frame);
}
export function asyncReturn(frame: AsyncBody, value: unknown): void { frame._complete(value); }
export function asyncThrow(frame: AsyncBody, reason: unknown): void { frame._fail(reason); }

/** The frame of a generator, which is also its iterator (§27.5). */
export class GeneratorFrame extends IteratorBase<unknown> {
  code: usize = 0;
  state: u32 = 0;
  _running: boolean = false;

  next(value?: unknown): Result { return this._resume(NEXT, value); }
  return(value?: unknown): Result { return this._resume(RETURN, value); }
  throw(error?: unknown): Result { return this._resume(THROW, error); }
  override get [Symbol.toStringTag](): string { return "Generator"; }

  _resume(mode: u32, value: unknown): Result {
    if (this._running) throw new TypeError("Generator is already running");
    if (this.state === 0 && mode !== NEXT) this.state = FINISHED;
    if (this.state === FINISHED) {
      if (mode === THROW) throw value;
      return { value: mode === RETURN ? value : undefined, done: true };
    }
    this._running = true;
    try {
      const result = resumeFrame(this, this.code, mode, value);
      return { value: result, done: this.state === FINISHED };
    } catch (error) {
      this.state = FINISHED;
      throw error;
    } finally {
      this._running = false;
    }
  }
}

/** A call of next, return or throw that waits for its turn. */
class Request {
  readonly mode: u32;
  readonly value: unknown;
  readonly promise: Promise<Result> = newPromise<Result>();
  constructor(mode: u32, value: unknown) { this.mode = mode; this.value = value; }
}

// What an async generator is doing when its `_run` is called.
const AWAIT = 0; // `await` in the body
const YIELD_OPERAND = 1; // the implicit await of `yield e`
const RETURN_RESUMPTION = 2; // the implicit await after return(v) at a yield
const FINAL_RETURN = 3; // return(v) of a finished generator

/** The frame of an async generator (§27.6): requests are served one at a time. */
export class AsyncGeneratorFrame implements AsyncBody {
  code: usize = 0;
  state: u32 = 0;
  /** Executing, or waiting for a promise: new requests only queue. */
  _busy: boolean = false;
  _waiting: u32 = AWAIT;
  /** First request: being served. Created with the first request: the compiler makes zeroed frames. */
  _queue: Request[] | undefined = undefined;

  next(value?: unknown): Promise<Result> { return this._enqueue(NEXT, value); }
  return(value?: unknown): Promise<Result> { return this._enqueue(RETURN, value); }
  throw(error?: unknown): Promise<Result> { return this._enqueue(THROW, error); }
  [Symbol.asyncIterator](): this { return this; }
  get [Symbol.toStringTag](): string { return "AsyncGenerator"; }
  "whelk:inspect"(): BuiltinView { return { name: "Object" }; }

  _enqueue(mode: u32, value: unknown): Promise<Result> {
    const request = new Request(mode, value);
    const queue = this._queue;
    if (queue === undefined) this._queue = [request];
    else queue.push(request);
    if (!this._busy) this._serve();
    return request.promise;
  }

  /** Serves requests until one makes the body run or wait. */
  _serve(): void {
    const queue = this._queue!;
    while (!this._busy && queue.length !== 0) {
      const request = queue[0]!;
      if (this.state === 0 && request.mode !== NEXT) this.state = FINISHED;
      if (this.state !== FINISHED) this._serveAlive(request);
      else if (request.mode === RETURN) this._wait(FINAL_RETURN, request.value);
      else if (request.mode === THROW) this._settleFirst(THROW, request.value, true);
      else this._settleFirst(NEXT, undefined, true);
    }
  }

  _serveAlive(request: Request): void {
    if (request.mode === RETURN) this._wait(RETURN_RESUMPTION, request.value);
    else this._resume(request.mode, request.value);
  }

  _resume(mode: u32, value: unknown): void {
    this._busy = true;
    this._waiting = AWAIT;
    resumeFrame(this, this.code, mode, value);
  }

  _wait(what: u32, value: unknown): void {
    this._busy = true;
    this._waiting = what;
    try {
      subscribe(toPromise(value), this);
    } catch (error) {
      this._run(REJECTED, error);
    }
  }

  /** A promise that the generator waits for is settled. */
  _run(kind: u32, value: unknown): void {
    const waiting = this._waiting;
    if (waiting === FINAL_RETURN) {
      this._busy = false;
      this._settleFirst(kind === REJECTED ? THROW : RETURN, value, true);
      this._serve();
    } else if (kind === REJECTED) {
      this._resume(THROW, value);
    } else if (waiting === YIELD_OPERAND) {
      this._busy = false;
      this._settleFirst(NEXT, value, false);
      this._serve();
    } else {
      this._resume(waiting === RETURN_RESUMPTION ? RETURN : NEXT, value);
    }
  }

  _complete(value: unknown): void { this._end(RETURN, value); }
  _fail(reason: unknown): void { this._end(THROW, reason); }
  _end(mode: u32, value: unknown): void {
    this.state = FINISHED;
    this._busy = false;
    this._settleFirst(mode, value, true);
    this._serve();
  }

  /** AsyncGeneratorCompleteStep (§27.6.3.5). */
  _settleFirst(mode: u32, value: unknown, done: boolean): void {
    const request = this._queue!.shift()!;
    if (mode === THROW) rejectPromise(request.promise, value);
    else resolvePromise(request.promise, { value, done });
  }
}

export function asyncGeneratorYield(frame: AsyncGeneratorFrame, value: unknown): void { frame._wait(YIELD_OPERAND, value); }
