/** A few compiler processes that share out batches; one that dies is replaced. */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { REPOSITORY, type Program } from "./corpus.ts";
import type { CompileAnswer, CompiledImage, CompileJob } from "./compile-worker.ts";

const WORKER = join(REPOSITORY, "test/compile-worker.ts");
const JOB_MS_MAX = 300_000;

interface Waiting { readonly job: CompileJob; readonly resolve: (answer: CompileAnswer) => void }

export class CompilePool {
  readonly #directory: string;
  readonly #queue: Waiting[] = [];
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #size: number;
  #nextId = 1;
  #closed = false;

  /** Images go into `directory`. */
  constructor(size: number, directory: string) {
    this.#size = size;
    this.#directory = directory;
  }

  /** An image for each program. When the compiler fails on a batch, halves of it are tried, down to the culprit. */
  async compile(programs: readonly Program[], target: "vm" | "process"): Promise<Map<Program, CompiledImage>> {
    const answer = await new Promise<CompileAnswer>((resolve) => {
      this.#queue.push({ job: { id: this.#nextId++, programs, directory: this.#directory, target }, resolve });
      this.#pump();
    });
    const results = new Map<Program, CompiledImage>();
    for (const program of programs) results.set(program, answer.images[program.name] ?? { refused: "the compiler did not answer", codes: [] });
    const failed = programs.filter((program) => {
      const result = results.get(program);
      return result !== undefined && "refused" in result && result.codes.length === 0;
    });
    if (failed.length <= 1) return results;
    const middle = failed.length >> 1;
    for (const half of [failed.slice(0, middle), failed.slice(middle)]) for (const [program, result] of await this.compile(half, target)) results.set(program, result);
    return results;
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
    const fail = (refused: string): CompileAnswer => ({ id: waiting.job.id, images: Object.fromEntries(waiting.job.programs.map((program) => [program.name, { refused, codes: [] }])), ms: JOB_MS_MAX });
    const timer = setTimeout(() => { worker.kill("SIGKILL"); finish(fail(`the compiler took more than ${JOB_MS_MAX / 1000} s`), false); }, JOB_MS_MAX);
    worker.on("message", (answer: CompileAnswer) => finish(answer, true));
    worker.on("exit", (code) => finish(fail(`the compiler process ended with code ${code}`), false));
    worker.send(waiting.job);
  }
}
