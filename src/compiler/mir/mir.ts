/**
 * MIR: a control-flow graph in SSA form, typed by representation (the Reps of HIR).
 *
 * Values are numbers; `reps[v]` is the representation. Blocks have parameters instead of phis, edges carry the
 * arguments. An instruction that may throw and has a handler is the last of its block, and the block ends in
 * `checked normal, handler`; without a handler the exception leaves the function and the block goes on.
 * The handler reads the thrown value with `exception`. `await`/`yield` are last in their block too (`suspend`).
 * Instructions are a little above machine level ("array.get"): their slow paths are made at emission.
 */
import type {
  ArithmeticOp, ClassId, CompareOp, ConvertMode, FunctionId, GlobalId, HirClass, HirConstant, HirFunction, HirProgram, Rep, Signature,
  Span, TypedKind,
} from "../hir/hir.ts";

export type ValueId = number;
export const NO_VALUE: ValueId = -1;

export interface MirEdge { target: MirBlock; args: ValueId[] }

export interface MirBlock {
  readonly id: number;
  params: ValueId[];
  instrs: MirInstr[];
  end: MirEnd;
}

/**
 * NaN among integers of at most 32 bits that are only added, and of whose sum only the low bits matter: a sum beyond half
 * of it has such a term. 4096 terms fit below, and as many of these in 64 bits.
 */
export const NOT_A_NUMBER = 2 ** 45;

/** "nan" of an `int` result is NOT_A_NUMBER. */
export type OutOfBounds = "undefined" | "nan" | "throw" | "zero";

export type MirOperation =
  | { readonly op: "const"; readonly constant: HirConstant }
  /** Captured slot of the running closure. */
  | { readonly op: "capture"; readonly index: number }
  /** The exception that led to this handler (box); clears it. */
  | { readonly op: "exception" }
  /** Pure if `constant`: every read gives the same. */
  | { readonly op: "global.get"; readonly global: GlobalId; readonly tdz?: string; readonly constant?: boolean }
  | { readonly op: "global.set"; readonly global: GlobalId }
  /** args: [] or [init] */
  | { readonly op: "cell.new"; readonly content: "f64" | "box" }
  | { readonly op: "cell.get"; readonly content: "f64" | "box"; readonly tdz?: string }
  | { readonly op: "cell.set"; readonly content: "f64" | "box"; readonly tdz?: string }
  | { readonly op: "convert"; readonly mode: ConvertMode; readonly what: string }
  | { readonly op: "arithmetic"; readonly operator: ArithmeticOp; readonly wrap: boolean }
  | { readonly op: "negate" }
  | { readonly op: "not" }
  | { readonly op: "compare"; readonly operator: CompareOp }
  /** args: cond, a, b */
  | { readonly op: "select" }
  /** args: self?, this?, then the parameters. */
  | { readonly op: "call"; readonly func: FunctionId; readonly withSelf: boolean; readonly withThis: boolean }
  | { readonly op: "call.runtime"; readonly name: string }
  /** args: callee, this, then the letters'. */
  | { readonly op: "call.value"; readonly signature: Signature; readonly what: string }
  /** args: object, test (see class.test), then the letters'. */
  | { readonly op: "call.method"; readonly cls: ClassId; readonly key: string; readonly signature: Signature; readonly what: string; readonly nonvirtual: boolean }
  /** A call.method with one possible target. args: object, test, then the callee's parameters in its representations. */
  | { readonly op: "call.direct"; readonly func: FunctionId; readonly key: string; readonly signature: Signature; readonly what: string }
  /** args: object, then the letters'. */
  | { readonly op: "call.property"; readonly key: string; readonly signature: Signature; readonly what: string }
  | { readonly op: "allocate"; readonly cls: ClassId }
  | { readonly op: "object.new"; readonly cls: ClassId }
  | { readonly op: "closure.new"; readonly func: FunctionId }
  | { readonly op: "class.value"; readonly cls: ClassId }
  /** Is the value (ref or box) an instance of the class? Pure: objects of classes never change their shape. */
  | { readonly op: "class.test"; readonly cls: ClassId }
  /** Is the value (ref or box) an object with a shape id in [first, last]? Arrays may change theirs: not pure across calls. */
  | { readonly op: "shape.test"; readonly first: number; readonly last: number }
  /** As shape.test, but yields the object (ref) or throws a TypeError. */
  | { readonly op: "guard"; readonly first: number; readonly last: number; readonly key?: string; readonly expected: string; readonly what: string }
  /** Yields the value (ref or box) as ref: an instance of the class, or undefined or null if `nullable`; else throws a TypeError. */
  | { readonly op: "class.guard"; readonly cls: ClassId; readonly nullable: boolean; readonly expected: string }
  /** args: object, test. A false test goes by key. */
  | { readonly op: "field.get"; readonly cls: ClassId; readonly key: string; readonly what: string }
  /** args: object, value, test. */
  | { readonly op: "field.set"; readonly cls: ClassId; readonly key: string; readonly what: string }
  /** The result's rep is what the use wants: box, or f64/ref/bool with a check. */
  | { readonly op: "property.get"; readonly key: string; readonly what: string }
  /** args: object, value (any rep). */
  | { readonly op: "property.set"; readonly key: string; readonly what: string }
  | { readonly op: "array.new"; readonly element: "f64" | "box"; readonly fixed?: boolean }
  | { readonly op: "array.get"; readonly outOfBounds: OutOfBounds; readonly what: string }
  | { readonly op: "array.set"; readonly what: string }
  | { readonly op: "length"; readonly of: "array" | "string" | "typed"; readonly what: string }
  /** Length of a view of that kind, 0 if the value is anything else. Pure: views never change. rep u32. */
  | { readonly op: "view.length"; readonly type: TypedKind }
  /** Address of element 0 of a view of that kind, 0 otherwise. Pure. rep int. */
  | { readonly op: "view.data"; readonly type: TypedKind }
  /** args: array, index, view.length, view.data. `proved`: index is below the length. */
  | { readonly op: "typed.get"; readonly type: TypedKind; readonly outOfBounds: OutOfBounds; readonly what: string; proved?: boolean }
  /** args: array, index, value, view.length, view.data. */
  | { readonly op: "typed.set"; readonly type: TypedKind; readonly what: string; proved?: boolean }
  | { readonly op: "intrinsic"; readonly name: string; readonly func?: FunctionId; readonly text?: string }
  /** Thunks: argument `index` of (argc, argv), undefined if there are fewer. */
  | { readonly op: "argument"; readonly index: number }
  /** Thunks: the arguments from `index` as an array. */
  | { readonly op: "arguments.rest"; readonly index: number }
  /** Address of a coroutine's resume function. rep int. */
  | { readonly op: "resume.code"; readonly func: FunctionId }
  | { readonly op: "await" }
  | { readonly op: "yield" };

export type MirInstr = MirOperation & { result: ValueId; args: ValueId[]; readonly span: Span };

export type MirEnd =
  | { readonly kind: "none" }
  | { readonly kind: "jump"; readonly to: MirEdge }
  | { readonly kind: "branch"; cond: ValueId; readonly then: MirEdge; readonly otherwise: MirEdge }
  | { readonly kind: "switch"; value: ValueId; readonly cases: readonly { readonly value: number; readonly to: MirEdge }[]; readonly otherwise: MirEdge }
  | { readonly kind: "return"; value: ValueId; readonly span: Span }
  | { readonly kind: "throw"; value: ValueId; readonly handler: MirEdge | undefined; readonly span: Span }
  /** The last instruction may throw: to `handler` then. */
  | { readonly kind: "checked"; readonly normal: MirEdge; readonly handler: MirEdge }
  /** The last instruction is await/yield; resumed with throw, control goes to `handler` (or out), with return to `cancel` (or out). */
  | { readonly kind: "suspend"; readonly normal: MirEdge; readonly handler: MirEdge | undefined; readonly cancel: MirEdge | undefined }
  | { readonly kind: "unreachable" };

export interface MirFunction {
  readonly id: FunctionId;
  readonly hir: HirFunction;
  /** LLVM-level name. */
  readonly symbol: string;
  /** Kind after the coroutine split: "plain" bodies, or "resume" `(frame, mode, value) → box`. */
  kind: "plain" | "coroutine" | "resume";
  /** Closure parameter, or NO_VALUE. */
  self: ValueId;
  thisValue: ValueId;
  params: ValueId[];
  reps: Rep[];
  ret: Rep;
  blocks: MirBlock[];
  nextBlock: number;
  /** Result of the may-throw fixpoint. */
  throws: boolean;
}

export interface MirProgram {
  readonly hir: HirProgram;
  readonly functions: Map<FunctionId, MirFunction>;
  /** HIR's classes and the frames of coroutines. */
  readonly classes: HirClass[];
}

export function newValue(fn: MirFunction, rep: Rep): ValueId {
  fn.reps.push(rep);
  return fn.reps.length - 1;
}

export function newBlock(fn: MirFunction): MirBlock {
  const block: MirBlock = { id: fn.nextBlock++, params: [], instrs: [], end: { kind: "none" } };
  fn.blocks.push(block);
  return block;
}

export function edgesOf(end: MirEnd): MirEdge[] {
  switch (end.kind) {
    case "jump": return [end.to];
    case "branch": return [end.then, end.otherwise];
    case "switch": return [...end.cases.map(c => c.to), end.otherwise];
    case "throw": return end.handler === undefined ? [] : [end.handler];
    case "checked": return [end.normal, end.handler];
    case "suspend": return [end.normal, end.handler, end.cancel].filter(e => e !== undefined);
    case "none": case "return": case "unreachable": return [];
  }
}

/** The values an end uses itself, without those on its edges. */
export function endUses(end: MirEnd): ValueId[] {
  switch (end.kind) {
    case "branch": return [end.cond];
    case "switch": return [end.value];
    case "return": case "throw": return end.value === NO_VALUE ? [] : [end.value];
    case "none": case "jump": case "checked": case "suspend": case "unreachable": return [];
  }
}

/** Rewrites every use by `map`. */
export function mapUses(fn: MirFunction, map: (value: ValueId) => ValueId): void {
  for (const block of fn.blocks) {
    for (const instr of block.instrs) instr.args = instr.args.map(map);
    const end = block.end;
    if (end.kind === "branch") end.cond = map(end.cond);
    else if (end.kind === "switch") end.value = map(end.value);
    else if ((end.kind === "return" || end.kind === "throw") && end.value !== NO_VALUE) end.value = map(end.value);
    for (const edge of edgesOf(end)) edge.args = edge.args.map(map);
  }
}

export function assertNever(value: never): never {
  throw new Error(`not a case: ${JSON.stringify(value)}`);
}
