/**
 * What runs between two callbacks of the event loop: process.nextTick's queue, then microtasks, until both are
 * empty, then rejections that nobody handled. node:process plugs its tick queue in here.
 */
import { runMicrotasks } from "../runtime/microtasks.ts";
import { takeUnhandledRejection } from "../runtime/promise.ts";
import { handleUncaught } from "./uncaught.ts";

/** The queue of process.nextTick(). */
export interface TickQueue {
  isEmpty(): boolean;
  /** Runs ticks until the queue is empty; a throwing tick leaves the rest in it. */
  run(): void;
}

let ticks: TickQueue | undefined;

export function setTickQueue(queue: TickQueue): void { ticks = queue; }

/** Runs all jobs there are and those that they make. */
export function drainJobs(): void {
  do {
    if (ticks !== undefined && !ticks.isEmpty()) attempt(runTicks);
    attempt(runMicrotasks);
  } while ((ticks !== undefined && !ticks.isEmpty()) || reportRejections());
}

/** After the main module: its microtasks come before its ticks, because an ES module is itself run by a job. */
export function drainJobsOfMain(): void {
  attempt(runMicrotasks);
  drainJobs();
}

/** Runs one callback of the event loop and then all jobs. An exception goes to handleUncaught(). */
export function runCallback(callback: () => void): void {
  attempt(callback);
  drainJobs();
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    handleUncaught(error, "uncaughtException");
  }
}

function runTicks(): void { ticks?.run(); }

/** True if there were any: their handlers may have made new jobs. */
function reportRejections(): boolean {
  let any = false;
  for (let promise = takeUnhandledRejection(); promise !== undefined; promise = takeUnhandledRejection()) {
    any = true;
    handleUncaught(promise._result, "unhandledRejection", promise);
  }
  return any;
}
