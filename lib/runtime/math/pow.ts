/** pow and cbrt after fdlibm: 2^(y log2 x) with log2 x as a sum of two doubles. */
import { f64Bits, f64FromBits } from "../../sys/intrinsics.ts";
import type { i32, u32 } from "../../sys/types.ts";
import { fromWords, highWord, lowWord, withHigh, withoutLow } from "./words.ts";

const TWO53 = 9007199254740992;
const L1 = 5.99999999999994648725e-01;
const L2 = 4.28571428578550184252e-01;
const L3 = 3.33333329818377432918e-01;
const L4 = 2.72728123808534006489e-01;
const L5 = 2.30660745775561754067e-01;
const L6 = 2.06975017800338417784e-01;
const P1 = 1.66666666666666019037e-01;
const P2 = -2.77777777770155933842e-03;
const P3 = 6.61375632143793436117e-05;
const P4 = -1.65339022054652515390e-06;
const P5 = 4.13813679705723846039e-08;
const LN2 = 6.93147180559945286227e-01;
const LN2_HIGH = 6.93147182464599609375e-01;
const LN2_LOW = -1.90465429995776804525e-09;
const OVERFLOW_TAIL = 8.0085662595372944372e-17; // -(1024 - log2(overflow + 0.5 ulp))
const CP = 9.61796693925975554329e-01; // 2 / (3 ln 2)
const CP_HIGH = 9.61796700954437255859e-01;
const CP_LOW = -7.02846165095275826516e-09;
const INV_LN2 = 1.44269504088896338700e+00;
const INV_LN2_HIGH = 1.44269502162933349609e+00;
const INV_LN2_LOW = 1.92596299112661746887e-08;
const LOG2_3_2_HIGH = 5.84962487220764160156e-01; // log2(1.5)
const LOG2_3_2_LOW = 1.35003920212974897128e-08;

// log2 |x|, set by log2Of.
let logHigh = 0;
let logLow = 0;

/** x ** y as ECMA-262 §6.1.6.1.3 wants it: also NaN for (±1) ** ±Infinity. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const hx = highWord(x), hy = highWord(y);
  const ix = hx & 0x7fffffff, iy = hy & 0x7fffffff;
  const ax = Math.abs(x);
  if (iy === 0x7ff00000) { // y is infinite
    if (ax === 1) return NaN;
    return ax > 1 === y > 0 ? Infinity : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  if (y === 0.5 && hx >= 0) return Math.sqrt(x);
  // 0: y is no integer, 1: odd, 2: even (matters for negative x only).
  const parity: u32 = hx < 0 ? integerParity(y, iy) : 0;
  if (ax === 0 || ax === 1 || ax === Infinity) {
    const z = y < 0 ? 1 / ax : ax;
    if (hx >= 0) return z;
    if (ax === 1 && parity === 0) return NaN;
    return parity === 1 ? -z : z;
  }
  if (hx < 0 && parity === 0) return NaN;
  const sign = parity === 1 ? -1 : 1;
  if (iy > 0x41e00000) { // |y| > 2^31
    if (iy > 0x43f00000) return ix <= 0x3fefffff === y < 0 ? Infinity : 0; // over- or underflows whatever x is
    if (ix < 0x3fefffff) return y < 0 ? sign * Infinity : sign * 0;
    if (ix > 0x3ff00000) return y > 0 ? sign * Infinity : sign * 0;
    logNearOne(ax);
  } else {
    log2Of(ax, ix);
  }
  return sign * exp2Of(y);
}

function integerParity(y: number, iy: i32): u32 {
  if (iy >= 0x43400000) return 2;
  if (iy < 0x3ff00000) return 0;
  const half = y * 0.5;
  if (Math.trunc(y) !== y) return 0;
  return Math.trunc(half) === half ? 2 : 1;
}

/** |1 - x| <= 2^-20: log2 x by a few terms. */
function logNearOne(ax: number): void {
  const t = ax - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  const u = INV_LN2_HIGH * t;
  const v = t * INV_LN2_LOW - w * INV_LN2;
  logHigh = withoutLow(u + v);
  logLow = v - (logHigh - u);
}

function log2Of(x: number, high: i32): void {
  let ax = x;
  let ix: i32 = high;
  let n: i32 = 0;
  if (ix < 0x00100000) { // subnormal
    ax *= TWO53;
    n = -53;
    ix = highWord(ax);
  }
  n = n + (ix >> 20) - 0x3ff;
  const j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  let k: i32 = 0; // 1: |x| relative to 1.5
  if (j > 0x3988e) {
    if (j < 0xbb67a) {
      k = 1;
    } else {
      n = n + 1;
      ix = ix - 0x00100000;
    }
  }
  ax = withHigh(ax, ix);
  const bp = k === 1 ? 1.5 : 1;
  const u = ax - bp;
  const v = 1 / (ax + bp);
  const ss = u * v;
  const sHigh = withoutLow(ss);
  let tHigh = fromWords(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
  let tLow = ax - (tHigh - bp);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  let s2 = ss * ss;
  let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
  r += sLow * (sHigh + ss);
  s2 = sHigh * sHigh;
  tHigh = withoutLow(3 + s2 + r);
  tLow = r - (tHigh - 3 - s2);
  const a = sHigh * tHigh;
  const b = sLow * tHigh + tLow * ss;
  const pHigh = withoutLow(a + b);
  const pLow = b - (pHigh - a);
  const zHigh = CP_HIGH * pHigh;
  const dHigh = k === 1 ? LOG2_3_2_HIGH : 0;
  const zLow = CP_LOW * pHigh + pLow * CP + (k === 1 ? LOG2_3_2_LOW : 0);
  logHigh = withoutLow(zHigh + zLow + dHigh + n);
  logLow = zLow - (logHigh - n - dHigh - zHigh);
}

/** 2^(y * (logHigh + logLow)). */
function exp2Of(y: number): number {
  const yHigh = withoutLow(y);
  const pLow = (y - yHigh) * logHigh + y * logLow;
  let pHigh = yHigh * logHigh;
  let z = pLow + pHigh;
  const j = highWord(z);
  const low: i32 = lowWord(z) | 0;
  if (j >= 0x40900000) { // z >= 1024
    if (((j - 0x40900000) | low) !== 0 || pLow + OVERFLOW_TAIL > z - pHigh) return Infinity;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) { // z <= -1075
    if (((j - (0xc090cc00 | 0)) | low) !== 0 || pLow <= z - pHigh) return 0;
  }
  const i = j & 0x7fffffff;
  let n: i32 = 0;
  if (i > 0x3fe00000) { // |z| > 0.5: n = round(z)
    let k: i32 = (i >> 20) - 0x3ff;
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = fromWords(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pHigh -= t;
  }
  const t = withoutLow(pLow + pHigh);
  const u = t * LN2_HIGH;
  const v = (pLow - (t - pHigh)) * LN2 + t * LN2_LOW;
  z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const c = z - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))));
  const r = z * c / (c - 2) - (w + z * w);
  z = 1 - (r - z);
  const high = highWord(z) + (n << 20);
  if (high >> 20 <= 0) return scaleDown(z, n);
  return withHigh(z, high);
}

/** z * 2^n where the result is subnormal. */
function scaleDown(z: number, n: i32): number {
  // One rounding: first to 2^54 times the result, which is normal.
  return withHigh(z, highWord(z) + ((n + 54) << 20)) * 5.55111512312578270212e-17;
}

export function cbrt(x: number): number {
  const high = highWord(x);
  const hx = high & 0x7fffffff;
  const sign: i32 = high & (0x80000000 | 0);
  if (hx >= 0x7ff00000) return x + x;
  if (x === 0) return x;
  let t: number;
  if (hx < 0x00100000) {
    const scaled = highWord(x * 18014398509481984) & 0x7fffffff;
    t = fromWords(sign | (Math.trunc(scaled / 3) + 696219795), 0);
  } else {
    t = fromWords(sign | (Math.trunc(hx / 3) + 715094163), 0);
  }
  let r = t * t * (t / x);
  t = t * (1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140) + r * r * r * (-0.758397934778766047437 + r * 0.145996192886612446982));
  t = f64FromBits((f64Bits(t) + 0x80000000n) & 0xffff_ffff_c000_0000n);
  const s = t * t;
  r = x / s;
  return t + t * ((r - t) / (t + t + r));
}
