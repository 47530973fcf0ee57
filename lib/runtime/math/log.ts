/** Logarithms and inverse hyperbolic functions after fdlibm: x = 2^k (1 + f), a polynomial of s = f / (2 + f). */
import type { i32 } from "../../sys/types.ts";
import { fromWords, highWord, lowWord, withHigh, withoutLow } from "./words.ts";

const LN2_HIGH = 6.93147180369123816490e-01;
const LN2_LOW = 1.90821492927058770002e-10;
const LN2 = 6.93147180559945286227e-01;
const TWO54 = 1.80143985094819840000e+16;
const L1 = 6.666666666666735130e-01;
const L2 = 3.999999999940941908e-01;
const L3 = 2.857142874366239149e-01;
const L4 = 2.222219843214978396e-01;
const L5 = 1.818357216161805012e-01;
const L6 = 1.531383769920937332e-01;
const L7 = 1.479819860511658591e-01;

export function log(x0: number): number {
  let x = x0;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) { // x < 2^-1022
    if (x === 0) return -Infinity;
    if (hx < 0) return NaN;
    k = -54;
    x *= TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  k = k + (hx >> 20) - 1023;
  hx = hx & 0x000fffff;
  const carry = (hx + 0x95f64) & 0x100000;
  const f = withHigh(x, hx | (carry ^ 0x3ff00000)) - 1;
  k = k + (carry >> 20);
  if ((0x000fffff & (2 + hx)) < 3) { // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const r = series(s);
  if (((hx - 0x6147a) | (0x6b851 - hx)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}

function series(s: number): number {
  const z = s * s;
  const w = z * z;
  const t1 = w * (L2 + w * (L4 + w * L6));
  const t2 = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return t2 + t1;
}

export function log1p(x: number): number {
  const hx = highWord(x);
  const ax = hx & 0x7fffffff;
  let k: i32 = 1;
  let f = 0, c = 0;
  let hu: i32 = 1;
  if (hx < 0x3fda827a) { // 1 + x < sqrt(2)
    if (ax >= 0x3ff00000) return x === -1 ? -Infinity : NaN;
    if (ax < 0x3e200000) return ax < 0x3c900000 ? x : x - x * x * 0.5;
    if (hx > 0 || hx <= (0xbfd2bec4 | 0)) { k = 0; f = x; }
  }
  if (hx >= 0x7ff00000) return x + x;
  if (k !== 0) {
    let u = x;
    if (hx < 0x43400000) {
      u = 1 + x;
      hu = highWord(u);
      k = (hu >> 20) - 1023;
      c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      hu = highWord(u);
      k = (hu >> 20) - 1023;
    }
    hu = hu & 0x000fffff;
    if (hu < 0x6a09e) {
      u = withHigh(u, hu | 0x3ff00000);
    } else {
      k = k + 1;
      u = withHigh(u, hu | 0x3fe00000);
      hu = (0x00100000 - hu) >> 2;
    }
    f = u - 1;
  }
  const half = 0.5 * f * f;
  if (hu === 0) { // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + (c + k * LN2_LOW);
    const r = half * (1 - 0.66666666666666666 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - (k * LN2_LOW + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + c)) - f);
}

const INV_LN2_HIGH = 1.44269504072144627571e+00;
const INV_LN2_LOW = 1.67517131648865118353e-10;

export function log2(x0: number): number {
  let x = x0;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return -Infinity;
    if (hx < 0) return NaN;
    k = -54;
    x *= TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k = k + (hx >> 20) - 1023;
  hx = hx & 0x000fffff;
  const carry = (hx + 0x95f64) & 0x100000;
  const f = withHigh(x, hx | (carry ^ 0x3ff00000)) - 1;
  k = k + (carry >> 20);
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const r = s * (half + series(s));
  const hi = withoutLow(f - half);
  const lo = f - hi - half + r;
  const valueHigh = hi * INV_LN2_HIGH;
  let valueLow = (lo + hi) * INV_LN2_LOW + lo * INV_LN2_HIGH;
  const w = k + valueHigh;
  valueLow += k - w + valueHigh;
  return valueLow + w;
}

const INV_LN10 = 4.34294481903251816668e-01;
const LOG10_2_HIGH = 3.01029995663611771306e-01;
const LOG10_2_LOW = 3.69423907715893078616e-13;

export function log10(x0: number): number {
  let x = x0;
  let hx: i32 = highWord(x);
  let k: i32 = 0;
  if (hx < 0x00100000) {
    if (x === 0) return -Infinity;
    if (hx < 0) return NaN;
    k = -54;
    x *= TWO54;
    hx = highWord(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k = k + (hx >> 20) - 1023;
  const negative = k < 0 ? 1 : 0;
  const y = k + negative;
  const m = fromWords((hx & 0x000fffff) | ((0x3ff - negative) << 20), lowWord(x));
  return y * LOG10_2_LOW + INV_LN10 * log(m) + y * LOG10_2_HIGH;
}

export function asinh(x: number): number {
  const ix = highWord(x) & 0x7fffffff;
  if (ix >= 0x7ff00000) return x + x;
  if (ix < 0x3e300000) return x;
  const ax = Math.abs(x);
  let w: number;
  if (ix > 0x41b00000) { // |x| > 2^28
    w = log(ax) + LN2;
  } else if (ix > 0x40000000) { // |x| > 2
    w = log(2 * ax + 1 / (Math.sqrt(x * x + 1) + ax));
  } else {
    const t = x * x;
    w = log1p(ax + t / (1 + Math.sqrt(1 + t)));
  }
  return x > 0 ? w : -w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  const hx = highWord(x);
  if (hx >= 0x41b00000) return hx >= 0x7ff00000 ? x + x : log(x) + LN2; // x > 2^28
  if (x === 1) return 0;
  if (hx > 0x40000000) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return NaN;
  if (ax === 1) return x * Infinity;
  const ix = highWord(ax);
  if (ix < 0x3e300000) return x;
  let t = ax + ax;
  t = ix < 0x3fe00000 ? 0.5 * log1p(t + t * ax / (1 - ax)) : 0.5 * log1p(t / (1 - ax));
  return x >= 0 ? t : -t;
}
