/**
 * The methods of String.prototype that take a string or a pattern. A pattern is any object with the method of the
 * protocol (`Symbol.replace` …), called by key: programs without regular expressions don't link them.
 */
import { addressOf } from "../sys/intrinsics.ts";
import type { i32, u32 } from "../sys/types.ts";
import { throwTypeError } from "./errors.ts";
import { getProperty, lookupMethod } from "./property.ts";
import { RegExp } from "./regexp/regexp.ts";
import { charCodeAtUnchecked, charString, concat, lengthOf, substring } from "./string.ts";
import { indexOfFrom } from "./string-search.ts";
import { isFunctionValue, isNullish, isObjectValue, toNumber, toStringValue } from "./value.ts";

/** The pattern's method, or undefined when it is plain text. */
function patternMethod(pattern: unknown, key: string): unknown {
  if (!isObjectValue(pattern)) return undefined;
  const method: unknown = getProperty(pattern, key);
  return isNullish(method) ? undefined : method;
}

type Pattern2 = (this: unknown, text: string, other: unknown) => unknown;

export function stringReplace(self: string, search: unknown, replacement: unknown): string {
  const method = patternMethod(search, "@@replace");
  if (method !== undefined) return toStringValue((method as Pattern2).call(search, self, replacement));
  const text = toStringValue(search);
  const at = indexOfFrom(self, text, 0);
  if (at < 0) return self;
  const inserted = replacementFor(self, text, at, replacement);
  const end: u32 = at + lengthOf(addressOf(text));
  return concat(concat(substring(self, 0, at >>> 0), inserted), substring(self, end, lengthOf(addressOf(self))));
}

export function stringReplaceAll(self: string, search: unknown, replacement: unknown): string {
  const method = patternMethod(search, "@@replace");
  if (method !== undefined) {
    if (!toStringValue(getProperty(search, "flags")).includes("g")) throwTypeError("String.prototype.replaceAll called with a non-global RegExp argument");
    return toStringValue((method as Pattern2).call(search, self, replacement));
  }
  const text = toStringValue(search);
  const length = lengthOf(addressOf(self));
  const step = lengthOf(addressOf(text));
  let result = "";
  let done: u32 = 0;
  let from: u32 = 0;
  while (from <= length) {
    const at = indexOfFrom(self, text, from);
    if (at < 0) break;
    result = concat(concat(result, substring(self, done, at >>> 0)), replacementFor(self, text, at, replacement));
    done = at + step;
    from = at + (step === 0 ? 1 : step);
  }
  return concat(result, substring(self, done, length));
}

function replacementFor(self: string, found: string, at: i32, replacement: unknown): string {
  if (isFunctionValue(replacement)) return toStringValue((replacement as (found: string, at: number, text: string) => unknown)(found, at, self));
  return expandReplacement(self, found, at, toStringValue(replacement));
}

/** GetSubstitution (§22.1.3.19.1) for a match without groups. */
function expandReplacement(self: string, found: string, at: i32, template: string): string {
  let dollar = template.indexOf("$");
  if (dollar < 0) return template;
  let result = "";
  let done = 0;
  while (dollar >= 0 && dollar + 1 < template.length) {
    const next = template.charCodeAt(dollar + 1);
    let piece: string | undefined;
    if (next === 36) piece = "$";
    else if (next === 38) piece = found;
    else if (next === 96) piece = substring(self, 0, at >>> 0);
    else if (next === 39) piece = substring(self, (at + lengthOf(addressOf(found))) >>> 0, lengthOf(addressOf(self)));
    if (piece === undefined) dollar = template.indexOf("$", dollar + 1);
    else {
      result = concat(concat(result, template.slice(done, dollar)), piece);
      done = dollar + 2;
      dollar = template.indexOf("$", done);
    }
  }
  return concat(result, template.slice(done));
}

export function stringSplit(self: string, separator?: unknown, limit?: unknown): string[] {
  const method = patternMethod(separator, "@@split");
  if (method !== undefined) return (method as Pattern2).call(separator, self, limit) as string[];
  const parts: string[] = [];
  const most: u32 = limit === undefined ? 0xffff_ffff : toNumber(limit) >>> 0;
  if (most === 0) return parts;
  if (separator === undefined) { parts.push(self); return parts; }
  const text = toStringValue(separator);
  const length = lengthOf(addressOf(self));
  const step = lengthOf(addressOf(text));
  if (step === 0) {
    for (let i: u32 = 0; i < length && i < most; i++) parts.push(charString(charCodeAtUnchecked(self, i)));
    return parts;
  }
  let from: u32 = 0;
  for (;;) {
    const at = indexOfFrom(self, text, from);
    if (at < 0) break;
    parts.push(substring(self, from, at >>> 0));
    if (parts.length >= most) return parts;
    from = at + step;
  }
  parts.push(substring(self, from, length));
  return parts;
}

export function stringMatch(self: string, pattern: unknown): unknown {
  return callPattern(self, patternOf(pattern, "@@match", ""), "@@match");
}
export function stringMatchAll(self: string, pattern: unknown): unknown {
  requireGlobal(pattern);
  return callPattern(self, patternOf(pattern, "@@matchAll", "g"), "@@matchAll");
}
export function stringSearch(self: string, pattern: unknown): number { return toNumber(callPattern(self, patternOf(pattern, "@@search", ""), "@@search")); }

// The same where the argument's type is RegExp: they compile no text.
export function stringMatchOfPattern(self: string, pattern: unknown): unknown { return callPattern(self, pattern, "@@match"); }
export function stringMatchAllOfPattern(self: string, pattern: unknown): unknown {
  requireGlobal(pattern);
  return callPattern(self, pattern, "@@matchAll");
}
export function stringSearchOfPattern(self: string, pattern: unknown): number { return toNumber(callPattern(self, pattern, "@@search")); }

function requireGlobal(pattern: unknown): void {
  if (isObjectValue(pattern) && patternMethod(pattern, "@@match") !== undefined && !toStringValue(getProperty(pattern, "flags")).includes("g")) {
    throwTypeError("String.prototype.matchAll called with a non-global RegExp argument");
  }
}

/** The pattern itself if it has the method, else a regular expression of its text. */
function patternOf(pattern: unknown, key: string, flags: string): unknown {
  return patternMethod(pattern, key) !== undefined ? pattern : new RegExp(pattern === undefined ? "(?:)" : toStringValue(pattern), flags);
}

function callPattern(self: string, pattern: unknown, key: string): unknown {
  return (lookupMethod(pattern, key, "pattern") as (this: unknown, text: string) => unknown).call(pattern, self);
}
