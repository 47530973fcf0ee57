/** Golden MIR before and after the pass, on functions made by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AT, ProgramBuilder, arith, call, compare, convert, get, num, ret, run, set, whileLoop } from "../../hir/build.ts";
import type { HirExpression } from "../../hir/hir.ts";
import { ClassTable } from "../../mir/class-table.ts";
import { dumpFunction } from "../../mir/dump.ts";
import { lowerToMir } from "../../mir/lower-function.ts";
import { validateFunction } from "../../mir/validate.ts";
import { deadCode } from "../dead-code.ts";
import { redundantParameters } from "../redundant-parameters.ts";
import { integerRanges } from "./integers.ts";

/** The functions' MIR after the pass, by name. */
function after(p: ProgramBuilder, entry: number): (name: string) => string {
  const hir = p.program(entry);
  const program = lowerToMir(hir, new ClassTable(hir.classes));
  for (const fn of program.functions.values()) { redundantParameters(fn); deadCode(fn); }
  integerRanges(program);
  for (const fn of program.functions.values()) deadCode(fn);
  assert.deepEqual([...program.functions.values()].flatMap(validateFunction), []);
  return name => {
    const fn = [...program.functions.values()].find(f => f.hir.name === name);
    assert.ok(fn !== undefined);
    return dumpFunction(fn).replaceAll("main.ts:", "").trim();
  };
}

const int32 = (value: HirExpression): HirExpression => ({ kind: "convert", mode: "to-int32", value, rep: "i32", span: AT });

test("a parameter of which only the low bits matter is one of 32 bits, and its sum wraps", () => {
  const p = new ProgramBuilder();
  const low = p.function({ name: "low", params: ["f64"], ret: "i32", body: [ret(int32(arith("add", get(0, "f64"), num(1))))] });
  const main = p.function({ name: "main", params: ["i32"], body: [run(call(low, [convert("widen", get(0, "i32"), "f64")], "i32")), ret()] });
  assert.equal(after(p, main)("low"), `function low(%0: i32): i32 throws {
b0:
  %4: i32 = const 1
  %2: i32 = arithmetic operator=add wrap=true %0, %4
  %3: i32 = convert mode=truncate %2
  return %3
}`);
});

test("a counter that a comparison bounds is an integer, and so is what it is added to", () => {
  const p = new ProgramBuilder();
  const main = p.function({
    name: "main", params: ["i32"], locals: ["f64"], ret: "f64",
    body: [set(1, num(0)), whileLoop(1, compare("lt", get(1, "f64"), num(10)), [], [set(1, arith("add", get(1, "f64"), num(1)))]), ret(get(1, "f64"))],
  });
  assert.equal(after(p, main)("main"), `function main(%0: i32): f64 throws {
b0:
  %7: int = const 0
  jump b1(%7)
b1(%2: int):
  %8: int = const 10
  %4: bool = compare operator=lt %2, %8
  branch %4, b2, b4
b2:
  jump b3
b3:
  %9: int = const 1
  %6: int = arithmetic operator=add %2, %9
  jump b1(%6)
b4:
  %10: f64 = convert mode=widen %2
  return %10
}`);
});

test("what may be -0, NaN, a fraction or beyond 2^53 stays a double", () => {
  const p = new ProgramBuilder();
  const negated = p.function({ name: "negated", params: ["f64"], ret: "f64", body: [ret({ kind: "negate", value: get(0, "f64"), rep: "f64", span: AT })] });
  const square = p.function({ name: "square", params: ["f64"], ret: "f64", body: [ret(arith("mul", get(0, "f64"), get(0, "f64")))] });
  const half = p.function({ name: "half", params: ["f64"], ret: "f64", body: [ret(arith("add", get(0, "f64"), num(0.5)))] });
  const wide = (): HirExpression => convert("widen", get(0, "int"), "f64");
  const main = p.function({ name: "main", params: ["int"], body: [
    ...[negated, square, half].map(func => run({ kind: "call.value", callee: convert("widen", call(func, [wide()], "f64"), "box"), thisArg: { kind: "undefined", rep: "box", span: AT }, args: [], signature: ">v", what: "it", rep: "box", span: AT })), ret(),
  ] });
  const text = after(p, main);
  assert.match(text("negated"), /%\d+: f64 = negate/);
  assert.match(text("square"), /%\d+: f64 = arithmetic operator=mul/);
  assert.match(text("half"), /%\d+: f64 = arithmetic operator=add/);
});
