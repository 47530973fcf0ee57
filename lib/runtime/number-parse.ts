/** Correctly rounded decimal → double (ECMA-262 §7.1.4.1, StringToNumber's rounding), on digits in memory. */
import { f64Bits, f64FromBits, load8, low32, store32 } from "../sys/intrinsics.ts";
import type { i32, u32, u64, usize } from "../sys/types.ts";
import { bigCompare, bigFrom64, bigMultiply, bigPower10, bigShiftLeft } from "./number-format.ts";

/** Significant digits that can matter: a midpoint of doubles has at most 767. */
export const MAX_DIGITS = 770;
/** Work memory of `digitsToNumber`: two big integers of 6144 bits. */
export const PARSE_WORK_BYTES = 2 * 784;

/**
 * The double nearest to 0.d1d2…dn * 10^place, ties to even. Digits are ASCII at `digits`, d1 is not "0", n ≤ MAX_DIGITS
 * (a caller that cuts more sets the last one to "1" if a cut one isn't "0").
 */
export function digitsToNumber(digits: usize, count: u32, place: i32, work: usize): number {
  "use no-alloc";
  if (count === 0) return 0;
  if (place > 309) return Infinity;
  if (place < -323) return 0;
  let head = 0;
  const few: u32 = count < 17 ? count : 17;
  for (let i: u32 = 0; i < few; i++) head = head * 10 + (load8(digits + i) - 48);
  const exponent: i32 = place - few;
  if (count <= 15 && exponent >= -22 && exponent <= 22) return exponent < 0 ? head / power10(-exponent >>> 0) : head * power10(exponent >>> 0);
  let guess = scale(head, exponent);
  if (guess === Infinity) guess = Number.MAX_VALUE;
  // Each round moves by one double; the guess is a few off at most.
  for (;;) {
    const bits: u64 = f64Bits(guess);
    if (compareToMidpoint(digits, count, place, bits, work)) { guess = f64FromBits(bits + 1n); continue; }
    if (bits !== 0n && !compareToMidpoint(digits, count, place, bits - 1n, work)) { guess = f64FromBits(bits - 1n); continue; }
    return guess;
  }
}

/** Whether the digits lie above the middle between the double `bits` and the next (or on it, and `bits` is odd). */
function compareToMidpoint(digits: usize, count: u32, place: i32, bits: u64, work: usize): boolean {
  "use no-alloc";
  if (bits >= 0x7ff0_0000_0000_0000n) return false;
  const biased: i32 = low32(bits >> 52n) | 0;
  let mantissa: u64 = bits & 0x000f_ffff_ffff_ffffn;
  if (biased !== 0) mantissa = mantissa | 0x0010_0000_0000_0000n;
  const binary: i32 = (biased === 0 ? -1074 : biased - 1075) - 1;
  const left = work;
  const right: usize = work + 784;
  store32(left, 0);
  bigDigits(left, digits, count);
  bigFrom64(right, mantissa * 2n + 1n);
  const decimal: i32 = place - count;
  if (decimal >= 0) bigPower10(left, decimal + 0);
  else bigPower10(right, -decimal);
  if (binary >= 0) bigShiftLeft(right, binary + 0);
  else bigShiftLeft(left, -binary);
  const order = bigCompare(left, right);
  return order > 0 || (order === 0 && (bits & 1n) === 1n);
}

function bigDigits(at: usize, digits: usize, count: u32): void {
  "use no-alloc";
  bigFrom64(at, 0n);
  let i: u32 = 0;
  while (i < count) {
    let chunk: u32 = 0;
    let factor: u32 = 1;
    while (i < count && factor < 1_000_000_000) {
      chunk = chunk * 10 + (load8(digits + i) - 48);
      factor = factor * 10;
      i++;
    }
    bigMultiply(at, factor, chunk);
  }
}

/** 10^exponent, 0 ≤ exponent ≤ 22: exact. */
function power10(exponent: u32): number {
  "use no-alloc";
  let power = 1;
  for (let i: u32 = 0; i < exponent; i++) power = power * 10;
  return power;
}

function scale(head: number, exponent: i32): number {
  "use no-alloc";
  let value = head;
  let left: i32 = exponent;
  while (left >= 22) { value = value * 1e22; left = left - 22; }
  while (left <= -22) { value = value / 1e22; left = left + 22; }
  return left < 0 ? value / power10(-left >>> 0) : value * power10(left >>> 0);
}
