/** Sleeping under Node: blocks the thread, for tests of the loop. Nothing but time ends it. */
import { monotonicMs } from "./clock.ts";

const cell = new Int32Array(new SharedArrayBuffer(4));

export function waitForEvent(deadlineMs: number): void {
  const waitMs = deadlineMs - monotonicMs();
  if (waitMs > 0) Atomics.wait(cell, 0, 0, waitMs);
}
