/** What stayed dynamic in the program's own functions, read from the final MIR. */
import { displayName } from "../link/display-name.ts";
import { dominators } from "../mir/dominators.ts";
import { type MirBlock, type MirFunction, type MirInstr, type MirProgram, edgesOf } from "../mir/mir.ts";
import type { Rep } from "../hir/hir.ts";
import type { DynamicFact, DynamicKind, FunctionReport } from "./build-report.ts";

/** Functions for which `reached` holds, the library's left out, with at least one fact. */
export function dynamicFunctions(program: MirProgram, reached: (symbol: string) => boolean): FunctionReport[] {
  const reports: FunctionReport[] = [];
  for (const fn of program.functions.values()) {
    const module = program.hir.files[fn.hir.span.file] ?? "";
    if (isLibrary(module) || !reached(fn.symbol)) continue;
    const facts = dynamicFacts(fn);
    if (facts.length > 0) reports.push({ module, name: displayName(fn.symbol), line: fn.hir.span.line, facts });
  }
  return reports.sort((a, b) => (a.module < b.module ? -1 : a.module > b.module ? 1 : a.line - b.line));
}

export function isLibrary(module: string): boolean {
  return module.startsWith("lib/");
}

export function dynamicFacts(fn: MirFunction): DynamicFact[] {
  const depths = loopDepths(fn);
  const facts: DynamicFact[] = [];
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      const kind = dynamicKind(fn, instr);
      if (kind !== undefined) facts.push({ kind, line: instr.span.line, what: subject(instr), loopDepth: depths.get(block) ?? 0 });
    }
  }
  return facts.sort((a, b) => a.line - b.line);
}

function dynamicKind(fn: MirFunction, instr: MirInstr): DynamicKind | undefined {
  switch (instr.op) {
    case "convert": return conversionKind(instr.mode, fn.reps[instr.args[0] ?? -1] ?? "void", fn.reps[instr.result] ?? "void");
    case "cell.new": return "cell";
    case "property.get": case "property.set": case "call.property": return "by-key";
    case "call.value": return "by-value";
    case "call.method": return instr.nonvirtual ? undefined : "virtual";
    case "guard": case "class.test": return "guard";
    case "array.get": case "array.set": return "bounds";
    case "typed.get": case "typed.set": return instr.proved === true ? undefined : "bounds";
    default: return undefined;
  }
}

function conversionKind(mode: string, from: Rep, to: Rep): DynamicKind | undefined {
  if (mode === "check") return "guard";
  return mode === "widen" && to === "box" && from !== "ref" && from !== "box" ? "boxed" : undefined;
}

function subject(instr: MirInstr): string {
  if ("key" in instr && instr.key !== undefined) return `.${instr.key}`;
  return "what" in instr ? instr.what : "";
}

/** For each block, the number of natural loops that it is in. */
function loopDepths(fn: MirFunction): Map<MirBlock, number> {
  const tree = dominators(fn);
  const loops = new Map<MirBlock, Set<MirBlock>>();
  for (const block of tree.order) {
    for (const edge of edgesOf(block.end)) {
      if (!tree.dominates(edge.target, block)) continue;
      const body = loops.get(edge.target) ?? new Set([edge.target]);
      loops.set(edge.target, body);
      const todo = [block];
      for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
        if (body.has(at)) continue;
        body.add(at);
        todo.push(...tree.predecessors(at));
      }
    }
  }
  const depths = new Map<MirBlock, number>();
  for (const body of loops.values()) for (const block of body) depths.set(block, (depths.get(block) ?? 0) + 1);
  return depths;
}
