/** Numbers: formatting (ECMA-262 §6.1.6.1.20 and §21.1.3), remainder, power, and integer conversion. */
import { f64Abs, f64Bits, f64Floor, f64FromBits, f64ToI64, f64Trunc, i64ToF64, idiv, load32, low32, sizeOf64, stackAllocate, store8, u64Of } from "../sys/intrinsics.ts";
import type { i32, u32, u64, usize } from "../sys/types.ts";
import { throwRangeError } from "./errors.ts";
import { BIG_BYTES, exactDigits, shortestDigits } from "./number-format.ts";
import { pow } from "./math/pow.ts";
import { numberToString as textOf } from "./number-to-string.ts";
import { stringFromBytes } from "./string.ts";
import { toNumber } from "./value.ts";

/** Number.prototype.toString. */
export function numberToString(self: number, radix: number = 10): string { return radix === 10 ? textOf(self) : toRadix(self, radix); }

/** Number(value) */
export function numberCall(...args: unknown[]): number { return args.length === 0 ? 0 : toNumber(args[0]); }

/** Writes ToString of a finite number as ASCII to `to` (25 bytes at most); its length, 0 for NaN and infinities. */
export function formatNumber(value: number, to: usize): u32 {
  "use no-alloc";
  if (f64Trunc(value) === value && f64Abs(value) < 1e15) return formatInteger(value, to);
  if (value !== value || f64Abs(value) === Infinity) return 0;
  const digits = stackAllocate(32);
  const point = stackAllocate(16);
  let at: usize = to;
  if (value < 0) { store8(at, 45); at = at + 1; }
  const count = digitsOf(f64Abs(value), digits, point);
  const place: i32 = load32(point) | 0;
  return writeDecimal(at, digits, count, place) - to >>> 0;
}

/** Decimal digits of an integer below 2^53 in size. */
function formatInteger(value: number, to: usize): u32 {
  "use no-alloc";
  let at: usize = to;
  if (value < 0) { store8(at, 45); at = at + 1; }
  return writeInteger(sizeOf64(f64ToI64(f64Abs(value)) & 0x7fff_ffff_ffff_ffffn), at) - to >>> 0;
}

/** Writes decimal digits; one past the last. */
function writeInteger(value: usize, to: usize): usize {
  "use no-alloc";
  let count: usize = 1;
  for (let left: usize = idiv(value, 10); left > 0; left = idiv(left, 10)) count++;
  let left: usize = value;
  for (let i: usize = count; i > 0; i--) {
    const rest = idiv(left, 10);
    store8(to + i - 1, 48 + left - rest * 10);
    left = rest;
  }
  return to + count;
}

/** Shortest digits of a finite double above 0. */
function digitsOf(value: number, digits: usize, point: usize): u32 {
  "use no-alloc";
  // A decimal of at most 15 digits that rounds to the value is its shortest form, if no shorter one does.
  if (value >= 1e-5 && value < 1e15) {
    let power = 10;
    for (let places: i32 = 1; places <= 15; places++) {
      const scaled = f64Floor(value * power + 0.5);
      if (scaled >= 1e15) break;
      if (scaled / power === value) {
        const end = writeInteger(sizeOf64(f64ToI64(scaled) & 0x7fff_ffff_ffff_ffffn), digits);
        const count: i32 = end - digits | 0;
        storePoint(point, count - places);
        return count >>> 0;
      }
      power = power * 10;
    }
  }
  return longDigits(value, digits, point);
}

/** In a frame of its own: the work memory is cleared only when it is needed. */
function longDigits(value: number, digits: usize, point: usize): u32 {
  "use no-alloc";
  const work = stackAllocate(5 * BIG_BYTES);
  return shortestDigits(value, digits, point, work);
}

function storePoint(point: usize, place: i32): void {
  "use no-alloc";
  store8(point, place & 0xff);
  store8(point + 1, (place >> 8) & 0xff);
  store8(point + 2, (place >> 16) & 0xff);
  store8(point + 3, (place >> 24) & 0xff);
}

/** JavaScript's layout of 0.d1…dn * 10^place; one past the end. */
function writeDecimal(to: usize, digits: usize, count: u32, place: i32): usize {
  "use no-alloc";
  let at: usize = to;
  if (place > -6 && place <= 0) {
    at = put(put(at, 48), 46);
    for (let i: i32 = place; i < 0; i++) at = put(at, 48);
    return putDigits(at, digits, 0, count);
  }
  if (place > 0 && place <= 21) {
    if (place >= count) {
      at = putDigits(at, digits, 0, count);
      for (let i: i32 = count | 0; i < place; i++) at = put(at, 48);
      return at;
    }
    at = put(putDigits(at, digits, 0, place >>> 0), 46);
    return putDigits(at, digits, place >>> 0, count);
  }
  return writeExponent(at, digits, count, place - 1);
}

/** d.ddde±x. */
function writeExponent(to: usize, digits: usize, count: u32, exponent: i32): usize {
  "use no-alloc";
  let at: usize = putDigits(to, digits, 0, 1);
  if (count > 1) at = putDigits(put(at, 46), digits, 1, count);
  at = put(put(at, 101), exponent < 0 ? 45 : 43);
  return writeInteger(exponent < 0 ? -exponent : exponent + 0, at);
}

function put(at: usize, unit: u32): usize { "use no-alloc"; store8(at, unit & 0xff); return at + 1; }
function putDigits(at: usize, digits: usize, from: u32, to: u32): usize {
  "use no-alloc";
  let end: usize = at;
  for (let i: u32 = from; i < to; i++) { store8(end, load32(digits + i) & 0xff); end = end + 1; }
  return end;
}

/** Number.prototype.toFixed. */
export function numberToFixed(self: number, fractionDigits: number = 0): string {
  const places = toCount(fractionDigits);
  if (!(places >= 0 && places <= 100)) throwRangeError("toFixed() digits argument must be between 0 and 100");
  if (!(f64Abs(self) < 1e21)) return textOf(self);
  const digits = stackAllocate(144);
  const point = stackAllocate(16);
  const work = stackAllocate(5 * BIG_BYTES);
  const text = stackAllocate(144);
  const count: u32 = self === 0 ? 0 : exactDigits(f64Abs(self), places | 0, true, digits, point, work);
  let place: i32 = count === 0 ? 0 : load32(point) | 0;
  // The digits reach from 10^(place-1) down to 10^-places.
  const whole: i32 = count - places;
  if (count > 0) place = whole;
  let at: usize = text;
  // A value below 0 keeps its sign even when it rounds to 0; -0 has none.
  if (self < 0) at = put(at, 45);
  if (place <= 0) at = put(at, 48);
  else at = putDigits(at, digits, 0, place >>> 0);
  if (places > 0) {
    at = put(at, 46);
    const zeros: i32 = place < 0 ? -place : 0;
    const lead: i32 = count === 0 ? places : zeros;
    for (let i: i32 = 0; i < lead; i++) at = put(at, 48);
    at = putDigits(at, digits, place > 0 ? place >>> 0 : 0, count);
  }
  return stringFromBytes(text, (at - text) >>> 0);
}

/** Number.prototype.toExponential. */
export function numberToExponential(self: number, fractionDigits?: number): string {
  const places = fractionDigits === undefined ? 0 : toCount(fractionDigits);
  if (self !== self || f64Abs(self) === Infinity) return textOf(self);
  if (!(places >= 0 && places <= 100)) throwRangeError("toExponential() argument must be between 0 and 100");
  const digits = stackAllocate(144);
  const point = stackAllocate(16);
  const work = stackAllocate(5 * BIG_BYTES);
  const text = stackAllocate(144);
  const count: u32 = significant(self, fractionDigits === undefined ? 0 : places + 1, digits, point, work);
  let at: usize = text;
  if (self < 0) at = put(at, 45);
  const end = writeExponent(at, digits, count, self === 0 ? 0 : (load32(point) | 0) - 1);
  return stringFromBytes(text, (end - text) >>> 0);
}

/** `wanted` significant digits (0: the shortest) of any finite number. */
function significant(value: number, wanted: number, digits: usize, point: usize, work: usize): u32 {
  "use no-alloc";
  if (value === 0) {
    const zeros: u32 = wanted === 0 ? 1 : wanted >>> 0;
    for (let i: u32 = 0; i < zeros; i++) store8(digits + i, 48);
    storePoint(point, 1);
    return zeros;
  }
  if (wanted === 0) return shortestDigits(f64Abs(value), digits, point, work);
  const count = exactDigits(f64Abs(value), wanted | 0, false, digits, point, work);
  return count > wanted ? wanted >>> 0 : count;
}

/** Number.prototype.toPrecision. */
export function numberToPrecision(self: number, precision?: number): string {
  if (precision === undefined || self !== self || f64Abs(self) === Infinity) return textOf(self);
  const wanted = toCount(precision);
  if (!(wanted >= 1 && wanted <= 100)) throwRangeError("toPrecision() argument must be between 1 and 100");
  const digits = stackAllocate(144);
  const point = stackAllocate(16);
  const work = stackAllocate(5 * BIG_BYTES);
  const text = stackAllocate(144);
  const count = significant(self, wanted, digits, point, work);
  const place: i32 = load32(point) | 0;
  let at: usize = text;
  if (self < 0) at = put(at, 45);
  const end: usize = place < -5 || place > wanted ? writeExponent(at, digits, count, place - 1) : writeDecimal(at, digits, count, place);
  return stringFromBytes(text, (end - text) >>> 0);
}

function toCount(value: number): number { return value !== value ? 0 : f64Trunc(value); }

/** Digits of the radix: as V8, the shortest fraction that tells the value from its neighbours. */
function toRadix(self: number, radix: number): string {
  const base = toCount(radix);
  if (!(base >= 2 && base <= 36)) throwRangeError("toString() radix argument must be between 2 and 36");
  if (base === 10 || self !== self || f64Abs(self) === Infinity) return textOf(self);
  if (self === 0) return "0";
  const text = stackAllocate(2304);
  const middle: usize = text + 1152;
  const value = f64Abs(self);
  let integer = f64Floor(value);
  let fraction = value - integer;
  let delta = 0.5 * (f64FromBits(f64Bits(value) + 1n) - value);
  if (delta < 5e-324) delta = 5e-324;
  let end: usize = middle;
  if (fraction >= delta) {
    end = put(end, 46);
    do {
      fraction = fraction * base;
      delta = delta * base;
      const digit = f64Floor(fraction);
      end = put(end, digitUnit(digit));
      fraction = fraction - digit;
      if (fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1)) {
        if (fraction + delta > 1) {
          // Round up, with the carry as far as it goes.
          for (;;) {
            end = end - 1;
            if (end === middle) { integer = integer + 1; break; }
            const last = digitValue(load32(end) & 0xff) + 1;
            if (last < base) { end = put(end, digitUnit(last)); break; }
          }
          break;
        }
      }
    } while (fraction >= delta);
  }
  let at: usize = middle;
  // The digits that the double doesn't determine are zeros, as V8 prints them: while the quotient is above 2^53.
  while (integer / base >= 9007199254740992) {
    integer = integer / base;
    at = at - 1;
    store8(at, 48);
    if (integer < 9007199254740992) break;
  }
  do {
    const digit = integer % base;
    at = at - 1;
    store8(at, digitUnit(digit) & 0xff);
    integer = f64Trunc((integer - digit) / base);
  } while (integer > 0);
  if (self < 0) { at = at - 1; store8(at, 45); }
  return stringFromBytes(at, (end - at) >>> 0);
}

function digitUnit(digit: number): u32 { "use no-alloc"; return digit < 10 ? 48 + digit : 87 + digit; }
function digitValue(unit: u32): u32 { "use no-alloc"; return unit <= 57 ? unit - 48 : unit - 87; }

export function numberToLocaleString(self: number): string {
  if (self !== self || f64Abs(self) === Infinity) return self !== self ? "NaN" : self > 0 ? "∞" : "-∞";
  // en-US: groups of three, at most three fraction digits.
  let fixed = numberToFixed(f64Abs(self), 3);
  if (fixed.includes("e")) return textOf(self);
  while (fixed.endsWith("0")) fixed = fixed.slice(0, fixed.length - 1);
  if (fixed.endsWith(".")) fixed = fixed.slice(0, fixed.length - 1);
  const point = fixed.indexOf(".");
  const whole = point < 0 ? fixed : fixed.slice(0, point);
  let grouped = point < 0 ? "" : fixed.slice(point);
  for (let end = whole.length; end > 0; end -= 3) grouped = whole.slice(end > 3 ? end - 3 : 0, end) + (end < whole.length ? "," : "") + grouped;
  return self < 0 ? "-" + grouped : grouped;
}

export function numberValueOf(self: number): number { return self; }
export function numberIsFinite(value: unknown): boolean { return typeof value === "number" && f64Abs(value) < Infinity; }
export function numberIsInteger(value: unknown): boolean { return typeof value === "number" && f64Abs(value) < Infinity && f64Trunc(value) === value; }
export function numberIsNaN(value: unknown): boolean { return typeof value === "number" && value !== value; }
export function numberIsSafeInteger(value: unknown): boolean { return typeof value === "number" && f64Abs(value) <= 9007199254740991 && f64Trunc(value) === value; }
export function globalIsNaN(value: number): boolean { return value !== value; }
export function globalIsFinite(value: number): boolean { return f64Abs(value) < Infinity; }

export const numberMAX_VALUE = 1.7976931348623157e308;
export const numberMIN_VALUE = 5e-324;
export const numberNaN = NaN;
export const numberNEGATIVE_INFINITY = -Infinity;
export const numberPOSITIVE_INFINITY = Infinity;
export const numberEPSILON = 2.220446049250313e-16;
export const numberMAX_SAFE_INTEGER = 9007199254740991;
export const numberMIN_SAFE_INTEGER = -9007199254740991;

/** x % y of doubles (§6.1.6.1.6): exact, with the sign of x. */
export function remainder(x: number, y: number): number {
  "use no-alloc";
  if (x !== x || y !== y || y === 0 || f64Abs(x) === Infinity) return NaN;
  if (f64Abs(y) === Infinity || x === 0) return x;
  const divisor = f64Abs(y);
  let left = f64Abs(x);
  if (left < 9007199254740992 && divisor < 9007199254740992 && f64Trunc(left) === left && f64Trunc(divisor) === divisor) {
    const a: u64 = u64OfNumber(left);
    const b: u64 = u64OfNumber(divisor);
    const rest = i64ToF64(a - (a / b) * b);
    return x < 0 ? -rest : rest;
  }
  // Subtract divisor * 2^k, largest first; each subtraction is exact.
  while (left >= divisor) {
    let part = divisor;
    const exponent: i32 = (low32(f64Bits(left) >> 52n) | 0) - (low32(f64Bits(divisor) >> 52n) | 0);
    if (exponent > 1) part = scaleBinary(divisor, exponent - 1);
    while (part + part <= left) part = part + part;
    left = left - part;
  }
  return x < 0 ? -left : left;
}

function u64OfNumber(value: number): u64 { "use no-alloc"; return f64ToI64(value) & 0x7fff_ffff_ffff_ffffn; }

/** value * 2^exponent without rounding, when neither overflows. */
function scaleBinary(value: number, exponent: i32): number {
  "use no-alloc";
  let result = value;
  let left: i32 = exponent;
  while (left >= 1000) { result = result * 2 ** 1000; left = left - 1000; }
  return result * f64FromBits(u64Of((left + 1023) >>> 0) << 52n);
}

/** x ** y (§6.1.6.1.3). */
export function power(x: number, y: number): number {
  "use no-alloc";
  return pow(x, y);
}

/** ToInt32 of what cvttsd2si can't do: above 2^63 in size, infinite, NaN. */
export function toInt32Slow(value: number): i32 {
  "use no-alloc";
  const bits: u64 = f64Bits(value);
  const biased: i32 = low32((bits >> 52n) & 0x7ffn) | 0;
  const shift: i32 = biased - 1075;
  if (biased === 0x7ff || shift > 31) return 0;
  const mantissa: u64 = (bits & 0x000f_ffff_ffff_ffffn) | 0x0010_0000_0000_0000n;
  if (shift < -52) return 0;
  const word: u32 = shift >= 0 ? low32((mantissa << u64Of(shift >>> 0)) & 0xffff_ffffn) : low32((mantissa >> u64Of(-shift >>> 0)) & 0xffff_ffffn);
  return bits >= 0x8000_0000_0000_0000n ? (0 - word) | 0 : word | 0;
}

