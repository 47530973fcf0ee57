/**
 * sin, cos and tan after fdlibm (k_sin, k_cos, k_tan, e_rem_pio2): reduce to [-pi/4, pi/4] with a remainder of two
 * doubles, then a polynomial.
 */
import type { i32, u32 } from "../../sys/types.ts";
import { fromWords, highWord, lowWord, withoutLow } from "./words.ts";
import { reduceLarge } from "./reduce-large.ts";

const INV_PIO2 = 6.36619772367581382433e-01; // 2/pi
const PIO2_1 = 1.57079632673412561417e+00; // first 33 bits of pi/2
const PIO2_1T = 6.07710050650619224932e-11; // pi/2 - PIO2_1
const PIO2_2 = 6.07710050630396597660e-11; // second 33 bits
const PIO2_2T = 2.02226624879595063154e-21;
const PIO2_3 = 2.02226624871116645580e-21; // third 33 bits
const PIO2_3T = 8.47842766036889956997e-32;

/** The remainder of the last reduce(), as a sum. */
let r0 = 0;
let r1 = 0;

/** x = n * pi/2 + (r0 + r1), |r0 + r1| <= pi/4; gives n mod 4 (or n itself). */
function reduce(x: number): i32 {
  const hx = highWord(x);
  const ix = hx & 0x7fffffff;
  if (ix < 0x4002d97c) return reduceOnce(x, hx, ix); // |x| < 3pi/4
  if (ix <= 0x413921fb) return reduceMedium(x, hx, ix); // |x| <= 2^19 * pi/2
  if (ix >= 0x7ff00000) { r0 = x - x; r1 = r0; return 0; }
  const large = reduceLarge(Math.abs(x));
  r0 = hx < 0 ? -large.high : large.high;
  r1 = hx < 0 ? -large.low : large.low;
  return hx < 0 ? -large.quadrant : large.quadrant;
}

function reduceOnce(x: number, hx: i32, ix: i32): i32 {
  const sign = hx > 0 ? 1 : -1;
  let z = x - sign * PIO2_1;
  if (ix !== 0x3ff921fb) {
    r0 = z - sign * PIO2_1T;
    r1 = z - r0 - sign * PIO2_1T;
  } else { // near pi/2: 33 + 33 + 53 bits of it
    z = z - sign * PIO2_2;
    r0 = z - sign * PIO2_2T;
    r1 = z - r0 - sign * PIO2_2T;
  }
  return hx > 0 ? 1 : -1;
}

function reduceMedium(x: number, hx: i32, ix: i32): i32 {
  const t = Math.abs(x);
  const n = (t * INV_PIO2 + 0.5) | 0;
  let r = t - n * PIO2_1;
  let w = n * PIO2_1T;
  let y = r - w;
  // Cancellation is possible only when x looks like a multiple of pi/2 (or n is big).
  if (n >= 32 || ix === highWord(n * 1.5707963267948966)) {
    const exponent = ix >> 20;
    if (exponent - ((highWord(y) >> 20) & 0x7ff) > 16) {
      let before = r;
      w = n * PIO2_2;
      r = before - w;
      w = n * PIO2_2T - (before - r - w);
      y = r - w;
      if (exponent - ((highWord(y) >> 20) & 0x7ff) > 49) {
        before = r;
        w = n * PIO2_3;
        r = before - w;
        w = n * PIO2_3T - (before - r - w);
        y = r - w;
      }
    }
  }
  r0 = y;
  r1 = r - y - w;
  if (hx >= 0) return n;
  r0 = -r0;
  r1 = -r1;
  return -n;
}

const S1 = -1.66666666666666324348e-01;
const S2 = 8.33333333332248946124e-03;
const S3 = -1.98412698298579493134e-04;
const S4 = 2.75573137070700676789e-06;
const S5 = -2.50507602534068634195e-08;
const S6 = 1.58969099521155010221e-10;

/** sin(x + y) on [-pi/4, pi/4]; `tail`: y is not 0. */
function kernelSin(x: number, y: number, tail: boolean): number {
  if ((highWord(x) & 0x7fffffff) < 0x3e400000) return x; // |x| < 2^-27
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  if (!tail) return x + v * (S1 + z * r);
  return x - (z * (0.5 * y - v * r) - y - v * S1);
}

const C1 = 4.16666666666666019037e-02;
const C2 = -1.38888888888741095749e-03;
const C3 = 2.48015872894767294178e-05;
const C4 = -2.75573143513906633035e-07;
const C5 = 2.08757232129817482790e-09;
const C6 = -1.13596475577881948265e-11;

/** cos(x + y) on [-pi/4, pi/4]. */
function kernelCos(x: number, y: number): number {
  const ix = highWord(x) & 0x7fffffff;
  if (ix < 0x3e400000) return 1;
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  if (ix < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y)); // |x| < 0.3
  const q = ix > 0x3fe90000 ? 0.28125 : fromWords(ix - 0x00200000, 0); // x/4
  return 1 - q - (0.5 * z - q - (z * r - x * y));
}

const T: readonly number[] = [
  3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02, 2.18694882948595424599e-02, 8.86323982359930005737e-03,
  3.59207910759131235356e-03, 1.45620945432529025516e-03, 5.88041240820264096874e-04, 2.46463134818469906812e-04, 7.81794442939557092300e-05,
  7.14072491382608190305e-05, -1.85586374855275456654e-05, 2.59073051863633712884e-05,
];
const PIO4 = 7.85398163397448278999e-01;
const PIO4_LOW = 3.06161699786838301793e-17;

/** tan(x + y) on [-pi/4, pi/4] for k = 1, -1/tan(x + y) for k = -1. */
function kernelTan(x0: number, y0: number, k: i32): number {
  let x = x0, y = y0;
  const hx = highWord(x);
  const ix = hx & 0x7fffffff;
  if (ix < 0x3e300000) { // |x| < 2^-28
    if (((ix | lowWord(x)) | (k + 1)) === 0) return 1 / Math.abs(x);
    return k === 1 ? x : negativeReciprocal(x + y, y, x);
  }
  const big = ix >= 0x3fe59428; // |x| >= 0.6744
  if (big) {
    if (x < 0) { x = -x; y = -y; }
    x = PIO4 - x + (PIO4_LOW - y);
    y = 0;
  }
  const z = x * x;
  const w = z * z;
  let r = T[1]! + w * (T[3]! + w * (T[5]! + w * (T[7]! + w * (T[9]! + w * T[11]!))));
  const v = z * (T[2]! + w * (T[4]! + w * (T[6]! + w * (T[8]! + w * (T[10]! + w * T[12]!)))));
  const s = z * x;
  r = y + z * (s * (r + v) + y);
  r = r + T[0]! * s;
  const sum = x + r;
  if (big) return (1 - ((hx >> 30) & 2)) * (k - 2 * (x - (sum * sum / (sum + k) - r)));
  return k === 1 ? sum : negativeReciprocal(sum, r, x);
}

/** -1 / (x + r), where w = x + r rounded; accurate to the last bit or so. */
function negativeReciprocal(w: number, r: number, x: number): number {
  const z = withoutLow(w);
  const v = r - (z - x);
  const a = -1 / w;
  const t = withoutLow(a);
  return t + a * (1 + t * z + t * v);
}

const PIO4_HIGH_WORD = 0x3fe921fb;

export function sin(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= PIO4_HIGH_WORD) return kernelSin(x, 0, false);
  const quadrant: u32 = (reduce(x) & 3) >>> 0;
  if (quadrant === 0) return kernelSin(r0, r1, true);
  if (quadrant === 1) return kernelCos(r0, r1);
  if (quadrant === 2) return -kernelSin(r0, r1, true);
  return -kernelCos(r0, r1);
}

export function cos(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= PIO4_HIGH_WORD) return kernelCos(x, 0);
  const quadrant: u32 = (reduce(x) & 3) >>> 0;
  if (quadrant === 0) return kernelCos(r0, r1);
  if (quadrant === 1) return -kernelSin(r0, r1, true);
  if (quadrant === 2) return -kernelCos(r0, r1);
  return kernelSin(r0, r1, true);
}

export function tan(x: number): number {
  if ((highWord(x) & 0x7fffffff) <= PIO4_HIGH_WORD) return kernelTan(x, 0, 1);
  const n = reduce(x);
  return kernelTan(r0, r1, (n & 1) === 0 ? 1 : -1);
}
