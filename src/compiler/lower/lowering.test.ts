/** Golden HIR of small functions, the validator's verdict on all that they reach, and messages as users see them. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSourceProgram } from "../checker/program.ts";
import { renderDiagnostic } from "../diagnostics.ts";
import { dumpFunction } from "../hir/dump.ts";
import { validateProgram } from "../hir/validate.ts";
import { lowerSource } from "./program.ts";

const LIB = join(dirname(fileURLToPath(import.meta.url)), "../../../lib");
const directory = mkdtempSync(join(tmpdir(), "whelk-lower-"));
after(() => { rmSync(directory, { recursive: true }); });

function lower(name: string, text: string): ReturnType<typeof lowerSource> {
  const entry = join(directory, name);
  writeFileSync(entry, text);
  return lowerSource(createSourceProgram({ entry, target: "process", libRoot: LIB }), true);
}

const GOLDEN: readonly (readonly [name: string, source: string, hir: string])[] = [
  ["sum", "export function sum(a: number[]): number { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]!; return s; }", `
sum(a%0: ref): f64 {
  var s%1: f64
  var i%2: int
  (set s%1 0)
  (set i%2 0int)
  loop L0 (lt.int i%2 (int:widen (length.array a%0))) {
    (set s%1 (add.f64 s%1 (at.f64.nan a%0 i%2)))
  }
  update {
    (set i%2 (add.int i%2 1int))
  }
  return s%1
}`],
  ["bits", "export function bits(bytes: Uint8Array, i: number): number { return (bytes[i]! << 8) | 255; }", `
bits(bytes%0: ref, i%1: f64): f64 {
  return (f64:widen (or.i32 (shl.i32.wrap (i32:to-int32 (typed.u8.nan bytes%0 i%1)) 8i32) 255i32))
}`],
  ["Point.move", "export class Point { x = 0; move(dx: number): void { this.x += dx; } }", `
Point.move(this: ref, dx%0: f64): void {
  (set-field Point.x! this (add.f64 (field Point.x! this) dx%0))
}`],
  ["counter", "export function counter(): () => number { let n = 0; return () => ++n; }", `
counter(): ref {
  var n%0: ref
  (set n%0 (cell.f64 0))
  return (closure f# n%0)
}`],
  ["first<f64>", "export function first<T>(list: readonly T[], or: T): T { return list.length > 0 ? list[0]! : or; }", `
first<f64>(list%0: ref, or%1: f64): f64 {
  return (? (gt.u32 (length.array list%0) 0u32) (at.f64.nan list%0 0i32) or%1)
}`],
];

test("lowering gives the HIR that its files describe, and the validator accepts all of it", () => {
  const uses = "sum([1]); bits(new Uint8Array(1), 0); new Point().move(1); counter()(); first([1], 2);";
  const { program } = lower("golden.ts", `${GOLDEN.map(([, source]) => source).join("\n")}\n${uses}\n`);
  assert.deepEqual(validateProgram(program), []);
  for (const [name, , hir] of GOLDEN) {
    const func = program.functions.find((one) => one.symbol === `${directory}/golden.ts:${name}`);
    assert.ok(func !== undefined, `${name} was not lowered`);
    const dump = dumpFunction(program, func).replaceAll(`${directory}/golden.ts:`, "").replace(/^f\d+ /, "").replaceAll(/closure f\d+/g, "closure f#");
    assert.equal(dump.trim(), hir.trim());
  }
});

test("what is not supported is refused with a code, the place and what to write instead", () => {
  const { diagnostics } = lower("refused.ts", "export const big = 10n;\nexport function f(): number { return arguments.length; }\nf();\n");
  const own = diagnostics.filter((diagnostic) => diagnostic.at?.file.endsWith("refused.ts")).map(renderDiagnostic);
  assert.ok(own.some((text) => text.includes("WH2002") && text.includes("refused.ts:2:38") && text.includes("hint: Use a rest parameter")), own.join("\n"));
});
