/** === and ==, by what the operands can be. */
import type { HirExpression } from "../hir/hir.ts";
import { and, booleanConstant, compare, conditional, effect, getLocal, nullish, runtimeCall, sequence, setLocal, undefinedConstant } from "./build.ts";
import type { LazyType } from "./arithmetic.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, isCertainString, isStringObject, unifyNumbers } from "./convert.ts";
import { isNumberRep, isWordRep } from "./types.ts";

export function strictEquality(f: FunctionContext, left: HirExpression, leftType: LazyType, right: HirExpression, rightType: LazyType): HirExpression {
  const { types } = f.lowering;
  if (isNumberRep(left.rep) && isNumberRep(right.rep)) return numberEquality(f, ...unifyNumbers(f, left, right));
  if (isWordRep(left.rep) && isWordRep(right.rep)) {
    const rep = left.kind === "word" ? right.rep : left.rep;
    return compare("eq", coerce(f, left, rep, ""), coerce(f, right, rep, ""));
  }
  if (left.rep === "bool" && right.rep === "bool") return compare("eq", left, right);
  const nothing = isNothing(right) ? right : isNothing(left) ? left : undefined;
  if (nothing !== undefined) return nothingEquality(f, nothing === right ? left : right, nothing);
  if (left.rep === "ref" && right.rep === "ref") {
    // typeof gives interned strings: equality is identity
    if ((isTypeOf(left) && right.kind === "string") || (isTypeOf(right) && left.kind === "string")) return compare("eq", left, right);
    if (types.isString(leftType()) && types.isString(rightType())) return stringEquality(f, left, right);
    if (!types.mayBeString(leftType()) || !types.mayBeString(rightType())) return compare("eq", left, right);
  }
  if ((left.rep === "ref" && right.rep === "ref") || left.rep === "box" || right.rep === "box") {
    return runtimeCall("strictEquals", [coerce(f, left, "box", ""), coerce(f, right, "box", "")], "bool", left.span);
  }
  return sequence([effect(left), effect(right)], booleanConstant(false, left.span));
}

/** By value; and two number slots that hold undefined are equal. */
function numberEquality(f: FunctionContext, left: HirExpression, right: HirExpression): HirExpression {
  if (left.rep !== "f64" || !mayBeUndefined(f, left) || !mayBeUndefined(f, right)) return compare("eq", left, right);
  const { span } = left;
  const a = f.newLocal("left", "f64", span);
  const b = f.newLocal("right", "f64", span);
  const readA = getLocal(a, "f64", span);
  const readB = getLocal(b, "f64", span);
  const bothUndefined = and(isUndefinedNumber(f, readA), isUndefinedNumber(f, readB));
  return sequence([effect(setLocal(a, left)), effect(setLocal(b, right))],
    conditional(compare("eq", readA, readB), booleanConstant(true, span), and(compare("ne", readA, readA), bothUndefined)));
}

/** Of two values of static type string; one that is none (a type lied, an element was missing) equals no string. */
function stringEquality(f: FunctionContext, left: HirExpression, right: HirExpression): HirExpression {
  const { span } = left;
  const certainLeft = isCertainString(f, left);
  const certainRight = isCertainString(f, right);
  if (certainLeft && certainRight) return runtimeCall("equals", [left, right], "bool", span);
  if (!certainLeft && !certainRight) return runtimeCall("strictEquals", [coerce(f, left, "box", ""), coerce(f, right, "box", "")], "bool", span);
  const a = f.newLocal("left", "ref", span);
  const b = f.newLocal("right", "ref", span);
  const readA = getLocal(a, "ref", span);
  const readB = getLocal(b, "ref", span);
  return sequence([effect(setLocal(a, left)), effect(setLocal(b, right))],
    conditional(isStringObject(certainLeft ? readB : readA), runtimeCall("equals", [readA, readB], "bool", span), booleanConstant(false, span)));
}

function isTypeOf(e: HirExpression): boolean { return e.kind === "call.runtime" && e.name === "typeOf"; }

function isNothing(e: HirExpression): boolean { return e.kind === "undefined" || e.kind === "null"; }

/** May a double be the undefined of a type that lies? Only the program's types are in doubt, not the library's. */
export function mayBeUndefined(f: FunctionContext, value: HirExpression): boolean {
  if (value.rep !== "f64" || f.isTrusted) return false;
  switch (value.kind) {
    case "number": case "arithmetic": case "negate": case "intrinsic": return false;
    case "convert": return value.value.rep === "box" && value.mode === "check";
    default: return true;
  }
}

/** Does a number slot hold undefined? */
export function isUndefinedNumber(f: FunctionContext, value: HirExpression): HirExpression {
  if (!mayBeUndefined(f, value)) return sequence([effect(value)], booleanConstant(false, value.span));
  return compare("eq", coerce(f, value, "box", ""), undefinedConstant(value.span, "box"));
}

function nothingEquality(f: FunctionContext, value: HirExpression, nothing: HirExpression): HirExpression {
  if (value.rep === "ref" || value.rep === "box") return compare("eq", value, coerce(f, nothing, value.rep, ""));
  if (value.rep === "void") return sequence([effect(value)], booleanConstant(nothing.kind === "undefined", nothing.span));
  if (value.rep === "f64" && nothing.kind === "undefined") return isUndefinedNumber(f, value);
  return sequence([effect(value)], booleanConstant(false, nothing.span));
}

export function looseEquality(f: FunctionContext, left: HirExpression, leftType: LazyType, right: HirExpression, rightType: LazyType): HirExpression {
  const nothing = isNothing(right) ? left : isNothing(left) ? right : undefined;
  if (nothing !== undefined) {
    if (nothing.rep === "ref" || nothing.rep === "box") return nullish(nothing);
    return nothingEquality(f, nothing, undefinedConstant(nothing.span, "box"));
  }
  const { types } = f.lowering;
  if (left.rep === right.rep && left.rep !== "box" && left.rep !== "ref") return strictEquality(f, left, leftType, right, rightType);
  const [a, b] = [leftType(), rightType()];
  const sameKind = (types.isNumber(a) && types.isNumber(b)) || (types.isString(a) && types.isString(b)) || (types.isBoolean(a) && types.isBoolean(b));
  if (sameKind) return strictEquality(f, left, leftType, right, rightType);
  return runtimeCall("looseEquals", [coerce(f, left, "box", ""), coerce(f, right, "box", "")], "bool", left.span);
}
