/** The queue of process.nextTick(): plugged into the kernel's jobs with the first tick. */
import { setTickQueue, type TickQueue } from "../kernel/jobs.ts";
import { invalidArgumentType } from "./errors.ts";

// Arguments come back to the callback unchanged: `any`, as in Node's types.
type TickCallback = (...args: any[]) => void;

const NO_ARGS: readonly unknown[] = [];

/** Slots that a queue keeps after a burst. */
const SLOTS_KEPT = 1024;

class Ticks implements TickQueue {
  /** Slots #first … #end - 1 wait; the rest is empty and used again. */
  #callbacks: (TickCallback | undefined)[] = [];
  #args: (readonly unknown[] | undefined)[] = [];
  #first = 0;
  #end = 0;

  isEmpty(): boolean { return this.#first === this.#end; }

  push(callback: TickCallback, args: readonly unknown[]): void {
    const at = this.#end++;
    if (at < this.#callbacks.length) {
      this.#callbacks[at] = callback;
      this.#args[at] = args;
    } else {
      this.#callbacks.push(callback);
      this.#args.push(args);
    }
  }

  run(): void {
    while (this.#first < this.#end) {
      const at = this.#first;
      const callback = this.#callbacks[at];
      const args = this.#args[at];
      this.#callbacks[at] = undefined;
      this.#args[at] = undefined;
      this.#first = at + 1;
      if (this.#first === this.#end) this.#rewind();
      if (callback === undefined || args === undefined) continue;
      if (args === NO_ARGS) (callback as () => void)(); // one of the library's own
      else callback(...args);
    }
  }

  #rewind(): void {
    this.#first = 0;
    this.#end = 0;
    if (this.#callbacks.length <= SLOTS_KEPT) return;
    this.#callbacks = [];
    this.#args = [];
  }
}

let ticks: Ticks | undefined;
let schedule: ((run: () => void) => void) | undefined;

/** For tests under Node, whose own loop must run our ticks. */
export function scheduleTicksBy(scheduler: (run: () => void) => void): void { schedule = scheduler; }

/** Runs the callback after the current one, before microtasks and events. */
export function nextTick(callback: (...args: any[]) => void, ...args: unknown[]): void {
  if (typeof callback !== "function") throw invalidArgumentType("callback", "of type function", callback);
  enqueueTick(callback, args);
}

/** nextTick without arguments, for the library itself. */
export function nextTickCall(callback: () => void): void { enqueueTick(callback, NO_ARGS); }

function enqueueTick(callback: TickCallback, args: readonly unknown[]): void {
  if (schedule !== undefined) {
    schedule(() => { callback(...args); });
    return;
  }
  if (ticks === undefined) {
    ticks = new Ticks();
    setTickQueue(ticks);
  }
  ticks.push(callback, args);
}
