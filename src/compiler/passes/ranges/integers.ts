/**
 * Doubles that are proved to be integers become 64-bit integers, or 32-bit ones where only the low bits matter.
 * Before: %3: f64 = convert widen %1; %4: f64 = arithmetic add %3, %2; %5: i32 = convert to-int32 %4
 * After:  %6: i32 = arithmetic add wrap %1, %2
 */
import type { HirConstant, Rep } from "../../hir/hir.ts";
import { type MirBlock, type MirEdge, type MirFunction, type MirInstr, type MirOperation, type MirProgram, NOT_A_NUMBER, type ValueId, edgesOf, newBlock, newValue } from "../../mir/mir.ts";
import { Choice, type FunctionChoice, storesLowBits } from "./choice.ts";
import { programRanges } from "./summaries.ts";

export function integerRanges(program: MirProgram): void {
  const choice = new Choice(program, programRanges(program));
  const rewriters: Rewriter[] = [];
  for (const f of choice.functions.values()) rewriters.push(new Rewriter(choice, f));
  for (const rewriter of rewriters) rewriter.retype();
  for (const rewriter of rewriters) rewriter.run();
}

class Rewriter {
  private readonly choice: Choice;
  private readonly f: FunctionChoice;
  private readonly fn: MirFunction;
  /** Representations before the pass. */
  private readonly before: readonly Rep[];
  private readonly sums = new Set<ValueId>();
  /** Instructions of the block being rewritten. */
  private out: MirInstr[] = [];

  constructor(choice: Choice, f: FunctionChoice) {
    this.choice = choice;
    this.f = f;
    this.fn = f.fn;
    this.before = [...f.fn.reps];
  }

  /** Sets the new representations of values, and of results of functions whose callers are all known. */
  retype(): void {
    const { fn, f } = this;
    this.before.forEach((_, v) => {
      const target = f.target(v);
      if (this.f.isSum(v)) this.sums.add(v);
      if (target !== undefined) fn.reps[v] = target;
    });
    if (fn.ret === "f64") fn.ret = this.resultOf(fn);
  }

  private resultOf(callee: MirFunction): Rep {
    const known = this.choice.result(callee.id);
    return known.integer ? known.low32 ? "i32" : "int" : "f64";
  }

  run(): void {
    const { fn } = this;
    for (const block of fn.blocks) {
      for (const i of block.instrs) {
        const callee = i.op === "call" && i.result >= 0 ? this.choice.function(i.func) : undefined;
        if (callee !== undefined && this.before[i.result] === "f64") fn.reps[i.result] = callee.ret;
      }
    }
    for (const block of [...fn.blocks]) this.rewriteBlock(block);
  }

  private rewriteBlock(block: MirBlock): void {
    this.out = [];
    const last = block.end.kind === "checked" || block.end.kind === "suspend" ? block.instrs.at(-1) : undefined;
    for (const i of block.instrs) if (i !== last) this.rewrite(i);
    for (const edge of edgesOf(block.end)) this.rewriteEdge(edge, last);
    if (block.end.kind === "return" && block.end.value >= 0) block.end.value = this.need(block.end.value, this.fn.ret, block.end.span);
    if (block.end.kind === "switch") block.end.value = this.need(block.end.value, this.before[block.end.value] ?? "i32", this.fn.hir.span);
    if (last !== undefined) this.rewrite(last);
    block.instrs = this.out;
  }

  private rewriteEdge(edge: MirEdge, last: MirInstr | undefined): void {
    const wanted = edge.target.params.map(p => this.fn.reps[p] ?? "void");
    const late = last !== undefined && edge.args.some((a, k) => a === last.result && this.fn.reps[a] !== wanted[k]);
    const span = last?.span ?? this.fn.hir.span;
    if (!late) { edge.args = edge.args.map((a, k) => this.need(a, wanted[k] ?? "void", span)); return; }
    // what the last instruction gives can only be converted after it
    const { out } = this;
    this.out = [];
    const middle = newBlock(this.fn);
    middle.end = { kind: "jump", to: { target: edge.target, args: edge.args.map((a, k) => this.need(a, wanted[k] ?? "void", span)) } };
    middle.instrs = this.out;
    edge.target = middle;
    edge.args = [];
    this.out = out;
  }

  // Values

  private emit(i: MirInstr): ValueId {
    this.out.push(i);
    return i.result;
  }

  /** The value in representation `rep`, converted before the instruction being rewritten if it must be. */
  private need(value: ValueId, rep: Rep, span: MirInstr["span"]): ValueId {
    const { fn } = this;
    if (value < 0 || fn.reps[value] === rep) return value;
    const source = this.f.ranges.definer.get(value);
    if (source?.op === "const" && source.constant.kind === "number") {
      const constant = constantAs(source.constant.value, rep);
      if (constant !== undefined) return this.emit({ op: "const", constant, result: newValue(fn, rep), args: [], span });
    }
    const inner = this.f.ranges.widened(value);
    if (inner !== undefined && fn.reps[value] === "f64") return this.need(inner, rep, span);
    const from = fn.reps[value];
    const mode = rep === "f64" || (rep === "int" && from !== "f64") ? "widen" : from === "f64" ? "trust" : "truncate";
    return this.emit({ op: "convert", mode, what: "", result: newValue(fn, rep), args: [value], span });
  }

  private original(i: MirInstr): ValueId[] { return i.args.map(a => this.need(a, this.before[a] ?? "void", i.span)); }

  /** Numbers that index: as integers where they are. */
  private index(value: ValueId, i: MirInstr): ValueId {
    return this.before[value] === "f64" && this.f.isIntegral(value) ? this.need(value, "int", i.span) : this.need(value, this.before[value] ?? "void", i.span);
  }

  // Instructions

  private rewrite(i: MirInstr): void {
    const { fn } = this;
    const target = this.f.target(i.result);
    switch (i.op) {
      case "arithmetic":
        if (target === undefined) break;
        return this.put({ ...i, wrap: i.wrap || target === "i32", args: i.args.map(a => this.need(a, target, i.span)) });
      case "negate": {
        if (target === undefined) break;
        const zero = this.emit({ op: "const", constant: { kind: "number", value: 0, rep: target }, result: newValue(fn, target), args: [], span: i.span });
        return this.put({ op: "arithmetic", operator: "sub", wrap: target === "i32", result: i.result, args: [zero, this.need(i.args[0] ?? -1, target, i.span)], span: i.span });
      }
      case "call.runtime":
        if (target === undefined) break;
        return this.remainder(i, target);
      case "intrinsic":
        if (target === undefined) break;
        // rounding an integer changes nothing
        return this.put({ op: "convert", mode: target === "i32" ? "truncate" : "widen", what: "", result: i.result, args: [this.need(i.args[0] ?? -1, target, i.span)], span: i.span });
      case "select":
        if (target === undefined) break;
        return this.put({ ...i, args: [i.args[0] ?? -1, this.need(i.args[1] ?? -1, target, i.span), this.need(i.args[2] ?? -1, target, i.span)] });
      case "compare": return this.compare(i);
      case "convert": return this.convert(i);
      case "call": return this.call(i);
      case "array.get": case "typed.get": case "array.set": {
        const args = this.original(i);
        args[1] = this.index(i.args[1] ?? -1, i);
        return this.put({ ...i, args });
      }
      case "typed.set": {
        const args = this.original(i), value = i.args[2] ?? -1;
        args[1] = this.index(i.args[1] ?? -1, i);
        if (this.sums.has(value)) args[2] = this.sum(value, newValue(this.fn, "i32"), i.span);
        else if (storesLowBits(i.type) && this.before[value] === "f64" && this.f.isNative(value)) args[2] = this.need(value, "i32", i.span);
        else if (storesLowBits(i.type) && this.f.target(value) !== undefined) args[2] = value;
        return this.put({ ...i, args });
      }
      default: break;
    }
    this.put(i.args.length === 0 ? i : { ...i, args: this.original(i) });
  }

  private put(i: MirInstr): void { this.out.push(i); }

  private compare(i: Extract<MirInstr, { op: "compare" }>): void {
    const [a = -1, b = -1] = i.args;
    const integers = this.before[a] === "f64" && this.f.isIntegral(a) && this.f.isIntegral(b) && this.f.isNative(a) && this.f.isNative(b);
    this.put({ ...i, args: integers ? [this.need(a, "int", i.span), this.need(b, "int", i.span)] : this.original(i) });
  }

  private convert(i: Extract<MirInstr, { op: "convert" }>): void {
    const value = i.args[0] ?? -1;
    const before = this.before[value];
    const to = this.fn.reps[i.result];
    const truncates = i.mode === "to-int32" || i.mode === "to-uint32" || i.mode === "truncate";
    if (this.sums.has(value)) { this.sum(value, i.result, i.span); return; }
    if (truncates && (to === "i32" || to === "u32") && (before === "f64" || before === "int") && this.f.isNative(value)) {
      return this.put({ ...i, mode: "truncate", args: [this.need(value, "i32", i.span)] });
    }
    // the wide form of a value that is narrow now is not used any more
    if (i.mode === "widen" && this.before[value] === "int" && this.fn.reps[value] === "i32") return this.put({ ...i });
    this.put({ ...i, args: this.original(i) });
  }

  /** The low bits of a sum, 0 if a term is NaN. */
  private sum(value: ValueId, result: ValueId, span: MirInstr["span"]): ValueId {
    const { fn } = this;
    const make = (rep: Rep, instr: MirOperation, ...args: ValueId[]): ValueId => this.emit({ ...instr, result: newValue(fn, rep), args, span });
    const half = make("int", { op: "const", constant: { kind: "number", value: NOT_A_NUMBER / 2, rep: "int" } });
    const all = make("u64", { op: "const", constant: { kind: "word", value: BigInt(NOT_A_NUMBER), rep: "u64" } });
    const shifted = make("u64", { op: "convert", mode: "truncate", what: "" }, make("int", { op: "arithmetic", operator: "add", wrap: false }, value, half));
    const isNumber = make("bool", { op: "compare", operator: "lt" }, shifted, all);
    const low = make("i32", { op: "convert", mode: "truncate", what: "" }, value);
    const zero = make("i32", { op: "const", constant: { kind: "number", value: 0, rep: "i32" } });
    if (fn.reps[result] === "i32") return this.emit({ op: "select", result, args: [isNumber, low, zero], span });
    return this.emit({ op: "convert", mode: "truncate", what: "", result, args: [make("i32", { op: "select" }, isNumber, low, zero)], span });
  }

  private call(i: Extract<MirInstr, { op: "call" }>): void {
    const callee = this.choice.function(i.func);
    if (callee === undefined) return this.put({ ...i, args: this.original(i) });
    const skip = i.args.length - callee.params.length;
    this.put({ ...i, args: i.args.map((a, k) => k < skip ? a : this.need(a, callee.reps[callee.params[k - skip] ?? -1] ?? "void", i.span)) });
  }

  private remainder(i: MirInstr, target: Rep): void {
    const { fn, f } = this;
    const [a = -1, b = -1] = i.args;
    // 32-bit division is several times faster
    const small = [a, b].every(v => { const r = f.ranges.range(v); return r !== undefined && r.low >= 0 && r.high <= 0xffff_ffff; });
    const rep: Rep = small ? "u32" : "int";
    const args = [this.need(a, rep, i.span), this.need(b, rep, i.span)];
    const rest = this.emit({ op: "arithmetic", operator: "rem", wrap: false, result: newValue(fn, rep), args, span: i.span });
    this.put({ op: "convert", mode: rep === "u32" && target === "int" ? "widen" : "truncate", what: "", result: i.result, args: [rest], span: i.span });
  }
}

function constantAs(value: number, rep: Rep): HirConstant | undefined {
  if (rep === "f64") return { kind: "number", value, rep };
  if (!Number.isInteger(value)) return undefined;
  if (rep === "i32") return { kind: "number", value: value | 0, rep };
  if (rep === "u32") return { kind: "number", value: value >>> 0, rep };
  return rep === "int" && Number.isSafeInteger(value) ? { kind: "number", value: value + 0, rep } : undefined;
}
