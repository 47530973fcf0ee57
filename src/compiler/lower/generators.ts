/** yield and yield*. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { booleanConstant, effect, getLocal, ifThen, nullish, runtimeCall, sequence, setLocal, undefinedConstant } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { toCondition } from "./convert.ts";
import { lowerTo } from "./expressions.ts";
import { BOX_SLOT } from "./types.ts";

export function lowerYield(f: FunctionContext, node: ts.YieldExpression): HirExpression {
  const span = f.span(node);
  if (node.asteriskToken !== undefined && node.expression !== undefined) return yieldStar(f, node, node.expression);
  const value = node.expression === undefined ? undefinedConstant(span, "box") : lowerTo(f, node.expression, BOX_SLOT, "yielded value");
  return { kind: "yield", value, rep: "box", span };
}

/**
 * ECMA-262 §15.5.5: next values go to the inner iterator, throw goes to its `throw`, and leaving (return) closes it.
 *
 *   it = getIterator(x); step = it.next(undefined)
 *   loop: if step.done break; active = true
 *         try { sent = yield step.value; active = false; mode = next } catch (e) { active = false; thrown = e }
 *         finally { if (active) closeIterator(it) }       // return() of the outer generator
 *         step = thrown ? it.throw(e) : it.next(sent)
 */
function yieldStar(f: FunctionContext, node: ts.YieldExpression, source: ts.Expression): HirExpression {
  const span = f.span(node);
  const isAsync = f.kind === "async-generator";
  const local = (name: string): { readonly set: (value: HirExpression) => HirStatement; readonly get: HirExpression } => {
    const index = f.newLocal(name, "box", span);
    return { set: (value) => effect(setLocal(index, value)), get: getLocal(index, "box", span) };
  };
  const flag = (name: string): { readonly set: (value: boolean) => HirStatement; readonly get: HirExpression } => {
    const index = f.newLocal(name, "bool", span);
    return { set: (value) => effect(setLocal(index, booleanConstant(value, span))), get: getLocal(index, "bool", span) };
  };
  for (const key of ["next", "done", "value", "return", "throw"]) f.lowering.mention(key);
  const iterator = local("iterator");
  const step = local("step");
  const sent = local("sent");
  const caught = f.newLocal("caught", "box", span);
  const active = flag("active");
  const failed = flag("failed");
  const wait = (value: HirExpression): HirExpression => (isAsync ? { kind: "await", value, rep: "box", span } : value);
  const call = (key: string, argument: HirExpression): HirExpression => wait({ kind: "call.property", object: iterator.get, key, args: [argument], signature: "v>v", what: `iterator.${key}`, rep: "box", span });
  const property = (key: string): HirExpression => ({ kind: "property.get", object: step.get, key, what: "iterator result", rep: "box", span });
  const label = f.newLabel();
  const throwMethod: HirExpression = { kind: "property.get", object: iterator.get, key: "throw", what: "iterator", rep: "box", span };
  const getName = isAsync ? "getAsyncIterator" : "getIterator";
  const loop: HirStatement = { kind: "loop", label, testLast: false, update: [], span, body: [
    ifThen(toCondition(property("done"), false), [{ kind: "break", label, span }]),
    active.set(true),
    failed.set(false),
    {
      kind: "try", span,
      body: [sent.set({ kind: "yield", value: property("value"), rep: "box", span }), active.set(false)],
      handler: { binding: caught, body: [active.set(false), failed.set(true), sent.set(getLocal(caught, "box", span))] },
      finalizer: [ifThen(active.get, [active.set(false), effect(runtimeCall("closeIterator", [iterator.get], "void", span))])],
    },
    ifThen(failed.get, [
      ifThen(nullish(throwMethod), [effect(runtimeCall("closeIterator", [iterator.get], "void", span)), { kind: "throw", value: sent.get, span }]),
      step.set(call("throw", sent.get)),
    ], [step.set(call("next", sent.get))]),
  ] };
  return sequence([
    iterator.set(runtimeCall(getName, [lowerTo(f, source, BOX_SLOT, source.getText())], "box", span)),
    step.set(call("next", undefinedConstant(span, "box"))),
    loop,
  ], property("value"));
}

