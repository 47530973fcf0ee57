/** Sleeping: the processor halts until an interrupt. Interrupts are on only here. */
import { monotonicMs } from "./clock.ts";
import { armTimer, openInterrupts, stopTimer, takeRaised, TIMER_LINE } from "./interrupts.ts";
import { consoleIsWatched, hasConsoleInput } from "./console.ts";
import { disableInterrupts, enableInterruptsAndHalt } from "../../sys/intrinsics.ts";

/** Without an interrupt for the console, watched input is polled this often. */
const CONSOLE_POLL_MS = 10;

/**
 * Sleeps until a device interrupts or monotonicMs() reaches the deadline (Infinity: none). May return early: the loop
 * looks at everything again. An interrupt that came before the halt ends it at once, because it is still pending.
 */
export function waitForEvent(deadlineMs: number): void {
  "use no-alloc";
  openInterrupts();
  let waitMs = deadlineMs === Infinity ? Infinity : deadlineMs - monotonicMs();
  if (consoleIsWatched()) {
    if (hasConsoleInput()) return;
    if (waitMs > CONSOLE_POLL_MS) waitMs = CONSOLE_POLL_MS;
  }
  if (waitMs <= 0) return;
  if (waitMs !== Infinity) armTimer(waitMs);
  enableInterruptsAndHalt();
  disableInterrupts();
  if (waitMs !== Infinity && !takeRaised(TIMER_LINE)) stopTimer();
}
