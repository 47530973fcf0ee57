/**
 * pow by logarithm and exponential in sums of two doubles (some 100 bits), so that the result is the correctly rounded
 * one but for a case in a million million; and cbrt after fdlibm. V8 takes pow from the C library, whose results differ
 * from the correctly rounded ones in about one case of 300.
 */
import { f64Bits, f64FromBits } from "../../sys/intrinsics.ts";
import type { i32, u32 } from "../../sys/types.ts";
import { EXP_TABLE, LN2_A, LN2_B, LN2_C, LOG_FIRST, LOG_TABLE } from "./pow-tables.ts";
import { fromWords, highWord, lowWord } from "./words.ts";

const TWO54 = 18014398509481984;

// The sum of two doubles that the last step left: high + low, low less than half a unit of high.
let high = 0;
let low = 0;

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
  if (y === 1) return x === x ? x : NaN;
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
  if (iy > 0x43f00000) return ix <= 0x3fefffff === y < 0 ? sign * Infinity : sign * 0; // over- or underflows whatever x is
  logarithm(ax);
  const product = y * high;
  const error = productError(y, high, product) + y * low;
  if (product > 710) return sign * Infinity;
  if (product < -746) return sign * 0;
  return sign * exponential(product + error, error - (product + error - product));
}

function integerParity(y: number, iy: i32): u32 {
  if (iy >= 0x43400000) return 2;
  if (iy < 0x3ff00000) return 0;
  const half = y * 0.5;
  if (Math.trunc(y) !== y) return 0;
  return Math.trunc(half) === half ? 2 : 1;
}

/** a * b - p exactly, where p is a * b rounded (Dekker). */
function productError(a: number, b: number, p: number): number {
  const ca = 134217729 * a, cb = 134217729 * b;
  const ah = ca - (ca - a), bh = cb - (cb - b);
  const al = a - ah, bl = b - bh;
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}

/** Adds a + b to high + low. */
function add(a: number, b: number): void {
  const s = high + a;
  const t = s - high;
  const error = high - (s - t) + (a - t) + (low + b);
  high = s + error;
  low = error - (high - s);
}

/** The significand: in [1, 2). */
function significand(x: number): number { return fromWords((highWord(x) & 0x000fffff) | 0x3ff00000, lowWord(x)); }

/** Leaves ln x in high + low. x is positive and finite. */
function logarithm(x: number): void {
  let m = x;
  let n: i32 = 0;
  if (highWord(m) < 0x00100000) { // subnormal
    m *= TWO54;
    n = -54;
  }
  const exponent = highWord(m) >> 20;
  n = n + exponent - 1023;
  m = significand(m);
  if (m > 1.40625) {
    m *= 0.5;
    n = n + 1;
  }
  const i: i32 = Math.round(m * 64);
  const center = i / 64;
  // r = (m - center) / center, as a sum
  const difference = m - center;
  const r = difference / center;
  const p = r * center;
  const rLow = (difference - p - productError(r, center, p)) / center;
  const square = r * r;
  const squareLow = productError(r, r, square) + 2 * r * rLow;
  const cube = square * r;
  const cubeLow = productError(square, r, cube) + square * rLow + squareLow * r;
  const third = cube * 0.3333333333333333;
  const thirdLow = productError(cube, 0.3333333333333333, third) + cube * 1.850371707708594e-17 + cubeLow * 0.3333333333333333;
  const rest = square * square * (-0.25 + r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10 - r * (1 / 11 - r / 12))))))));
  high = 0;
  low = 0;
  if (n !== 0) {
    add(n * LN2_A, 0);
    const b = n * LN2_B;
    add(b, productError(n, LN2_B, b) + n * LN2_C);
  }
  add(LOG_TABLE[2 * (i - LOG_FIRST)]!, LOG_TABLE[2 * (i - LOG_FIRST) + 1]!);
  add(r, rLow);
  add(-0.5 * square, -0.5 * squareLow);
  add(third, thirdLow);
  add(rest, 0);
}

/** e^(x + xLow), rounded once. */
function exponential(x: number, xLow: number): number {
  const k: i32 = Math.round(x * 46.166241308446828384); // 32 / ln 2
  high = x - k * (LN2_A / 32);
  low = xLow;
  const b = k * (LN2_B / 32);
  add(-b, -productError(k, LN2_B / 32, b) - k * (LN2_C / 32));
  const r = high, rLow = low;
  const square = r * r;
  const squareLow = productError(r, r, square) + 2 * r * rLow;
  add(0.5 * square, 0.5 * squareLow);
  add(square * r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * (1 / 40320)))))), 0);
  // T + T * (high + low)
  const index = (k & 31) * 2;
  const t = EXP_TABLE[index]!, tLow = EXP_TABLE[index + 1]!;
  const s = high, sLow = low;
  const product = t * s;
  high = t;
  low = tLow;
  add(product, productError(t, s, product) + t * sLow + tLow * s);
  return scaled(k >> 5);
}

/** (high + low) * 2^n with one rounding. */
function scaled(n: i32): number {
  if (n > 1023) return high * 2 * 8.98846567431158e307;
  if (n >= -1021) return high * fromWords((1023 + n) << 20, 0);
  // Subnormal: the sum with 1 rounds where the result has its last bit.
  if (n < -1080) return 0;
  const unit = fromWords((1023 + n + 1022) << 20, 0);
  const scaledHigh = high * unit;
  const sum = 1 + scaledHigh;
  const rounded = sum + (scaledHigh - (sum - 1) + low * unit);
  return (rounded - 1) * 2.2250738585072014e-308;
}

export function cbrt(x: number): number {
  const top = highWord(x);
  const hx = top & 0x7fffffff;
  const sign: i32 = top & (0x80000000 | 0);
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
