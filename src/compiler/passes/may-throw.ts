/**
 * May-throw fixpoint: a function throws if an instruction without a handler may, looking through direct calls.
 * Functions that cannot throw return plain values, and their call sites have no check.
 * Before: every function throws.    After: `fn.throws` is exact for the call graph; `checked` ends of harmless
 * instructions are jumps.
 */
import type { MirFunction, MirInstr, MirProgram } from "../mir/mir.ts";
import { canThrow } from "../mir/ssa-builder.ts";

export function mayThrow(program: MirProgram): void {
  const { functions, hir } = program;
  const callers = new Map<MirFunction, Set<MirFunction>>();
  for (const fn of functions.values()) fn.throws = false;
  const runtime = (name: string): MirFunction | undefined => {
    const id = hir.runtime.get(name);
    return id === undefined ? undefined : functions.get(id);
  };
  /** The functions whose throwing makes the instruction throw; undefined: it may throw anyway. */
  const needs = (fn: MirFunction, i: MirInstr): readonly MirFunction[] | undefined => {
    if (!canThrow(i)) return [];
    const trueTest = (index: number): boolean => isTrue(fn, i.args[index]);
    const known = (f: MirFunction | undefined): readonly MirFunction[] | undefined => f === undefined ? undefined : [f];
    switch (i.op) {
      case "call": return known(functions.get(i.func));
      case "call.direct": return trueTest(1) ? known(functions.get(i.func)) : undefined;
      case "call.runtime": return known(runtime(i.name));
      case "allocate": case "object.new": case "cell.new": case "array.new": return known(runtime("allocateSlow"));
      case "closure.new": return i.args.length === 0 ? [] : known(runtime("allocateSlow"));
      case "field.get": return trueTest(1) ? [] : undefined;
      case "field.set": return trueTest(2) ? [] : undefined;
      case "convert": {
        const rep = fn.reps[i.args[0] ?? -1];
        return (i.mode === "to-int32" || i.mode === "to-uint32" || i.mode === "to-number") && rep !== "box" && rep !== "ref" ? [] : undefined;
      }
      case "typed.get": case "typed.set": return i.proved === true ? [] : undefined;
      case "intrinsic": return i.name === "allocateObject" ? known(runtime("allocateSlow")) : undefined;
      default: return undefined;
    }
  };
  const work: MirFunction[] = [];
  for (const fn of functions.values()) {
    const mark = (): void => { if (!fn.throws) { fn.throws = true; work.push(fn); } };
    for (const block of fn.blocks) {
      if (block.end.kind === "throw" && block.end.handler === undefined) mark();
      block.instrs.forEach((instr, index) => {
        if (block.end.kind === "checked" && index === block.instrs.length - 1) return;
        const list = needs(fn, instr);
        if (list === undefined) return mark();
        for (const callee of list) {
          const set = callers.get(callee);
          if (set === undefined) callers.set(callee, new Set([fn]));
          else set.add(fn);
        }
      });
    }
    if (fn.kind !== "plain") mark();
  }
  for (let fn = work.pop(); fn !== undefined; fn = work.pop()) {
    for (const caller of callers.get(fn) ?? []) if (!caller.throws) { caller.throws = true; work.push(caller); }
  }
  for (const fn of functions.values()) {
    for (const block of fn.blocks) {
      const last = block.instrs.at(-1);
      if (block.end.kind !== "checked" || last === undefined) continue;
      const list = needs(fn, last);
      if (list !== undefined && list.every(f => !f.throws)) block.end = { kind: "jump", to: block.end.normal };
    }
  }
}

function isTrue(fn: MirFunction, value: number | undefined): boolean {
  for (const block of fn.blocks) for (const i of block.instrs) if (i.result === value) return i.op === "const" && i.constant.kind === "boolean" && i.constant.value;
  return false;
}
