/** Assignment, compound assignment, ++ and --. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { accessType, indexWant, readElement, readProperty, reference, textOf, wellKnownSymbol } from "./access.ts";
import { compare, conditional, effect, getLocal, ifThen, not, nullish, numberConstant, runtimeCall, sequence, setLocal, stringConstant } from "./build.ts";
import { type ClassInfo, findField, findMember, isSubclass } from "./class-info.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, coerceToSlot, spill, toNumber } from "./convert.ts";
import { conditionOf, exactClass, lowerExpression, lowerTo, skipWrappers, unify, type Want, wantOf } from "./expressions.ts";
import { binaryOperation } from "./operators.ts";
import { assignPattern } from "./patterns.ts";
import { BOX_SLOT, isIntegerRep, isNumberRep, isWordRep, type Slot } from "./types.ts";
import { assignVariable } from "./variables.ts";

/** Something that can be read and written, its object and key already evaluated. */
interface Place {
  readonly slot: Slot;
  read(want: Want): HirExpression;
  /** Stores a value in the slot's representation; rep void, or the value. */
  write(value: HirExpression): HirExpression;
}

export function lowerAssignment(f: FunctionContext, node: ts.BinaryExpression, want: Want): HirExpression {
  const { kind } = node.operatorToken;
  const target = skipWrappers(node.left);
  if (kind !== ts.SyntaxKind.EqualsToken) return compound(f, node, target, want);
  if (ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)) {
    const before: HirExpression[] = [];
    const value = spill(f, lowerExpression(f, node.right), before, "source");
    const out: HirStatement[] = before.map(effect);
    assignPattern(f, target, value, f.type(node.right), out);
    return sequence(out, value);
  }
  if (ts.isIdentifier(target)) {
    const symbol = f.lowering.symbolAt(target);
    if (symbol === undefined) return f.fail("WH3004", target, [target.text]);
    const slot = f.bindings.get(symbol)?.slot ?? (isGlobalVariable(symbol) ? f.lowering.globals.get(symbol).slot : BOX_SLOT);
    const value = lowerTo(f, node.right, slot, target.text);
    return assignVariable(f, symbol, value, node);
  }
  const before: HirExpression[] = [];
  const place = placeOf(f, target, before, want === "void");
  const value = lowerTo(f, node.right, place.slot, textOf(target));
  if (want === "void") return sequence(before.map(effect), place.write(value));
  const held = spill(f, value, before, "value");
  return sequence([...before.map(effect), effect(place.write(held))], held);
}

function isGlobalVariable(symbol: ts.Symbol): boolean { return (symbol.flags & ts.SymbolFlags.Variable) !== 0; }

/** Writes an already lowered value to a target. */
export function assignTo(f: FunctionContext, node: ts.Expression, value: HirExpression): HirExpression {
  const target = skipWrappers(node);
  if (ts.isIdentifier(target)) {
    const symbol = f.lowering.symbolAt(target);
    if (symbol === undefined) return f.fail("WH3004", target, [target.text]);
    return assignVariable(f, symbol, value, node);
  }
  const before: HirExpression[] = [];
  const held = spill(f, value, before, "value");
  const place = placeOf(f, target, before, true);
  return sequence(before.map(effect), place.write(coerceToSlot(f, held, place.slot, textOf(target))));
}

/** `once`: the place is used a single time, so that nothing needs to be kept in locals. */
function placeOf(f: FunctionContext, target: ts.Expression, before: HirExpression[], once: boolean): Place {
  const keep = (e: HirExpression, name: string): HirExpression => (once ? e : spill(f, e, before, name));
  if (ts.isIdentifier(target)) {
    const symbol = f.lowering.symbolAt(target);
    if (symbol === undefined) return f.fail("WH3004", target, [target.text]);
    const slot = f.bindings.get(symbol)?.slot ?? f.lowering.globals.get(symbol).slot;
    return { slot, read: () => lowerExpression(f, target), write: (value) => assignVariable(f, symbol, value, target) };
  }
  if (ts.isPropertyAccessExpression(target)) {
    const member = f.lowering.symbolAt(target.name);
    const fixed = member === undefined ? undefined : f.lowering.classes.staticPlace(f, member, target);
    if (fixed !== undefined) return fixed;
    if (target.expression.kind === ts.SyntaxKind.SuperKeyword) return f.fail("WH2015", target);
    const type = accessType(f, target.expression);
    const exact = exactClass(f, target.expression, undefined as never);
    const object = keep(lowerExpression(f, target.expression), "object");
    return propertyPlace(f, target, object, type, f.lowering.classes.keyOf(target.name) ?? target.name.text, exact);
  }
  if (!ts.isElementAccessExpression(target)) return f.fail("WH2012", target, [target.getText()]);
  const type = accessType(f, target.expression);
  const object = keep(lowerExpression(f, target.expression), "object");
  const argument = target.argumentExpression;
  const key = ts.isStringLiteralLike(argument) ? argument.text : wellKnownSymbol(argument);
  if (key !== undefined) return propertyPlace(f, target, object, type, key, exactClass(f, target.expression, object));
  const index = keep(lowerExpression(f, argument, indexWant(f, argument)), "index");
  return elementPlace(f, target, object, type, index);
}

function elementPlace(f: FunctionContext, target: ts.Expression, object: HirExpression, type: ts.Type, index: HirExpression): Place {
  const span = f.span(target);
  const what = textOf(target);
  const { types } = f.lowering;
  const element = types.arrayElement(type);
  const kind = types.typedKind(type);
  const read = (want: Want): HirExpression => readElement(f, object, type, index, target, want === "box" ? "undefined" : want === "value" ? "throw" : "nan");
  if (isNumberRep(index.rep) && element !== undefined) {
    const rep = types.elementRep(element, f.env);
    return { slot: { rep }, read, write: (value) => ({ kind: "array.set", array: reference(f, object, what), index, value, what, rep: "void", span }) };
  }
  if (isNumberRep(index.rep) && kind !== undefined) {
    const isFloat = kind === "f32" || kind === "f64" || kind === "u8c";
    const write = (value: HirExpression): HirExpression => ({ kind: "typed.set", type: kind, array: reference(f, object, what), index, value, what, rep: "void", span });
    return { slot: { rep: "f64" }, read, write: (value) => write(isFloat ? value : unwiden(value)) };
  }
  return { slot: BOX_SLOT, read, write: (value) => runtimeCall("setKeyed", [coerce(f, object, "box", what), coerce(f, index, "box", "key"), value], "void", span) };
}

/** An integer that was only widened for the slot is stored as the integer. */
function unwiden(value: HirExpression): HirExpression {
  if (value.kind === "convert" && value.mode === "widen" && isNumberRep(value.value.rep)) return value.value;
  if (value.kind === "number" && value.rep === "f64") return numberConstant(value.value, value.span);
  return value;
}

export function propertyPlace(f: FunctionContext, target: ts.Expression, object: HirExpression, type: ts.Type, key: string, exact: ClassInfo | undefined): Place {
  const span = f.span(target);
  const what = textOf(target);
  f.lowering.mention(key);
  const cls = exact ?? f.lowering.classes.ofType(type);
  const read = (want: Want): HirExpression => readProperty(f, object, type, key, target, want === "box", exact);
  if (cls !== undefined) {
    const found = findField(cls, key);
    const proved = exact !== undefined && isSubclass(exact, cls);
    if (found !== undefined) {
      return { slot: found.field.slot, read, write: (value) => ({ kind: "field.set", object: reference(f, object, what), cls: found.owner.id, key, value, what, rep: "void", span, ...(proved ? { proved } : {}) }) };
    }
    if (findMember(cls, key, "method") !== undefined) f.fail("WH2011", target, [key]);
    const setter = findMember(cls, key, "setter");
    if (setter !== undefined && proved && !f.lowering.classes.isOverridden(setter.owner, key, "setter")) {
      const instance = f.lowering.classes.memberInstance(setter.owner, setter.member);
      const slot = instance.shape.parameters[0]?.slot ?? BOX_SLOT;
      return { slot, read, write: (value) => ({ kind: "call", func: instance.id, thisArg: coerce(f, object, "ref", what), args: [value], rep: "void", span }) };
    }
  }
  const literal = f.lowering.classes.literalOfType(type);
  const field = literal?.fields.find((candidate) => candidate.key === key);
  if (literal !== undefined && field !== undefined) {
    return { slot: { rep: field.rep }, read, write: (value) => ({ kind: "field.set", object: reference(f, object, what), cls: literal.id, key, value, what, rep: "void", span }) };
  }
  return { slot: BOX_SLOT, read, write: (value) => ({ kind: "property.set", object: reference(f, object, what), key, value, what, rep: "void", span }) };
}

const OPERATORS: Partial<Record<ts.SyntaxKind, ts.BinaryOperator>> = {
  [ts.SyntaxKind.PlusEqualsToken]: ts.SyntaxKind.PlusToken,
  [ts.SyntaxKind.MinusEqualsToken]: ts.SyntaxKind.MinusToken,
  [ts.SyntaxKind.AsteriskEqualsToken]: ts.SyntaxKind.AsteriskToken,
  [ts.SyntaxKind.SlashEqualsToken]: ts.SyntaxKind.SlashToken,
  [ts.SyntaxKind.PercentEqualsToken]: ts.SyntaxKind.PercentToken,
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: ts.SyntaxKind.AsteriskAsteriskToken,
  [ts.SyntaxKind.AmpersandEqualsToken]: ts.SyntaxKind.AmpersandToken,
  [ts.SyntaxKind.BarEqualsToken]: ts.SyntaxKind.BarToken,
  [ts.SyntaxKind.CaretEqualsToken]: ts.SyntaxKind.CaretToken,
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: ts.SyntaxKind.LessThanLessThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
};

function compound(f: FunctionContext, node: ts.BinaryExpression, target: ts.Expression, want: Want): HirExpression {
  const operator = OPERATORS[node.operatorToken.kind];
  const before: HirExpression[] = [];
  const place = placeOf(f, target, before, false);
  if (operator === undefined) return logical(f, node, place, before, want);
  const left = place.read(wantOf(place.slot) === "integer" ? "integer" : f.lowering.types.isNumber(f.type(node.left)) ? "number" : "value");
  // `x += f()`: the old value is read before the right side runs.
  const old = isPure(node.right) ? left : spill(f, left, before, "old");
  const rightWant: Want = wantOf(place.slot) === "integer" ? "integer" : "number";
  const right = lowerExpression(f, node.right, f.lowering.types.isNumber(f.type(node.right)) ? rightWant : "value");
  if (place.slot.rep === "int" && place.slot.flavour === undefined && operator === ts.SyntaxKind.PlusToken && isIntegerRep(right.rep) && right.kind !== "number") {
    return finish(f, place, before, exactSum(f, old, right, node), want);
  }
  const result = binaryOperation(f, operator, old, () => f.type(node.left), right, () => f.type(node.right), node, wantOf(place.slot));
  return finish(f, place, before, coerceToSlot(f, result, place.slot, textOf(target)), want);
}

/** The sum of two integers, which must be one that a number holds exactly. */
function exactSum(f: FunctionContext, left: HirExpression, right: HirExpression, node: ts.Node): HirExpression {
  const span = f.span(node);
  const local = f.newLocal("sum", "int", span);
  const read = getLocal(local, "int", span);
  const limit: HirExpression = { kind: "number", value: Number.MAX_SAFE_INTEGER, rep: "int", span };
  const add: HirExpression = { kind: "arithmetic", op: "add", left: coerce(f, left, "int", ""), right: coerce(f, right, "int", ""), rep: "int", span };
  const fail = runtimeCall("throwOutOfBounds", [stringConstant("a loop counter left the range of exact integers", span)], "void", span);
  return sequence([effect(setLocal(local, add)), ifThen(compare("gt", read, limit), [effect(fail)])], read);
}

function isPure(node: ts.Expression): boolean {
  const bare = skipWrappers(node);
  return ts.isLiteralExpression(bare) || bare.kind === ts.SyntaxKind.TrueKeyword || (ts.isIdentifier(bare))
    || (ts.isBinaryExpression(bare) && bare.operatorToken.kind < ts.SyntaxKind.FirstAssignment && isPure(bare.left) && isPure(bare.right))
    || (ts.isPropertyAccessExpression(bare) && isPure(bare.expression)) || bare.kind === ts.SyntaxKind.ThisKeyword
    || (ts.isElementAccessExpression(bare) && isPure(bare.expression) && isPure(bare.argumentExpression));
}

function finish(f: FunctionContext, place: Place, before: HirExpression[], value: HirExpression, want: Want): HirExpression {
  if (want === "void") return sequence(before.map(effect), place.write(value));
  const held = spill(f, value, before, "value");
  return sequence([...before.map(effect), effect(place.write(held))], held);
}

/** `||=`, `&&=`, `??=`: the right side and the store run only if needed. */
function logical(f: FunctionContext, node: ts.BinaryExpression, place: Place, before: HirExpression[], want: Want): HirExpression {
  const { kind } = node.operatorToken;
  const old = spill(f, place.read("box"), before, "old");
  const test = kind === ts.SyntaxKind.QuestionQuestionEqualsToken
    ? (old.rep === "ref" || old.rep === "box" ? nullish(old) : { kind: "boolean", value: false, rep: "bool", span: old.span } as const)
    : kind === ts.SyntaxKind.BarBarEqualsToken ? not(conditionOf(f, old, node.left)) : conditionOf(f, old, node.left);
  const inner: HirExpression[] = [];
  const value = spill(f, lowerTo(f, node.right, place.slot, textOf(node.left)), inner, "value");
  const store = sequence([...inner.map(effect), effect(place.write(value))], value);
  if (want === "void") return sequence([...before.map(effect), { kind: "if", test, then: [effect(store)], otherwise: [], span: f.span(node) }], { kind: "undefined", rep: "box", span: f.span(node) });
  const [then, otherwise] = unify(f, store, old, node, want);
  return sequence(before.map(effect), conditional(test, then, otherwise));
}

export function lowerUpdate(f: FunctionContext, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, want: Want): HirExpression {
  const target = skipWrappers(node.operand);
  const before: HirExpression[] = [];
  const place = placeOf(f, target, before, false);
  const read = toNumber(place.read("number"));
  const needsOld = ts.isPostfixUnaryExpression(node) && want !== "void";
  const old = isNumberRep(read.rep) && needsOld ? keepNumber(f, read, before) : isWordRep(read.rep) && needsOld ? spill(f, read, before, "old") : read;
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? ts.SyntaxKind.PlusToken : ts.SyntaxKind.MinusToken;
  const one: HirExpression = isWordRep(old.rep) ? { kind: "word", value: 1n, rep: old.rep, span: old.span } : numberConstant(1, f.span(node));
  const type = f.checker.getNumberType();
  const result = binaryOperation(f, operator, old, () => type, one, () => type, node, wantOf(place.slot));
  const stored = coerceToSlot(f, result, place.slot, textOf(target));
  if (!needsOld) return finish(f, place, before, stored, want);
  return sequence([...before.map(effect), effect(place.write(stored))], old);
}

function keepNumber(f: FunctionContext, value: HirExpression, before: HirExpression[]): HirExpression {
  const local = f.newLocal("old", value.rep, value.span);
  before.push(setLocal(local, value));
  return getLocal(local, value.rep, value.span);
}

export type { Place };
