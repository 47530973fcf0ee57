/**
 * npm run bench [section…]: measures and writes docs/benchmarks.md. With names of sections only these are measured
 * again; the others keep their figures (bench/results.json) and their date.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { WHELK_ROOT } from "../src/cli/root.ts";
import { findTool, needTools } from "../src/cli/toolchain.ts";
import { bootInstructions, bootTimes } from "./boot.ts";
import { compute } from "./compute.ts";
import { http } from "./http.ts";
import { linux } from "./linux.ts";
import { compileTimes, leastMemory, sizes } from "./images.ts";
import type { Section } from "./section.ts";
import { runTool, Workshop } from "./workshop.ts";

const SECTIONS: Readonly<Record<string, (shop: Workshop) => Promise<Section>>> = {
  sizes, memory: leastMemory, boot: bootTimes, instructions: bootInstructions, compile: compileTimes, compute, http, linux,
};
const RESULTS = join(WHELK_ROOT, "bench/results.json"), PAGE = join(WHELK_ROOT, "docs/benchmarks.md");

interface Measured extends Section { readonly date: string; readonly commit: string }

function firstLine(tool: string, ...args: readonly string[]): string {
  return runTool(tool, args).split("\n")[0] ?? "";
}

function render(results: Readonly<Record<string, Measured>>): string {
  const table = (section: Measured): string => {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    return [line(section.columns), line(section.columns.map((_, index) => (index === 0 ? "---" : "---:"))), ...section.rows.map(line)].join("\n");
  };
  const parts = Object.keys(SECTIONS).flatMap((name) => {
    const section = results[name];
    return section === undefined ? [] : [`## ${section.title}\n\n${section.how}. Measured ${section.date} at ${section.commit}.\n\n${table(section)}\n`];
  });
  return `# Benchmarks

Written by \`npm run bench\`; \`bench/run SECTION\` measures one section again (${Object.keys(SECTIONS).join(", ")}).
Figures are medians of interleaved runs; the runs are in \`bench/results.json\`. On a shared machine read ratios, not
absolutes.

- ${cpus().length} × ${cpus()[0]?.model.trim() ?? "CPU"}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; QEMU without KVM (TCG)
- ${firstLine("qemu-system-x86_64", "--version")}
- ${firstLine(findTool("clang") ?? "clang", "--version")}
- Node ${process.version}, ${firstLine("uname", "-sr")}; wrk ${/wrk (\S+)/.exec(spawnSync("wrk", ["-v"], { encoding: "utf8" }).stdout)?.[1] ?? ""}

${parts.join("\n")}`;
}

/** After each section: what is measured stays measured. */
function save(results: Readonly<Record<string, Measured>>): void {
  const text = JSON.stringify(results, null, 1).replace(/\[\s+(-?[\d.e+]+(?:,\s+-?[\d.e+]+)*)\s+\]/g, (_, runs: string) => `[${runs.replace(/\s+/g, " ")}]`); // runs on one line
  writeFileSync(RESULTS, `${text}\n`);
  writeFileSync(PAGE, render(results));
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => SECTIONS[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no section '${unknown}'; there are ${Object.keys(SECTIONS).join(", ")}.`);
  process.exit(2);
}
needTools("clang", "lld", "qemu", "wrk", "ip");
const shop = new Workshop();
const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) as Record<string, Measured> : {};
let failed = 0;
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`${name} …`);
  try {
    results[name] = { ...await measure(shop), date: new Date().toISOString().slice(0, 10), commit: runTool("git", ["-C", WHELK_ROOT, "rev-parse", "--short", "HEAD"]).trim() };
    save(results);
  } catch (error) {
    failed++;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
shop.close();
process.exit(failed === 0 ? 0 : 1);
