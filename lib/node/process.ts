/** node:process, and the global `process`. Its end and its uncaught errors are hooked into lib/kernel/uncaught.ts. */
import { environment, programArguments, programName } from "#platform/args.ts";
import { monotonicMs, monotonicNs } from "#platform/clock.ts";
import { endProgram, setProgramHooks, type ProgramHooks, type UncaughtOrigin } from "../kernel/uncaught.ts";
import { heapCommittedBytes, heapUsedBytes } from "../runtime/gc/heap.ts";
import { WriteStream } from "./console-stream.ts";
import { NodeError, invalidArgumentType } from "./errors.ts";
import { EventEmitter } from "./events.ts";
import { nextTick, nextTickCall } from "./tick.ts";
import { emitProcessWarning } from "./warning.ts";

// Listener arguments are `any`, as in Node's own types.
type AnyListener = (...args: any[]) => void;

/** The Node release whose behaviour this is. */
const NODE_VERSION = "24.21.0";

export class Process extends EventEmitter {
  readonly platform = "linux";
  readonly arch = "x64";
  readonly pid = 1;
  readonly ppid = 0;
  readonly version: string = `v${NODE_VERSION}`;
  readonly versions: Record<string, string> = { node: NODE_VERSION, whelk: "0.1.0" };
  readonly execArgv: string[] = [];
  title = "whelk";
  exitCode: number | string | null | undefined = undefined;
  #argv: string[] | undefined = undefined;
  #env: Record<string, string | undefined> | undefined = undefined;
  #stdout: WriteStream | undefined = undefined;
  #stderr: WriteStream | undefined = undefined;
  #exiting = false;
  readonly #startMs: number = monotonicMs();

  constructor() {
    super();
    setProgramHooks(new Hooks(this));
  }

  /** The image, the program's name, then its arguments. */
  get argv(): string[] {
    return (this.#argv ??= [this.execPath, programName(), ...programArguments()]);
  }
  set argv(list: string[]) { this.#argv = list; }
  get argv0(): string { return programName(); }
  get execPath(): string { return "/whelk"; }

  get env(): Record<string, string | undefined> {
    if (this.#env === undefined) {
      const variables: Record<string, string | undefined> = {};
      for (const [name, value] of environment()) variables[name] = value;
      this.#env = variables;
    }
    return this.#env;
  }

  get stdout(): WriteStream { return (this.#stdout ??= new WriteStream(1)); }
  get stderr(): WriteStream { return (this.#stderr ??= new WriteStream(2)); }

  cwd(): string { return "/"; }
  uptime(): number { return (monotonicMs() - this.#startMs) / 1000; }
  memoryUsage(): { rss: number; heapTotal: number; heapUsed: number; external: number; arrayBuffers: number } {
    return { rss: heapCommittedBytes(), heapTotal: heapCommittedBytes(), heapUsed: heapUsedBytes(), external: 0, arrayBuffers: 0 };
  }

  /** Seconds and nanoseconds of a monotonic clock, less `time`. */
  hrtime(time?: [number, number]): [number, number] {
    const nowNs = monotonicNs();
    let seconds = Math.floor(nowNs / 1e9);
    let nanoseconds = Math.floor(nowNs % 1e9);
    if (time !== undefined) {
      seconds -= time[0];
      nanoseconds -= time[1];
      if (nanoseconds < 0) { seconds--; nanoseconds += 1e9; }
    }
    return [seconds, nanoseconds];
  }

  nextTick(callback: AnyListener, ...args: unknown[]): void { nextTick(callback, ...args); }

  exit(code?: number | string | null): never {
    if (code !== undefined && code !== null) this.exitCode = exitCodeOf(code);
    endProgram(undefined);
  }
  abort(): never { endProgram(134); }

  emitWarning(warning: string | Error, type?: string): void {
    const error = typeof warning === "string" ? new Error(warning) : warning;
    if (typeof warning === "string") error.name = type ?? "Warning";
    nextTickCall(() => {
      emitProcessWarning(error.name, error.message);
      this.emit("warning", error);
    });
  }

  _uncaught(error: unknown, origin: UncaughtOrigin, promise: object | undefined): boolean {
    if (origin === "unhandledRejection" && this.listenerCount("unhandledRejection") > 0) {
      this.emit("unhandledRejection", error, promise);
      return true;
    }
    if (this.listenerCount("uncaughtExceptionMonitor") > 0) this.emit("uncaughtExceptionMonitor", error, origin);
    if (this.listenerCount("uncaughtException") === 0) return false;
    const shown = origin === "unhandledRejection" && !(error instanceof Error)
      ? new NodeError("ERR_UNHANDLED_REJECTION", `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${String(error)}".`)
      : error;
    this.emit("uncaughtException", shown, origin);
    return true;
  }
  /** The last word; gives the exit code. */
  _end(code: number | undefined): number {
    if (code !== undefined) this.exitCode = code;
    if (!this.#exiting) {
      this.#exiting = true;
      this.emit("exit", this._code());
    }
    return this._code();
  }
  _code(): number { return this.exitCode === undefined || this.exitCode === null ? 0 : exitCodeOf(this.exitCode); }
}

/** What the kernel asks at the end of the program; `exit` is a name of both. */
class Hooks implements ProgramHooks {
  readonly #process: Process;
  constructor(owner: Process) { this.#process = owner; }
  uncaught(error: unknown, origin: UncaughtOrigin, promise: object | undefined): boolean { return this.#process._uncaught(error, origin, promise); }
  beforeExit(): void { this.#process.emit("beforeExit", this.#process._code()); }
  exit(code: number | undefined): number { return this.#process._end(code); }
}

function exitCodeOf(code: number | string): number {
  const value = typeof code === "string" && code !== "" ? Number(code) : code;
  if (typeof value !== "number" || !Number.isInteger(value)) throw invalidArgumentType("code", "of type number", code);
  return value;
}

export const process: Process = new Process();
export { process as default };
