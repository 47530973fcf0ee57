/** The whole program as one LLVM module. */
import type { ClassTable } from "../mir/class-table.ts";
import type { LoweringContext } from "../mir/lower-expression.ts";
import type { MirFunction, MirProgram } from "../mir/mir.ts";
import { deadCode } from "../passes/dead-code.ts";
import { redundantParameters } from "../passes/redundant-parameters.ts";
import { emitFunction } from "./emit-function.ts";
import { Entries } from "./entries.ts";
import { MEMORY_ASSEMBLY } from "./memory-functions.ts";
import { LlvmModule, type ModuleOptions } from "./module.ts";
import { touchMembers, writeGlobals, writeShapes } from "./static-data.ts";
import { llvmType } from "./types.ts";

const DECLARATIONS = `
declare void @llvm.trap() cold noreturn nounwind
declare i64 @llvm.x86.sse2.cvttsd2si64(<2 x double>)
declare i32 @llvm.fptosi.sat.i32.f64(double)
declare i32 @llvm.fptoui.sat.i32.f64(double)
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.ceil.f64(double)
declare double @llvm.trunc.f64(double)
declare double @llvm.fabs.f64(double)
declare double @llvm.rint.f64(double)
declare i32 @llvm.umin.i32(i32, i32)
declare i32 @llvm.ctlz.i32(i32, i1)
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)
declare i32 @llvm.cttz.i32(i32, i1)
declare i32 @llvm.ctpop.i32(i32)
declare i64 @llvm.cttz.i64(i64, i1)
declare i64 @llvm.ctlz.i64(i64, i1)
declare i32 @llvm.bswap.i32(i32)
declare ptr @llvm.frameaddress.p0(i32)
declare ptr @llvm.returnaddress(i32)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare i32 @memcmp(ptr, ptr, i64) nounwind memory(argmem: read)
declare dso_local void @whelk.spill(i64)
@whelk.exception = internal global i64 0, align 8
`;

export interface ModuleText { readonly text: string; readonly functions: number }

export function emitModule(program: MirProgram, classes: ClassTable, context: LoweringContext, options: ModuleOptions): ModuleText {
  const m = new LlvmModule(program, classes, options);
  const entries = new Entries(m, context);
  for (const fn of program.functions.values()) for (const block of fn.blocks) for (const i of block.instrs) if (i.op === "global.get" && i.tdz !== undefined) m.guarded.add(i.global);
  m.text.push(entryPoint(m), initializers(m));
  let functions = 0;
  const writeAll = (): void => {
    for (;;) {
      const id = m.pending.pop();
      const fn = id === undefined ? entries.pending.pop() : m.function(id);
      if (fn === undefined) return;
      if (id === undefined) tidy(fn);
      emitFunction(m, entries, fn);
      functions++;
    }
  };
  // Writing a function may ask for members of new shapes, and writing thunks for new functions: to a fixpoint.
  for (let before = -1; before !== functions;) {
    before = functions;
    writeAll();
    touchMembers(m, entries);
  }
  writeAll();
  writeShapes(m, entries);
  entries.writeClasses();
  writeAll();
  writeGlobals(m);
  m.writeStrings();
  m.text.push("@whelk.roots.end = internal alias i8, getelementptr (i8, ptr @whelk.roots, i64 " + String(8 * m.roots.length) + ")");
  const text = [
    'target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"',
    'target triple = "x86_64-unknown-none-elf"',
    ...MEMORY_ASSEMBLY.trim().split("\n").map(line => `module asm "${line.replace(/\t/g, " ")}"`),
    DECLARATIONS,
    ...m.text,
    `attributes #0 = { nounwind noredzone "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="${options.cpu}" "no-trapping-math"="true" }`,
    m.meta.text(),
    m.debug.text(),
    "",
  ].join("\n");
  return { text, functions };
}

function tidy(fn: MirFunction): void {
  redundantParameters(fn);
  deadCode(fn);
}

/** C-ABI `whelk.entry(int)`, which lib/platform/<target>/entry.S calls. */
function entryPoint(m: LlvmModule): string {
  const fn = m.function(m.program.hir.entry);
  const params = fn.params.map((p, i) => i === 0 && llvmType(fn.reps[p] ?? "int") === "i64" ? "i64 %info" : `${llvmType(fn.reps[p] ?? "int")} 0`);
  return `define void @whelk.entry(i64 %info) #0 {\n  ${fn.ret === "void" && !fn.throws ? "" : "%r = "}call ${m.directReturn(fn)} ${m.direct(fn.id)}(${params.join(", ")})\n  call void @llvm.trap()\n  unreachable\n}\n`;
}

/** Module initialisers in order; true if one threw. */
function initializers(m: LlvmModule): string {
  const lines: string[] = [];
  const debug = m.debug.helper("whelk.initialize", m.function(m.program.hir.entry).hir.span);
  m.program.hir.initializers.forEach((id, i) => {
    const fn = m.function(id);
    const type = m.directReturn(fn);
    const value = type === "void" ? "" : `%r${i} = `;
    lines.push(`${value}call ${type} ${m.direct(id)}()${debug.call}`);
    if (!fn.throws) return;
    const flag = fn.ret === "void" ? `%r${i}` : `%e${i}`;
    if (fn.ret !== "void") lines.push(`%e${i} = extractvalue ${type} %r${i}, 1`);
    lines.push(`br i1 ${flag}, label %threw, label %n${i}`, `n${i}:`);
  });
  const throws = lines.some(l => l.includes("%threw"));
  return `define internal i1 @whelk.initialize() #0${debug.head} {\n  ${lines.join("\n  ")}\n  ret i1 false\n${throws ? "threw:\n  ret i1 true\n" : ""}}\n`;
}
