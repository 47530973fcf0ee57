/**
 * The whole gate, in the order in which a failure is cheapest to find: types, unit tests, the corpus, what must be
 * refused, the examples and the machine. Ends with "N passed, N failed".
 *   test/gate.ts [types|unit|programs|refused|machines]...   only these parts
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { needTools } from "../src/cli/toolchain.ts";
import { comparePrograms, type Comparison, type Target } from "./compare.ts";
import { CompilePool } from "./compile-pool.ts";
import { findPrograms, REPOSITORY } from "./corpus.ts";
import { knownFailures } from "./known-failures.ts";
import { checkRefused } from "./refused.ts";

/** Programs that run in the VM too: one of each area that the machine could get wrong. */
const VM_SAMPLE = [
  "basics/hello", "numbers/print", "strings/utf16", "classes/private-fields", "iterators/generators", "errors/uncaught-error",
  "async/microtask-order", "async/timers", "typed-arrays/data-view", "json/round-trip", "date/utc", "exit/code-3", "exit/code-255", "gc/binary-trees", "algorithms/sha256",
] as const;
const WIDTH = 2;
/** What takes longer hangs. */
const TEST_FILE_MS_MAX = 900_000;

class Tally {
  passed = 0;
  failures: string[] = [];
  /** Names of known failures that failed, as they should until somebody mends them. */
  readonly expected: string[] = [];
  private readonly known = knownFailures();

  pass(name?: string): void {
    this.passed += 1;
    if (name !== undefined && this.known.has(name)) console.log(`MENDED ${name}: take its line out of test/known-failures.txt`);
  }

  fail(name: string, detail: string): void {
    if (this.known.has(name)) { this.expected.push(name); return; }
    this.failures.push(name);
    console.log(`FAIL ${name}\n     ${detail.trim().split("\n").slice(0, 20).join("\n     ")}`);
  }
}

function checkTypes(tally: Tally): void {
  for (const project of [".", "test/programs"]) {
    const tsc = spawnSync(process.execPath, [join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-p", project], { cwd: REPOSITORY, encoding: "utf8" });
    if (tsc.status === 0) tally.pass();
    else tally.fail(`tsc -p ${project}`, tsc.stdout + tsc.stderr);
  }
}

/** A test as test/known-failures.txt names it: file and title, blanks as underscores. */
function testName(event: { readonly file?: string; readonly name: string }): string {
  return `${relative(REPOSITORY, event.file ?? "")}:${event.name.replaceAll(" ", "_")}`;
}

async function runTests(tally: Tally, patterns: readonly string[], width: number): Promise<void> {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: REPOSITORY })).sort().map((name) => join(REPOSITORY, name));
  if (files.length === 0) return;
  const stream = run({ files, concurrency: width, timeout: TEST_FILE_MS_MAX, cwd: REPOSITORY, execArgv: ["--disable-warning=ExperimentalWarning"] });
  stream.on("test:pass", (event) => { if (event.details.type !== "suite" && event.skip === undefined && event.todo === undefined) tally.pass(testName(event)); });
  stream.on("test:fail", (event) => {
    const { error } = event.details;
    const cause = error.cause instanceof Error ? error.cause.stack ?? error.cause.message : String(error.cause ?? error.message);
    if (!/subtests? failed/.test(cause)) tally.fail(testName(event), cause);
  });
  for await (const event of stream) void event;
}

async function runCorpus(tally: Tally): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "whelk-gate-"));
  const pool = new CompilePool(WIDTH, directory);
  const judge = (target: Target) => (comparison: Comparison): void => {
    const name = `${target}:${comparison.program.name}`;
    if (comparison.verdict === "pass") tally.pass(name);
    else tally.fail(name, `${comparison.verdict}: ${comparison.detail}`);
  };
  const programs = findPrograms();
  await comparePrograms(programs, "process", pool, WIDTH, judge("process"));
  const sample = VM_SAMPLE.flatMap((name) => programs.filter((program) => program.name === name));
  if (sample.length !== VM_SAMPLE.length) tally.fail("VM sample", "it names a program that is not in the corpus");
  await comparePrograms(sample, "vm", pool, WIDTH, judge("vm"));
  for (const [program, problem] of await checkRefused(findPrograms("refused"), pool)) {
    const name = `refused:${program.name}`;
    if (problem === undefined) tally.pass(name);
    else tally.fail(name, problem);
  }
  pool.close();
  rmSync(directory, { recursive: true, force: true });
}

const PARTS: Readonly<Record<string, (tally: Tally) => void | Promise<void>>> = {
  types: checkTypes,
  unit: (tally) => runTests(tally, ["src/**/*.test.ts", "lib/**/*.test.ts", "examples/**/*.test.ts", "bench/**/*.test.ts"], WIDTH),
  programs: runCorpus,
  machines: (tally) => runTests(tally, ["test/*.test.ts", "test/machine/*.test.ts"], 1),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => PARTS[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no part '${unknown}'; there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
needTools("clang", "lld", "qemu", "gdb", "curl", "wrk", "ip", "redisTools", "chromium", "dig");
const tally = new Tally();
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = performance.now(), before = tally.passed, failedBefore = tally.failures.length;
  await part(tally);
  console.log(`${name}: ${tally.passed - before} passed, ${tally.failures.length - failedBefore} failed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
if (tally.expected.length > 0) console.log(`known failures (test/known-failures.txt), run and not counted: ${tally.expected.length}\n  ${tally.expected.join("\n  ")}`);
console.log(`${tally.passed} passed, ${tally.failures.length} failed`);
process.exit(tally.failures.length === 0 ? 0 : 1);
