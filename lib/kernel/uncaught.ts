/** Exceptions that nobody caught and rejections that nobody handled: the program's handlers, or the end with code 1. */
import { exit } from "#platform/exit.ts";
import { reportHeap } from "../runtime/gc/options.ts";
import { reportUncaught } from "../runtime/uncaught-report.ts";

export type UncaughtOrigin = "uncaughtException" | "unhandledRejection";

/** What node:process adds to the life of a program. */
export interface ProgramHooks {
  /** True: a handler of the program took it. */
  uncaught(error: unknown, origin: UncaughtOrigin, promise: object | undefined): boolean;
  /** The loop is empty; may make new work. */
  beforeExit(): void;
  /** The last word; gives the code to exit with, `code` unless process.exitCode says otherwise. */
  exit(code: number | undefined): number;
}

let hooks: ProgramHooks | undefined;
let ending = false;

export function setProgramHooks(installed: ProgramHooks): void { hooks = installed; }
export function programHooks(): ProgramHooks | undefined { return hooks; }

/** Gives the error to the program's handlers; without one prints it as Node does and ends the program. */
export function handleUncaught(error: unknown, origin: UncaughtOrigin, promise?: object): void {
  if (!ending && hooks !== undefined && hooks.uncaught(error, origin, promise)) return;
  reportUncaught(error, origin === "unhandledRejection");
  endProgram(1);
}

/** Runs the exit hook once, then ends. `code` undefined: 0 or what the program set. */
export function endProgram(code: number | undefined): never {
  let last = code ?? 0;
  if (!ending && hooks !== undefined) {
    ending = true;
    try {
      last = hooks.exit(code);
    } catch (error) {
      reportUncaught(error, false);
      last = 7;
    }
  }
  reportHeap();
  exit(last);
}
