/** Searching in strings: memory-level search, and the methods of String.prototype built on it. */
import { addressOf, load8 } from "../sys/intrinsics.ts";
import type { i32, u32, usize } from "../sys/types.ts";
import { throwTypeError } from "./errors.ts";
import { isWide, lengthOf, sameUnits, unitAt, unitsOf } from "./string.ts";
import { toInteger } from "./value.ts";

/** Index of the first occurrence at or after `from`, or -1. */
export function findUnits(units: usize, wide: boolean, length: u32, part: usize, partWide: boolean, partLength: u32, from: u32): i32 {
  "use no-alloc";
  if (partLength === 0) return from <= length ? from | 0 : length | 0;
  if (partLength > length) return -1;
  const last: u32 = length - partLength;
  const first = unitAt(part, partWide, 0);
  if (!wide && first > 0xff) return -1;
  const step: usize = wide ? 2 : 1;
  for (let at: u32 = from; at <= last; at++) {
    if (wide ? unitAt(units, true, at) !== first : load8(units + at) !== first) continue;
    if (partLength === 1 || sameUnits(units + at * step, wide, part, partWide, partLength)) return at | 0;
  }
  return -1;
}

/** Index of the last occurrence at or before `from`, or -1. */
function findLastUnits(units: usize, wide: boolean, part: usize, partWide: boolean, partLength: u32, from: i32): i32 {
  "use no-alloc";
  const step: usize = wide ? 2 : 1;
  for (let at: i32 = from; at >= 0; at--) if (sameUnits(units + at * step, wide, part, partWide, partLength)) return at;
  return -1;
}

/** indexOf with a start inside 0 … length. */
export function indexOfFrom(self: string, search: string, from: u32): i32 {
  const units = unitsOf(self);
  const part = unitsOf(search);
  const text = addressOf(self);
  const other = addressOf(search);
  return findUnits(units, isWide(text), lengthOf(text), part, isWide(other), lengthOf(other), from);
}

function clamp(position: number, length: u32): u32 {
  "use no-alloc";
  const whole = toInteger(position);
  return whole < 0 ? 0 : whole > length ? length : whole >>> 0;
}

export function stringIndexOf(self: string, search: string, position: number = 0): number {
  return indexOfFrom(self, search, clamp(position, lengthOf(addressOf(self))));
}

export function stringLastIndexOf(self: string, search: string, position: number = NaN): number {
  const text = addressOf(self);
  const other = addressOf(search);
  const length = lengthOf(text);
  const partLength = lengthOf(other);
  if (partLength > length) return -1;
  const last: i32 = length - partLength;
  const wanted = position !== position ? last + 0 : clamp(position, length) + 0;
  const units = unitsOf(self);
  const part = unitsOf(search);
  return findLastUnits(units, isWide(text), part, isWide(other), partLength, wanted < last ? wanted | 0 : last);
}

/** A search argument that must not be a RegExp (its class has a `Symbol.match` method). */
function plainText(search: unknown, method: string): string {
  if (typeof search !== "string") throwTypeError("First argument to String.prototype." + method + " must not be a regular expression");
  return search;
}

export function stringIncludes(self: string, search: string, position: number = 0): boolean {
  return indexOfFrom(self, plainText(search, "includes"), clamp(position, lengthOf(addressOf(self)))) >= 0;
}

function matchesAt(self: string, search: string, at: number): boolean {
  const text = addressOf(self);
  const other = addressOf(search);
  const count = lengthOf(other);
  if (at < 0 || at + count > lengthOf(text)) return false;
  const wide = isWide(text);
  const units: usize = unitsOf(self);
  const start: u32 = at >>> 0;
  const part = unitsOf(search);
  return sameUnits(units + (wide ? start * 2 : start + 0), wide, part, isWide(other), count);
}

export function stringStartsWith(self: string, search: string, position: number = 0): boolean {
  return matchesAt(self, plainText(search, "startsWith"), clamp(position, lengthOf(addressOf(self))));
}
export function stringEndsWith(self: string, search: string, endPosition: number = Infinity): boolean {
  const end = clamp(endPosition, lengthOf(addressOf(self)));
  return matchesAt(self, plainText(search, "endsWith"), end - lengthOf(addressOf(search)));
}
