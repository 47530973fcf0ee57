/** Runs one program under Node and as an image and says where they part. */
import { rmSync } from "node:fs";
import { canonicalOutcome } from "./canonical.ts";
import type { CompilePool } from "./compile-pool.ts";
import type { CompiledImage } from "./compile-worker.ts";
import { REPOSITORY, type Program } from "./corpus.ts";
import { inParallel } from "./in-parallel.ts";
import { askNode, PROGRAM_ENVIRONMENT } from "./oracle.ts";
import { runCommand, type Outcome } from "./run-command.ts";
import { virtualMachineCommand } from "../src/cli/virtual-machine.ts";
import { readExitFile } from "../src/cli/run-machine.ts";

export type Target = "vm" | "process";
/** "refused": a diagnostic of the compiler; "crashed": the compiler itself failed. */
export type Verdict = "pass" | "refused" | "crashed" | "stdout" | "stderr" | "code" | "timeout";

export interface Comparison {
  readonly program: Program;
  readonly verdict: Verdict;
  /** The first difference, or the compiler's words. */
  readonly detail: string;
  readonly codes: readonly string[];
  readonly runMs: number;
}

const RUN_MS_MAX: Readonly<Record<Target, number>> = { process: 20_000, vm: 60_000 };
/** Programs compiled together: more share more, fewer spread better over two processors. */
const BATCH_SIZE = 30;

/** Compiles and runs all of them, two batches at a time; `done` hears of each. */
export async function comparePrograms(programs: readonly Program[], target: Target, pool: CompilePool, width: number, done: (comparison: Comparison) => void): Promise<void> {
  const size = target === "vm" ? 1 : Math.max(1, Math.min(BATCH_SIZE, Math.ceil(programs.length / width)));
  const batches = Array.from({ length: Math.ceil(programs.length / size) }, (_, index) => programs.slice(index * size, (index + 1) * size));
  await inParallel(batches, width, async (batch) => {
    for (const [program, compiled] of await pool.compile(batch, target)) done(await compareImage(program, compiled, target));
  });
}

async function compareImage(program: Program, compiled: CompiledImage, target: Target): Promise<Comparison> {
  if ("refused" in compiled) return { program, verdict: compiled.codes.length > 0 ? "refused" : "crashed", detail: compiled.refused, codes: compiled.codes, runMs: 0 };
  const expected = await askNode(program);
  const start = performance.now();
  const actual = await runImage(compiled.image, target);
  const runMs = performance.now() - start;
  const [wanted, got] = [canonicalOutcome(expected), canonicalOutcome(actual)];
  const difference = program.name.startsWith("lying/") && endsInTypeErrors(wanted, got) ? undefined : findDifference(wanted, got, target);
  return { program, verdict: difference?.verdict ?? "pass", detail: difference?.detail ?? "", codes: [], runMs };
}

async function runImage(image: string, target: Target): Promise<Outcome> {
  const options = { cwd: REPOSITORY, timeoutMs: RUN_MS_MAX[target], env: PROGRAM_ENVIRONMENT };
  if (target === "process") return runCommand(image, [], options);
  const exitFile = `${image}.exit`;
  const [file = "", ...args] = virtualMachineCommand(image, { machine: "microvm", memoryMib: 64, network: "none", settings: ["env.TZ=UTC"], arguments: [], forwards: [], exitFile });
  const outcome = await runCommand(file, args, options);
  const code = outcome.code === -1 ? -1 : readExitFile(exitFile) ?? 1000 + outcome.code;
  rmSync(exitFile, { force: true });
  return { stdout: "", stderr: outcome.stdout.replaceAll("\r\n", "\n"), code };
}

/**
 * Programs whose types lie may end in a TypeError where Node goes on with the wrong value (docs/language.md): a line
 * of ours may be a TypeError instead of Node's line, and the program may stop with one.
 */
function endsInTypeErrors(wanted: Outcome, got: Outcome): boolean {
  const lines = wanted.stdout.split("\n"), own = got.stdout.split("\n");
  const stopped = got.code === 1 && /^TypeError: /m.test(got.stderr);
  const compared = stopped ? own.slice(0, -1) : own;
  if (!stopped && (got.code !== wanted.code || own.length !== lines.length)) return false;
  return compared.every((line, index) => line === lines[index] || line.startsWith("TypeError"));
}

/** A VM has one serial line: there stdout and stderr come interleaved (as stderr), so that only their sum can be compared. */
function findDifference(expected: Outcome, actual: Outcome, target: Target): { verdict: Verdict; detail: string } | undefined {
  if (actual.code === -1) return { verdict: "timeout", detail: firstDifference("stdout", expected.stdout, actual.stdout) ?? "never ended" };
  const died = actual.code >= 128 && actual.code !== expected.code ? ` (signal ${actual.code - 128})` : "";
  const wantedOut = target === "vm" ? sortedLines(expected.stdout + expected.stderr) : expected.stdout;
  const actualOut = target === "vm" ? sortedLines(actual.stdout + actual.stderr) : actual.stdout;
  const last = actual.code === expected.code ? "" : `; exit code: wanted ${expected.code}, got ${actual.code}${died}; stderr: ${actual.stderr.slice(0, 400)}`;
  const stdout = firstDifference("stdout", wantedOut, actualOut);
  if (stdout !== undefined) return { verdict: "stdout", detail: stdout + last };
  if (actual.code !== expected.code) return { verdict: "code", detail: last.slice(2) };
  const stderr = target === "vm" ? undefined : firstDifference("stderr", expected.stderr, actual.stderr);
  return stderr === undefined ? undefined : { verdict: "stderr", detail: stderr };
}

function sortedLines(text: string): string {
  return text.split("\n").sort().join("\n");
}

function firstDifference(stream: string, expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const wanted = expected.split("\n"), got = actual.split("\n");
  let line = 0;
  while (wanted[line] === got[line]) line += 1;
  const show = (text: string | undefined): string => (text === undefined ? "(end)" : JSON.stringify(text.slice(0, 300)));
  return `${stream} line ${line + 1}: wanted ${show(wanted[line])}, got ${show(got[line])}`;
}
