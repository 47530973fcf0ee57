/** Binding and assignment patterns: identifiers, objects and arrays with defaults and rest. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { conditional, convert, effect, getLocal, numberConstant, runtimeCall, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import { SHAPE_ARRAY, SHAPE_ARRAY_F64 } from "../../../lib/runtime/layout.ts";
import { lowerPropertyKey, readElement, readProperty, reference, textOf } from "./access.ts";
import { assignTo } from "./assignments.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, coerceToSlot, toCondition } from "./convert.ts";
import { lowerExpression } from "./expressions.ts";
import { withDefault } from "./functions.ts";
import { BOX_SLOT, isNumberRep, type Slot } from "./types.ts";
import { declareVariable, type VariableFacts } from "./variables.ts";

export interface BindOptions {
  readonly declare: "let" | "const";
  /** Static type of the value. */
  readonly type: ts.Type;
  readonly slot: Slot;
  readonly facts?: Partial<VariableFacts>;
}

export function bindPattern(f: FunctionContext, name: ts.BindingName, value: HirExpression, options: BindOptions): readonly HirStatement[] {
  if (ts.isIdentifier(name)) {
    const symbol = f.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return f.fail("WH3004", name, [name.text]);
    const slot = f.chosen.get(symbol) ?? options.slot;
    return declareVariable(f, symbol, coerceToSlot(f, value, slot, name.text), { ...options.facts, slot, constant: options.declare === "const" });
  }
  const out: HirStatement[] = [];
  const source = hold(f, value, out);
  if (ts.isObjectBindingPattern(name)) bindObject(f, name, source, options, out);
  else bindArray(f, name, source, options, out);
  return out;
}

function hold(f: FunctionContext, value: HirExpression, out: HirStatement[]): HirExpression {
  const local = f.newLocal("p", value.rep, value.span);
  out.push(effect(setLocal(local, value)));
  return getLocal(local, value.rep, value.span);
}

/** Slot of a variable without annotation in a pattern. */
function slotFor(f: FunctionContext, name: ts.BindingName): Slot { return ts.isIdentifier(name) ? f.slot(f.type(name)) : BOX_SLOT; }

function bindElement(f: FunctionContext, element: ts.BindingElement, value: HirExpression, options: BindOptions, out: HirStatement[]): void {
  const type = f.type(element.name);
  const slot = ts.isIdentifier(element.name) ? slotFor(f, element.name) : f.slot(type);
  const what = element.name.getText();
  const bound = element.initializer === undefined ? value : withDefault(f, value, element.initializer, slot, what);
  out.push(...bindPattern(f, element.name, bound, { declare: options.declare, type, slot }));
}

function bindObject(f: FunctionContext, pattern: ts.ObjectBindingPattern, source: HirExpression, options: BindOptions, out: HirStatement[]): void {
  const span = f.span(pattern);
  const keys: HirExpression[] = [];
  if (pattern.elements.length === 0) {
    out.push(effect(runtimeCall("getProperty", [coerce(f, source, "box", "value"), stringConstant("constructor", span)], "box", span)));
  }
  for (const element of pattern.elements) {
    if (element.dotDotDotToken !== undefined) {
      const list: HirExpression = { kind: "array.new", element: "box", values: keys, rep: "ref", span };
      const rest = runtimeCall("restOf", [coerce(f, source, "box", "value"), list], "ref", span);
      out.push(...bindPattern(f, element.name, rest, { declare: options.declare, type: f.type(element.name), slot: slotFor(f, element.name) }));
      continue;
    }
    const keyNode = element.propertyName ?? element.name as ts.Identifier;
    const key = lowerPropertyKey(f, keyNode, out);
    if (key.constant === undefined) keys.push(coerce(f, key.value, "box", "key"));
    else keys.push(coerce(f, stringConstant(key.constant, span), "box", "key"));
    const wantsUndefined = element.initializer !== undefined;
    const value = key.constant === undefined
      ? runtimeCall("getKeyed", [coerce(f, source, "box", "value"), coerce(f, key.value, "box", "key")], "box", span)
      : readProperty(f, source, options.type, key.constant, element, wantsUndefined);
    bindElement(f, element, value, options, out);
  }
}

function bindArray(f: FunctionContext, pattern: ts.ArrayBindingPattern, source: HirExpression, options: BindOptions, out: HirStatement[]): void {
  const targets: ArrayTarget[] = pattern.elements.map((element) => {
    if (ts.isOmittedExpression(element)) return { rest: false, bind: () => undefined, type: undefined };
    return {
      rest: element.dotDotDotToken !== undefined,
      bind: (value) => { bindElement(f, element, value, options, out); },
      type: element.initializer === undefined && ts.isIdentifier(element.name) ? f.type(element.name) : undefined,
    };
  });
  destructureArray(f, pattern, source, options.type, targets, out);
}

interface ArrayTarget {
  readonly rest: boolean;
  readonly bind: (value: HirExpression) => void;
  readonly type: ts.Type | undefined;
}

/** Arrays by index; anything else by the iteration protocol. */
function destructureArray(f: FunctionContext, node: ts.Node, source: HirExpression, type: ts.Type, targets: readonly ArrayTarget[], out: HirStatement[]): void {
  const span = f.span(node);
  if (f.lowering.types.arrayElement(type) !== undefined) {
    const array = f.isTrusted ? source : certainArray(f, source, node, out);
    targets.forEach((target, index) => {
      if (!target.rest) { target.bind(readElement(f, array, type, numberConstant(index, span), node, "undefined")); return; }
      target.bind(f.lowering.builtins.call(f, "Array", "slice", [array, numberConstant(index, span)], node));
    });
    return;
  }
  const iterator = hold(f, runtimeCall("getIterator", [coerce(f, source, "box", "value")], "box", span), out);
  const done = f.newLocal("done", "bool", span);
  const next = (): HirExpression => iteratorStep(f, iterator, done, node);
  for (const target of targets) {
    if (!target.rest) { const value = hold(f, next(), out); target.bind(value); continue; }
    const array = hold(f, runtimeCall("newArray", [{ kind: "boolean", value: false, rep: "bool", span }, { kind: "number", value: 0, rep: "u32", span }], "ref", span), out);
    const label = f.newLabel();
    const item = f.newLocal("item", "box", span);
    out.push({ kind: "loop", label, testLast: false, update: [], span, body: [
      effect(setLocal(item, next())),
      { kind: "if", test: getLocal(done, "bool", span), then: [{ kind: "break", label, span }], otherwise: [], span },
      effect(runtimeCall("arrayPushValue", [array, getLocal(item, "box", span)], "void", span)),
    ] });
    target.bind(array);
  }
  if (!targets.some((target) => target.rest)) {
    out.push({ kind: "if", test: getLocal(done, "bool", span), then: [], otherwise: [effect(runtimeCall("closeIterator", [iterator], "void", span))], span });
  }
}

/** What the type says is an array; if it lied, an array of what iterating the value gives. */
function certainArray(f: FunctionContext, source: HirExpression, node: ts.Node, out: HirStatement[]): HirExpression {
  const span = f.span(node);
  const value = hold(f, reference(f, source, textOf(node)), out);
  const list = f.newLocal("list", "ref", span);
  const read = getLocal(list, "ref", span);
  out.push({
    kind: "if", span, test: { kind: "shape.test", value, first: SHAPE_ARRAY, last: SHAPE_ARRAY_F64, rep: "bool", span },
    then: [effect(setLocal(list, value.rep === "ref" ? value : convert(value, "ref", "trust")))],
    otherwise: [
      effect(setLocal(list, runtimeCall("newArray", [{ kind: "boolean", value: false, rep: "bool", span }, { kind: "number", value: 0, rep: "u32", span }], "ref", span))),
      effect(runtimeCall("arrayAppendIterable", [read, coerce(f, value, "box", "value")], "void", span)),
    ],
  });
  return read;
}

/** The next value of the iterator, or undefined when `done` is (or becomes) true. */
export function iteratorStep(f: FunctionContext, iterator: HirExpression, done: number, node: ts.Node): HirExpression {
  const span = f.span(node);
  const result = f.newLocal("step", "box", span);
  f.lowering.mention("next");
  f.lowering.mention("done");
  f.lowering.mention("value");
  const call: HirExpression = { kind: "call.property", object: iterator, key: "next", args: [], signature: ">v", what: "iterator.next", rep: "box", span };
  const property = (key: string): HirExpression => ({ kind: "property.get", object: getLocal(result, "box", span), key, what: "iterator result", rep: "box", span });
  const advance: HirExpression = {
    kind: "sequence", rep: "box", span,
    statements: [effect(setLocal(result, call)), effect(setLocal(done, toCondition(property("done"), false)))],
    value: conditional(getLocal(done, "bool", span), undefinedConstant(span, "box"), property("value")),
  };
  return conditional(getLocal(done, "bool", span), undefinedConstant(span, "box"), advance);
}

/** `[a, b.c = 1, ...d] = value` and `{x: a[i]} = value`. */
export function assignPattern(f: FunctionContext, target: ts.Expression, value: HirExpression, type: ts.Type, out: HirStatement[]): void {
  const source = hold(f, value, out);
  if (ts.isObjectLiteralExpression(target)) assignObject(f, target, source, type, out);
  else if (ts.isArrayLiteralExpression(target)) assignArray(f, target, source, type, out);
  else out.push(effect(assignTo(f, target, source)));
}

function assignElement(f: FunctionContext, target: ts.Expression, value: HirExpression, out: HirStatement[]): void {
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const type = f.type(target.left);
    assignElement(f, target.left, withDefault(f, coerce(f, value, "box", "value"), target.right, f.slot(type), target.left.getText()), out);
    return;
  }
  if (ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)) assignPattern(f, target, value, f.type(target), out);
  else out.push(effect(assignTo(f, target, value)));
}

function assignObject(f: FunctionContext, target: ts.ObjectLiteralExpression, source: HirExpression, type: ts.Type, out: HirStatement[]): void {
  const span = f.span(target);
  const keys: HirExpression[] = [];
  for (const property of target.properties) {
    if (ts.isSpreadAssignment(property)) {
      const list: HirExpression = { kind: "array.new", element: "box", values: keys, rep: "ref", span };
      assignElement(f, property.expression, runtimeCall("restOf", [coerce(f, source, "box", "value"), list], "ref", span), out);
      continue;
    }
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return f.fail("WH2012", property, [property.getText()]);
    const key = lowerPropertyKey(f, property.name, out);
    keys.push(coerce(f, key.constant === undefined ? key.value : stringConstant(key.constant, span), "box", "key"));
    const hasDefault = ts.isShorthandPropertyAssignment(property) ? property.objectAssignmentInitializer !== undefined : ts.isBinaryExpression(property.initializer);
    const value = key.constant === undefined
      ? runtimeCall("getKeyed", [coerce(f, source, "box", "value"), coerce(f, key.value, "box", "key")], "box", span)
      : readProperty(f, source, type, key.constant, property, hasDefault);
    if (ts.isShorthandPropertyAssignment(property)) {
      const withInitial = property.objectAssignmentInitializer === undefined ? value
        : withDefault(f, coerce(f, value, "box", "value"), property.objectAssignmentInitializer, f.slot(f.type(property.name)), property.name.text);
      out.push(effect(assignTo(f, property.name, withInitial)));
    } else assignElement(f, property.initializer, value, out);
  }
}

function assignArray(f: FunctionContext, target: ts.ArrayLiteralExpression, source: HirExpression, type: ts.Type, out: HirStatement[]): void {
  const targets: ArrayTarget[] = target.elements.map((element) => {
    if (ts.isOmittedExpression(element)) return { rest: false, bind: () => undefined, type: undefined };
    if (ts.isSpreadElement(element)) return { rest: true, bind: (value) => { assignElement(f, element.expression, value, out); }, type: undefined };
    return { rest: false, bind: (value) => { assignElement(f, element, value, out); }, type: undefined };
  });
  destructureArray(f, target, source, type, targets, out);
}

export function lowerPatternSource(f: FunctionContext, node: ts.Expression): HirExpression {
  const value = lowerExpression(f, node);
  return isNumberRep(value.rep) || value.rep === "bool" ? coerce(f, value, "box", "value") : value;
}

