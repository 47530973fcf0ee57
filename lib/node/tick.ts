/** The queue of process.nextTick(): plugged into the kernel's jobs with the first tick. */
import { setTickQueue, type TickQueue } from "../kernel/jobs.ts";
import { invalidArgumentType } from "./errors.ts";

// Arguments come back to the callback unchanged: `any`, as in Node's types.
type TickCallback = (...args: any[]) => void;

const NO_ARGS: readonly unknown[] = [];

class Ticks implements TickQueue {
  #callbacks: (TickCallback | undefined)[] = [];
  #args: (readonly unknown[] | undefined)[] = [];
  #first = 0;

  isEmpty(): boolean { return this.#first === this.#callbacks.length; }

  push(callback: TickCallback, args: readonly unknown[]): void {
    this.#callbacks.push(callback);
    this.#args.push(args);
  }

  run(): void {
    while (this.#first < this.#callbacks.length) {
      const at = this.#first;
      const callback = this.#callbacks[at];
      const args = this.#args[at];
      this.#callbacks[at] = undefined;
      this.#args[at] = undefined;
      this.#first = at + 1;
      if (this.#first === this.#callbacks.length) {
        this.#callbacks.length = 0;
        this.#args.length = 0;
        this.#first = 0;
      }
      if (callback === undefined || args === undefined) continue;
      if (args.length === 0) callback(); else callback(...args);
    }
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
