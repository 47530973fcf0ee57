/** node:timers, and the global functions of the same names; on the kernel's timers and immediates. */
import { Immediate as KernelImmediate } from "../kernel/immediates.ts";
import { Timer } from "../kernel/timers.ts";
import { invalidArgumentType } from "./errors.ts";

// Arguments are the caller's own and come back to its callback unchanged: `any`, as in Node's types.
type Callback = (...args: any[]) => void;

/** Timers that somebody has turned into a number, by that number. */
let byNumber: Map<number, Timeout> | undefined;
let lastNumber = 0;

export class Timeout extends Timer {
  #callback: Callback;
  #args: unknown[] | undefined;
  #number = 0;

  constructor(callback: Callback, delayMs: number, repeats: boolean, args: unknown[] | undefined) {
    super(delayMs, repeats);
    this.#callback = callback;
    this.#args = args;
  }

  override fire(): void {
    const callback = this.#callback;
    const args = this.#args;
    if (args === undefined) callback.call(this); else callback.apply(this, args);
    if (!this.repeats && !this.isActive()) this.#forget();
  }
  ref(): this { this.setReferenced(true); return this; }
  unref(): this { this.setReferenced(false); return this; }
  /** Starts anew from now, also when it has fired. */
  refresh(): this { this.start(); return this; }
  close(): this { this.cancel(); return this; }
  /** Stops it for good. */
  cancel(): void {
    this.repeats = false;
    this.stop();
    this.#forget();
  }
  [Symbol.toPrimitive](): number {
    if (this.#number === 0) {
      this.#number = ++lastNumber;
      (byNumber ??= new Map()).set(this.#number, this);
    }
    return this.#number;
  }
  #forget(): void { if (this.#number !== 0 && byNumber !== undefined) byNumber.delete(this.#number); }
}

export class Immediate extends KernelImmediate {
  #callback: Callback;
  #args: unknown[] | undefined;
  constructor(callback: Callback, args: unknown[] | undefined) {
    super();
    this.#callback = callback;
    this.#args = args;
  }
  override run(): void {
    const callback = this.#callback;
    const args = this.#args;
    if (args === undefined) callback.call(this); else callback.apply(this, args);
  }
  ref(): this { this.setReferenced(true); return this; }
  unref(): this { this.setReferenced(false); return this; }
}

function checkCallback(callback: unknown): void {
  if (typeof callback !== "function") throw invalidArgumentType("callback", "of type function", callback);
}

export function setTimeout<TArgs extends any[]>(callback: (...args: TArgs) => void, delay?: number, ...args: TArgs): Timeout {
  checkCallback(callback);
  const timeout = new Timeout(callback as Callback, Number(delay ?? 1), false, args.length === 0 ? undefined : args);
  timeout.start();
  return timeout;
}
export function setInterval<TArgs extends any[]>(callback: (...args: TArgs) => void, delay?: number, ...args: TArgs): Timeout {
  checkCallback(callback);
  const timeout = new Timeout(callback as Callback, Number(delay ?? 1), true, args.length === 0 ? undefined : args);
  timeout.start();
  return timeout;
}
export function setImmediate<TArgs extends any[]>(callback: (...args: TArgs) => void, ...args: TArgs): Immediate {
  checkCallback(callback);
  const immediate = new Immediate(callback as Callback, args.length === 0 ? undefined : args);
  immediate.start();
  return immediate;
}
export function clearTimeout(timeout: unknown): void {
  if (timeout instanceof Timeout) timeout.cancel();
  else if (byNumber !== undefined && (typeof timeout === "number" || typeof timeout === "string")) {
    const found = byNumber.get(Number(timeout));
    if (found !== undefined) found.cancel();
  }
}
export function clearInterval(timeout: unknown): void { clearTimeout(timeout); }
export function clearImmediate(immediate: unknown): void { if (immediate instanceof Immediate) immediate.stop(); }

export { setTimeout as globalSetTimeout, setInterval as globalSetInterval, setImmediate as globalSetImmediate };
export { clearTimeout as globalClearTimeout, clearInterval as globalClearInterval, clearImmediate as globalClearImmediate };
export * as promises from "./timers/promises.ts";
export * as default from "./timers.ts";
