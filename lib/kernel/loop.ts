/**
 * The event loop: one a core, the only scheduler there is. In libuv's order, so that programs see Node's:
 *
 *   main module, its jobs
 *   timers that are due
 *   while something keeps the program alive:
 *     sleep until an event or the next deadline (not at all when work is left)
 *     sources: network, console … take what came in, call back
 *     setImmediate's queue
 *     timers that are due
 *     collector's turn (the stack is empty: roots are exact)
 *     sources publish their output, one notify a device
 */
import { monotonicMs } from "#platform/clock.ts";
import { waitForEvent } from "#platform/wait.ts";
import { hasReferencedEntries, nextPhaseMs, runImmediates, runTimers } from "./phases.ts";

/** Something outside that makes work. All calls come from the loop; times are monotonicMs(). */
export interface LoopSource {
  /** Handles what has arrived and what is due, within a budget; runs callbacks by runCallback() of jobs.ts. */
  turn(nowMs: number): void;
  /** Sends what the turn has queued. */
  flush(nowMs: number): void;
  /** More to do at once: don't sleep. */
  pending(): boolean;
  /** When turn() wants to be called at the latest; Infinity: no wish. */
  nextDeadline(): number;
  /** Before sleep: false if something came in meanwhile. */
  arm(): boolean;
}

let sources: LoopSource[] | undefined;
let holds = 0;
let turnMs = 0;

/** When this turn of the loop began, monotonicMs(): for time limits that needn't be exact, without asking the clock. */
export function turnTimeMs(): number { return turnMs; }

export function addSource(source: LoopSource): void { (sources ??= []).push(source); }

/** Something keeps the program alive: an open server, socket, request. Ends with release(). */
export function retain(): void { holds++; }
export function release(): void { holds--; }

function isAlive(): boolean { return holds > 0 || hasReferencedEntries(); }

/** Runs until nothing keeps the program alive. False: nothing did from the start. */
export function runLoop(): boolean {
  flushSources();
  if (!isAlive()) return false;
  runTimers();
  while (isAlive()) {
    sleep();
    if (sources !== undefined) {
      turnMs = monotonicMs();
      for (let i = 0; i < sources.length; i++) sources[i].turn(turnMs);
    }
    runImmediates();
    runTimers();
    flushSources();
  }
  return true;
}

/** Publishes output at once; for the end of a program and long work of the kernel itself. */
export function flushSources(): void {
  if (sources === undefined) return;
  const nowMs = monotonicMs();
  for (let i = 0; i < sources.length; i++) sources[i].flush(nowMs);
}

function sleep(): void {
  let deadlineMs = nextPhaseMs();
  if (deadlineMs === 0) return;
  if (sources !== undefined) {
    for (let i = 0; i < sources.length; i++) {
      if (sources[i].pending()) return;
      deadlineMs = Math.min(deadlineMs, sources[i].nextDeadline());
    }
    // Armed only now, when all agree to sleep: arming costs an interrupt.
    if (deadlineMs <= monotonicMs()) return;
    for (let i = 0; i < sources.length; i++) if (!sources[i].arm()) return;
  }
  waitForEvent(deadlineMs);
}
