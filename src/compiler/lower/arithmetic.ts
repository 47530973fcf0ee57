/** Arithmetic on numbers: exact in integers where the result is proved to fit, else in doubles. */
import type { ts } from "../checker/typescript.ts";
import type { ArithmeticOp, HirExpression } from "../hir/hir.ts";
import { conditional, convert, effect, getLocal, ifThen, compare, numberConstant, runtimeCall, sequence, setLocal } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { coerce } from "./convert.ts";
import { mayBeUndefined } from "./equality.ts";
import type { Want } from "./expressions.ts";
import { I32_HIGH, I32_LOW, INT_HIGH, rangeOf, repForRange, U32_HIGH, withRange } from "./ranges.ts";
import { isIntegerRep, isNumberRep } from "./types.ts";

/** A static type that is asked for only when the representation does not tell. */
export type LazyType = () => ts.Type;

/** Is the operand certainly a number (by representation, or by static type with a check)? */
export function isNumeric(f: FunctionContext, e: HirExpression, type: LazyType): boolean {
  return isNumberRep(e.rep) || (e.rep !== "bool" && e.rep !== "ref" && f.lowering.types.isNumber(type())) || e.rep === "void";
}

export function arithmetic(f: FunctionContext, op: ArithmeticOp, left: HirExpression, right: HirExpression, node: ts.Node, want: Want): HirExpression {
  const span = f.span(node);
  if (left.kind === "number" && right.kind === "number") {
    const folded = fold(op, left.value, right.value);
    if (folded !== undefined) return numberConstant(folded, span);
  }
  if (isIntegerRep(left.rep) && isIntegerRep(right.rep)) {
    const exact = integerArithmetic(f, op, left, right, node, want);
    if (exact !== undefined) return exact;
  }
  const a = coerce(f, left, "f64", "number");
  const b = coerce(f, right, "f64", "number");
  if (op === "rem") return runtimeCall("remainder", [a, b], "f64", span);
  if (op === "pow") return runtimeCall("power", [a, b], "f64", span);
  if (b.kind === "number" && b.value === IDENTITIES[op]) return certainNumber(f, a);
  return { kind: "arithmetic", op, left: a, right: b, rep: "f64", span };
}

/** Right operands that leave a number as it is. (Adding 0 makes 0 of -0.) */
const IDENTITIES: Partial<Record<ArithmeticOp, number>> = { mul: 1, div: 1, sub: 0 };

/** NaN for the undefined that a number slot may hold: where no instruction computes with the value. */
export function certainNumber(f: FunctionContext, value: HirExpression): HirExpression {
  if (!mayBeUndefined(f, value)) return value;
  const local = f.newLocal("number", "f64", value.span);
  const read = getLocal(local, "f64", value.span);
  return sequence([effect(setLocal(local, value))], conditional(compare("ne", read, read), numberConstant(Number.NaN, value.span), read));
}

function fold(op: ArithmeticOp, a: number, b: number): number | undefined {
  switch (op) {
    case "add": return a + b;
    case "sub": return a - b;
    case "mul": return a * b;
    case "div": return a / b;
    case "rem": return a % b;
    case "pow": return a ** b;
    default: return undefined;
  }
}

function integerArithmetic(f: FunctionContext, op: ArithmeticOp, left: HirExpression, right: HirExpression, node: ts.Node, want: Want): HirExpression | undefined {
  const a = rangeOf(left);
  const b = rangeOf(right);
  const machine = a.machine || b.machine;
  const result = (low: number, high: number): HirExpression | undefined => {
    const fits = repForRange(low, high);
    if (fits === undefined && !machine) return undefined;
    const rep = fits ?? "int";
    const common = canBe(left, rep) && canBe(right, rep) ? rep : "int";
    const [x, y] = [coerce(f, left, common, ""), coerce(f, right, common, "")];
    return withRange({ kind: "arithmetic", op, left: x, right: y, rep, span: f.span(node) }, Math.max(low, -INT_HIGH), Math.min(high, INT_HIGH), machine);
  };
  switch (op) {
    case "add": return result(a.low + b.low, a.high + b.high);
    case "sub": return result(a.low - b.high, a.high - b.low);
    case "mul": {
      const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
      const mayBeMinusZero = (a.low < 0 && b.low <= 0 && b.high >= 0) || (b.low < 0 && a.low <= 0 && a.high >= 0);
      if (mayBeMinusZero && want !== "integer" && !machine) return undefined;
      return result(Math.min(...products), Math.max(...products));
    }
    case "rem": return integerRemainder(f, left, right, node, want, result);
    default: return undefined;
  }
}

/** Operands are taken in the result's representation if they have it (or are constants that fit), else in 64 bits. */
function canBe(e: HirExpression, rep: "i32" | "u32" | "int"): boolean {
  return e.rep === rep || (e.kind === "number" && (rep !== "u32" || e.value >= 0));
}

function integerRemainder(f: FunctionContext, left: HirExpression, right: HirExpression, node: ts.Node, want: Want, result: (low: number, high: number) => HirExpression | undefined): HirExpression | undefined {
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (a.low < 0 && want !== "integer" && !a.machine) return undefined;
  const largest = Math.max(Math.abs(b.low), Math.abs(b.high)) - 1;
  const high = Math.min(Math.max(a.high, 0), largest);
  const low = a.low < 0 ? Math.max(a.low, -largest) : 0;
  if (b.low > 0 || b.high < 0) return result(low, high);
  if (!a.machine && !b.machine) return undefined;
  // The low dialect: a zero divisor is a trap, never undefined behaviour.
  const span = f.span(node);
  const divisor = f.newLocal("divisor", right.rep, span);
  const read = withRange(getLocal(divisor, right.rep, span), b.low, b.high, b.machine);
  const zero: HirExpression = { kind: "number", value: 0, rep: right.rep === "u32" ? "u32" : right.rep === "int" ? "int" : "i32", span };
  const value: HirExpression = { kind: "arithmetic", op: "rem", left: coerce(f, left, "int", ""), right: coerce(f, read, "int", ""), rep: "int", span };
  const dividend = f.newLocal("dividend", left.rep, span);
  return withRange(sequence([
    effect(setLocal(dividend, left)), effect(setLocal(divisor, right)),
    ifThen(compare("eq", read, zero), [effect({ kind: "intrinsic", name: "trap", args: [], rep: "void", span })]),
  ], { ...value, left: coerce(f, getLocal(dividend, left.rep, span), "int", "") }), low, high, true);
}

/** ToInt32 of a number. */
export function toInt32(e: HirExpression): HirExpression {
  if (e.rep === "i32") return e;
  if (e.kind === "number") return { kind: "number", value: e.value | 0, rep: "i32", span: e.span };
  const range = rangeOf(e);
  const mode = e.rep === "f64" ? "to-int32" : range.low >= I32_LOW && range.high <= I32_HIGH && isIntegerRep(e.rep) ? "trust" : "truncate";
  const value = convert(e, "i32", mode);
  return mode === "trust" ? withRange(value, range.low, range.high, range.machine) : value;
}

export function toUint32(e: HirExpression): HirExpression {
  if (e.rep === "u32") return e;
  if (e.kind === "number") return { kind: "number", value: e.value >>> 0, rep: "u32", span: e.span };
  const range = rangeOf(e);
  const mode = e.rep === "f64" ? "to-uint32" : range.low >= 0 && range.high <= U32_HIGH && isIntegerRep(e.rep) ? "trust" : "truncate";
  const value = convert(e, "u32", mode);
  return mode === "trust" ? withRange(value, range.low, range.high, range.machine) : value;
}

/** Bitwise operators and shifts (ECMA-262 §13.9, §13.12): on 32 bits. */
export function bitwise(f: FunctionContext, op: ArithmeticOp, left: HirExpression, right: HirExpression, node: ts.Node): HirExpression {
  const span = f.span(node);
  if (left.kind === "number" && right.kind === "number") return numberConstant(foldBits(op, left.value, right.value), span);
  const machine = (isIntegerRep(left.rep) && rangeOf(left).machine) || (isIntegerRep(right.rep) && rangeOf(right).machine);
  if (op === "ushr") {
    const value = toUint32(left);
    const range = rangeOf(value);
    if (right.kind !== "number") return withRange({ kind: "arithmetic", op, left: value, right: mask(toUint32(right)), rep: "u32", span }, 0, range.high, machine);
    const by = right.value & 31;
    if (by === 0) return withRange({ ...value, span }, range.low, range.high, machine);
    return withRange({ kind: "arithmetic", op, left: value, right: { kind: "number", value: by, rep: "u32", span }, rep: "u32", span }, Math.floor(range.low / 2 ** by), Math.floor(range.high / 2 ** by), machine);
  }
  const a = toInt32(left);
  const x = rangeOf(a);
  if (op === "shl" || op === "shr") {
    const by = right.kind === "number" ? right.value & 31 : undefined;
    const amount: HirExpression = by === undefined ? mask(toInt32(right)) : { kind: "number", value: by, rep: "i32", span };
    const shifted: HirExpression = { kind: "arithmetic", op, left: a, right: amount, rep: "i32", span, ...(op === "shl" ? { wrap: true } : {}) };
    if (by === undefined) return withRange(shifted, op === "shr" ? Math.min(x.low, 0) : I32_LOW, op === "shr" ? Math.max(x.high, 0) : I32_HIGH, machine);
    if (op === "shr") return withRange(shifted, Math.floor(x.low / 2 ** by), Math.floor(x.high / 2 ** by), machine);
    const fits = x.low * 2 ** by >= I32_LOW && x.high * 2 ** by <= I32_HIGH;
    return withRange(shifted, fits ? x.low * 2 ** by : I32_LOW, fits ? x.high * 2 ** by : I32_HIGH, machine);
  }
  const b = toInt32(right);
  const y = rangeOf(b);
  const [low, high] = bitRange(op, x.low, x.high, y.low, y.high);
  if (op === "or" && b.kind === "number" && b.value === 0) return withRange({ ...a, span }, x.low, x.high, machine);
  return withRange({ kind: "arithmetic", op, left: a, right: b, rep: "i32", span }, low, high, machine);
}

function mask(e: HirExpression): HirExpression {
  const range = rangeOf(e);
  if (range.low >= 0 && range.high <= 31) return e;
  const bits: HirExpression = { kind: "number", value: 31, rep: e.rep === "u32" ? "u32" : "i32", span: e.span };
  return withRange({ kind: "arithmetic", op: "and", left: e, right: bits, rep: e.rep, span: e.span }, 0, 31, false);
}

function bitRange(op: ArithmeticOp, aLow: number, aHigh: number, bLow: number, bHigh: number): readonly [number, number] {
  if (op === "and") {
    if (aLow >= 0 && bLow >= 0) return [0, Math.min(aHigh, bHigh)];
    if (aLow >= 0) return [0, aHigh];
    if (bLow >= 0) return [0, bHigh];
    return [I32_LOW, I32_HIGH];
  }
  if (aLow < 0 || bLow < 0) return [I32_LOW, I32_HIGH];
  const bits = 32 - Math.clz32(Math.max(aHigh, bHigh));
  return [0, bits >= 31 ? I32_HIGH : 2 ** bits - 1];
}

function foldBits(op: ArithmeticOp, a: number, b: number): number {
  switch (op) {
    case "and": return a & b;
    case "or": return a | b;
    case "xor": return a ^ b;
    case "shl": return a << b;
    case "shr": return a >> b;
    default: return a >>> b;
  }
}

export function negate(f: FunctionContext, value: HirExpression, node: ts.Node, want: Want): HirExpression {
  const span = f.span(node);
  if (value.kind === "number") return numberConstant(-value.value, span);
  if (value.kind === "word" || value.rep === "i64" || value.rep === "u64") return { kind: "negate", value, rep: value.rep, span };
  if (isIntegerRep(value.rep)) {
    const range = rangeOf(value);
    const mayBeZero = range.low <= 0 && range.high >= 0;
    if (!mayBeZero || want === "integer" || range.machine) {
      const rep = repForRange(-range.high, -range.low) ?? "int";
      const zero: HirExpression = { kind: "number", value: 0, rep: "int", span };
      return withRange({ kind: "arithmetic", op: "sub", left: zero, right: coerce(f, value, "int", ""), rep, span }, -range.high, -range.low, range.machine);
    }
  }
  return { kind: "negate", value: coerce(f, value, "f64", "number"), rep: "f64", span };
}
