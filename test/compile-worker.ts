/** A process that compiles one batch after another, so that TypeScript is loaded once: reads jobs, answers each. */
import { join } from "node:path";
import { compileProgram } from "../src/cli/compile-program.ts";
import { compileBatch } from "./batch.ts";
import type { Program } from "./corpus.ts";

export interface CompileJob {
  readonly id: number;
  readonly programs: readonly Program[];
  /** Where images go. */
  readonly directory: string;
  readonly target: "vm" | "process";
}

/** By the program's name. `codes` are those of diagnostics; a failure without any is the compiler's own. */
export interface CompileAnswer { readonly id: number; readonly images: Readonly<Record<string, CompiledImage>>; readonly ms: number }
export type CompiledImage = { readonly image: string } | { readonly refused: string; readonly codes: readonly string[] };

process.on("message", (job: CompileJob) => {
  void answer(job).then((result) => process.send?.(result));
});

async function answer(job: CompileJob): Promise<CompileAnswer> {
  const start = performance.now();
  const images = await compileAll(job).catch((error: unknown) => {
    const refused = `the compiler failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
    return Object.fromEntries(job.programs.map((program) => [program.name, { refused, codes: [] }]));
  });
  return { id: job.id, images, ms: performance.now() - start };
}

async function compileAll(job: CompileJob): Promise<Record<string, CompiledImage>> {
  if (job.target === "process" && job.programs.length > 1) {
    const results = compileBatch(job.programs, job.directory, `batch${job.id}`);
    return Object.fromEntries([...results].map(([program, result]) => [program.name, result]));
  }
  const images: Record<string, CompiledImage> = {};
  for (const program of job.programs) {
    const output = join(job.directory, `${program.name.replaceAll("/", "--")}.${job.target}`);
    const built = await compileProgram({ entry: program.entry, output, target: job.target, purpose: "test" });
    images[program.name] = built.ok ? { image: output } : { refused: built.text, codes: built.codes };
  }
  return images;
}
