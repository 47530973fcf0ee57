/** Sleeping: the processor halts until an interrupt. Interrupts are on only here. */
import { monotonicMs } from "./clock.ts";
import { armTimer, openInterrupts, takeRaised, TIMER_LINE } from "./interrupts.ts";
import { consoleIsWatched, hasConsoleInput } from "./console.ts";
import { disableInterrupts, enableInterruptsAndHalt } from "../../sys/intrinsics.ts";

/** Without an interrupt for the console, watched input is polled this often. */
const CONSOLE_POLL_MS = 10;

/** When the timer will interrupt, monotonicMs(); Infinity: it won't. */
let armedMs: number = Infinity;

/**
 * Sleeps until a device interrupts or monotonicMs() reaches the deadline (Infinity: none). May return early: the loop
 * looks at everything again. An interrupt that came before the halt ends it at once, because it is still pending.
 *
 * The timer is left running when something else ends the sleep, and set again only for an earlier deadline: to set and
 * stop it each time costs four exits of the machine, and a wake-up too many nothing.
 */
export function waitForEvent(deadlineMs: number): void {
  "use no-alloc";
  openInterrupts();
  const nowMs = monotonicMs();
  let untilMs = deadlineMs;
  if (consoleIsWatched()) {
    if (hasConsoleInput()) return;
    if (untilMs > nowMs + CONSOLE_POLL_MS) untilMs = nowMs + CONSOLE_POLL_MS;
  }
  if (untilMs <= nowMs) return;
  if (untilMs < armedMs) {
    armTimer(untilMs - nowMs);
    armedMs = untilMs;
  }
  enableInterruptsAndHalt();
  disableInterrupts();
  if (takeRaised(TIMER_LINE)) armedMs = Infinity;
}
