/**
 * Entries of a function that is used as a value or through a table, as MIR of their own:
 *   native   (closure, this box, params by letter) → result by letter
 *   adaptor  (this ref, params by letter) → result by letter, for tables of virtual methods
 *   construct (closure, new.target, argc, argv) → box: allocates an instance and runs the constructor
 */
import type { ClassId, FunctionId, HirFunction, HirStatement, Rep, Signature } from "../hir/hir.ts";
import { letterRep, splitSignature } from "../llvm/types.ts";
import { ExpressionLowering, type LoweringContext } from "./lower-expression.ts";
import { type MirFunction, NO_VALUE, type ValueId, newValue } from "./mir.ts";

export class ThunkBuilder extends ExpressionLowering {
  override statements(_list: readonly HirStatement[]): void { throw new Error("a thunk has no statements"); }
  override suspend(): ValueId { throw new Error("a thunk does not wait"); }

  /** Calls the function with the thunk's closure and this, and returns its result as `ret`. */
  finish(target: HirFunction, args: readonly ValueId[], ret: Rep): MirFunction {
    const fn = this.ssa.fn;
    const self = target.captures.length > 0 || this.needsSelf(target) ? fn.self : undefined;
    const thisArg = target.thisRep === undefined ? undefined : this.receiverOf(target, fn.thisValue);
    const result = this.direct(target, self, thisArg, this.foreignParameters(target, args), ret);
    this.ssa.end({ kind: "return", value: ret === "void" ? NO_VALUE : result, span: fn.hir.span });
    return fn;
  }

  private needsSelf(target: HirFunction): boolean { return this.context.selves.has(target.id); }

  private receiverOf(target: HirFunction, thisValue: ValueId): ValueId {
    return this.receiver(target, this.coerce(thisValue, target.thisRep ?? "box", "this"));
  }
}

function shell(hir: HirFunction, symbol: string, self: boolean, thisRep: Rep | undefined, params: readonly Rep[], ret: Rep): MirFunction {
  const fn: MirFunction = {
    id: -1, hir, symbol, kind: "plain", self: NO_VALUE, thisValue: NO_VALUE, params: [], reps: [], ret, blocks: [], nextBlock: 0, throws: true,
  };
  if (self) fn.self = newValue(fn, "ref");
  if (thisRep !== undefined) fn.thisValue = newValue(fn, thisRep);
  fn.params = params.map(rep => newValue(fn, rep));
  return fn;
}

function target(context: LoweringContext, func: FunctionId): HirFunction {
  const hir = context.functions.get(func);
  if (hir === undefined) throw new Error(`no function ${func}`);
  return hir;
}

export function nativeThunk(context: LoweringContext, func: FunctionId, signature: Signature): MirFunction {
  const hir = target(context, func);
  const { letters, result } = splitSignature(signature);
  const fn = shell(hir, `${hir.symbol}~native`, true, "box", [...letters].map(letterRep), letterRep(result));
  return new ThunkBuilder(context, fn).finish(hir, fn.params, fn.ret);
}

/** The arguments of (argc, argv), as boxes and perhaps a rest array. */
function unpack(builder: ThunkBuilder, hir: HirFunction): ValueId[] {
  const source = [...builder.ssa.fn.params];
  return Array.from({ length: hir.parameterCount }, (_, index) => hir.rest && index === hir.parameterCount - 1
    ? builder.ssa.emit({ op: "arguments.rest", index }, source, "ref")
    : builder.ssa.emit({ op: "argument", index }, source, "box"));
}

export function adaptor(context: LoweringContext, func: FunctionId, signature: Signature): MirFunction {
  const hir = target(context, func);
  const { letters, result } = splitSignature(signature);
  const fn = shell(hir, `${hir.symbol}~${signature}`, false, "ref", [...letters].map(letterRep), letterRep(result));
  const builder = new ThunkBuilder(context, fn);
  return builder.finish(hir, hir.rest && !letters.endsWith("r") ? builder.restOf(hir, fn.params) : fn.params, fn.ret);
}

export function constructThunk(context: LoweringContext, cls: ClassId, like: HirFunction): MirFunction {
  const info = context.classes.get(cls);
  const construct = constructorOf(context, cls);
  const hir = construct === undefined ? like : target(context, construct);
  const fn = shell(hir, `${info.symbol}~new`, true, "box", ["u32", "int"], "box");
  const builder = new ThunkBuilder(context, fn);
  const object = builder.allocate(cls);
  if (construct !== undefined) builder.construct(hir, object, unpack(builder, hir));
  builder.ssa.end({ kind: "return", value: builder.coerce(object, "box", ""), span: hir.span });
  return fn;
}

/** The constructor code of a class: its own or the nearest ancestor's. */
export function constructorOf(context: LoweringContext, cls: ClassId): FunctionId | undefined {
  for (let at: ClassId | undefined = cls; at !== undefined; at = context.classes.get(at).parent) {
    const { construct } = context.classes.get(at);
    if (construct !== undefined) return construct;
  }
  return undefined;
}
