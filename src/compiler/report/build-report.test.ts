/** The report of a small program, from source to figures. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { compile } from "../compile.ts";
import type { BuildReport, DynamicKind, FunctionReport } from "./build-report.ts";

const SOURCE = `interface Named { name: string }
function total(values: number[], names: Named[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] ?? 0;
    for (const named of names) sum += named.name.length;
  }
  return sum;
}
function twice(work: (n: number) => number, n: number): number {
  return work(work(n));
}
const names: Named[] = [{ name: "a" }, JSON.parse('{"name":"b"}') as Named];
console.log(total([1, 2], names), twice((n) => n + names.length, 3));
`;

const directory = mkdtempSync(join(tmpdir(), "whelk-report-"));
const entry = join(directory, "main.ts"), image = join(directory, "image");
let report: BuildReport;

before(() => {
  writeFileSync(entry, SOURCE);
  const result = compile({ entry, target: "process", output: image, optimize: 1, debug: false, verify: true, report: true });
  deepEqual(result.diagnostics, []);
  ok(result.report !== undefined);
  report = result.report;
});
after(() => rmSync(directory, { recursive: true }));

function functionReport(name: string): FunctionReport {
  const found = report.functions.find((fn) => fn.name === name);
  ok(found !== undefined, `${name} is not in the report`);
  return found;
}

function lines(fn: FunctionReport, kind: DynamicKind): string[] {
  return fn.facts.filter((fact) => fact.kind === kind).map((fact) => `${fact.line}${"*".repeat(fact.loopDepth)} ${fact.what}`);
}

test("the bytes of modules, shared code and the rest add up to the image", () => {
  const modules = report.modules.reduce((sum, module) => sum + module.codeBytes + module.dataBytes + module.stringBytes, 0);
  const shared = report.shared.reduce((sum, { bytes }) => sum + bytes, 0);
  equal(report.imageBytes, statSync(image).size);
  equal(modules + shared + report.otherBytes, report.imageBytes);
  ok(report.otherBytes > 0 && report.otherBytes < 20_000, String(report.otherBytes));
});

test("a module's functions and strings count for it", () => {
  const main = report.modules.find((module) => module.module === entry);
  ok(main !== undefined);
  ok(main.stringBytes > 0);
  ok(main.functions.some(({ name, bytes }) => name === "total" && bytes > 0));
  equal(main.functions.reduce((sum, { bytes }) => sum + bytes, 0), main.codeBytes);
});

test("the chain to a module begins at the program, or at the platform for what only that needs", () => {
  const why = (module: string): string[] => report.modules.find((candidate) => candidate.module === module)?.why.map((link) => link.module) ?? [];
  deepEqual(why("lib/node/console.ts"), [entry, "lib/node/console.ts"]);
  equal(why("lib/kernel/loop.ts")[0], "lib/platform/process/start.ts");
});

test("bounds checks and accesses by key are there with line and loop", () => {
  const total = functionReport("total");
  deepEqual(lines(total, "bounds"), ["5* values[i]", "6** for (const named of names) sum += named.name.length;"]);
  deepEqual(lines(total, "by-key"), ["6** .name"]);
});

test("calls of function values are there", () => {
  deepEqual(lines(functionReport("twice"), "by-value"), ["11 work", "11 work"]);
});

test("the library's own functions are left out", () => {
  deepEqual(report.functions.filter((fn) => fn.module.startsWith("lib/")), []);
});
