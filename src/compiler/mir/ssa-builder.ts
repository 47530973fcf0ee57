/**
 * On-the-fly SSA construction. Braun, Buchwald, Hack, Leißa, Mallon, Zwinkau: "Simple and Efficient Construction of
 * Static Single Assignment Form" (CC 2013). Trivial parameters are left to the pass "redundant-parameters".
 */
import type { HirConstant, Rep, Span } from "../hir/hir.ts";
import {
  type MirBlock, type MirEdge, type MirEnd, type MirFunction, type MirInstr, type MirOperation, NO_VALUE, type ValueId, edgesOf, newBlock, newValue,
} from "./mir.ts";

/** A source variable or a temporary of the lowering. */
export type Variable = number;

export class SsaBuilder {
  readonly fn: MirFunction;
  current: MirBlock;
  span: Span;
  /** Where exceptions of instructions go now; undefined: out of the function. */
  handler: MirBlock | undefined;
  private readonly variableReps: Rep[];
  private readonly definitions = new Map<MirBlock, Map<Variable, ValueId>>();
  private readonly incoming = new Map<MirBlock, { source: MirBlock; edge: MirEdge }[]>();
  private readonly unsealed = new Set<MirBlock>();
  private readonly incomplete = new Map<MirBlock, { variable: Variable; value: ValueId }[]>();
  private readonly definers: (MirInstr | undefined)[] = [];

  constructor(fn: MirFunction, variableReps: readonly Rep[], span: Span) {
    this.fn = fn;
    this.variableReps = [...variableReps];
    this.span = span;
    this.current = this.block();
    this.seal(this.current);
  }

  /** A new block, to be sealed once all edges to it exist. */
  block(): MirBlock {
    const block = newBlock(this.fn);
    this.unsealed.add(block);
    return block;
  }

  temporary(rep: Rep): Variable {
    this.variableReps.push(rep);
    return this.variableReps.length - 1;
  }

  rep(value: ValueId): Rep {
    const rep = this.fn.reps[value];
    if (rep === undefined) throw new Error(`${this.fn.symbol}: %${value} has no representation`);
    return rep;
  }

  /** The instruction that made the value. */
  definer(value: ValueId): MirInstr | undefined { return this.definers[value]; }

  emit(operation: MirOperation, args: ValueId[], rep: Rep): ValueId {
    const result = rep === "void" ? NO_VALUE : newValue(this.fn, rep);
    const instr: MirInstr = { ...operation, result, args, span: this.span };
    this.current.instrs.push(instr);
    if (result !== NO_VALUE) this.definers[result] = instr;
    if (this.handler !== undefined && canThrow(instr)) {
      const next = this.block();
      this.end({ kind: "checked", normal: { target: next, args: [] }, handler: { target: this.handler, args: [] } });
      this.seal(next);
      this.current = next;
    }
    return result;
  }

  constant(constant: HirConstant): ValueId {
    return this.emit({ op: "const", constant }, [], constant.rep);
  }

  /** Ends the current block; the caller chooses the next one. */
  end(end: MirEnd): void {
    if (this.current.end.kind !== "none") throw new Error(`${this.fn.symbol}: b${this.current.id} ended twice`);
    this.current.end = end;
    for (const edge of edgesOf(end)) {
      const list = this.incoming.get(edge.target);
      if (list === undefined) this.incoming.set(edge.target, [{ source: this.current, edge }]);
      else list.push({ source: this.current, edge });
    }
  }

  jump(target: MirBlock): void { this.end({ kind: "jump", to: { target, args: [] } }); }

  branch(cond: ValueId, then: MirBlock, otherwise: MirBlock): void {
    this.end({ kind: "branch", cond, then: { target: then, args: [] }, otherwise: { target: otherwise, args: [] } });
  }

  /** Continues in a block without predecessors, after a return or throw. */
  startDead(): void {
    this.current = this.block();
    this.seal(this.current);
  }

  hasPredecessors(block: MirBlock): boolean { return this.incoming.has(block); }

  /** Seals the block (all its edges exist) and continues there. */
  enter(block: MirBlock): void {
    this.seal(block);
    this.current = block;
  }

  seal(block: MirBlock): void {
    if (!this.unsealed.delete(block)) return;
    for (const { variable, value } of this.incomplete.get(block) ?? []) this.addArguments(block, variable, value);
    this.incomplete.delete(block);
  }

  write(variable: Variable, value: ValueId): void { this.writeIn(this.current, variable, value); }

  read(variable: Variable): ValueId { return this.readIn(this.current, variable); }

  private writeIn(block: MirBlock, variable: Variable, value: ValueId): void {
    let map = this.definitions.get(block);
    if (map === undefined) { map = new Map(); this.definitions.set(block, map); }
    map.set(variable, value);
  }

  private readIn(start: MirBlock, variable: Variable): ValueId {
    const passed: MirBlock[] = [];
    let block = start;
    let value: ValueId;
    for (;;) {
      const known = this.definitions.get(block)?.get(variable);
      if (known !== undefined) { value = known; break; }
      const preds = this.incoming.get(block) ?? [];
      if (this.unsealed.has(block)) {
        value = this.parameter(block, variable);
        const list = this.incomplete.get(block);
        if (list === undefined) this.incomplete.set(block, [{ variable, value }]);
        else list.push({ variable, value });
        break;
      }
      const only = preds[0];
      if (only === undefined) { value = this.neverWritten(block, variable); break; }
      if (preds.length > 1) {
        value = this.parameter(block, variable);
        this.writeIn(block, variable, value);
        this.addArguments(block, variable, value);
        break;
      }
      passed.push(block);
      block = only.source;
    }
    this.writeIn(block, variable, value);
    for (const b of passed) this.writeIn(b, variable, value);
    return value;
  }

  private parameter(block: MirBlock, variable: Variable): ValueId {
    const value = newValue(this.fn, this.variableReps[variable] ?? "void");
    block.params.push(value);
    return value;
  }

  private addArguments(block: MirBlock, variable: Variable, param: ValueId): void {
    const index = block.params.indexOf(param);
    for (const { source, edge } of this.incoming.get(block) ?? []) edge.args[index] = this.readIn(source, variable);
  }

  /** Zero, which is undefined, false or 0: what an allocation holds too. */
  private neverWritten(block: MirBlock, variable: Variable): ValueId {
    const rep = this.variableReps[variable] ?? "void";
    const result = newValue(this.fn, rep);
    const instr: MirInstr = { op: "const", constant: zeroOf(rep), result, args: [], span: this.span };
    block.instrs.unshift(instr);
    this.definers[result] = instr;
    return result;
  }
}

export function zeroOf(rep: Rep): HirConstant {
  switch (rep) {
    case "f64": case "i32": case "u32": case "int": return { kind: "number", value: 0, rep };
    case "i64": case "u64": return { kind: "word", value: 0n, rep };
    case "bool": return { kind: "boolean", value: false, rep };
    case "ref": case "box": return { kind: "undefined", rep };
    case "void": throw new Error("void has no zero");
  }
}

const THROWING_INTRINSICS = new Set(["callBoxed", "callBoxedAt", "resumeFrame", "runInitializers", "allocateObject"]);

/** May the instruction throw, as far as its operation alone tells? The may-throw pass knows better. */
export function canThrow(instr: MirInstr): boolean {
  switch (instr.op) {
    case "const": case "capture": case "exception": case "global.set": case "arithmetic": case "negate": case "not": case "compare":
    case "select": case "class.value": case "class.test": case "view.length": case "view.data": case "argument": case "resume.code": case "shape.test":
      return false;
    case "global.get": case "cell.get": case "cell.set": return instr.tdz !== undefined;
    case "convert": return instr.mode === "check" || instr.mode === "to-number" || instr.mode === "to-int32" || instr.mode === "to-uint32";
    case "typed.get": return instr.outOfBounds !== "zero" || instr.proved !== true;
    case "intrinsic": return THROWING_INTRINSICS.has(instr.name);
    case "await": case "yield": return false; // `suspend` has its own edges
    case "cell.new": case "call": case "call.runtime": case "call.value": case "call.method": case "call.direct": case "call.property":
    case "allocate": case "object.new": case "closure.new": case "field.get": case "field.set": case "property.get": case "property.set":
    case "array.new": case "array.get": case "array.set": case "length": case "typed.set": case "arguments.rest": case "guard": case "class.guard":
      return true;
  }
}
