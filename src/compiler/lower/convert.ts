/** Changes of representation: every one is explicit, and guarded where TypeScript's types may lie. */
import { SHAPE_SLICE, SHAPE_STRING } from "../../../lib/runtime/layout.ts";
import type { HirConstant, HirExpression, Rep, Span } from "../hir/hir.ts";
import { compare, conditional, convert, effect, getLocal, numberConstant, sequence, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { flavourRange, rangeOf, repForRange, repRange, withRange } from "./ranges.ts";
import { isIntegerRep, isNumberRep, isWordRep, type Flavour, type Slot } from "./types.ts";

/** The value in representation `rep`; `what` names it in a TypeError. */
export function coerce(f: FunctionContext, e: HirExpression, rep: Rep, what: string): HirExpression {
  if (e.rep === rep) return e;
  if (rep === "void") return convert(e, "void", "widen");
  if (e.rep === "void") return sequence([effect(e)], zero(rep, e.span));
  if (isConstantNumber(e) && isNumberRep(rep)) {
    const folded = foldNumber(e.value, rep, e.span);
    if (folded !== undefined) return folded;
  }
  if (e.kind === "undefined" || e.kind === "null") {
    if (rep === "ref" || rep === "box") return { ...e, rep };
  }
  if (e.kind === "sequence") return { ...e, value: coerce(f, e.value, rep, what), rep };
  if (isWordRep(e.rep) || isWordRep(rep)) return wordConversion(f, e, rep);
  if (rep === "box") return convert(e, "box", "widen");
  if (isNumberRep(e.rep) && isNumberRep(rep)) return numberConversion(e, rep, what);
  if (e.rep === "box") {
    if (!isIntegerRep(rep)) return convert(e, rep, "check", what);
    return convert(convert(e, "f64", "check", what), rep, "check", what);
  }
  // ref, bool and numbers into each other: a type lied; the check of the box reports it.
  return coerce(f, convert(e, "box", "widen"), rep, what);
}

function isConstantNumber(e: HirExpression): e is HirExpression & { kind: "number"; value: number } { return e.kind === "number"; }

function foldNumber(value: number, rep: "f64" | "i32" | "u32" | "int", span: Span): HirExpression | undefined {
  if (rep === "f64") return { kind: "number", value, rep, span };
  const range = repRange(rep);
  if (!Number.isInteger(value) || Object.is(value, -0) || value < range.low || value > range.high) return undefined;
  return { kind: "number", value, rep, span };
}

function zero(rep: Rep, span: Span): HirExpression {
  switch (rep) {
    case "f64": return { kind: "number", value: Number.NaN, rep, span };
    case "i32": case "u32": case "int": return { kind: "number", value: 0, rep, span };
    case "i64": case "u64": return { kind: "word", value: 0n, rep, span };
    case "bool": return { kind: "boolean", value: false, rep, span };
    case "ref": case "box": case "void": return undefinedConstant(span, rep === "ref" ? "ref" : "box");
  }
}

function numberConversion(e: HirExpression, rep: Rep, what: string): HirExpression {
  if (rep === "f64") return convert(e, rep, "widen");
  if (e.rep === "f64") return convert(e, rep, "check", what);
  const from = rangeOf(e);
  const to = repRange(rep);
  const fits = from.low >= to.low && from.high <= to.high;
  const widens = rep === "int";
  return withRange(convert(e, rep, fits ? (widens ? "widen" : "trust") : "check", what), Math.max(from.low, to.low), Math.min(from.high, to.high), from.machine);
}

function wordConversion(f: FunctionContext, e: HirExpression, rep: Rep): HirExpression {
  if (isWordRep(e.rep) && isWordRep(rep)) return e.kind === "word" ? { ...e, rep } : convert(e, rep, "truncate");
  if (e.rep === "box" && isWordRep(rep) && f.isLibrary) f.fail("WH4003", e.span, [rep]);
  return f.fail("WH4003", e.span, [rep]);
}

/** The value as a store to the slot leaves it: flavoured slots wrap as the machine does. */
export function coerceToSlot(f: FunctionContext, e: HirExpression, slot: Slot, what: string): HirExpression {
  const { flavour } = slot;
  if (flavour === undefined || isWordRep(slot.rep) || !isNumberRep(e.rep)) return coerce(f, e, slot.rep, what);
  return wrap(f, e, flavour, slot.rep);
}

function wrap(f: FunctionContext, e: HirExpression, flavour: Flavour, rep: Rep): HirExpression {
  const target = flavourRange(flavour);
  const from = rangeOf(e);
  const fits = isIntegerRep(e.rep) && from.low >= target.low && from.high <= target.high;
  if (fits || flavour === "usize") {
    const value = e.rep === rep ? e : e.kind === "number" ? coerce(f, e, rep, "") : isIntegerRep(e.rep) ? convert(e, rep, rep === "int" ? "widen" : "trust") : convert(e, rep, "truncate");
    return fits ? withRange(copy(value), from.low, from.high, true) : withRange(copy(value), target.low, target.high, true);
  }
  if (e.kind === "number") return { kind: "number", value: wrapConstant(e.value, flavour), rep: rep as HirConstant["rep"] & "i32", span: e.span };
  const word = e.rep === rep ? e : convert(e, rep, e.rep === "f64" && rep === "u32" ? "to-uint32" : e.rep === "f64" ? "to-int32" : "truncate");
  const narrowed = narrow(word, flavour);
  return withRange(narrowed === e ? copy(e) : narrowed, target.low, target.high, true);
}

function wrapConstant(value: number, flavour: Flavour): number {
  switch (flavour) {
    case "i8": return value << 24 >> 24;
    case "u8": return value & 0xff;
    case "i16": return value << 16 >> 16;
    case "u16": return value & 0xffff;
    case "i32": return value | 0;
    default: return value >>> 0;
  }
}

function narrow(e: HirExpression, flavour: Flavour): HirExpression {
  const bits = flavour === "u8" || flavour === "i8" ? 8 : flavour === "u16" || flavour === "i16" ? 16 : 32;
  if (bits === 32) return e;
  const constant = (value: number): HirExpression => ({ kind: "number", value, rep: e.rep === "u32" ? "u32" : "i32", span: e.span });
  if (e.rep === "u32") return { kind: "arithmetic", op: "and", left: e, right: constant(2 ** bits - 1), rep: "u32", span: e.span };
  const up: HirExpression = { kind: "arithmetic", op: "shl", left: e, right: constant(32 - bits), rep: "i32", wrap: true, span: e.span };
  return { kind: "arithmetic", op: "shr", left: up, right: constant(32 - bits), rep: "i32", span: e.span };
}

function copy(e: HirExpression): HirExpression { return { ...e }; }

/** ToNumber, as f64 or as the integer it already is. */
export function toNumber(e: HirExpression): HirExpression {
  if (isNumberRep(e.rep)) return e;
  if (e.rep === "bool") {
    return withRange(conditional(e, numberConstant(1, e.span), numberConstant(0, e.span)), 0, 1, false);
  }
  if (e.kind === "undefined") return { kind: "number", value: Number.NaN, rep: "f64", span: e.span };
  return convert(e, "f64", "to-number");
}

export function toFloat(f: FunctionContext, e: HirExpression): HirExpression { return coerce(f, toNumber(e), "f64", "number"); }

/** ToBoolean. `string` false: the value is certainly no string, number or boolean, so that only null and undefined are false. */
export function toCondition(e: HirExpression, onlyObjects: boolean): HirExpression {
  if (e.rep === "bool") return e;
  if (e.rep === "ref" && onlyObjects) return { kind: "not", value: { kind: "nullish", value: e, rep: "bool", span: e.span }, rep: "bool", span: e.span };
  if (isIntegerRep(e.rep)) {
    const none: HirExpression = { kind: "number", value: 0, rep: e.rep, span: e.span };
    return compare("ne", e, none);
  }
  if (isWordRep(e.rep)) return compare("ne", e, { kind: "word", value: 0n, rep: e.rep, span: e.span });
  return convert(e, "bool", "truthy");
}

/** ToString, as a string reference. `isString`: it already is one. */
export function toText(f: FunctionContext, e: HirExpression, isString: boolean): HirExpression {
  if (isString) return certainText(f, e);
  if (e.rep === "bool") return conditional(e, stringConstant("true", e.span), stringConstant("false", e.span));
  if (isNumberRep(e.rep)) return { kind: "call.runtime", name: "numberToString", args: [coerce(f, e, "f64", "number")], rep: "ref", span: e.span };
  return { kind: "call.runtime", name: "toStringValue", args: [coerce(f, e, "box", "value")], rep: "ref", span: e.span };
}

/** Is the value certainly a string object: by construction, or in code that is trusted to keep its types? */
export function isCertainString(f: FunctionContext, e: HirExpression): boolean {
  if (e.kind === "string" || f.isTrusted) return true;
  if (e.kind === "call.runtime") return e.name === "concat" || e.name === "toStringValue" || e.name === "numberToString" || e.name === "typeOf";
  if (e.kind === "conditional") return isCertainString(f, e.then) && isCertainString(f, e.otherwise);
  return e.kind === "sequence" && isCertainString(f, e.value);
}

export function isStringObject(e: HirExpression): HirExpression {
  return { kind: "shape.test", value: e, first: SHAPE_STRING, last: SHAPE_SLICE, rep: "bool", span: e.span };
}

/** A value of static type string: if a type lied (or an element was missing), ToString of what it is. */
function certainText(f: FunctionContext, e: HirExpression): HirExpression {
  if (isCertainString(f, e)) return coerce(f, e, "ref", "string");
  const local = f.newLocal("text", e.rep, e.span);
  const read: HirExpression = { kind: "local.get", local, rep: e.rep, span: e.span };
  const slow: HirExpression = { kind: "call.runtime", name: "toStringValue", args: [coerce(f, read, "box", "")], rep: "ref", span: e.span };
  const fast = e.rep === "ref" ? read : convert(read, "ref", "trust");
  return sequence([effect(setLocal(local, e))], conditional(isStringObject(read), fast, slow));
}

/** Both operands in one integer representation that holds both, or f64. */
export function unifyNumbers(f: FunctionContext, left: HirExpression, right: HirExpression): readonly [HirExpression, HirExpression] {
  if (left.rep === right.rep) return [left, right];
  if (isIntegerRep(left.rep) && isIntegerRep(right.rep)) {
    const a = rangeOf(left);
    const b = rangeOf(right);
    const rep = repForRange(Math.min(a.low, b.low), Math.max(a.high, b.high)) ?? "int";
    return [coerce(f, left, rep, ""), coerce(f, right, rep, "")];
  }
  return [coerce(f, left, "f64", ""), coerce(f, right, "f64", "")];
}

/** A pure node that can be read again: the value itself, or a new local that holds it. Adds the store to `before`. */
export function spill(f: FunctionContext, e: HirExpression, before: HirExpression[], name = "t"): HirExpression {
  if (e.kind === "this" || e.kind === "capture.get" || e.kind === "string" || e.kind === "number" || e.kind === "boolean" || e.kind === "undefined" || e.kind === "null") return e;
  if (e.rep === "void") return e;
  const local = f.newLocal(name, e.rep, e.span);
  before.push(setLocal(local, e));
  const range = rangeOf(e);
  return isIntegerRep(e.rep) ? withRange(getLocal(local, e.rep, e.span), range.low, range.high, range.machine) : getLocal(local, e.rep, e.span);
}
