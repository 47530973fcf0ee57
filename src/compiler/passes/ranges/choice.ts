/**
 * Which doubles become integers. A greatest fixpoint over the program: every candidate whose range is exact is taken for
 * an integer until an operand turns out to be none. Beside it goes what the uses demand of each value:
 *   low32     only its lowest 32 bits (`| 0`, `>>> 0`, stores to integer arrays): such sums may wrap
 *   unsigned  not the sign of a zero (comparisons, indices, additions to integers)
 */
import type { FunctionId, Rep, TypedKind } from "../../hir/hir.ts";
import { type MirFunction, type MirInstr, type MirProgram, NOT_A_NUMBER, type ValueId, edgesOf } from "../../mir/mir.ts";
import type { FunctionRanges } from "./function-ranges.ts";
import { type NumberRange, isExact } from "./number-range.ts";
import type { ProgramRanges } from "./summaries.ts";

export type IntegerRep = "i32" | "int";

/** Sums with terms that may be NaN stay below half of what stands for NaN. */
const SUM_LIMIT = NOT_A_NUMBER / 2;

/** Does a store to such an array keep the low bits of an integer? */
export function storesLowBits(type: TypedKind): boolean { return type !== "u8c" && type !== "f32" && type !== "f64"; }

export class FunctionChoice {
  readonly fn: MirFunction;
  readonly ranges: FunctionRanges;
  /** As before the pass. */
  private readonly reps: readonly Rep[];
  private readonly chosen = new Set<ValueId>();
  private readonly notLow32 = new Set<ValueId>();
  private readonly signed = new Set<ValueId>();
  private readonly program: Choice;

  constructor(program: Choice, fn: MirFunction, ranges: FunctionRanges) {
    this.program = program;
    this.fn = fn;
    this.reps = [...fn.reps];
    this.ranges = ranges;
    if (program.direct.has(fn.id)) for (const p of fn.params) if (isNumeric(fn, p)) this.chosen.add(p);
    for (const block of fn.blocks) {
      for (const p of block.params) if (isNumeric(fn, p)) this.chosen.add(p);
      for (const i of block.instrs) if (i.result >= 0 && isNumeric(fn, i.result) && this.isCandidate(i)) this.chosen.add(i.result);
    }
  }

  /** What the value becomes; undefined: it stays as it is. */
  target(value: ValueId): IntegerRep | undefined {
    if (!this.chosen.has(value)) return undefined;
    if (this.isSum(value)) return "int";
    return this.notLow32.has(value) ? "int" : "i32";
  }

  isLow32(value: ValueId): boolean { return !this.notLow32.has(value); }

  /** An integer of which only the low bits matter, or NOT_A_NUMBER. */
  isSum(value: ValueId): boolean { return this.chosen.has(value) && this.reps[value] === "f64" && this.ranges.range(value)?.nan === true; }

  /** Can the value be had as an integer: is it one, does it become one, or can its double be converted without loss? */
  isIntegral(value: ValueId): boolean {
    const rep = this.reps[value];
    if (rep === "i32" || rep === "u32" || rep === "int") return true;
    return rep === "f64" && (this.chosen.has(value) ? !this.isSum(value) : this.fits(value));
  }

  /** As isIntegral, but without a conversion from double at run time. */
  isNative(value: ValueId): boolean {
    const rep = this.reps[value];
    if (rep !== "f64") return rep === "i32" || rep === "u32" || rep === "int";
    if (this.chosen.has(value)) return !this.isSum(value);
    return this.isIntegral(value) && (this.ranges.definer.get(value)?.op === "const" || this.ranges.widened(value) !== undefined);
  }

  private fits(value: ValueId): boolean {
    const range = this.ranges.range(value);
    return range !== undefined && isExact(range) && !range.nan && (!range.minusZero || !this.signed.has(value));
  }

  /** As `fits`, for what adds up elements that may be missing. */
  private fitsSum(value: ValueId): boolean {
    const range = this.ranges.range(value), i = this.ranges.definer.get(value);
    if (range === undefined || !range.integral || this.notLow32.has(value) || range.low < -SUM_LIMIT || range.high > SUM_LIMIT) return false;
    return i?.op === "typed.get" || (i?.op === "arithmetic" && i.operator === "add");
  }

  private isCandidate(i: MirInstr): boolean {
    const rep = this.reps[i.result];
    switch (i.op) {
      case "arithmetic": {
        if (i.operator !== "add" && i.operator !== "sub" && i.operator !== "mul") return rep === "int" && (i.operator === "and" || i.operator === "or" || i.operator === "xor");
        return this.reps[i.args[0] ?? -1] === rep;
      }
      case "negate": case "select": return true;
      case "call": return rep === "f64" && this.program.direct.has(i.func);
      case "call.runtime": return i.name === "remainder";
      case "intrinsic": return i.name === "f64Floor" || i.name === "f64Ceil" || i.name === "f64Trunc";
      case "typed.get": return rep === "f64";
      default: return false;
    }
  }

  // One round of the fixpoint

  /** Takes back what an operand or a use contradicts; true: something changed. */
  round(): boolean {
    const before = this.chosen.size - this.notLow32.size - this.signed.size;
    const { fn } = this;
    for (let b = fn.blocks.length - 1; b >= 0; b--) {
      const block = fn.blocks[b];
      if (block === undefined) continue;
      for (const edge of edgesOf(block.end)) {
        edge.target.params.forEach((p, k) => {
          const arg = edge.args[k] ?? -1;
          this.demand(arg, this.passes(p), !this.signed.has(p));
          if (this.chosen.has(p) && !this.isIntegral(arg)) this.drop(p);
        });
      }
      if (block.end.kind === "return" && block.end.value >= 0) this.returns(block.end.value);
      if (block.end.kind === "switch") this.demand(block.end.value, false, true);
      for (let k = block.instrs.length - 1; k >= 0; k--) {
        const i = block.instrs[k];
        if (i === undefined) continue;
        if (this.chosen.has(i.result) && !this.operandsAllow(i)) this.drop(i.result);
        i.args.forEach((_, index) => { this.use(i, index); });
      }
    }
    for (const v of [...this.chosen]) if (this.reps[v] === "f64" ? !this.fits(v) && !this.fitsSum(v) : this.notLow32.has(v)) this.drop(v);
    if (this.program.direct.has(fn.id)) {
      fn.params.forEach((p, k) => {
        if (!isNumeric(fn, p)) return;
        const known = this.program.parameter(fn, k);
        if (!known.integer) this.drop(p);
        else if (!this.chosen.has(p)) known.deny("integer");
        if (!this.isLow32(p) || !this.chosen.has(p)) known.deny("low32");
        if (this.signed.has(p)) known.deny("unsigned");
      });
    }
    return before !== this.chosen.size - this.notLow32.size - this.signed.size;
  }

  private drop(value: ValueId): void { this.chosen.delete(value); }

  /** Do the low bits of operands suffice for the value, if its own suffice? */
  private passes(value: ValueId): boolean { return this.chosen.has(value) && !this.notLow32.has(value); }

  private demand(value: ValueId, low32: boolean, unsigned: boolean): void {
    if (value < 0) return;
    if (!low32) this.notLow32.add(value);
    if (!unsigned) this.signed.add(value);
  }

  private returns(value: ValueId): void {
    const { fn } = this;
    if (fn.ret !== "f64") return this.demand(value, false, false);
    const known = this.program.result(fn.id);
    this.demand(value, known.integer && known.low32, known.unsigned);
    if (known.integer && !this.isNative(value)) known.deny("integer");
  }

  private operandsAllow(i: MirInstr): boolean {
    switch (i.op) {
      case "arithmetic":
        if (i.args.some(a => this.isSum(a))) return i.operator === "add" && i.args.every(a => this.isSum(a) || this.isNative(a));
        return i.args.every(a => this.isIntegral(a)) && i.args.some(a => this.isNative(a));
      case "negate": case "call.runtime": return i.args.every(a => this.isIntegral(a)) && i.args.some(a => this.isNative(a));
      case "select": return this.isIntegral(i.args[1] ?? -1) && this.isIntegral(i.args[2] ?? -1);
      case "intrinsic": return this.isNative(i.args[0] ?? -1);
      case "call": return this.program.result(i.func).integer;
      default: return true;
    }
  }

  private use(i: MirInstr, index: number): void {
    const value = i.args[index] ?? -1;
    const rep = this.reps[value];
    if (rep !== "f64" && rep !== "int") return;
    const result = i.result, low32 = this.passes(result), unsigned = !this.signed.has(result);
    switch (i.op) {
      case "convert": return this.useOfConvert(i, value);
      case "arithmetic": return this.useOfArithmetic(i, value, index);
      case "negate": return this.demand(value, low32, unsigned);
      case "compare": return this.demand(value, false, true);
      case "select": return this.demand(value, low32, unsigned);
      case "array.get": case "typed.get": return this.demand(value, false, true);
      case "array.set": return this.demand(value, false, index === 1);
      case "typed.set": return this.demand(value, index === 2 && storesLowBits(i.type) && (this.isNative(value) || this.isSum(value)), index === 1 || (index === 2 && storesLowBits(i.type)));
      case "call.runtime": return this.demand(value, false, i.name === "remainder" && (index === 1 || unsigned));
      case "intrinsic": return this.demand(value, low32 && this.isCandidate(i), unsigned && this.isCandidate(i));
      case "call": return this.useOfCall(i, value, index);
      default: return this.demand(value, false, false);
    }
  }

  private useOfConvert(i: Extract<MirInstr, { op: "convert" }>, value: ValueId): void {
    const to = this.reps[i.result];
    const narrow = to === "i32" || to === "u32";
    if (narrow && (i.mode === "to-int32" || i.mode === "to-uint32" || i.mode === "truncate")) return this.demand(value, this.isNative(value) || this.isSum(value), true);
    if (i.mode === "widen" && (to === "f64" || to === "int")) return this.demand(value, this.isLow32(i.result), !this.signed.has(i.result));
    this.demand(value, false, i.mode === "truthy" || (narrow && i.mode !== "widen"));
  }

  private useOfArithmetic(i: Extract<MirInstr, { op: "arithmetic" }>, value: ValueId, index: number): void {
    const low32 = this.passes(i.result), unsigned = !this.signed.has(i.result);
    const other = this.ranges.range(i.args[1 - index] ?? -1);
    const wraps = i.operator === "add" || i.operator === "sub" || i.operator === "mul" || (this.reps[value] === "int" && (i.operator === "and" || i.operator === "or" || i.operator === "xor"));
    this.demand(value, low32 && wraps, unsigned && wraps || this.hidesSign(i.operator, index, other));
  }

  /** Is the sum the same for 0 and -0 as this operand? */
  private hidesSign(operator: string, index: number, other: NumberRange | undefined): boolean {
    if (other === undefined) return false;
    if (operator === "add") return !other.minusZero;
    if (operator === "sub") return index === 0 ? other.low > 0 || other.high < 0 : !other.minusZero;
    return false;
  }

  private useOfCall(i: Extract<MirInstr, { op: "call" }>, value: ValueId, index: number): void {
    const callee = this.program.function(i.func);
    if (callee === undefined || !this.program.direct.has(i.func)) return this.demand(value, false, false);
    const parameter = this.program.parameter(callee, index - (i.args.length - callee.params.length));
    this.demand(value, parameter.integer && parameter.low32, parameter.unsigned);
  }

  /** What this function's calls mean for the functions that it calls. */
  calls(): void {
    for (const block of this.fn.blocks) {
      for (const i of block.instrs) {
        if (i.op !== "call" || !this.program.direct.has(i.func)) continue;
        const callee = this.program.function(i.func);
        if (callee === undefined) continue;
        const skip = i.args.length - callee.params.length;
        callee.params.forEach((p, k) => {
          if (isNumeric(callee, p) && !this.isIntegral(i.args[k + skip] ?? -1)) this.program.parameter(callee, k).deny("integer");
        });
        if (i.result < 0 || callee.ret !== "f64") continue;
        const result = this.program.result(i.func);
        if (!this.chosen.has(i.result)) result.deny("integer");
        if (!this.isLow32(i.result)) result.deny("low32");
        if (this.signed.has(i.result)) result.deny("unsigned");
      }
    }
  }
}

/** What holds of a parameter or a result, as far as nobody has contradicted. */
class Known {
  integer: boolean;
  low32: boolean;
  unsigned: boolean;
  private readonly changed: () => void;

  constructor(possible: boolean, changed: () => void) {
    this.integer = possible;
    this.low32 = possible;
    this.unsigned = possible;
    this.changed = changed;
  }

  deny(what: "integer" | "low32" | "unsigned"): void {
    if (!this[what]) return;
    this[what] = false;
    this.changed();
  }
}

export class Choice {
  readonly direct: ReadonlySet<FunctionId>;
  readonly functions = new Map<MirFunction, FunctionChoice>();
  private readonly program: MirProgram;
  private readonly parameters = new Map<MirFunction, Known[]>();
  private readonly results = new Map<FunctionId, Known>();
  private readonly callers = new Map<FunctionId, Set<FunctionChoice>>();
  private readonly queue = new Set<FunctionChoice>();

  constructor(program: MirProgram, facts: ProgramRanges) {
    this.program = program;
    this.direct = facts.direct;
    for (const [fn, ranges] of facts.functions) this.add(new FunctionChoice(this, fn, ranges));
    for (const choice of this.queue) {
      this.queue.delete(choice);
      while (choice.round());
      choice.calls();
    }
  }

  private add(choice: FunctionChoice): void {
    this.functions.set(choice.fn, choice);
    this.queue.add(choice);
    for (const block of choice.fn.blocks) {
      for (const i of block.instrs) {
        if (i.op !== "call" || !this.direct.has(i.func)) continue;
        const callers = this.callers.get(i.func);
        if (callers === undefined) this.callers.set(i.func, new Set([choice]));
        else callers.add(choice);
      }
    }
  }

  function(func: FunctionId): MirFunction | undefined { return this.program.functions.get(func); }

  parameter(fn: MirFunction, index: number): Known {
    let list = this.parameters.get(fn);
    if (list === undefined) { list = fn.params.map(() => this.known(fn, true)); this.parameters.set(fn, list); }
    const known = list[index];
    if (known === undefined) throw new Error(`${fn.symbol} has no parameter ${index}`);
    return known;
  }

  /** Of functions whose callers are all known. */
  result(func: FunctionId): Known {
    let known = this.results.get(func);
    if (known === undefined) {
      known = this.known(this.function(func), this.direct.has(func));
      this.results.set(func, known);
    }
    return known;
  }

  private known(of: MirFunction | undefined, possible: boolean): Known {
    return new Known(possible, () => {
      const own = of === undefined ? undefined : this.functions.get(of);
      if (own === undefined) return;
      this.queue.add(own);
      for (const caller of this.callers.get(own.fn.id) ?? []) this.queue.add(caller);
    });
  }
}

function isNumeric(fn: MirFunction, value: ValueId): boolean {
  const rep = fn.reps[value];
  return rep === "f64" || rep === "int";
}
