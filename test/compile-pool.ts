/** A few compiler processes that share out jobs; one that dies is replaced and its job reported as failed. */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { REPOSITORY } from "./corpus.ts";
import type { CompileAnswer, CompileJob } from "./compile-worker.ts";

const WORKER = join(REPOSITORY, "test/compile-worker.ts");
const JOB_MS_MAX = 120_000;

interface Waiting { readonly job: CompileJob; readonly resolve: (answer: CompileAnswer) => void }

export class CompilePool {
  #queue: Waiting[] = [];
  #idle: ChildProcess[] = [];
  #all = new Set<ChildProcess>();
  #size: number;
  #nextId = 1;
  #closed = false;

  constructor(size: number) {
    this.#size = size;
  }

  compile(entry: string, output: string, target: "vm" | "process"): Promise<CompileAnswer> {
    return new Promise((resolve) => {
      this.#queue.push({ job: { id: this.#nextId++, entry, output, target }, resolve });
      this.#pump();
    });
  }

  close(): void {
    this.#closed = true;
    for (const worker of this.#all) worker.kill();
  }

  #pump(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#start() : undefined);
      if (worker === undefined) return;
      const waiting = this.#queue.shift();
      if (waiting !== undefined) this.#give(worker, waiting);
    }
  }

  #start(): ChildProcess {
    const worker = fork(WORKER, [], { cwd: REPOSITORY, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#all.add(worker);
    return worker;
  }

  #give(worker: ChildProcess, waiting: Waiting): void {
    const finish = (answer: CompileAnswer, alive: boolean): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      if (alive) this.#idle.push(worker);
      else this.#all.delete(worker);
      waiting.resolve(answer);
      if (!this.#closed) this.#pump();
    };
    const fail = (message: string): CompileAnswer => ({ id: waiting.job.id, ok: false, message, codes: [], ms: JOB_MS_MAX });
    const timer = setTimeout(() => { worker.kill("SIGKILL"); finish(fail(`the compiler took more than ${JOB_MS_MAX / 1000} s`), false); }, JOB_MS_MAX);
    worker.on("message", (answer: CompileAnswer) => finish(answer, true));
    worker.on("exit", (code) => finish(fail(`the compiler process ended with code ${code}`), false));
    worker.send(waiting.job);
  }
}
