/** HIR made by hand, through all of the back end, to a process that runs: exit codes are the answers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { LINE_DETAIL_MASK, LINE_LINE_SHIFT, LINE_ROW_BYTES, LINES_DETAILS, LINES_HEADER_BYTES } from "../../../lib/runtime/layout.ts";
import { AT, ProgramBuilder, arith, call, compare, convert, get, intrinsic, line, num, ret, run, set, undef, when, whileLoop } from "../hir/build.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { link } from "../link/link.ts";
import { backEnd } from "../back-end.ts";

const ENTRY = `.section .text.entry,"ax"
.globl _start
_start: xorl %ebp, %ebp
movq %rsp, %rdi
andq $-16, %rsp
call whelk.entry
ud2
`;
const LINK = `ENTRY(_start)
SECTIONS { . = 0x400000; .text : { *(.text.entry) *(.text .text.*) } . = ALIGN(0x1000); .rodata : { *(.rodata .rodata.*) } . = ALIGN(0x1000); .data : { *(.data .data.*) } .bss : { *(.bss .bss.*) } }
`;

function exit(code: HirExpression): HirStatement {
  return run(intrinsic("syscall", [num(60, "u32"), convert("truncate", code, "int")], "i32"));
}

/** Adds an allocator that never frees: a static block. */
function withHeap(p: ProgramBuilder): HirStatement[] {
  const cursor = p.global("allocCursor", "int"), limit = p.global("allocLimit", "int");
  p.runtimeGlobals.set("allocCursor", cursor).set("allocLimit", limit);
  p.runtime.set("allocateSlow", p.function({ name: "allocateSlow", params: ["u32", "int"], ret: "int", body: [run(intrinsic("trap", [], "void")), ret(num(0, "int"))] }));
  const block = intrinsic("staticAllocate", [num(65536, "int"), num(16, "int")], "int");
  return [
    run({ kind: "global.set", global: cursor, value: block, rep: "int", span: AT }),
    run({ kind: "global.set", global: limit, value: arith("add", { kind: "global.get", global: cursor, rep: "int", span: AT }, num(65536, "int")), rep: "int", span: AT }),
  ];
}

function exitCode(p: ProgramBuilder, entry: number, optimize: "0" | "2" = "2"): number | null {
  const directory = mkdtempSync(join(tmpdir(), "whelk-"));
  try {
    writeFileSync(join(directory, "entry.S"), ENTRY);
    writeFileSync(join(directory, "link.ld"), LINK);
    const { llvm } = backEnd(p.program(entry), { debug: false, optimize: optimize === "2" ? 2 : 0, verify: true });
    const output = join(directory, "image");
    link({ llvm, platform: directory, output, optimize, debug: false });
    const result = spawnSync(output, { timeout: 5000 });
    return result.status;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test("a loop of doubles and a direct call exit with the sum", () => {
  const p = new ProgramBuilder();
  const twice = p.function({ name: "twice", params: ["f64"], ret: "f64", body: [ret(arith("mul", get(0, "f64"), num(2)))] });
  const main = p.function({
    name: "main", params: ["int"], locals: ["f64", "f64"], body: [
      set(1, num(0)), set(2, num(0)),
      whileLoop(1, compare("lt", get(2, "f64"), num(7)), [set(1, arith("add", get(1, "f64"), call(twice, [get(2, "f64")], "f64")))], [set(2, arith("add", get(2, "f64"), num(1)))]),
      exit(get(1, "f64")),
    ],
  });
  assert.equal(exitCode(p, main), 42);
});

test("try, catch and finally run in order, and a return passes through finally", () => {
  const p = new ProgramBuilder();
  const log = p.global("log", "f64");
  const add = (n: number): HirStatement => run({ kind: "global.set", global: log, rep: "f64", span: AT, value: arith("add", arith("mul", { kind: "global.get", global: log, rep: "f64", span: AT }, num(3)), num(n)) });
  const fails = p.function({ name: "fails", params: ["f64"], ret: "f64", body: [when(compare("lt", get(0, "f64"), num(5)), [{ kind: "throw", value: convert("widen", get(0, "f64"), "box"), span: AT }]), ret(get(0, "f64"))] });
  const tries = p.function({
    name: "tries", params: ["f64"], locals: ["box"], ret: "f64", body: [{
      kind: "try", span: AT,
      body: [add(1), ret(call(fails, [get(0, "f64")], "f64"))],
      handler: { binding: 1, body: [add(2), ret(convert("check", get(1, "box"), "f64"))] },
      finalizer: [add(1)],
    }],
  });
  const main = p.function({ name: "main", params: ["int"], body: [
    exit(arith("add", arith("mul", call(tries, [num(3)], "f64"), num(10)), arith("add", call(tries, [num(6)], "f64"), { kind: "global.get", global: log, rep: "f64", span: AT }))),
  ] });
  // log: 1,2,1 then 1,1 in base 3 = ((((1*3+2)*3+1)*3+1)*3+1) = 148; 30 + 6 + 148
  assert.equal(exitCode(p, main), 184);
});

test("objects, virtual methods, closures and calls of values", () => {
  const p = new ProgramBuilder();
  const heap = withHeap(p);
  const self: HirExpression = { kind: "this", rep: "ref", span: AT };
  const field = (cls: number): HirExpression => ({ kind: "field.get", object: self, cls, key: "n", what: "this.n", rep: "f64", span: AT });
  const area0 = p.function({ name: "A.area", thisRep: "ref", ret: "f64", body: [ret(field(0))] });
  const area1 = p.function({ name: "B.area", thisRep: "ref", ret: "f64", body: [ret(arith("mul", field(0), num(3)))] });
  const a = p.class("A", [["n", "f64"], ["next", "ref"]], { members: [{ key: "area", kind: "method", named: true, func: area0 }] });
  const b = p.class("B", [], { parent: a, members: [{ key: "area", kind: "method", named: true, func: area1 }] });
  const make = (cls: number, n: number): HirExpression => ({ kind: "allocate", cls, rep: "ref", span: AT });
  const method = (object: HirExpression): HirExpression => ({ kind: "call.method", object, cls: a, key: "area", args: [], signature: ">d", what: "x.area", rep: "f64", span: AT });
  const adder = p.function({ name: "adder", params: ["f64"], captures: ["f64"], ret: "f64", body: [ret(arith("add", { kind: "capture.get", index: 0, rep: "f64", span: AT }, get(0, "f64")))] });
  const setN = (local: number, n: number): HirStatement => run({ kind: "field.set", object: get(local, "ref"), cls: a, key: "n", value: num(n), what: "x.n", rep: "f64", span: AT });
  const interfaceCall = (object: HirExpression): HirExpression => ({ kind: "call.property", object, key: "area", args: [], signature: ">d", what: "x.area", rep: "f64", span: AT });
  const main = p.function({ name: "main", params: ["int"], locals: ["ref", "ref", "ref", "f64"], body: [
    ...heap, set(1, make(a, 0)), set(2, make(b, 0)), setN(1, 4), setN(2, 5),
    set(3, { kind: "closure.new", func: adder, captures: [num(100)], rep: "ref", span: AT }),
    set(4, arith("add", method(get(1, "ref")), method(get(2, "ref")))), // 4 + 15
    set(4, arith("add", get(4, "f64"), interfaceCall(get(2, "ref")))), // + 15 = 34
    set(4, { kind: "call.value", callee: get(3, "ref"), thisArg: undef(), args: [get(4, "f64")], signature: "d>d", what: "f", rep: "f64", span: AT }), // 134
    set(4, { kind: "call.value", callee: get(3, "ref"), thisArg: undef(), args: [get(4, "f64"), undef()], signature: "dv>d", what: "f", rep: "f64", span: AT }), // 234, by boxes
    exit(get(4, "f64")),
  ] });
  assert.equal(exitCode(p, main), 234);
});

test("arrays read and write their elements, out of bounds is NaN", () => {
  const p = new ProgramBuilder();
  const heap = withHeap(p);
  p.runtime.set("arrayGetSlow", p.function({ name: "arrayGetSlow", params: ["box", "f64"], ret: "box", body: [ret(undef())] }));
  const at = (index: HirExpression): HirExpression => ({ kind: "array.get", array: get(1, "ref"), index, outOfBounds: "nan", what: "a[i]", rep: "f64", span: AT });
  const main = p.function({ name: "main", params: ["int"], locals: ["ref", "f64", "u32"], body: [
    ...heap,
    set(1, { kind: "array.new", element: "f64", values: [num(10), num(20), num(30)], rep: "ref", span: AT }),
    run({ kind: "array.set", array: get(1, "ref"), index: num(1, "i32"), value: num(25), what: "a[1]", rep: "f64", span: AT }),
    set(2, num(0)), set(3, num(0, "u32")),
    whileLoop(1, compare("lt", get(3, "u32"), { kind: "length", of: "array", object: get(1, "ref"), what: "a", rep: "u32", span: AT }),
      [set(2, arith("add", get(2, "f64"), at(get(3, "u32"))))], [set(3, arith("add", get(3, "u32"), num(1, "u32")))]),
    when(compare("ne", at(num(7)), at(num(7))), [exit(get(2, "f64"))]),
    exit(num(1)),
  ] });
  assert.equal(exitCode(p, main), 65);
});

test("a generator keeps its variables in the frame, and runs finally when it is left", () => {
  const p = new ProgramBuilder();
  const heap = withHeap(p);
  const base = p.class("GeneratorFrame", [["code", "int"], ["state", "u32"]]);
  p.runtimeClasses.set("GeneratorFrame", base);
  const log = p.global("log", "f64");
  const logged: HirExpression = { kind: "global.get", global: log, rep: "f64", span: AT };
  // function* g(n) { let i = 0; try { while (i < n) { sum = (yield i) + i; i++ } } finally { log += 100 } }
  const g = p.function({
    name: "g", kind: "generator", params: ["f64"], locals: ["f64"], ret: "ref", body: [
      set(1, num(0)),
      { kind: "try", span: AT, body: [
        whileLoop(1, compare("lt", get(1, "f64"), get(0, "f64")), [
          run({ kind: "global.set", global: log, rep: "f64", span: AT, value: arith("add", logged, arith("add", convert("check", { kind: "yield", value: convert("widen", get(1, "f64"), "box"), rep: "box", span: AT }, "f64"), get(1, "f64"))) }),
        ], [set(1, arith("add", get(1, "f64"), num(1)))]),
      ], finalizer: [run({ kind: "global.set", global: log, rep: "f64", span: AT, value: arith("add", logged, num(100)) })] },
    ],
  });
  const code: HirExpression = { kind: "field.get", object: get(1, "ref"), cls: base, key: "code", what: "f.code", rep: "int", span: AT };
  const resume = (mode: number, value: HirExpression): HirExpression => intrinsic("resumeFrame", [get(1, "ref"), code, num(mode, "u32"), value], "box");
  const main = p.function({ name: "main", params: ["int"], locals: ["ref", "f64"], body: [
    ...heap,
    set(1, call(g, [num(10)], "ref")),
    run(resume(0, undef())), // yields 0
    set(2, convert("check", resume(0, convert("widen", num(20), "box")), "f64")), // log 20, yields 1
    set(2, arith("add", get(2, "f64"), convert("check", resume(0, convert("widen", num(30), "box")), "f64"))), // log 51, yields 2: 3
    run(resume(2, undef())), // finally: log 151
    exit(arith("add", get(2, "f64"), logged)),
  ] });
  assert.equal(exitCode(p, main), 154);
});

test("the line table names the function and line of a call", () => {
  for (const optimize of ["0", "2"] as const) {
    const p = new ProgramBuilder();
    // The caller's row: the last one whose address is below the return address.
    const lines = intrinsic("symbolAddress", [], "int", "whelk.lines");
    const row: HirExpression = arith("add", arith("add", lines, num(LINES_HEADER_BYTES, "int")), arith("mul", get(1, "int"), num(LINE_ROW_BYTES, "int")));
    const detail: HirExpression = { kind: "arithmetic", op: "and", left: intrinsic("load32", [row, num(4, "int")], "u32"), right: num(LINE_DETAIL_MASK, "u32"), rep: "u32", span: AT };
    const details = arith("add", lines, convert("widen", intrinsic("load32", [lines, num(LINES_DETAILS, "int")], "u32"), "int"));
    const place = intrinsic("load32", [arith("add", details, arith("mul", convert("widen", detail, "int"), num(4, "int")))], "u32");
    const where = p.function({ name: "where", locals: ["int", "int"], ret: "f64", inline: "never", body: [
      set(0, intrinsic("returnAddress", [], "int")), set(1, num(0, "int")),
      whileLoop(1, compare("lt", convert("widen", intrinsic("load32", [row], "u32"), "int"), get(0, "int")), [], [set(1, arith("add", get(1, "int"), num(1, "int")))]),
      set(1, arith("sub", get(1, "int"), num(1, "int"))),
      ret(convert("widen", { kind: "arithmetic", op: "ushr", left: place, right: num(LINE_LINE_SHIFT, "u32"), rep: "u32", span: AT }, "f64")),
    ] });
    const main = p.function({ name: "main", params: ["int"], body: [exit({ kind: "call", func: where, args: [], rep: "f64", span: line(77) })] });
    assert.equal(exitCode(p, main, optimize), 77);
  }
});

test("ToInt32 of a sum of integers wraps as JavaScript's", () => {
  for (const [a, b, c] of [[1, 2, 3], [0x7fffffff, 0x7fffffff, 0xfffffff0], [-5, 2, 0x80000000], [-0x80000000, -0x80000000, 7]] as const) {
    const p = new ProgramBuilder();
    const sum = arith("add", arith("sub", convert("widen", get(1, "i32"), "f64"), convert("widen", get(2, "i32"), "f64")), convert("widen", get(3, "u32"), "f64"));
    const low: HirExpression = { kind: "arithmetic", op: "and", left: { kind: "convert", mode: "to-int32", value: sum, rep: "i32", span: AT }, right: num(127, "i32"), rep: "i32", span: AT };
    const main = p.function({ name: "main", params: ["int"], locals: ["i32", "i32", "u32"], body: [
      set(1, num(a, "i32")), set(2, num(b, "i32")), set(3, num(c, "u32")), exit(low),
    ] });
    assert.equal(exitCode(p, main, "0"), (a - b + c) & 127);
  }
});
