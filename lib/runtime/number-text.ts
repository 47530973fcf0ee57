/** Text → number: StringToNumber (ECMA-262 §7.1.4.1), parseFloat, parseInt, and canonical array indices. */
import { addressOf, stackAllocate, store8 } from "../sys/intrinsics.ts";
import type { i32, u32, usize } from "../sys/types.ts";
import { MAX_DIGITS, PARSE_WORK_BYTES, digitsToNumber } from "./number-parse.ts";
import { isWide, lengthOf, unitAt, unitsOf } from "./string.ts";
import { toNumber } from "./value.ts";

/** WhiteSpace and LineTerminator. */
export function isSpace(unit: u32): boolean {
  "use no-alloc";
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13);
  return unit === 0xa0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x2028 || unit === 0x2029
    || unit === 0x202f || unit === 0x205f || unit === 0x3000 || unit === 0xfeff;
}

/** What `scanDecimal` read up to: the end of the longest decimal literal, or its start when there is none. */
let scanEnd: u32 = 0;

/** The decimal literal at `from` of the units (StrDecimalLiteral), correctly rounded; its end is in `scanEnd`. */
function scanDecimal(units: usize, wide: boolean, from: u32, length: u32): number {
  "use no-alloc";
  // Most literals are plain digits, at most 15 of them, perhaps with a point: both parts are exact, so one division rounds.
  let at: u32 = from;
  let head = 0;
  let power = 1;
  let digits: u32 = 0;
  let fraction = false;
  for (; at < length && digits <= 15; at++) {
    const unit = unitAt(units, wide, at);
    if (unit === 46 && !fraction) { fraction = true; continue; }
    if (unit < 48 || unit > 57) break;
    head = head * 10 + (unit - 48);
    if (fraction) power = power * 10;
    digits++;
  }
  const next = at < length ? unitAt(units, wide, at) | 32 : 0;
  if (digits === 0 || digits > 15 || next === 101) return scanAnyDecimal(units, wide, from, length);
  scanEnd = at;
  return head / power;
}

/** As scanDecimal, for literals of any kind. */
function scanAnyDecimal(units: usize, wide: boolean, from: u32, length: u32): number {
  "use no-alloc";
  const digits = stackAllocate(784);
  const work = stackAllocate(PARSE_WORK_BYTES);
  let at: u32 = from;
  let negative = false;
  if (at < length) {
    const sign = unitAt(units, wide, at);
    if (sign === 43 || sign === 45) { negative = sign === 45; at++; }
  }
  if (isInfinityAt(units, wide, at, length)) {
    scanEnd = at + 8;
    return negative ? -Infinity : Infinity;
  }
  let count: u32 = 0;
  let place: i32 = 0;
  let seen = false;
  let fraction = false;
  for (; at < length; at++) {
    const unit = unitAt(units, wide, at);
    if (unit === 46 && !fraction) { fraction = true; continue; }
    if (unit < 48 || unit > 57) break;
    seen = true;
    if (count === 0 && unit === 48) { if (fraction) place--; continue; }
    if (!fraction) place++;
    if (count < MAX_DIGITS - 1) { store8(digits + count, unit & 0xff); count++; }
    else if (count === MAX_DIGITS - 1 && unit !== 48) { store8(digits + count, 49); count++; }
  }
  if (!seen) { scanEnd = from; return NaN; }
  scanEnd = at;
  place = place + scanExponent(units, wide, at, length);
  const size = digitsToNumber(digits, count, place, work);
  return negative ? -size : size;
}

/** The exponent part at `at`, 0 without one; moves `scanEnd` past it. */
function scanExponent(units: usize, wide: boolean, from: u32, length: u32): i32 {
  "use no-alloc";
  if (from >= length || (unitAt(units, wide, from) | 32) !== 101) return 0;
  let at: u32 = from + 1;
  let negative = false;
  if (at < length) {
    const sign = unitAt(units, wide, at);
    if (sign === 43 || sign === 45) { negative = sign === 45; at++; }
  }
  let exponent: i32 = 0;
  const first = at;
  for (; at < length; at++) {
    const unit = unitAt(units, wide, at);
    if (unit < 48 || unit > 57) break;
    if (exponent < 100_000) exponent = exponent * 10 + (unit - 48);
  }
  if (at === first) return 0;
  scanEnd = at;
  return negative ? -exponent : exponent;
}

function isInfinityAt(units: usize, wide: boolean, at: u32, length: u32): boolean {
  "use no-alloc";
  if (at + 8 > length) return false;
  return unitAt(units, wide, at) === 73 && unitAt(units, wide, at + 1) === 110 && unitAt(units, wide, at + 2) === 102 && unitAt(units, wide, at + 3) === 105
    && unitAt(units, wide, at + 4) === 110 && unitAt(units, wide, at + 5) === 105 && unitAt(units, wide, at + 6) === 116 && unitAt(units, wide, at + 7) === 121;
}

/** Number(text) */
export function stringToNumber(text: string): number {
  const at = addressOf(text);
  const units = unitsOf(text);
  return numberOfUnits(units, isWide(at), lengthOf(at));
}

/** StringToNumber of code units in memory. */
export function numberOfUnits(units: usize, wide: boolean, length: u32): number {
  "use no-alloc";
  let from: u32 = 0;
  let to: u32 = length;
  while (from < to && isSpace(unitAt(units, wide, from))) from++;
  while (to > from && isSpace(unitAt(units, wide, to - 1))) to--;
  if (from === to) return 0;
  if (to - from > 2 && unitAt(units, wide, from) === 48) {
    const letter = unitAt(units, wide, from + 1) | 32;
    const radix: u32 = letter === 120 ? 16 : letter === 111 ? 8 : letter === 98 ? 2 : 0;
    if (radix !== 0) {
      const value = scanRadix(units, wide, from + 2, to, radix);
      return scanEnd === to ? value : NaN;
    }
  }
  const value = scanDecimal(units, wide, from, to);
  return scanEnd === to ? value : NaN;
}

/** Digits of a radix; NaN without any. Its end is in `scanEnd`. */
function scanRadix(units: usize, wide: boolean, from: u32, length: u32, radix: u32): number {
  "use no-alloc";
  let value = 0;
  let at: u32 = from;
  for (; at < length; at++) {
    const digit = digitOf(unitAt(units, wide, at));
    if (digit >= radix) break;
    value = value * radix + digit;
  }
  scanEnd = at;
  if (at === from) return NaN;
  // Beyond 2^53 the sum was rounded at each step: powers of two are rounded once, from the bits.
  if (value >= 9007199254740992 && (radix === 2 || radix === 4 || radix === 8 || radix === 16 || radix === 32)) return exactPowerRadix(units, wide, from, at, radix);
  return value;
}

function exactPowerRadix(units: usize, wide: boolean, from: u32, to: u32, radix: u32): number {
  "use no-alloc";
  let width: u32 = 1;
  while ((1 << width) >>> 0 < radix) width++;
  let mantissa = 0;
  let scale = 1;
  let bits: u32 = 0;
  let half = false;
  let sticky = false;
  for (let i: u32 = from; i < to; i++) {
    const digit = digitOf(unitAt(units, wide, i));
    for (let b: u32 = width; b > 0; b--) {
      const bit = (digit >>> (b - 1)) & 1;
      if (bits === 0 && bit === 0) continue;
      bits++;
      if (bits <= 53) { mantissa = mantissa * 2 + bit; continue; }
      if (bits === 54) half = bit === 1;
      else if (bit === 1) sticky = true;
      scale = scale * 2;
    }
  }
  if (half && (sticky || mantissa % 2 === 1)) mantissa = mantissa + 1;
  return mantissa * scale;
}

function digitOf(unit: u32): u32 {
  "use no-alloc";
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter: u32 = (unit | 32) >>> 0;
  return letter >= 97 && letter <= 122 ? letter - 87 : 99;
}

export function globalParseFloat(text: string): number {
  const at = addressOf(text);
  const units = unitsOf(text);
  const wide = isWide(at);
  const length = lengthOf(at);
  let from: u32 = 0;
  while (from < length && isSpace(unitAt(units, wide, from))) from++;
  return scanDecimal(units, wide, from, length);
}

export function globalParseInt(text: string, radix?: unknown): number {
  const at = addressOf(text);
  const units = unitsOf(text);
  const wide = isWide(at);
  const length = lengthOf(at);
  let base: i32 = radix === undefined ? 0 : toNumber(radix) | 0;
  let from: u32 = 0;
  while (from < length && isSpace(unitAt(units, wide, from))) from++;
  let negative = false;
  if (from < length) {
    const sign = unitAt(units, wide, from);
    if (sign === 43 || sign === 45) { negative = sign === 45; from++; }
  }
  if (base !== 0 && (base < 2 || base > 36)) return NaN;
  if ((base === 0 || base === 16) && from + 1 < length && unitAt(units, wide, from) === 48 && (unitAt(units, wide, from + 1) | 32) === 120) {
    from = from + 2;
    base = 16;
  }
  if (base === 0) base = 10;
  let value = 0;
  if (base === 10) {
    let end: u32 = from;
    while (end < length && digitOf(unitAt(units, wide, end)) < 10) end++;
    value = end === from ? NaN : scanDecimal(units, wide, from, end);
  } else {
    value = scanRadix(units, wide, from, length, base >>> 0);
  }
  return negative ? -value : value;
}
export function numberParseFloat(text: string): number { return globalParseFloat(text); }
export function numberParseInt(text: string, radix?: unknown): number { return globalParseInt(text, radix); }

/** The array index (below 2^32 - 1) whose canonical text this is; -1: it isn't one. */
export function numberOfIndex(text: string): number {
  const at = addressOf(text);
  const length = lengthOf(at);
  if (length === 0 || length > 10) return -1;
  const units = unitsOf(text);
  const wide = isWide(at);
  const first = unitAt(units, wide, 0);
  if (first === 48) return length === 1 ? 0 : -1;
  let value: usize = 0;
  for (let i: u32 = 0; i < length; i++) {
    const unit = unitAt(units, wide, i);
    if (unit < 48 || unit > 57) return -1;
    value = value * 10 + (unit - 48);
  }
  return value < 4294967295 ? value : -1;
}
