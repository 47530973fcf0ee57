/** Unary and binary operators, by the static types and representations of their operands. */
import { ts } from "../checker/typescript.ts";
import type { ArithmeticOp, CompareOp, HirExpression, Span } from "../hir/hir.ts";
import { and, booleanConstant, compare, conditional, convert, effect, getLocal, nullish, numberConstant, runtimeCall, sequence, setLocal, stringConstant } from "./build.ts";
import { arithmetic, bitwise, certainNumber, isNumeric, type LazyType, negate } from "./arithmetic.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, isCertainString, isStringObject, spill, toNumber, toText, unifyNumbers } from "./convert.ts";
import { looseEquality, mayBeUndefined, strictEquality } from "./equality.ts";
import { conditionOf, lowerCondition, lowerEffect, lowerExpression, lowerTo, skipWrappers, unify, type Want } from "./expressions.ts";
import { lowerInstanceOf } from "./new.ts";
import { BOX_SLOT, isNumberRep, isPrimitiveType, isWordRep } from "./types.ts";

const ARITHMETIC: Partial<Record<ts.SyntaxKind, ArithmeticOp>> = {
  [ts.SyntaxKind.PlusToken]: "add", [ts.SyntaxKind.MinusToken]: "sub", [ts.SyntaxKind.AsteriskToken]: "mul", [ts.SyntaxKind.SlashToken]: "div",
  [ts.SyntaxKind.PercentToken]: "rem", [ts.SyntaxKind.AsteriskAsteriskToken]: "pow",
};
const BITWISE: Partial<Record<ts.SyntaxKind, ArithmeticOp>> = {
  [ts.SyntaxKind.AmpersandToken]: "and", [ts.SyntaxKind.BarToken]: "or", [ts.SyntaxKind.CaretToken]: "xor",
  [ts.SyntaxKind.LessThanLessThanToken]: "shl", [ts.SyntaxKind.GreaterThanGreaterThanToken]: "shr", [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: "ushr",
};
const COMPARISONS: Partial<Record<ts.SyntaxKind, CompareOp>> = {
  [ts.SyntaxKind.LessThanToken]: "lt", [ts.SyntaxKind.LessThanEqualsToken]: "le", [ts.SyntaxKind.GreaterThanToken]: "gt", [ts.SyntaxKind.GreaterThanEqualsToken]: "ge",
};
const COMPARE_CODES: Readonly<Record<string, number>> = { lt: 0, le: 1, gt: 2, ge: 3 };

export function lowerBinary(f: FunctionContext, node: ts.BinaryExpression, want: Want): HirExpression {
  const { kind } = node.operatorToken;
  switch (kind) {
    case ts.SyntaxKind.CommaToken: {
      const left = lowerEffect(f, node.left);
      return sequence([effect(left)], lowerExpression(f, node.right, want));
    }
    case ts.SyntaxKind.AmpersandAmpersandToken: case ts.SyntaxKind.BarBarToken: case ts.SyntaxKind.QuestionQuestionToken:
      return lowerLogical(f, node, want);
    case ts.SyntaxKind.EqualsEqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsToken:
      return lowerEquality(f, node);
    case ts.SyntaxKind.InstanceOfKeyword: return lowerInstanceOf(f, node);
    case ts.SyntaxKind.InKeyword: return lowerIn(f, node);
    default: break;
  }
  const comparison = COMPARISONS[kind];
  if (comparison !== undefined) return lowerComparison(f, node, comparison);
  const operandWant: Want = BITWISE[kind] !== undefined ? "integer" : want === "integer" ? "integer" : "number";
  const leftType = (): ts.Type => f.type(node.left);
  const rightType = (): ts.Type => f.type(node.right);
  // Undefined as NaN is what every operator but + makes of it anyway.
  const isPlus = kind === ts.SyntaxKind.PlusToken;
  const wanted = (operand: ts.Expression): Want => (!isPlus || !ts.isElementAccessExpression(skipWrappers(operand)) || f.lowering.types.isNumber(f.type(node)) ? operandWant : "value");
  const left = lowerExpression(f, node.left, wanted(node.left));
  const right = lowerExpression(f, node.right, wanted(node.right));
  return binaryOperation(f, kind as ts.BinaryOperator, left, leftType, right, rightType, node, want);
}

/** An arithmetic or bitwise operator, or +, on lowered operands. */
export function binaryOperation(f: FunctionContext, operator: ts.BinaryOperator, left: HirExpression, leftType: LazyType, right: HirExpression, rightType: LazyType, node: ts.Node, want: Want): HirExpression {
  const bits = BITWISE[operator];
  if (isWordRep(left.rep) || isWordRep(right.rep)) return words(f, bits ?? ARITHMETIC[operator] ?? "add", left, right, node);
  if (bits !== undefined) return bitwise(f, bits, toNumber(left), toNumber(right), node);
  const op = ARITHMETIC[operator];
  if (op === undefined) return f.fail("WH2007", node, [ts.SyntaxKind[operator] ?? "operator"]);
  if (op === "add" && !(isNumeric(f, left, leftType) && isNumeric(f, right, rightType))) return addition(f, left, leftType, right, rightType, node);
  // ToNumber of what isn't a number after all is what every operator but + does.
  return op === "add" ? arithmetic(f, op, numeric(f, left, leftType), numeric(f, right, rightType), node, want) : arithmetic(f, op, toNumber(left), toNumber(right), node, want);
}

/** ToNumber: a box of static type number is checked, anything else converted. */
function numeric(f: FunctionContext, e: HirExpression, type: LazyType): HirExpression {
  if (e.rep === "box" && f.lowering.types.isNumber(type())) return coerce(f, e, "f64", "number");
  if (e.rep === "void") return coerce(f, e, "f64", "number");
  return toNumber(e);
}

function words(f: FunctionContext, op: ArithmeticOp, left: HirExpression, right: HirExpression, node: ts.Node): HirExpression {
  if (op === "pow") f.fail("WH4001", node, ["**", "use shifts"]);
  const rep = left.kind === "word" ? right.rep : left.rep;
  if (!isWordRep(rep)) return f.fail("WH4003", node, [rep]);
  const operation = op === "div" ? "idiv" : op === "shr" && rep === "u64" ? "ushr" : op;
  return { kind: "arithmetic", op: operation, left: coerce(f, left, rep, ""), right: coerce(f, right, rep, ""), rep, span: f.span(node) };
}

function addition(f: FunctionContext, left: HirExpression, leftType: LazyType, right: HirExpression, rightType: LazyType, node: ts.Node): HirExpression {
  const span = f.span(node);
  const isLeft = isText(f, left, leftType);
  const isRight = isText(f, right, rightType);
  // A box is a string by narrowing or a cast only: if that is stale, + adds.
  const isConcatenation = (isLeft && (left.rep === "ref" || isCertainString(f, left))) || (isRight && (right.rep === "ref" || isCertainString(f, right)));
  if (!isConcatenation) return addValues(f, left, right, span);
  const before: HirExpression[] = [];
  const a = operandOf(f, left, leftType, isLeft, before);
  const b = operandOf(f, right, rightType, isRight, before);
  const certain = a.kind === "text" && a.isCertain || b.kind === "text" && b.isCertain;
  const slow = (): HirExpression => convert(addValues(f, a.value, b.value, span), "ref", certain ? "trust" : "check", node.getText());
  // An object may have a valueOf: + asks for that first, ToString does not.
  if (a.kind === "object" || b.kind === "object") return sequence(before.map(effect), slow());
  const tests = [a, b].filter((operand) => operand.kind === "text" && !operand.isCertain).map((operand) => isStringObject(operand.value));
  const fast = runtimeCall("concat", [textOfOperand(f, a), textOfOperand(f, b)], "ref", span);
  return sequence(before.map(effect), tests.length === 0 ? fast : conditional(tests.reduce(and), fast, slow()));
}

function addValues(f: FunctionContext, left: HirExpression, right: HirExpression, span: Span): HirExpression {
  return runtimeCall("addValues", [coerce(f, left, "box", ""), coerce(f, right, "box", "")], "box", span);
}

/** An operand of a concatenation: a string (by its type; `isCertain`: proved), another primitive, or what may be an object. */
interface Operand { readonly kind: "text" | "primitive" | "object"; readonly value: HirExpression; readonly isCertain: boolean }

function operandOf(f: FunctionContext, e: HirExpression, type: LazyType, isString: boolean, before: HirExpression[]): Operand {
  const isCertain = isString && isCertainString(f, e);
  const isPrimitive = isNumberRep(e.rep) || e.rep === "bool" || e.rep === "void" || e.kind === "undefined" || e.kind === "null" || f.isTrusted || isPrimitiveType(type());
  const kind = isString && e.rep === "ref" ? "text" : isPrimitive ? "primitive" : "object";
  return { kind, value: spill(f, e, before, "operand"), isCertain };
}

function textOfOperand(f: FunctionContext, { kind, value }: Operand): HirExpression { return kind === "text" ? value : toText(f, value, false); }

function isText(f: FunctionContext, e: HirExpression, type: LazyType): boolean {
  if (e.kind === "string" || (e.kind === "call.runtime" && (e.name === "concat" || e.name === "toStringValue"))) return true;
  if (isNumberRep(e.rep) || e.rep === "bool") return false;
  return f.lowering.types.isString(type()) && !isNullable(type());
}

export function isNullable(type: ts.Type): boolean {
  return type.flags & ts.TypeFlags.Union ? (type as ts.UnionType).types.some(isNullable) : (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

function lowerComparison(f: FunctionContext, node: ts.BinaryExpression, op: CompareOp): HirExpression {
  const { types } = f.lowering;
  const leftType = (): ts.Type => f.type(node.left);
  const rightType = (): ts.Type => f.type(node.right);
  const left = lowerExpression(f, node.left, "number");
  const right = lowerExpression(f, node.right, "number");
  const span = f.span(node);
  if (isWordRep(left.rep) || isWordRep(right.rep)) {
    const rep = left.kind === "word" ? right.rep : left.rep;
    return compare(op, coerce(f, left, rep, ""), coerce(f, right, rep, ""));
  }
  if (isNumeric(f, left, leftType) && isNumeric(f, right, rightType)) {
    const [a, b] = unifyNumbers(f, numeric(f, left, leftType), numeric(f, right, rightType));
    return { ...compare(op, a, b), span };
  }
  if (types.isString(leftType()) && types.isString(rightType()) && !isNullable(leftType()) && !isNullable(rightType())) {
    if (!isCertainString(f, left) || !isCertainString(f, right)) {
      return runtimeCall("compareValues", [coerce(f, left, "box", ""), coerce(f, right, "box", ""), { kind: "number", value: COMPARE_CODES[op] ?? 0, rep: "u32", span }], "bool", span);
    }
    const order = runtimeCall("compareStrings", [coerce(f, left, "ref", "string"), coerce(f, right, "ref", "string")], "i32", span);
    return compare(op, order, { kind: "number", value: 0, rep: "i32", span });
  }
  return runtimeCall("compareValues", [coerce(f, left, "box", ""), coerce(f, right, "box", ""), { kind: "number", value: COMPARE_CODES[op] ?? 0, rep: "u32", span }], "bool", span);
}

function lowerEquality(f: FunctionContext, node: ts.BinaryExpression): HirExpression {
  const { kind } = node.operatorToken;
  const strict = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  const negated = kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  const rightIsNothing = isNothing(node.right);
  const leftIsNothing = isNothing(node.left);
  const left = lowerExpression(f, node.left, rightIsNothing ? "box" : equalityWant(f, node.left));
  const right = lowerExpression(f, node.right, leftIsNothing ? "box" : equalityWant(f, node.right));
  const result = (strict ? strictEquality : looseEquality)(f, left, () => f.type(node.left), right, () => f.type(node.right));
  const span = f.span(node);
  return negated ? { kind: "not", value: result, rep: "bool", span } : { ...result, span };
}

/** A number that is undefined equals no number, as NaN. */
function equalityWant(f: FunctionContext, node: ts.Expression): Want {
  if (!ts.isElementAccessExpression(skipWrappers(node))) return "value";
  return f.lowering.types.isNumber(f.type(node)) ? "number" : "box";
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined") || ts.isVoidExpression(node);
}

function lowerIn(f: FunctionContext, node: ts.BinaryExpression): HirExpression {
  const span = f.span(node);
  if (ts.isPrivateIdentifier(node.left)) {
    const symbol = f.lowering.symbolAt(node.left);
    const cls = symbol?.valueDeclaration !== undefined && ts.isClassLike(symbol.valueDeclaration.parent) ? f.lowering.classes.ofDeclaration(symbol.valueDeclaration.parent) : undefined;
    if (cls === undefined) return f.fail("WH2007", node, ["#x in object"]);
    return { kind: "instanceof", value: lowerTo(f, node.right, BOX_SLOT, "object"), cls: cls.id, rep: "bool", span };
  }
  const before: HirExpression[] = [];
  const key = spill(f, lowerTo(f, node.left, BOX_SLOT, "key"), before, "key");
  const object = lowerTo(f, node.right, BOX_SLOT, "object");
  return sequence(before.map(effect), runtimeCall("hasKeyed", [object, key], "bool", span));
}

function lowerLogical(f: FunctionContext, node: ts.BinaryExpression, want: Want): HirExpression {
  const { kind } = node.operatorToken;
  const span = f.span(node);
  if (want === "void") {
    const right = (): HirExpression => coerce(f, lowerEffect(f, node.right), "void", "");
    if (kind === ts.SyntaxKind.QuestionQuestionToken) {
      const left = withUndefined(f, lowerExpression(f, node.left, "box"));
      const test = left.rep === "ref" || left.rep === "box" ? nullish(left) : sequence([effect(left)], booleanConstant(false, span));
      return sequence([{ kind: "if", test, then: [effect(right())], otherwise: [], span }], { kind: "undefined", rep: "box", span });
    }
    const test = lowerCondition(f, node.left);
    const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    const then = [effect(right())];
    return sequence([{ kind: "if", test, then: isAnd ? then : [], otherwise: isAnd ? [] : then, span }], { kind: "undefined", rep: "box", span });
  }
  const isDefault = kind === ts.SyntaxKind.QuestionQuestionToken;
  const left = isDefault ? withUndefined(f, lowerExpression(f, node.left, "box")) : lowerExpression(f, node.left, "box");
  if (left.rep === "void") return left;
  const local = f.newLocal("left", left.rep, span);
  const read = getLocal(local, left.rep, span);
  if (isDefault && left.rep !== "ref" && left.rep !== "box") return left;
  const right = lowerExpression(f, node.right, want);
  const test = isDefault ? nullish(read) : conditionOf(f, read, node.left);
  const [kept, other] = unify(f, read, right, node, want);
  const takesRight = kind !== ts.SyntaxKind.BarBarToken;
  return sequence([effect(setLocal(local, left))], { ...(takesRight ? conditional(test, other, kept) : conditional(test, kept, other)), span });
}

/** A number as a box, where undefined may be in its slot and is looked for. */
export function withUndefined(f: FunctionContext, value: HirExpression): HirExpression {
  return mayBeUndefined(f, value) ? coerce(f, value, "box", "") : value;
}

export function lowerPrefix(f: FunctionContext, node: ts.PrefixUnaryExpression, want: Want): HirExpression {
  const span = f.span(node);
  switch (node.operator) {
    case ts.SyntaxKind.ExclamationToken: return { ...lowerNot(f, node), span };
    case ts.SyntaxKind.MinusToken: return negate(f, lowerOperand(f, node.operand, want === "integer" ? "integer" : "number"), node, want);
    case ts.SyntaxKind.PlusToken: return certainNumber(f, lowerOperand(f, node.operand, "number"));
    case ts.SyntaxKind.TildeToken: {
      const value = lowerOperand(f, node.operand, "integer");
      if (isWordRep(value.rep)) return { kind: "arithmetic", op: "xor", left: value, right: { kind: "word", value: value.rep === "u64" ? 0xffff_ffff_ffff_ffffn : -1n, rep: value.rep, span }, rep: value.rep, span };
      return bitwise(f, "xor", value, numberConstant(-1, span), node);
    }
    default: return f.fail("WH2007", node, ["operator"]);
  }
}

function lowerNot(f: FunctionContext, node: ts.PrefixUnaryExpression): HirExpression {
  const value = lowerCondition(f, node.operand);
  if (value.kind === "boolean") return booleanConstant(!value.value, value.span);
  return { kind: "not", value, rep: "bool", span: value.span };
}

function lowerOperand(f: FunctionContext, node: ts.Expression, want: Want): HirExpression {
  const value = lowerExpression(f, node, want);
  return isWordRep(value.rep) ? value : numeric(f, value, () => f.type(node));
}

export function lowerTypeOf(f: FunctionContext, node: ts.TypeOfExpression): HirExpression {
  const span = f.span(node);
  const bare = skipWrappers(node.expression);
  if (ts.isIdentifier(bare) && f.lowering.builtins.isNamespace(f, bare)) return stringConstant("object", span);
  const value = withUndefined(f, lowerExpression(f, node.expression, "box"));
  const known = isNumberRep(value.rep) ? "number" : value.rep === "bool" ? "boolean" : isWordRep(value.rep) ? "bigint" : undefined;
  if (known !== undefined) return sequence([effect(value)], stringConstant(known, span));
  return runtimeCall("typeOf", [coerce(f, value, "box", "")], "ref", span);
}

