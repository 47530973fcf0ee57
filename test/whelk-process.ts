/** Starts ./whelk for a test, waits for what it prints, and stops it. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { REPOSITORY } from "./corpus.ts";
import { PROGRAM_ENVIRONMENT } from "./oracle.ts";
import { runCommand, type Outcome } from "./run-command.ts";

export const WHELK = join(REPOSITORY, "whelk");
const STOP_MS_MAX = 10_000;

/** Runs whelk to its end. */
export function whelk(args: readonly string[], cwd = REPOSITORY, timeoutMs = 400_000): Promise<Outcome> {
  return runCommand(WHELK, args, { cwd, timeoutMs, env: environment({}) });
}

/** The developer's PATH and home, but the program's environment otherwise. */
function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...PROGRAM_ENVIRONMENT, PATH: process.env["PATH"], HOME: process.env["HOME"], ...extra };
}

export class RunningWhelk {
  output = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #code: number | undefined;
  #changed: () => void = () => {};

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(WHELK, args, { cwd: REPOSITORY, stdio: ["ignore", "pipe", "pipe"], env: environment(env) });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        this.#changed();
      });
    }
    this.#ended = new Promise((resolve) => this.#child.on("exit", (code, signal) => {
      this.#code = code ?? (signal === null ? 0 : -1);
      this.#changed();
      resolve(this.#code);
    }));
  }

  /** Resolves when the output contains `text`; rejects, with the output, when the program ends or time is up first. */
  async waitFor(text: string, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!this.output.includes(text)) {
      const restMs = deadline - performance.now();
      if (this.#code !== undefined) throw new Error(`whelk ended with code ${this.#code} before it printed "${text}":\n${this.output}`);
      if (restMs <= 0) throw new Error(`whelk did not print "${text}" in ${timeoutMs} ms, but:\n${this.output}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
        setTimeout(resolve, Math.min(restMs, 200)).unref();
      });
    }
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Ends it like Ctrl-C on a terminal would, and answers with the exit code. */
  async stop(): Promise<number> {
    if (this.#code === undefined) {
      this.#child.kill("SIGTERM");
      const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MS_MAX);
      await this.#ended;
      clearTimeout(timer);
    }
    return this.#ended;
  }
}

/** A TCP port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Whether tap devices can be made here: the process target's network needs one. */
export function canMakeTap(): boolean {
  if (process.getuid?.() !== 0) return false;
  const made = spawnSync("ip", ["tuntap", "add", "whelkprobe", "mode", "tap"]);
  if (made.status === 0) spawnSync("ip", ["link", "delete", "whelkprobe"]);
  return made.status === 0;
}
