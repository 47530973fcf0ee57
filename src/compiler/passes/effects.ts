/**
 * Checks "use no-alloc" and its kin through all direct calls. Paths that only a lying type can take (slow paths of guards,
 * the runtime's throw functions) do not count.
 */
import { type Diagnostic, makeDiagnostic } from "../diagnostics.ts";
import type { Effect, FunctionId } from "../hir/hir.ts";
import type { MirFunction, MirInstr, MirProgram } from "../mir/mir.ts";

type Checked = Exclude<Effect, "interrupt">;

/** What breaks the promise: "allocates in f, called by g", or undefined. */
type Finding = { readonly what: string; readonly fn: MirFunction; readonly line: number } | undefined;

export function checkEffects(program: MirProgram): Diagnostic[] {
  const out: Diagnostic[] = [];
  const findings = new Map<string, Finding>();
  for (const fn of program.functions.values()) {
    if (fn.id !== fn.hir.id) continue;
    const promised: Checked[] = fn.hir.effects.flatMap((e): Checked[] => e === "interrupt" ? ["no-alloc", "no-throw", "no-suspend", "no-fp"] : [e]);
    for (const effect of new Set(promised)) {
      const found = find(program, fn, effect, findings);
      if (found === undefined) continue;
      const place = `${found.what} in ${found.fn.hir.name} (${program.hir.files[found.fn.hir.span.file] ?? "?"}:${found.line})`;
      out.push(makeDiagnostic("WH5001", [fn.hir.name, effect, place], { file: program.hir.files[fn.hir.span.file] ?? "?", line: fn.hir.span.line, column: fn.hir.span.column, length: 1, text: "" }));
    }
  }
  return out;
}

function find(program: MirProgram, fn: MirFunction, effect: Checked, known: Map<string, Finding>): Finding {
  const key = `${effect} ${fn.id}`;
  if (known.has(key)) return known.get(key);
  known.set(key, undefined); // recursion: innocent until found
  let found: Finding;
  if (effect === "no-fp" && fn.reps.includes("f64")) found = { what: "a floating-point number", fn, line: fn.hir.span.line };
  for (const block of fn.blocks) {
    if (effect === "no-throw" && block.end.kind === "throw" && block.end.handler === undefined) found ??= { what: "throw", fn, line: block.end.span.line };
    for (const i of block.instrs) {
      if (found !== undefined) break;
      const what = violation(effect, i);
      if (what !== undefined) { found = { what, fn, line: i.span.line }; break; }
      for (const callee of callees(program, i)) {
        const inner = program.functions.get(callee);
        if (inner !== undefined) found ??= find(program, inner, effect, known);
      }
    }
  }
  known.set(key, found);
  return found;
}

function violation(effect: Checked, i: MirInstr): string | undefined {
  switch (i.op) {
    case "allocate": return effect === "no-alloc" ? "new" : undefined;
    case "object.new": case "array.new": case "cell.new": return effect === "no-alloc" ? "an allocation" : undefined;
    case "closure.new": return effect === "no-alloc" && i.args.length > 0 ? "a closure" : undefined;
    case "intrinsic": return effect === "no-alloc" && i.name === "allocateObject" ? "allocateObject" : undefined;
    case "call.value": case "call.property": return `a call of any function (${i.what})`;
    case "await": case "yield": return effect === "no-suspend" ? i.op : undefined;
    default: return undefined;
  }
}

function callees(program: MirProgram, i: MirInstr): FunctionId[] {
  if (i.op === "call" || i.op === "call.direct") return [i.func];
  if (i.op === "call.runtime" && !i.name.startsWith("throw")) {
    const id = program.hir.runtime.get(i.name);
    return id === undefined ? [] : [id];
  }
  return [];
}
