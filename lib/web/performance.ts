/** performance.now() (High Resolution Time §7). */
import { monotonicMs, wallClockMs } from "#platform/clock.ts";

export class Performance {
  readonly #startMs: number = monotonicMs();
  readonly timeOrigin: number = wallClockMs();
  /** Milliseconds since the program started. */
  now(): number { return monotonicMs() - this.#startMs; }
  toJSON(): { timeOrigin: number } { return { timeOrigin: this.timeOrigin }; }
}
export const performance: Performance = new Performance();
