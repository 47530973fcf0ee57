/** asin, acos, atan and atan2 after fdlibm. */
import type { i32 } from "../../sys/types.ts";
import { highWord, withoutLow } from "./words.ts";

const PI = 3.14159265358979311600e+00;
const PI_LOW = 1.2246467991473531772e-16;
const PIO2_HIGH = 1.57079632679489655800e+00;
const PIO2_LOW = 6.12323399573676603587e-17;
const PIO4_HIGH = 7.85398163397448278999e-01;

/** (asin(x) - x) / x^3 as a rational function of t = x^2. */
function rational(t: number): number {
  const p = t * (1.66666666666666657415e-01 + t * (-3.25565818622400915405e-01 + t * (2.01212532134862925881e-01
    + t * (-4.00555345006794114027e-02 + t * (7.91534994289814532176e-04 + t * 3.47933107596021167570e-05)))));
  const q = 1 + t * (-2.40339491173441421878e+00 + t * (2.02094576023350569471e+00 + t * (-6.88283971605453293030e-01 + t * 7.70381505559019352791e-02)));
  return p / q;
}

export function asin(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return NaN;
  if (ax === 1) return x * PIO2_HIGH + x * PIO2_LOW;
  const ix = highWord(ax);
  if (ix < 0x3fe00000) return ix < 0x3e400000 ? x : x + x * rational(x * x);
  const t = (1 - ax) * 0.5;
  const s = Math.sqrt(t);
  const r = rational(t);
  let result: number;
  if (ix >= 0x3fef3333) { // |x| > 0.975
    result = PIO2_HIGH - (2 * (s + s * r) - PIO2_LOW);
  } else {
    const w = withoutLow(s);
    const c = (t - w * w) / (s + w);
    result = PIO4_HIGH - (2 * s * r - (PIO2_LOW - 2 * c) - (PIO4_HIGH - 2 * w));
  }
  return x > 0 ? result : -result;
}

export function acos(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return NaN;
  if (ax === 1) return x > 0 ? 0 : PI + 2 * PIO2_LOW;
  const ix = highWord(ax);
  if (ix < 0x3fe00000) return ix <= 0x3c600000 ? PIO2_HIGH + PIO2_LOW : PIO2_HIGH - (x - (PIO2_LOW - x * rational(x * x)));
  if (x < 0) {
    const z = (1 + x) * 0.5;
    const s = Math.sqrt(z);
    return PI - 2 * (s + (rational(z) * s - PIO2_LOW));
  }
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const d = withoutLow(s);
  const c = (z - d * d) / (s + d);
  return 2 * (d + (rational(z) * s + c));
}

const ATAN_HIGH: readonly number[] = [4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01, 1.57079632679489655800e+00];
const ATAN_LOW: readonly number[] = [2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17];

export function atan(x0: number): number {
  let x = x0;
  const hx = highWord(x);
  const ix = hx & 0x7fffffff;
  if (ix >= 0x44100000) { // |x| >= 2^66
    if (x !== x) return NaN;
    return hx > 0 ? ATAN_HIGH[3]! + ATAN_LOW[3]! : -ATAN_HIGH[3]! - ATAN_LOW[3]!;
  }
  let part: i32 = -1;
  if (ix < 0x3fdc0000) { // |x| < 7/16
    if (ix < 0x3e400000) return x;
  } else {
    x = Math.abs(x);
    if (ix < 0x3fe60000) { part = 0; x = (2 * x - 1) / (2 + x); } // < 11/16
    else if (ix < 0x3ff30000) { part = 1; x = (x - 1) / (x + 1); } // < 19/16
    else if (ix < 0x40038000) { part = 2; x = (x - 1.5) / (1 + 1.5 * x); } // < 39/16
    else { part = 3; x = -1 / x; }
  }
  const z = x * x;
  const w = z * z;
  const s1 = z * (3.33333333333329318027e-01 + w * (1.42857142725034663711e-01 + w * (9.09088713343650656196e-02
    + w * (6.66107313738753120669e-02 + w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
  const s2 = w * (-1.99999999998764832476e-01 + w * (-1.11111104054623557880e-01 + w * (-7.69187620504482999495e-02
    + w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
  if (part < 0) return x - x * (s1 + s2);
  const result = ATAN_HIGH[part]! - (x * (s1 + s2) - ATAN_LOW[part]! - x);
  return hx < 0 ? -result : result;
}

export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  if (x === 1) return atan(y);
  const hx = highWord(x), hy = highWord(y);
  const ix = hx & 0x7fffffff, iy = hy & 0x7fffffff;
  const yNegative = hy < 0, xNegative = hx < 0;
  if (y === 0) return !xNegative ? y : yNegative ? -PI : PI;
  if (x === 0) return yNegative ? -PIO2_HIGH : PIO2_HIGH;
  if (ix === 0x7ff00000) {
    const angle = iy === 0x7ff00000 ? (xNegative ? 3 * PIO4_HIGH : PIO4_HIGH) : xNegative ? PI : 0;
    return yNegative ? -angle : angle;
  }
  if (iy === 0x7ff00000) return yNegative ? -PIO2_HIGH : PIO2_HIGH;
  const k = (iy - ix) >> 20;
  let z: number;
  let flip = xNegative;
  if (k > 60) { z = PIO2_HIGH + 0.5 * PI_LOW; flip = false; } // |y / x| > 2^60
  else if (xNegative && k < -60) z = 0;
  else z = atan(Math.abs(y / x));
  if (!flip) return yNegative ? -z : z;
  return yNegative ? z - PI_LOW - PI : PI - (z - PI_LOW);
}
