/** A process that compiles one program after another, so that TypeScript is loaded once: reads jobs, answers each. */
import { compileProgram } from "../src/cli/compile-program.ts";

export interface CompileJob { readonly id: number; readonly entry: string; readonly output: string; readonly target: "vm" | "process" }
export interface CompileAnswer { readonly id: number; readonly ok: boolean; readonly message: string; readonly codes: readonly string[]; readonly ms: number }

process.on("message", (job: CompileJob) => {
  void answer(job).then((result) => process.send?.(result));
});

async function answer(job: CompileJob): Promise<CompileAnswer> {
  const start = performance.now();
  const done = (ok: boolean, message: string, codes: readonly string[]): CompileAnswer => ({ id: job.id, ok, message, codes, ms: performance.now() - start });
  try {
    const result = await compileProgram({ entry: job.entry, output: job.output, target: job.target, purpose: "test" });
    return done(result.ok, result.text, result.codes);
  } catch (error) {
    return done(false, `the compiler failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`, []);
  }
}
