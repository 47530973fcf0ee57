/** exp, expm1 and the hyperbolic functions after fdlibm: x = k ln 2 + r, a rational function of r, times 2^k. */
import type { i32 } from "../../sys/types.ts";
import { fromWords, highWord } from "./words.ts";

const OVERFLOW = 7.09782712893383973096e+02;
const UNDERFLOW = -7.45133219101941108420e+02;
const LN2_HIGH = 6.93147180369123816490e-01;
const LN2_LOW = 1.90821492927058770002e-10;
const INV_LN2 = 1.44269504088896338700e+00;
const P1 = 1.66666666666666019037e-01;
const P2 = -2.77777777770155933842e-03;
const P3 = 6.61375632143793436117e-05;
const P4 = -1.65339022054652515390e-06;
const P5 = 4.13813679705723846039e-08;
const TWO_1023 = 8.98846567431158e307;
const TWO_M1000 = 9.33263618503218878990e-302;

export function exp(x0: number): number {
  let x = x0;
  const high = highWord(x);
  const hx = high & 0x7fffffff;
  if (hx >= 0x40862e42) { // |x| >= 709.78
    if (x !== x) return NaN;
    if (x > OVERFLOW) return Infinity;
    if (x < UNDERFLOW) return 0;
  }
  let k: i32 = 0;
  let hi = 0, lo = 0;
  if (hx > 0x3fd62e42) { // |x| > 0.5 ln 2
    if (hx < 0x3ff0a2b2) { // |x| < 1.5 ln 2
      if (x === 1) return Math.E;
      k = high < 0 ? -1 : 1;
      hi = x - k * LN2_HIGH;
      lo = k * LN2_LOW;
    } else {
      k = Math.trunc(INV_LN2 * x + (high < 0 ? -0.5 : 0.5)) | 0;
      hi = x - k * LN2_HIGH;
      lo = k * LN2_LOW;
    }
    x = hi - lo;
  } else if (hx < 0x3e300000) { // |x| < 2^-28
    return 1 + x;
  }
  const t = x * x;
  const c = x - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - (x * c / (c - 2) - x);
  const y = 1 - (lo - x * c / (2 - c) - hi);
  if (k < -1021) return y * fromWords(0x3ff00000 + ((k + 1000) << 20), 0) * TWO_M1000;
  if (k === 1024) return y * 2 * TWO_1023;
  return y * fromWords(0x3ff00000 + (k << 20), 0);
}

const Q1 = -3.33333333333331316428e-02;
const Q2 = 1.58730158725481460165e-03;
const Q3 = -7.93650757867487942473e-05;
const Q4 = 4.00821782732936239552e-06;
const Q5 = -2.01099218183624371326e-07;

export function expm1(x0: number): number {
  let x = x0;
  const high = highWord(x);
  const hx = high & 0x7fffffff;
  if (hx >= 0x4043687a) { // |x| >= 56 ln 2
    if (x !== x) return NaN;
    if (x > OVERFLOW) return Infinity;
    if (high < 0) return -1;
  }
  let k: i32 = 0;
  let c = 0;
  if (hx > 0x3fd62e42) {
    let hi: number, lo: number;
    if (hx < 0x3ff0a2b2) k = high < 0 ? -1 : 1;
    else k = Math.trunc(INV_LN2 * x + (high < 0 ? -0.5 : 0.5)) | 0;
    hi = x - k * LN2_HIGH;
    lo = k * LN2_LOW;
    x = hi - lo;
    c = hi - x - lo;
  } else if (hx < 0x3c900000) { // |x| < 2^-54
    return x;
  }
  const half = 0.5 * x;
  const hxs = x * half;
  const r1 = 1 + hxs * (Q1 + hxs * (Q2 + hxs * (Q3 + hxs * (Q4 + hxs * Q5))));
  const t = 3 - r1 * half;
  let e = hxs * ((r1 - t) / (6 - x * t));
  if (k === 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  const twoK = fromWords(0x3ff00000 + (k << 20), 0);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - x);
    return (k === 1024 ? y * 2 * TWO_1023 : y * twoK) - 1;
  }
  if (k < 20) return (fromWords(0x3ff00000 - (0x200000 >> k), 0) - (e - x)) * twoK;
  return (x - (e + fromWords((0x3ff - k) << 20, 0)) + 1) * twoK;
}

const HYPERBOLIC_OVERFLOW = 710.4758600739439;

export function sinh(x: number): number {
  const half = x < 0 ? -0.5 : 0.5;
  const ax = Math.abs(x);
  if (ax < 22) {
    if (ax < 3.725290298461914e-9) return x;
    const t = expm1(ax);
    return ax < 1 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
  }
  if (ax < 709.7822265625) return half * exp(ax);
  if (ax <= HYPERBOLIC_OVERFLOW) {
    const w = exp(0.5 * ax);
    return half * w * w;
  }
  return x * Infinity;
}

export function cosh(x: number): number {
  const ix = highWord(x) & 0x7fffffff;
  const ax = Math.abs(x);
  if (ix < 0x3fd62e43) { // |x| < 0.5 ln 2
    const t = expm1(ax);
    const w = 1 + t;
    return ix < 0x3c800000 ? w : 1 + t * t / (w + w);
  }
  if (ix < 0x40360000) { // |x| < 22
    const t = exp(ax);
    return 0.5 * t + 0.5 / t;
  }
  if (ix < 0x40862e42) return 0.5 * exp(ax);
  if (ax <= HYPERBOLIC_OVERFLOW) {
    const w = exp(0.5 * ax);
    return 0.5 * w * w;
  }
  return ax * Infinity;
}

export function tanh(x: number): number {
  const ix = highWord(x) & 0x7fffffff;
  if (ix >= 0x7ff00000) return x > 0 ? 1 : x < 0 ? -1 : NaN;
  if (ix < 0x3e300000) return x; // |x| < 2^-28
  let z = 1;
  if (ix < 0x40360000) { // |x| < 22
    if (ix >= 0x3ff00000) {
      z = 1 - 2 / (expm1(2 * Math.abs(x)) + 2);
    } else {
      const t = expm1(-2 * Math.abs(x));
      z = -t / (t + 2);
    }
  }
  return x < 0 ? -z : z;
}
