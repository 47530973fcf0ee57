/**
 * The microtask queue (ECMA-262 §9.5 jobs, HTML §8.1.7.3): a ring that grows. A job is a continuation, how it
 * goes on (0 pending is never queued, 1 fulfilled, 2 rejected) and a value, so that resuming an `await` or
 * running a promise reaction queues no object of its own.
 */
import type { u32 } from "../sys/types.ts";

/** Promise states, and the two ways in which a continuation goes on. */
export const PENDING = 0;
export const FULFILLED = 1;
export const REJECTED = 2;

/** What a microtask runs. */
export interface Continuation {
  _run(kind: u32, value: unknown): void;
}

const FIRST_CAPACITY = 64;
/** Continuation and value of job i are at 2i and 2i+1. The capacity is a power of two. */
let slots: unknown[] = [];
let kinds: Uint8Array = new Uint8Array(0);
let head: u32 = 0;
let count: u32 = 0;
let capacity: u32 = 0;

export function enqueueJob(job: Continuation, kind: u32, value: unknown): void {
  if (count === capacity) grow();
  const at: u32 = (head + count) & (capacity - 1);
  slots[2 * at] = job;
  slots[2 * at + 1] = value;
  kinds[at] = kind;
  count = count + 1;
}

/** Runs jobs until none is left. What a `queueMicrotask` callback throws comes out; the rest stays queued. */
export function runMicrotasks(): void {
  while (count !== 0) {
    const at: u32 = head;
    const job = slots[2 * at] as Continuation;
    const value = slots[2 * at + 1];
    const kind: u32 = kinds[at]!;
    slots[2 * at] = undefined;
    slots[2 * at + 1] = undefined;
    head = (head + 1) & (capacity - 1);
    count = count - 1;
    job._run(kind, value);
  }
}

export function hasMicrotasks(): boolean { return count !== 0; }

function grow(): void {
  const bigger: u32 = capacity === 0 ? FIRST_CAPACITY : capacity * 2;
  const newSlots: unknown[] = [];
  const newKinds = new Uint8Array(bigger);
  for (let i: u32 = 0; i < count; i++) {
    const at: u32 = (head + i) & (capacity - 1);
    newSlots.push(slots[2 * at], slots[2 * at + 1]);
    newKinds[i] = kinds[at]!;
  }
  while (newSlots.length < 2 * bigger) newSlots.push(undefined);
  slots = newSlots;
  kinds = newKinds;
  head = 0;
  capacity = bigger;
}

/** A job of `queueMicrotask` and the like. */
class CallbackJob implements Continuation {
  private readonly callback: () => void;
  constructor(callback: () => void) { this.callback = callback; }
  _run(_kind: u32, _value: unknown): void {
    const callback = this.callback;
    callback();
  }
}

/** `queueMicrotask(callback)` (HTML §8.7). */
export function globalQueueMicrotask(callback: () => void): void {
  if (typeof callback !== "function") throw notFunction(callback);
  enqueueJob(new CallbackJob(callback), FULFILLED, undefined);
}

function notFunction(value: unknown): TypeError {
  const error = new TypeError(`The "callback" argument must be of type function. Received ${received(value)}`);
  Object.defineProperty(error, "code", { value: "ERR_INVALID_ARG_TYPE", enumerable: true, configurable: true, writable: true });
  return error;
}

function received(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (typeof value === "object") return "an instance of Object";
  return `type ${typeof value} (${typeof value === "string" ? `'${value}'` : String(value)})`;
}
