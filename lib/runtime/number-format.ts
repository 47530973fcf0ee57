/**
 * Shortest decimal digits of a double, by exact arithmetic on small big integers: after R. G. Burger and R. K. Dybvig,
 * "Printing Floating-Point Numbers Quickly and Accurately". Most numbers of programs
 * are integers or short decimals and take the fast paths in number.ts.
 *
 * A big integer is a block of u32 words, least significant first: +0 u32 count, +8 the words.
 */
import { copyMemory, f64Bits, high32, idiv, load32, load8, low32, store32, store8, u64Of } from "../sys/intrinsics.ts";
import type { i32, u32, u64, usize } from "../sys/types.ts";

/** Room for 2^1074 * 10 and 10^330: 1130 bits, and some. */
export const BIG_BYTES = 168;
const WORDS = 8;

export function bigFrom64(at: usize, value: u64): void {
  "use no-alloc";
  store32(at, low32(value), WORDS);
  store32(at, high32(value), WORDS + 4);
  store32(at, high32(value) !== 0 ? 2 : low32(value) !== 0 ? 1 : 0);
}

/** at = at * factor + carry. */
export function bigMultiply(at: usize, factor: u32, carry: u32): void {
  "use no-alloc";
  const count = load32(at);
  let rest: u64 = u64Of(carry);
  for (let i: u32 = 0; i < count; i++) {
    const product: u64 = u64Of(load32(at, WORDS + i * 4)) * u64Of(factor) + rest;
    store32(at, low32(product), WORDS + i * 4);
    rest = u64Of(high32(product));
  }
  if (rest === 0n) return;
  store32(at, low32(rest), WORDS + count * 4);
  store32(at, count + 1);
}

export function bigShiftLeft(at: usize, bits: u32): void {
  "use no-alloc";
  const words = bits >>> 5;
  const part = bits & 31;
  if (part !== 0) bigMultiply(at, (1 << part) >>> 0, 0);
  if (words === 0) return;
  const count = load32(at);
  if (count === 0) return;
  copyMemory(at + WORDS + words * 4, at + WORDS, count * 4);
  for (let i: u32 = 0; i < words; i++) store32(at, 0, WORDS + i * 4);
  store32(at, count + words);
}

export function bigPower10(at: usize, exponent: u32): void {
  "use no-alloc";
  let left: u32 = exponent;
  while (left >= 9) { bigMultiply(at, 1_000_000_000, 0); left = left - 9; }
  while (left > 0) { bigMultiply(at, 10, 0); left = left - 1; }
}

export function bigCompare(a: usize, b: usize): i32 {
  "use no-alloc";
  const count = load32(a);
  const other = load32(b);
  if (count !== other) return count < other ? -1 : 1;
  for (let i: u32 = count; i > 0; i--) {
    const x = load32(a, WORDS + i * 4 - 4);
    const y = load32(b, WORDS + i * 4 - 4);
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** a = a - b, a ≥ b. */
export function bigSubtract(a: usize, b: usize): void {
  "use no-alloc";
  const count = load32(a);
  const other = load32(b);
  let borrow: u64 = 0n;
  for (let i: u32 = 0; i < count; i++) {
    const y: u64 = (i < other ? u64Of(load32(b, WORDS + i * 4)) : 0n) + borrow;
    const x: u64 = u64Of(load32(a, WORDS + i * 4));
    borrow = x < y ? 1n : 0n;
    const difference: u64 = x + (borrow << 32n) - y;
    store32(a, low32(difference), WORDS + i * 4);
  }
  trim(a, count);
}

/** a = a + b. */
export function bigAdd(a: usize, b: usize): void {
  "use no-alloc";
  const other = load32(b);
  let count: u32 = load32(a);
  while (count < other) { store32(a, 0, WORDS + count * 4); count++; }
  let carry: u64 = 0n;
  for (let i: u32 = 0; i < count; i++) {
    const sum: u64 = u64Of(load32(a, WORDS + i * 4)) + (i < other ? u64Of(load32(b, WORDS + i * 4)) : 0n) + carry;
    store32(a, low32(sum), WORDS + i * 4);
    carry = u64Of(high32(sum));
  }
  if (carry !== 0n) { store32(a, 1, WORDS + count * 4); count++; }
  store32(a, count);
}

function trim(at: usize, count: u32): void {
  "use no-alloc";
  let left: u32 = count;
  while (left > 0 && load32(at, WORDS + left * 4 - 4) === 0) left--;
  store32(at, left);
}

export function bigCopy(to: usize, from: usize): void { "use no-alloc"; copyMemory(to, from, WORDS + load32(from) * 4); }

/** The digit a / b (0…9), and a becomes the remainder. */
export function bigDigit(a: usize, b: usize): u32 {
  "use no-alloc";
  let digit: u32 = 0;
  while (bigCompare(a, b) >= 0) { bigSubtract(a, b); digit++; }
  return digit;
}

/** The decimal point's place of mantissa * 2^exponent: right, or up to two too small. */
function estimatePower(mantissa: u64, exponent: i32, bits: u32): i32 {
  "use no-alloc";
  // 1233 / 4096 is just below log10(2); 1100 keeps the dividend positive, 332 makes the result never too large.
  const top: i32 = exponent + bits - 1;
  return (idiv((top + 1100) * 1233, 4096) - 332) | 0;
}

/**
 * Shortest digits of a finite double above 0, as ASCII at `digits` (17 at most). Returns count, and stores the decimal
 * point's place at `point` as i32: the value is 0.d1d2… * 10^place. `work` has room for 5 * BIG_BYTES.
 */
export function shortestDigits(value: number, digits: usize, point: usize, work: usize): u32 {
  "use no-alloc";
  const bits: u64 = f64Bits(value);
  const biased: i32 = low32((bits >> 52n) & 0x7ffn) | 0;
  let mantissa: u64 = bits & 0x000f_ffff_ffff_ffffn;
  const exponent: i32 = biased === 0 ? -1074 : biased - 1075;
  const boundary = mantissa === 0n && biased > 1;
  if (biased !== 0) mantissa = mantissa | 0x0010_0000_0000_0000n;
  const even = (mantissa & 1n) === 0n;
  // value = r / s; the neighbours are at distance high / s above and low / s below (halved).
  const r = work;
  const s: usize = work + BIG_BYTES;
  const high: usize = work + 2 * BIG_BYTES;
  const low: usize = work + 3 * BIG_BYTES;
  const sum: usize = work + 4 * BIG_BYTES;
  bigFrom64(r, mantissa);
  bigFrom64(s, 1n);
  bigFrom64(high, 1n);
  bigFrom64(low, 1n);
  const extra: u32 = boundary ? 2 : 1;
  bigShiftLeft(r, (exponent >= 0 ? exponent : 0) + extra);
  bigShiftLeft(s, (exponent >= 0 ? 0 : -exponent) + extra);
  bigShiftLeft(high, (exponent >= 0 ? exponent : 0) + (boundary ? 1 : 0));
  bigShiftLeft(low, exponent >= 0 ? exponent + 0 : 0);
  let place: i32 = estimatePower(mantissa, exponent, bitLength(mantissa));
  if (place >= 0) bigPower10(s, place + 0);
  else {
    bigPower10(r, -place);
    bigPower10(high, -place);
    bigPower10(low, -place);
  }
  // Raise until (r + high) / s is below 1.
  for (;;) {
    bigCopy(sum, r);
    bigAdd(sum, high);
    const order = bigCompare(sum, s);
    if (even ? order < 0 : order <= 0) break;
    bigMultiply(s, 10, 0);
    place = place + 1;
  }
  store32(point, place >>> 0);
  let count: u32 = 0;
  for (;;) {
    bigMultiply(r, 10, 0);
    bigMultiply(high, 10, 0);
    bigMultiply(low, 10, 0);
    const digit = bigDigit(r, s);
    const below = bigCompare(r, low);
    const isLow = even ? below <= 0 : below < 0;
    bigCopy(sum, r);
    bigAdd(sum, high);
    const above = bigCompare(sum, s);
    const isHigh = even ? above >= 0 : above > 0;
    if (!isLow && !isHigh) {
      store8(digits + count, 48 + digit);
      count++;
      continue;
    }
    let last: u32 = digit;
    if (isHigh && isLow) {
      bigMultiply(r, 2, 0);
      if (bigCompare(r, s) >= 0) last = digit + 1;
    } else if (isHigh) last = digit + 1;
    store8(digits + count, 48 + last);
    return count + 1;
  }
}

function bitLength(value: u64): u32 {
  "use no-alloc";
  let left: u64 = value;
  let bits: u32 = 0;
  while (left !== 0n) { left = left >> 1n; bits++; }
  return bits;
}

/**
 * `count` digits of a finite double above 0 rounded half up at the last (exact arithmetic), for toFixed, toPrecision and
 * toExponential: with `fixed`, `count` digits after the decimal point, else significant ones. As `shortestDigits`;
 * 0 digits when the value rounds to 0. `digits` has room for all of them.
 */
export function exactDigits(value: number, count: i32, fixed: boolean, digits: usize, point: usize, work: usize): u32 {
  "use no-alloc";
  const bits: u64 = f64Bits(value);
  const biased: i32 = low32((bits >> 52n) & 0x7ffn) | 0;
  let mantissa: u64 = bits & 0x000f_ffff_ffff_ffffn;
  const exponent: i32 = biased === 0 ? -1074 : biased - 1075;
  if (biased !== 0) mantissa = mantissa | 0x0010_0000_0000_0000n;
  const r = work;
  const s: usize = work + BIG_BYTES;
  bigFrom64(r, mantissa);
  bigFrom64(s, 1n);
  if (exponent >= 0) bigShiftLeft(r, exponent + 0);
  else bigShiftLeft(s, -exponent);
  let place: i32 = estimatePower(mantissa, exponent, bitLength(mantissa));
  if (place >= 0) bigPower10(s, place + 0);
  else bigPower10(r, -place);
  while (bigCompare(r, s) >= 0) {
    bigMultiply(s, 10, 0);
    place = place + 1;
  }
  // Now r / s < 1 and ≥ 1/10.
  let want: i32 = fixed ? place + count : count;
  store32(point, place >>> 0);
  if (want < 0) return 0;
  let made: u32 = 0;
  while (want > 0) {
    bigMultiply(r, 10, 0);
    store8(digits + made, 48 + bigDigit(r, s));
    made++;
    want--;
  }
  bigMultiply(r, 2, 0);
  if (bigCompare(r, s) >= 0) return roundUp(digits, made, point);
  return made;
}

/** Adds one to the last digit. */
function roundUp(digits: usize, made: u32, point: usize): u32 {
  "use no-alloc";
  for (let i: u32 = made; i > 0; i--) {
    const digit = loadDigit(digits + i - 1);
    if (digit < 9) { store8(digits + i - 1, 49 + digit); return made; }
    store8(digits + i - 1, 48);
  }
  // 99.9 became 100.0: one more digit in front, and for significant digits the caller cuts the last.
  for (let i: u32 = made; i > 0; i--) store8(digits + i, 48);
  store8(digits, 49);
  store32(point, (load32(point) + 1) >>> 0);
  return made + 1;
}

function loadDigit(at: usize): u32 { "use no-alloc"; return load8(at) - 48; }

