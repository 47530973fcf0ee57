/** String.prototype and String (ECMA-262 §22.1): what searches is in string-search.ts, case in string-case.ts, patterns in string-regexp.ts. */
import { addressOf, objectAt, store16, store8 } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { throwRangeError } from "./errors.ts";
import { StringIterator } from "./iterator.ts";
import { STRING_DATA } from "./layout.ts";
import { isSpace } from "./number-text.ts";
import {
  MAX_STRING_LENGTH, charCodeAtUnchecked, charString, compareStrings, concat, copyString, copyUnits, isWide, lengthOf, newFlat, newWide, substring, unitAt, unitsOf,
} from "./string.ts";
import { symbolToString } from "./symbol.ts";
import { isSymbolValue, relativeIndex, toInteger, toNumber, toStringValue } from "./value.ts";

/** String(value): as ToString, but symbols have a description. */
export function stringCall(...args: unknown[]): string {
  if (args.length === 0) return "";
  const value = args[0];
  return isSymbolValue(value) ? symbolToString(value as symbol) : toStringValue(value);
}

export function stringToString(self: string): string { return self; }
export function stringValueOf(self: string): string { return self; }
export function stringLength(self: string): number { return lengthOf(addressOf(self)); }

export function stringCharAt(self: string, position: number = 0): string {
  const at = toInteger(position);
  return at >= 0 && at < lengthOf(addressOf(self)) ? charString(charCodeAtUnchecked(self, at >>> 0)) : "";
}
export function stringCharCodeAt(self: string, position: number = 0): number {
  const at = toInteger(position);
  return at >= 0 && at < lengthOf(addressOf(self)) ? charCodeAtUnchecked(self, at >>> 0) : NaN;
}
export function stringAt(self: string, position: number = 0): string | undefined {
  const length = lengthOf(addressOf(self));
  const whole = toInteger(position);
  const at = whole < 0 ? whole + length : whole;
  return at >= 0 && at < length ? charString(charCodeAtUnchecked(self, at >>> 0)) : undefined;
}

/** The code point at `at`; a lone surrogate stands for itself. */
export function codePointOf(units: usize, wide: boolean, at: u32, length: u32): u32 {
  "use no-alloc";
  const lead = unitAt(units, wide, at);
  if (lead < 0xd800 || lead > 0xdbff || at + 1 >= length) return lead;
  const trail = unitAt(units, wide, at + 1);
  return trail >= 0xdc00 && trail <= 0xdfff ? (lead - 0xd800) * 1024 + (trail - 0xdc00) + 0x10000 : lead;
}

export function stringCodePointAt(self: string, position: number = 0): number | undefined {
  const text = addressOf(self);
  const length = lengthOf(text);
  const at = toInteger(position);
  if (!(at >= 0 && at < length)) return undefined;
  const units = unitsOf(self);
  return codePointOf(units, isWide(text), at >>> 0, length);
}

export function stringConcat(self: string, ...others: unknown[]): string {
  let result = self;
  for (const other of others) result = concat(result, toStringValue(other));
  return result;
}

export function stringSlice(self: string, start: number = 0, end: number = Infinity): string {
  const length = lengthOf(addressOf(self));
  const from = relativeIndex(start, length);
  const to = relativeIndex(end, length);
  return from < to ? substring(self, from, to) : "";
}

function clamp(position: number, length: u32): u32 {
  "use no-alloc";
  const whole = toInteger(position);
  return whole < 0 ? 0 : whole > length ? length : whole >>> 0;
}

export function stringSubstring(self: string, start: number = 0, end: number = Infinity): string {
  const length = lengthOf(addressOf(self));
  const from = clamp(start, length);
  const to = clamp(end, length);
  return from < to ? substring(self, from, to) : substring(self, to, from);
}

export function stringSubstr(self: string, start: number = 0, count: number = Infinity): string {
  const length = lengthOf(addressOf(self));
  const from = relativeIndex(start, length);
  const wanted = toInteger(count);
  const to: number = wanted > length - from ? length : from + wanted;
  return to > from ? substring(self, from, to >>> 0) : "";
}

function trimmed(self: string, start: boolean, end: boolean): string {
  const text = addressOf(self);
  const units = unitsOf(self);
  const wide = isWide(text);
  let from: u32 = 0;
  let to: u32 = lengthOf(text);
  if (start) while (from < to && isSpace(unitAt(units, wide, from))) from++;
  if (end) while (to > from && isSpace(unitAt(units, wide, to - 1))) to--;
  return substring(self, from, to);
}
export function stringTrim(self: string): string { return trimmed(self, true, true); }
export function stringTrimStart(self: string): string { return trimmed(self, true, false); }
export function stringTrimEnd(self: string): string { return trimmed(self, false, true); }

export function stringRepeat(self: string, count: number = 0): string {
  const times = toInteger(count);
  if (times < 0 || times === Infinity) throwRangeError("Invalid count value: " + toStringValue(count));
  const length = lengthOf(addressOf(self));
  if (length === 0 || times === 0) return "";
  if (length * times > MAX_STRING_LENGTH) throwRangeError("Invalid string length");
  if (times === 1) return self;
  const wide = isWide(addressOf(self));
  const result = newFlat((length * times) >>> 0, wide);
  const step: usize = wide ? length * 2 : length + 0;
  for (let i: u32 = 0; i < times; i++) copyString(result + STRING_DATA + i * step, wide, self);
  return objectAt<string>(result);
}

/** The filler's units that bring `self` to `wanted` units. */
function padding(self: string, wanted: number, filler: string): string {
  const missing = toInteger(wanted) - lengthOf(addressOf(self));
  const unit = lengthOf(addressOf(filler));
  if (!(missing > 0) || unit === 0) return "";
  if (missing > MAX_STRING_LENGTH) throwRangeError("Invalid string length");
  const whole = Math.ceil(missing / unit);
  return stringSlice(stringRepeat(filler, whole), 0, missing);
}
export function stringPadStart(self: string, length: number = 0, filler: string = " "): string { return concat(padding(self, length, filler), self); }
export function stringPadEnd(self: string, length: number = 0, filler: string = " "): string { return concat(self, padding(self, length, filler)); }

/**
 * The order of ICU's root collation for ASCII letters and digits: letters by alphabet with lower case before upper case
 * at the first difference, punctuation before digits before letters; all else by code unit.
 */
export function stringLocaleCompare(self: string, that: string): number {
  const a = addressOf(self);
  const b = addressOf(that);
  const x = unitsOf(self);
  const y = unitsOf(that);
  const length: u32 = lengthOf(a) < lengthOf(b) ? lengthOf(a) : lengthOf(b);
  let tie = 0;
  for (let i: u32 = 0; i < length; i++) {
    const left = unitAt(x, isWide(a), i);
    const right = unitAt(y, isWide(b), i);
    if (left === right) continue;
    const difference = primaryWeight(left) - primaryWeight(right);
    if (difference !== 0) return difference < 0 ? -1 : 1;
    if (tie === 0) tie = left > right ? -1 : 1;
  }
  if (lengthOf(a) !== lengthOf(b)) return lengthOf(a) < lengthOf(b) ? -1 : 1;
  return tie !== 0 ? tie : compareStrings(self, that);
}
function primaryWeight(unit: u32): u32 {
  "use no-alloc";
  if (unit >= 65 && unit <= 90) return unit + 0x120;
  if (unit >= 97 && unit <= 122) return unit + 0x100;
  if (unit >= 48 && unit <= 57) return unit + 0x80;
  return unit < 0x80 ? unit : unit + 0x400;
}

export function stringIsWellFormed(self: string): boolean { return firstLone(self, 0) < 0; }

/** Index of the first lone surrogate at or after `from`, or -1. */
function firstLone(self: string, from: u32): number {
  const text = addressOf(self);
  if (!isWide(text)) return -1;
  const units = unitsOf(self);
  const length = lengthOf(text);
  for (let at: u32 = from; at < length; at++) {
    const unit = unitAt(units, true, at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (codePointOf(units, true, at, length) < 0x10000) return at;
    at++;
  }
  return -1;
}

export function stringToWellFormed(self: string): string {
  if (stringIsWellFormed(self)) return self;
  const length = lengthOf(addressOf(self));
  const copy = newWide(length);
  copyUnits(copy + STRING_DATA, true, unitsOf(self), true, length);
  for (let at = firstLone(self, 0); at >= 0; at = firstLone(self, (at + 1) >>> 0)) store16(copy + STRING_DATA + (at >>> 0) * 2, 0xfffd);
  return objectAt<string>(copy);
}

export function stringSymbolIterator(self: string): unknown { return new StringIterator(self); }

export function stringFromCharCode(...codes: unknown[]): string {
  const count: u32 = codes.length;
  if (count === 1) return charString((toNumber(codes[0]) | 0) & 0xffff);
  let wide = false;
  for (const code of codes) if (((toNumber(code) | 0) & 0xffff) > 0xff) wide = true;
  if (count === 0) return "";
  const text = newFlat(count, wide);
  for (let i: u32 = 0; i < count; i++) {
    const unit = (toNumber(codes[i]) | 0) & 0xffff;
    if (wide) store16(text + STRING_DATA + i * 2, unit);
    else store8(text + STRING_DATA + i, unit);
  }
  return objectAt<string>(text);
}

export function stringFromCodePoint(...points: unknown[]): string {
  let result = "";
  for (const point of points) {
    const value = toNumber(point);
    if (!(value >= 0 && value <= 0x10ffff) || Math.trunc(value) !== value) throwRangeError("Invalid code point " + toStringValue(point));
    if (value < 0x10000) result = concat(result, charString(value >>> 0));
    else {
      const pair = newWide(2);
      const rest: u32 = (value - 0x10000) >>> 0;
      store16(pair + STRING_DATA, 0xd800 + (rest >>> 10));
      store16(pair + STRING_DATA + 2, 0xdc00 + (rest & 0x3ff));
      result = concat(result, objectAt<string>(pair));
    }
  }
  return result;
}

export function stringRaw(template: { readonly raw: readonly unknown[] }, ...values: unknown[]): string {
  let result = "";
  const parts = template.raw;
  for (let i = 0; i < parts.length; i++) {
    result = concat(result, toStringValue(parts[i]));
    if (i + 1 < parts.length && i < values.length) result = concat(result, toStringValue(values[i]));
  }
  return result;
}
