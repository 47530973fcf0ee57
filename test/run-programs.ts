/**
 * The corpus by hand: test/run-programs.ts [options] [filter…]
 *   --target process|vm   where to run (default process)
 *   --node                only ask Node, and show what it says
 *   --jobs N              compilers and images at a time (default 2)
 *   --keep DIR            keep the images there
 *   --failing             print failures only
 *   --causes              at the end, failures grouped by cause
 * Exit code 0 when all passed.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { comparePrograms, type Comparison } from "./compare.ts";
import { CompilePool } from "./compile-pool.ts";
import { findPrograms, selectPrograms, type Program } from "./corpus.ts";
import { askNode } from "./oracle.ts";
import { groupByCause } from "./causes.ts";
import { inParallel } from "./in-parallel.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    target: { type: "string", default: "process" }, node: { type: "boolean", default: false }, jobs: { type: "string", default: "2" },
    keep: { type: "string" }, failing: { type: "boolean", default: false }, causes: { type: "boolean", default: false },
  },
});

async function showNode(programs: readonly Program[]): Promise<void> {
  await inParallel(programs, 2, async (program) => {
    const outcome = await askNode(program);
    console.log(`=== ${program.name} (exit ${outcome.code})\n${outcome.stdout}${outcome.stderr === "" ? "" : `--- stderr\n${outcome.stderr}`}`);
  });
}

function report(comparison: Comparison): void {
  if (comparison.verdict === "pass" && values.failing) return;
  console.log(`${comparison.verdict.padEnd(8)} ${comparison.program.name.padEnd(40)} ${comparison.runMs.toFixed(0).padStart(5)} ms`);
  if (comparison.verdict !== "pass") console.log(`         ${comparison.detail.split("\n").slice(0, 8).join("\n         ").slice(0, 900)}`);
}

const programs = selectPrograms(findPrograms(), positionals);
if (programs.length === 0) {
  console.error(`no program matches ${positionals.join(", ")}`);
  process.exit(2);
}
if (values.node) {
  await showNode(programs);
} else {
  const target = values.target === "vm" ? "vm" : "process";
  const directory = values.keep ?? mkdtempSync(join(tmpdir(), "whelk-programs-"));
  mkdirSync(directory, { recursive: true });
  const jobs = Math.max(1, Number(values.jobs));
  const pool = new CompilePool(jobs, directory);
  const comparisons: Comparison[] = [];
  await comparePrograms(programs, target, pool, jobs, (comparison) => {
    comparisons.push(comparison);
    report(comparison);
  });
  pool.close();
  if (values.keep === undefined) rmSync(directory, { recursive: true, force: true });
  const failed = comparisons.filter((comparison) => comparison.verdict !== "pass");
  if (values.causes) console.log(groupByCause(failed));
  console.log(`${comparisons.length - failed.length} passed, ${failed.length} failed`);
  process.exit(failed.length === 0 ? 0 : 1);
}
