/**
 * The abstract domain of numbers: an interval, and whether fractions, -0 and NaN are possible.
 * Every operation is sound for IEEE doubles with rounding: if a ∈ A and b ∈ B then a ∘ b ∈ A ∘ B, since rounding is
 * monotonic. Infinities are in the interval; they are neither integral nor NaN for these purposes, so that "integral
 * with finite bounds" is what an integer representation needs.
 */
import type { ArithmeticOp, CompareOp, Rep, TypedKind } from "../../hir/hir.ts";

export interface NumberRange {
  readonly low: number;
  readonly high: number;
  /** Finite values are integers. */
  readonly integral: boolean;
  readonly minusZero: boolean;
  readonly nan: boolean;
}

/** Largest magnitude below which doubles hold every integer. */
export const EXACT = 2 ** 53;

export const ANY_NUMBER: NumberRange = { low: -Infinity, high: Infinity, integral: false, minusZero: true, nan: true };

export function integers(low: number, high: number): NumberRange {
  return { low, high, integral: true, minusZero: false, nan: false };
}

const OF_I32 = integers(-0x8000_0000, 0x7fff_ffff), OF_U32 = integers(0, 0xffff_ffff), OF_INT = integers(-EXACT, EXACT);

/** All values of a numeric representation; undefined for others. */
export function rangeOfRep(rep: Rep): NumberRange | undefined {
  switch (rep) {
    case "f64": return ANY_NUMBER;
    case "i32": return OF_I32;
    case "u32": return OF_U32;
    case "int": return OF_INT;
    default: return undefined;
  }
}

/** Elements of an array of machine integers; undefined for arrays of floating-point numbers. */
export function rangeOfElement(type: TypedKind): NumberRange | undefined {
  switch (type) {
    case "i8": return integers(-128, 127);
    case "u8": case "u8c": return integers(0, 255);
    case "i16": return integers(-32768, 32767);
    case "u16": return integers(0, 65535);
    case "i32": return OF_I32;
    case "u32": return OF_U32;
    case "f32": case "f64": return undefined;
  }
}

export function ofConstant(value: number): NumberRange {
  if (Number.isNaN(value)) return { low: Infinity, high: -Infinity, integral: true, minusZero: false, nan: true };
  return { low: value, high: value, integral: Number.isInteger(value), minusZero: Object.is(value, -0), nan: false };
}

/** No value at all but perhaps NaN. */
function isEmpty(a: NumberRange): boolean { return a.low > a.high; }

export function join(a: NumberRange | undefined, b: NumberRange | undefined): NumberRange | undefined {
  if (a === undefined) return b;
  if (b === undefined || sameRange(a, b)) return a;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), integral: a.integral && b.integral, minusZero: a.minusZero || b.minusZero, nan: a.nan || b.nan };
}

export function sameRange(a: NumberRange, b: NumberRange): boolean {
  return a.low === b.low && a.high === b.high && a.integral === b.integral && a.minusZero === b.minusZero && a.nan === b.nan;
}

const LOWS = [0, -1, -0x8000_0000, -EXACT], HIGHS = [0, 0x7fff_ffff, 0xffff_ffff, EXACT];

/** `after`, which contains `before`, with moving bounds at the next threshold: a chain of widenings is short. */
export function widen(before: NumberRange, after: NumberRange): NumberRange {
  const low = after.low < before.low ? LOWS.find(t => t <= after.low) ?? -Infinity : after.low;
  const high = after.high > before.high ? HIGHS.find(t => t >= after.high) ?? Infinity : after.high;
  return { ...after, low, high };
}

/** Is each value an integer that doubles (and 64-bit integers) hold exactly, -0 and NaN aside? */
export function isExact(a: NumberRange): boolean {
  return a.integral && a.low >= -EXACT && a.high <= EXACT && !isEmpty(a);
}

function mayBeZero(a: NumberRange): boolean { return (a.low <= 0 && a.high >= 0) || a.minusZero; }
function mayBeInfinite(a: NumberRange): boolean { return a.low === -Infinity || a.high === Infinity; }

/** `left operator right` on doubles. */
export function arithmeticRange(operator: ArithmeticOp, a: NumberRange, b: NumberRange): NumberRange {
  const nan = a.nan || b.nan;
  if (isEmpty(a) || isEmpty(b)) return { ...ofConstant(Number.NaN), integral: true, nan };
  switch (operator) {
    case "add": return sum(a, b, nan);
    case "sub": return sum(a, { ...negateRange(b), minusZero: b.low <= 0 && b.high >= 0 }, nan);
    case "mul": return product(a, b, nan);
    case "rem": return remainderRange(a, b);
    default: return ANY_NUMBER;
  }
}

function sum(a: NumberRange, b: NumberRange, nan: boolean): NumberRange {
  const infinite = (a.low === -Infinity && b.high === Infinity) || (a.high === Infinity && b.low === -Infinity);
  return {
    low: a.low === -Infinity || b.low === -Infinity ? -Infinity : a.low + b.low, high: a.high === Infinity || b.high === Infinity ? Infinity : a.high + b.high,
    integral: a.integral && b.integral, minusZero: a.minusZero && b.minusZero, nan: nan || infinite,
  };
}

function product(a: NumberRange, b: NumberRange, nan: boolean): NumberRange {
  if (mayBeInfinite(a) || mayBeInfinite(b)) return { ...ANY_NUMBER, integral: a.integral && b.integral };
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  const integral = a.integral && b.integral;
  const signs = a.low < 0 || b.low < 0;
  const zeros = (mayBeZero(a) && b.low < 0) || (mayBeZero(b) && a.low < 0);
  // tiny factors of different signs underflow to -0
  return { low: Math.min(...corners), high: Math.max(...corners), integral, minusZero: a.minusZero || b.minusZero || zeros || (!integral && signs), nan };
}

/** The sign is the dividend's; the magnitude is below the divisor's and at most the dividend's. */
export function remainderRange(a: NumberRange, b: NumberRange): NumberRange {
  const integral = a.integral && b.integral;
  const divisor = Math.max(Math.abs(b.low), Math.abs(b.high));
  const most = integral ? divisor - 1 : divisor;
  return {
    low: a.low < 0 ? Math.max(a.low, -most) : 0, high: a.high > 0 ? Math.min(a.high, most) : 0,
    integral, minusZero: a.minusZero || a.low < 0, nan: a.nan || b.nan || mayBeZero(b) || mayBeInfinite(a),
  };
}

export function negateRange(a: NumberRange): NumberRange {
  // 0 - x, so that no bound becomes -0
  return { ...a, low: 0 - a.high, high: 0 - a.low, minusZero: a.low <= 0 && a.high >= 0 };
}

/** Math.floor, ceil and trunc. */
export function roundRange(name: "f64Floor" | "f64Ceil" | "f64Trunc", a: NumberRange): NumberRange {
  const round = name === "f64Floor" ? Math.floor : name === "f64Ceil" ? Math.ceil : Math.trunc;
  const minusZero = a.minusZero || (name !== "f64Floor" && !a.integral && a.low < 0 && a.high > -1);
  return { low: round(a.low) + 0, high: round(a.high) + 0, integral: true, minusZero, nan: a.nan };
}

/** Exact integer arithmetic, of integer representations: only bounds matter. undefined: nothing is known. */
export function integerRange(operator: ArithmeticOp, a: NumberRange, b: NumberRange): NumberRange | undefined {
  switch (operator) {
    case "add": case "sub": case "mul": { const r = arithmeticRange(operator, a, b); return integers(r.low, r.high); }
    case "rem": { if (mayBeZero(b)) return undefined; const r = remainderRange(a, b); return integers(r.low, r.high); }
    case "idiv": return a.low >= 0 && b.low > 0 ? integers(Math.floor(a.low / b.high), Math.floor(a.high / b.low)) : undefined;
    case "and": {
      if (a.low >= 0 && b.low >= 0) return integers(0, Math.min(a.high, b.high));
      return a.low >= 0 ? integers(0, a.high) : b.low >= 0 ? integers(0, b.high) : undefined;
    }
    case "or": case "xor": {
      if (a.low < 0 || b.low < 0 || a.high > 0x7fff_ffff || b.high > 0x7fff_ffff) return undefined;
      return integers(0, 2 ** (32 - Math.clz32(Math.max(a.high, b.high))) - 1);
    }
    case "shl": {
      if (b.low !== b.high || b.low < 0 || b.low > 31) return undefined;
      const by = 2 ** b.low;
      return a.low * by >= -0x8000_0000 && a.high * by <= 0x7fff_ffff ? integers(a.low * by, a.high * by) : undefined;
    }
    case "shr": case "ushr": {
      if (b.low !== b.high || b.low < 0 || b.low > 31 || (operator === "ushr" && a.low < 0)) return undefined;
      return integers(Math.floor(a.low / 2 ** b.low), Math.floor(a.high / 2 ** b.low));
    }
    default: return undefined;
  }
}

/** What is left of `a` when `a operator b` is true; undefined: nothing. */
export function refine(a: NumberRange, operator: CompareOp, b: NumberRange): NumberRange | undefined {
  if (operator === "ne") return a;
  let { low, high } = a;
  const step = a.integral ? 1 : 0;
  // the next integer below (above) a bound, unless the bound is too large to tell
  const below = a.integral && Math.abs(b.high) <= EXACT ? Math.ceil(b.high) - step : b.high;
  const above = a.integral && Math.abs(b.low) <= EXACT ? Math.floor(b.low) + step : b.low;
  if (operator === "lt") high = Math.min(high, below);
  else if (operator === "le") high = Math.min(high, b.high);
  else if (operator === "gt") low = Math.max(low, above);
  else if (operator === "ge") low = Math.max(low, b.low);
  else { low = Math.max(low, b.low); high = Math.min(high, b.high); }
  if (low > high) return undefined;
  // -0 compares as 0
  return { ...a, low: low + 0, high: high + 0, minusZero: a.minusZero && low <= 0 && high >= 0, nan: false };
}
