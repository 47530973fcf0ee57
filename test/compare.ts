/** Runs one program under Node and as an image and says where they part. */
import { join } from "node:path";
import { rmSync } from "node:fs";
import { canonicalOutcome } from "./canonical.ts";
import type { CompilePool } from "./compile-pool.ts";
import { REPOSITORY, type Program } from "./corpus.ts";
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
  readonly compileMs: number;
  readonly runMs: number;
}

const RUN_MS_MAX: Readonly<Record<Target, number>> = { process: 20_000, vm: 60_000 };

export interface CompareOptions {
  readonly target: Target;
  readonly pool: CompilePool;
  /** Directory for images. */
  readonly directory: string;
  readonly keepImages: boolean;
}

export async function compareProgram(program: Program, options: CompareOptions): Promise<Comparison> {
  const image = join(options.directory, `${program.name.replaceAll("/", "--")}.${options.target}`);
  const [expected, compiled] = await Promise.all([askNode(program), options.pool.compile(program.entry, image, options.target)]);
  if (!compiled.ok) {
    const verdict = compiled.codes.length > 0 ? "refused" : "crashed";
    return { program, verdict, detail: compiled.message, codes: compiled.codes, compileMs: compiled.ms, runMs: 0 };
  }
  const start = performance.now();
  const actual = await runImage(image, options.target);
  const runMs = performance.now() - start;
  if (!options.keepImages) rmSync(image, { force: true });
  const difference = findDifference(canonicalOutcome(expected), canonicalOutcome(actual), options.target);
  return { program, verdict: difference?.verdict ?? "pass", detail: difference?.detail ?? "", codes: [], compileMs: compiled.ms, runMs };
}

async function runImage(image: string, target: Target): Promise<Outcome> {
  const options = { cwd: REPOSITORY, timeoutMs: RUN_MS_MAX[target], env: PROGRAM_ENVIRONMENT };
  if (target === "process") return runCommand(image, [], options);
  const exitFile = `${image}.exit`;
  const [file = "", ...args] = virtualMachineCommand(image, { machine: "microvm", memoryMib: 64, network: "none", settings: ["env.TZ=UTC"], arguments: [], forwards: [], exitFile });
  const outcome = await runCommand(file, args, options);
  const code = outcome.code === -1 ? -1 : readExitFile(exitFile) ?? 1000 + outcome.code;
  rmSync(exitFile, { force: true });
  return { ...outcome, code };
}

/** A VM has one serial line: there stdout and stderr come interleaved, so that only their sum can be compared. */
function findDifference(expected: Outcome, actual: Outcome, target: Target): { verdict: Verdict; detail: string } | undefined {
  if (actual.code === -1) return { verdict: "timeout", detail: firstDifference("stdout", expected.stdout, actual.stdout) ?? "never ended" };
  const died = actual.code >= 128 && actual.code !== expected.code ? ` (signal ${actual.code - 128})` : "";
  const wantedOut = target === "vm" ? sortedLines(expected.stdout + expected.stderr) : expected.stdout;
  const actualOut = target === "vm" ? sortedLines(actual.stdout) : actual.stdout;
  const last = actual.code === expected.code ? "" : `; exit code: wanted ${expected.code}, got ${actual.code}${died}; stderr: ${actual.stderr.slice(0, 400)}`;
  const stdout = firstDifference("stdout", wantedOut, actualOut);
  if (stdout !== undefined) return { verdict: "stdout", detail: stdout + last };
  if (actual.code !== expected.code) return { verdict: "code", detail: last.slice(2) };
  const stderr = target === "vm" ? undefined : firstDifference("stderr", expected.stderr, actual.stderr);
  return stderr === undefined ? undefined : { verdict: "stderr", detail: stderr };
}

function sortedLines(text: string): string {
  return text.replaceAll("\r\n", "\n").split("\n").sort().join("\n");
}

function firstDifference(stream: string, expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const wanted = expected.split("\n"), got = actual.split("\n");
  let line = 0;
  while (wanted[line] === got[line]) line += 1;
  const show = (text: string | undefined): string => (text === undefined ? "(end)" : JSON.stringify(text.slice(0, 300)));
  return `${stream} line ${line + 1}: wanted ${show(wanted[line])}, got ${show(got[line])}`;
}
