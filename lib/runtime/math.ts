/** The members of Math (ECMA-262 §21.3.2). What is one instruction the compiler emits itself. */
import { clz32, f64Abs, f64Ceil, f64Floor, f64Sqrt, f64Trunc } from "../sys/intrinsics.ts";
import { cosh, exp, expm1, sinh, tanh } from "./math/exp.ts";
import { acos, asin, atan, atan2 } from "./math/inverse-trig.ts";
import { acosh, asinh, atanh, log, log10, log1p, log2 } from "./math/log.ts";
import { cbrt, pow } from "./math/pow.ts";
import { random } from "./math/random.ts";
import { cos, sin, tan } from "./math/trig.ts";

export const mathE = 2.718281828459045;
export const mathLN10 = 2.302585092994046;
export const mathLN2 = 0.6931471805599453;
export const mathLOG2E = 1.4426950408889634;
export const mathLOG10E = 0.4342944819032518;
export const mathPI = 3.141592653589793;
export const mathSQRT1_2 = 0.7071067811865476;
export const mathSQRT2 = 1.4142135623730951;

export function mathAbs(x: number): number { return f64Abs(x); }
export function mathCeil(x: number): number { return f64Ceil(x); }
export function mathFloor(x: number): number { return f64Floor(x); }
export function mathTrunc(x: number): number { return f64Trunc(x); }
export function mathSqrt(x: number): number { return f64Sqrt(x); }
/** Halves go up: -0.5 to -0, 2.5 to 3. */
export function mathRound(x: number): number {
  const up = f64Ceil(x);
  return up - 0.5 > x ? up - 1 : up;
}
export function mathSign(x: number): number { return x > 0 ? 1 : x < 0 ? -1 : x === 0 ? x : NaN; }
export function mathClz32(x: number): number { return clz32(x >>> 0); }
export function mathImul(x: number, y: number): number {
  const high = (x >>> 16) & 0xffff, low = x & 0xffff;
  const yHigh = (y >>> 16) & 0xffff, yLow = y & 0xffff;
  return (low * yLow + (((high * yLow + low * yHigh) << 16) >>> 0)) | 0;
}
const single = new Float32Array(1);
export function mathFround(x: number): number { single[0] = x; return single[0]; }

export function mathMax(...values: number[]): number {
  let result = -Infinity;
  for (let i = 0; i < values.length; i++) result = larger(result, values[i]!);
  return result;
}
export function mathMin(...values: number[]): number {
  let result = Infinity;
  for (let i = 0; i < values.length; i++) result = -larger(-result, -values[i]!);
  return result;
}
/** NaN wins; 0 is larger than -0. */
function larger(a: number, b: number): number {
  if (a > b) return a;
  if (b > a) return b;
  if (a !== a || b !== b) return NaN;
  return a === 0 && 1 / a < 0 ? b : a;
}

/** Scaled by the largest and summed with compensation, as V8 does. */
export function mathHypot(...values: number[]): number {
  let max = 0;
  let nan = false;
  for (let i = 0; i < values.length; i++) {
    const value = f64Abs(values[i]!);
    if (value !== value) nan = true;
    else if (value > max) max = value;
  }
  if (max === Infinity) return Infinity;
  if (nan) return NaN;
  if (max === 0) return 0;
  if (values.length === 1) return max;
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < values.length; i++) {
    const scaled = f64Abs(values[i]!) / max;
    const summand = scaled * scaled - compensation;
    const next = sum + summand;
    compensation = next - sum - summand;
    sum = next;
  }
  return f64Sqrt(sum) * max;
}

export function mathSin(x: number): number { return sin(x); }
export function mathCos(x: number): number { return cos(x); }
export function mathTan(x: number): number { return tan(x); }
export function mathAsin(x: number): number { return asin(x); }
export function mathAcos(x: number): number { return acos(x); }
export function mathAtan(x: number): number { return atan(x); }
export function mathAtan2(y: number, x: number): number { return atan2(y, x); }
export function mathExp(x: number): number { return exp(x); }
export function mathExpm1(x: number): number { return expm1(x); }
export function mathSinh(x: number): number { return sinh(x); }
export function mathCosh(x: number): number { return cosh(x); }
export function mathTanh(x: number): number { return tanh(x); }
export function mathLog(x: number): number { return log(x); }
export function mathLog1p(x: number): number { return log1p(x); }
export function mathLog2(x: number): number { return log2(x); }
export function mathLog10(x: number): number { return log10(x); }
export function mathAsinh(x: number): number { return asinh(x); }
export function mathAcosh(x: number): number { return acosh(x); }
export function mathAtanh(x: number): number { return atanh(x); }
export function mathCbrt(x: number): number { return cbrt(x); }
export function mathPow(x: number, y: number): number { return pow(x, y); }
export function mathRandom(): number { return random(); }
