/** The life of a program, the same on every target: initialisers, event loop, end. */
import { runInitializers } from "../sys/intrinsics.ts";
import { drainJobsOfMain } from "./jobs.ts";
import { flushSources, runLoop } from "./loop.ts";
import { applyHeapOptions } from "../runtime/gc/options.ts";
import { endProgram, handleUncaught, programHooks } from "./uncaught.ts";

/** Runs the program to its end; the platform is ready. */
export function runProgram(): never {
  applyHeapOptions();
  try {
    runInitializers();
  } catch (error) {
    handleUncaught(error, "uncaughtException");
  }
  drainJobsOfMain();
  runLoop();
  const hooks = programHooks();
  if (hooks !== undefined) {
    let again = true;
    while (again) {
      hooks.beforeExit();
      drainJobsOfMain();
      again = runLoop();
    }
  }
  flushSources();
  endProgram(undefined);
}
