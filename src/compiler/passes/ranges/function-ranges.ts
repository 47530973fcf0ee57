/**
 * Ranges of a function's numeric values, refined by the comparisons that dominate a use. Forward and optimistic: a value
 * without a range has not been reached yet; loop headers widen.
 */
import type { CompareOp, FunctionId, GlobalId } from "../../hir/hir.ts";
import { type Dominators, dominators } from "../../mir/dominators.ts";
import { type MirBlock, type MirFunction, type MirInstr, type ValueId, edgesOf } from "../../mir/mir.ts";
import {
  ANY_NUMBER, type NumberRange, arithmeticRange, integerRange, join, negateRange, ofConstant, rangeOfElement, rangeOfRep, refine, remainderRange, roundRange,
  sameRange, widen,
} from "./number-range.ts";

/** What a function needs to know of others; undefined: nothing has reached it yet. */
export interface Summaries {
  parameter(fn: MirFunction, index: number): NumberRange | undefined;
  result(func: FunctionId): NumberRange | undefined;
  global(global: GlobalId): NumberRange | undefined;
}

interface Constraint { readonly block: MirBlock; readonly operator: CompareOp; readonly other: ValueId }

const SWAPPED = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" } as const satisfies Record<CompareOp, CompareOp>;
const NEGATED = { lt: "ge", le: "gt", gt: "le", ge: "lt", eq: "ne", ne: "eq" } as const satisfies Record<CompareOp, CompareOp>;
/** Changes of a loop header's range before it widens. */
const PATIENCE = 2;

export class FunctionRanges {
  readonly fn: MirFunction;
  readonly definer = new Map<ValueId, MirInstr>();
  private readonly tree: Dominators;
  private readonly ranges: (NumberRange | undefined)[] = [];
  private readonly constraints = new Map<ValueId, Constraint[]>();
  private readonly changes = new Map<ValueId, number>();
  /** Targets of back edges. */
  private readonly headers = new Set<MirBlock>();

  constructor(fn: MirFunction) {
    this.fn = fn;
    this.tree = dominators(fn);
    for (const block of this.tree.order) {
      for (const i of block.instrs) if (i.result >= 0) this.definer.set(i.result, i);
      for (const edge of edgesOf(block.end)) if (this.tree.dominates(edge.target, block)) this.headers.add(edge.target);
    }
    for (const block of this.tree.order) this.addConstraints(block);
  }

  /** The range at the value's definition; undefined: never reached, or no number. */
  range(value: ValueId): NumberRange | undefined { return this.ranges[value]; }

  /** The range where the block uses the value. */
  rangeAt(value: ValueId, block: MirBlock): NumberRange | undefined {
    let range = this.ranges[value];
    for (const c of this.constraints.get(value) ?? []) {
      if (range === undefined) return undefined;
      const other = this.ranges[c.other];
      if (!this.tree.dominates(c.block, block)) continue;
      range = other === undefined ? undefined : refine(range, c.operator, other);
    }
    return range;
  }

  /** Computes all ranges from what is known of other functions; ranges only grow from call to call. */
  solve(known: Summaries): void {
    const { fn } = this;
    fn.params.forEach((p, k) => { this.set(p, known.parameter(fn, k)); });
    for (let changed = true; changed;) {
      changed = false;
      for (const block of this.tree.order) {
        for (const i of block.instrs) if (i.result >= 0 && rangeOfRep(this.fn.reps[i.result] ?? "void") !== undefined) changed = this.set(i.result, this.evaluate(i, block, known)) || changed;
        for (const edge of edgesOf(block.end)) changed = this.passEdge(edge.target, edge.args, block) || changed;
      }
      if (this.headers.size === 0) return; // in this order each block comes after what it uses
    }
  }

  private passEdge(target: MirBlock, args: readonly ValueId[], from: MirBlock): boolean {
    let changed = false;
    target.params.forEach((p, k) => {
      if (rangeOfRep(this.fn.reps[p] ?? "void") === undefined) return;
      const before = this.ranges[p];
      const after = join(before, this.rangeAt(args[k] ?? -1, from));
      if (after === undefined || (before !== undefined && sameRange(before, after))) return;
      changed = true;
      if (before === undefined || !this.headers.has(target)) { this.ranges[p] = after; return; }
      const count = (this.changes.get(p) ?? 0) + 1;
      this.changes.set(p, count);
      this.ranges[p] = count > PATIENCE ? widen(before, after) : after;
    });
    return changed;
  }

  private set(value: ValueId, range: NumberRange | undefined): boolean {
    const before = this.ranges[value];
    const after = join(before, range);
    if (after === undefined || (before !== undefined && sameRange(before, after))) return false;
    this.ranges[value] = after;
    return true;
  }

  private evaluate(i: MirInstr, block: MirBlock, known: Summaries): NumberRange | undefined {
    const rep = this.fn.reps[i.result] ?? "void";
    const all = rangeOfRep(rep);
    const arg = (index: number): NumberRange | undefined => this.rangeAt(i.args[index] ?? -1, block);
    const within = (range: NumberRange | undefined): NumberRange | undefined => range !== undefined && all !== undefined && range.low >= all.low && range.high <= all.high ? range : all;
    switch (i.op) {
      case "const": return i.constant.kind === "number" ? ofConstant(i.constant.value) : all;
      case "convert": {
        const source = this.fn.reps[i.args[0] ?? -1] ?? "void";
        if (rangeOfRep(source) === undefined) return all;
        const range = arg(0);
        if (range === undefined || i.mode === "widen" || rep === "f64") return range;
        return range.integral && !range.nan ? within({ ...range, minusZero: false }) : all;
      }
      case "arithmetic": {
        const a = arg(0), b = arg(1);
        if (a === undefined || b === undefined) return rangeOfRep(this.fn.reps[i.args[0] ?? -1] ?? "void") === undefined ? all : undefined;
        if (this.fn.reps[i.args[0] ?? -1] === "f64") return rep === "f64" ? arithmeticRange(i.operator, a, b) : all;
        return rep === "f64" && i.operator === "div" ? ANY_NUMBER : within(integerRange(i.operator, a, b));
      }
      case "negate": { const a = arg(0); return a === undefined ? undefined : rep === "f64" ? negateRange(a) : all; }
      case "select": return join(arg(1), arg(2));
      case "call": return rep === "f64" ? known.result(i.func) : all;
      // a receiver of another class is called by key: any result
      case "call.direct": return rep === "f64" && this.isTrue(i.args[1] ?? -1) ? known.result(i.func) : all;
      case "call.runtime": {
        if (i.name !== "remainder") return all;
        const a = arg(0), b = arg(1);
        return a === undefined || b === undefined ? undefined : remainderRange(a, b);
      }
      case "global.get": return rep === "f64" ? known.global(i.global) : all;
      case "typed.get": {
        const element = rangeOfElement(i.type);
        if (element === undefined || i.outOfBounds === "undefined") return all;
        if (rep === "i32" && i.type === "u32") return all;
        return i.outOfBounds === "nan" && i.proved !== true ? { ...element, nan: rep === "f64" } : element;
      }
      case "intrinsic": {
        if (i.name !== "f64Floor" && i.name !== "f64Ceil" && i.name !== "f64Trunc") return all;
        const a = arg(0);
        return a === undefined ? undefined : roundRange(i.name, a);
      }
      default: return all;
    }
  }

  // Comparisons

  private addConstraints(block: MirBlock): void {
    const { end } = block;
    if (end.kind !== "branch" || end.then.target === end.otherwise.target) return;
    const test = this.definer.get(end.cond);
    if (test === undefined || test.op !== "compare") return;
    const [a = -1, b = -1] = test.args;
    const rep = this.fn.reps[a] ?? "void";
    if (rangeOfRep(rep) === undefined) return;
    const only = (target: MirBlock): boolean => this.tree.predecessors(target).length === 1;
    if (only(end.then.target)) this.constrain(end.then.target, a, test.operator, b);
    // of doubles a false comparison may be one with NaN
    if (only(end.otherwise.target) && (rep !== "f64" || (this.isNeverNaN(a) && this.isNeverNaN(b)))) this.constrain(end.otherwise.target, a, NEGATED[test.operator], b);
  }

  private constrain(block: MirBlock, a: ValueId, operator: CompareOp, b: ValueId): void {
    const add = (value: ValueId, op: CompareOp, other: ValueId): void => {
      for (let v: ValueId | undefined = value; v !== undefined; v = this.widened(v)) {
        const list = this.constraints.get(v);
        if (list === undefined) this.constraints.set(v, [{ block, operator: op, other }]);
        else list.push({ block, operator: op, other });
      }
    };
    add(a, operator, b);
    add(b, SWAPPED[operator], a);
  }

  /** The integer whose double this is. */
  widened(value: ValueId): ValueId | undefined {
    const i = this.definer.get(value);
    return i !== undefined && i.op === "convert" && i.mode === "widen" && rangeOfRep(this.fn.reps[i.args[0] ?? -1] ?? "void") !== undefined ? i.args[0] : undefined;
  }

  private isTrue(value: ValueId): boolean {
    const i = this.definer.get(value);
    return i?.op === "const" && i.constant.kind === "boolean" && i.constant.value;
  }

  /** By construction, before any range is known. */
  private isNeverNaN(value: ValueId): boolean {
    const i = this.definer.get(value);
    return i !== undefined && (this.widened(value) !== undefined || (i.op === "const" && i.constant.kind === "number" && !Number.isNaN(i.constant.value)));
  }
}
