/** Whole-program facts: ranges of parameters, results and globals, by a fixpoint over all functions. */
import type { FunctionId, GlobalId } from "../../hir/hir.ts";
import { type MirFunction, type MirProgram, NO_VALUE } from "../../mir/mir.ts";
import { FunctionRanges, type Summaries } from "./function-ranges.ts";
import { ANY_NUMBER, type NumberRange, join, ofConstant, rangeOfRep, sameRange, widen } from "./number-range.ts";

/** Changes of a summary before it widens. */
const PATIENCE = 3;

/** Functions that are called by their ids alone, so that all their callers are known. */
export function directOnly(program: MirProgram): Set<FunctionId> {
  const { hir } = program;
  const direct = new Set(program.functions.keys());
  const escapes = (func: FunctionId | undefined): void => { if (func !== undefined) direct.delete(func); };
  hir.initializers.forEach(escapes);
  escapes(hir.entry);
  for (const func of hir.runtime.values()) escapes(func);
  for (const { members } of hir.builtinMembers) for (const member of members) escapes(member.func);
  for (const cls of program.classes) {
    escapes(cls.construct);
    for (const member of cls.members) escapes(member.func);
  }
  for (const fn of program.functions.values()) {
    if (fn.kind !== "plain" || fn.hir.kind !== "plain") escapes(fn.id);
    for (const block of fn.blocks) for (const i of block.instrs) if (i.op === "closure.new" || i.op === "resume.code" || (i.op === "intrinsic" && i.func !== undefined)) escapes(i.func);
  }
  return direct;
}

class Summary {
  range: NumberRange | undefined;
  readonly readers = new Set<MirFunction>();
  private changes = 0;

  /** True: the range grew. */
  add(range: NumberRange | undefined): boolean {
    const after = join(this.range, range);
    if (after === undefined || (this.range !== undefined && sameRange(this.range, after))) return false;
    this.range = this.range !== undefined && ++this.changes > PATIENCE ? widen(this.range, after) : after;
    return true;
  }
}

export interface ProgramRanges {
  readonly functions: ReadonlyMap<MirFunction, FunctionRanges>;
  readonly direct: ReadonlySet<FunctionId>;
}

export function programRanges(program: MirProgram): ProgramRanges {
  const direct = directOnly(program);
  const functions = new Map<MirFunction, FunctionRanges>();
  const parameters = new Map<MirFunction, Summary[]>(), results = new Map<FunctionId, Summary>(), globals = new Map<GlobalId, Summary>();
  for (const fn of program.functions.values()) {
    functions.set(fn, new FunctionRanges(fn));
    parameters.set(fn, fn.params.map(() => new Summary()));
    results.set(fn.id, new Summary());
  }
  for (const global of program.hir.globals) {
    const summary = new Summary();
    // memory is zero before the first assignment
    summary.add(ofConstant(0));
    if (global.initial?.kind === "number") summary.add(ofConstant(global.initial.value));
    globals.set(global.id, summary);
  }
  const queue = new Set(program.functions.values());
  const grew = (summary: Summary | undefined, range: NumberRange | undefined): void => {
    if (summary?.add(range) === true) for (const reader of summary.readers) queue.add(reader);
  };
  const read = (summary: Summary | undefined, reader: MirFunction): NumberRange | undefined => {
    summary?.readers.add(reader);
    return summary === undefined ? ANY_NUMBER : summary.range;
  };
  for (const fn of queue) {
    queue.delete(fn);
    const ranges = functions.get(fn);
    if (ranges === undefined) continue;
    const known: Summaries = {
      parameter: (of, index) => direct.has(of.id) ? read(parameters.get(of)?.[index], fn) : rangeOfRep(of.reps[of.params[index] ?? -1] ?? "void"),
      result: func => program.functions.get(func)?.ret === "f64" ? read(results.get(func), fn) : ANY_NUMBER,
      global: global => read(globals.get(global), fn),
    };
    ranges.solve(known);
    for (const block of fn.blocks) {
      for (const i of block.instrs) {
        if (i.op === "call" && direct.has(i.func)) {
          const callee = program.functions.get(i.func);
          if (callee === undefined) continue;
          const skip = i.args.length - callee.params.length;
          callee.params.forEach((_, k) => { grew(parameters.get(callee)?.[k], ranges.rangeAt(i.args[k + skip] ?? NO_VALUE, block)); });
        } else if (i.op === "global.set") grew(globals.get(i.global), numberOr(ranges, i.args[0] ?? NO_VALUE, fn));
      }
      if (block.end.kind === "return" && fn.ret === "f64") grew(results.get(fn.id), ranges.rangeAt(block.end.value, block));
    }
  }
  return { functions, direct };
}

function numberOr(ranges: FunctionRanges, value: number, fn: MirFunction): NumberRange | undefined {
  return rangeOfRep(fn.reps[value] ?? "void") === undefined ? ANY_NUMBER : ranges.range(value);
}
