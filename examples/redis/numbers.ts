/** Numbers as Redis reads and writes them. Integers are exact up to 2^53, where Redis has 64 bits. */
import { notAFloat, notAnInteger, ReplyError } from "./reply-error.ts";

const ZERO = 48, NINE = 57, MINUS = 45;
const SAFE_DIGITS_MAX = 16;

/** The integer that `text` is, in its only spelling (no blanks, no leading zeros, no plus); else undefined. */
export function parseInteger(text: string): number | undefined {
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0, digits = text.length - start;
  if (digits < 1 || digits > SAFE_DIGITS_MAX) return undefined;
  if (text.charCodeAt(start) === ZERO) return digits === 1 && !negative ? 0 : undefined;
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > NINE) return undefined;
    value = value * 10 + (code - ZERO);
  }
  return value <= Number.MAX_SAFE_INTEGER ? (negative ? -value : value) : undefined;
}

/** Like `parseInteger`, but what isn't an integer is the client's error. */
export function integerOf(text: string): number {
  const value = parseInteger(text);
  if (value === undefined) throw notAnInteger();
  return value;
}

/** The float that `text` is, `inf` and `-inf` among them; else undefined. */
export function parseFloatStrictly(text: string): number | undefined {
  const infinity = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinity !== null) return infinity[1] === "-" ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Like `parseFloatStrictly`, but what isn't a float is the client's error. */
export function floatOf(text: string): number {
  const value = parseFloatStrictly(text);
  if (value === undefined) throw notAFloat();
  return value;
}

export function formatFloat(value: number): string {
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The sum, unless it leaves the range in which integers are exact. */
export function addIntegers(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new ReplyError("ERR increment or decrement would overflow");
  return sum;
}
