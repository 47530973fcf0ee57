/**
 * RegExp (ECMA-262 §22.2). Regular expressions of the same text and flags share a matcher. Only the constructor compiles
 * text: literals, and copies, have their matcher already, so that images without `new RegExp` have no parser.
 * Left out: the flag `v`, `Symbol.species`, and the static `RegExp.$1` of browsers.
 */
import { bareInstance, isCompiled } from "../../sys/intrinsics.ts";
import type { i32, u32 } from "../../sys/types.ts";
import type { BuiltinView } from "../inspect/inspect.ts";
import { IteratorBase } from "../iterator.ts";
import { Map } from "../map.ts";
import { substring } from "../string.ts";
import { TextBuilder } from "../text-builder.ts";
import { compileRegExp, sortFlags } from "./compile.ts";
import { Matcher } from "./matcher.ts";
import { parseProgramText } from "./program-text.ts";
import { expandTemplate } from "./replacement.ts";

const CACHE_LIMIT = 512;
let matchers: Map<string, Matcher> | undefined;

/** Groups of a match by name, as an object without prototype. */
type Groups = Record<string, unknown>;
interface MatchArray extends Array<string | undefined> { index: number; input: string; groups: Groups | undefined; indices?: IndicesArray }
interface IndicesArray extends Array<[number, number] | undefined> { groups: Groups | undefined }

export class RegExp {
  _source: string = "";
  _flags: string = "";
  /** Shared: what it found is to be read before anything else can run. */
  _matcher!: Matcher;
  _lastIndex: number = 0;
  private _global: boolean = false;
  private _sticky: boolean = false;

  constructor(pattern?: RegExp | string, flags?: string) {
    const source = pattern instanceof RegExp ? pattern._source : pattern === undefined ? "" : String(pattern);
    const given = flags === undefined ? (pattern instanceof RegExp ? pattern._flags : "") : String(flags);
    const sorted = sortFlags(given);
    this._set(source, sorted, pattern instanceof RegExp && pattern._flags === sorted ? pattern._matcher : matcherOf(source, sorted));
  }

  /** All that there is to set: a bare instance has nothing. */
  _set(source: string, flags: string, matcher: Matcher): void {
    this._source = source;
    this._flags = flags;
    this._matcher = matcher;
    this._lastIndex = 0;
    this._global = flags.includes("g");
    this._sticky = flags.includes("y");
  }

  get lastIndex(): number { return this._lastIndex; }
  set lastIndex(value: number) { this._lastIndex = value; }
  get source(): string { return escapeSource(this._source); }
  get flags(): string { return this._flags; }
  get global(): boolean { return this._global; }
  get ignoreCase(): boolean { return this._flags.includes("i"); }
  get multiline(): boolean { return this._flags.includes("m"); }
  get dotAll(): boolean { return this._flags.includes("s"); }
  get unicode(): boolean { return this._flags.includes("u"); }
  get unicodeSets(): boolean { return this._flags.includes("v"); }
  get sticky(): boolean { return this._sticky; }
  get hasIndices(): boolean { return this._flags.includes("d"); }
  toString(): string { return `/${this.source}/${this._flags}`; }
  "whelk:inspect"(): BuiltinView { return { name: "RegExp", base: this.toString(), style: "regexp" }; }

  static escape(text: string): string {
    if (typeof text !== "string") throw new TypeError("Input argument to RegExp.escape must be a string"); // eslint-disable-line
    return escapeText(text);
  }

  test(text: string): boolean { return this._execute(toText(text)) !== undefined; }

  exec(text: string): MatchArray | null {
    const input = toText(text);
    const matcher = this._execute(input);
    return matcher === undefined ? null : this._array(input, matcher);
  }

  /** RegExpBuiltinExec (§22.2.7.2) without the result array: the matcher that knows where the groups are. */
  _execute(text: string): Matcher | undefined {
    const matcher = this._matcher, sticky = this._sticky;
    if (!this._global && !sticky) return matcher.search(text, 0, false) ? matcher : undefined;
    const last = Math.trunc(Number(this._lastIndex));
    const from = last > 0 ? last : 0;
    if (from > text.length || !matcher.search(text, from >>> 0, sticky)) {
      this._lastIndex = 0;
      return undefined;
    }
    this._lastIndex = matcher.stop(0);
    return matcher;
  }

  _array(text: string, matcher: Matcher): MatchArray {
    const result: (string | undefined)[] = captures(text, matcher);
    const array = result as MatchArray;
    array.index = matcher.start(0);
    array.input = text;
    array.groups = this._groups((index) => result[index]);
    if (this.hasIndices) {
      const indices: ([number, number] | undefined)[] = [];
      for (let i: u32 = 0; i < matcher.groupCount; i++) {
        const start = matcher.start(i);
        indices.push(start < 0 ? undefined : [start, matcher.stop(i)]);
      }
      (indices as IndicesArray).groups = this._groups((index) => indices[index]);
      array.indices = indices as IndicesArray;
    }
    return array;
  }

  _groups(value: (index: number) => unknown): Groups | undefined {
    const names = this._matcher.names;
    if (names.length === 0) return undefined;
    const groups = Object.create(null) as Groups;
    for (const entry of names) {
      let found: unknown;
      for (const index of entry.groups) found ??= value(index);
      groups[entry.name] = found;
    }
    return groups;
  }

  [Symbol.match](text: string): RegExpMatchArray | null {
    if (!this.global) return this.exec(text) as unknown as RegExpMatchArray | null;
    const input = toText(text);
    const found: string[] = [];
    for (let from = this._next(input, 0); from >= 0; from = this._next(input, from)) found.push(part(input, this._matcher.start(0), this._matcher.stop(0)));
    this._lastIndex = 0;
    return found.length === 0 ? null : found as RegExpMatchArray;
  }

  /** One match more of a global search that goes on at `from`: where the next goes on; -1: there is none. */
  _next(text: string, from: number): number {
    const matcher = this._matcher;
    if (from > text.length || !matcher.search(text, from >>> 0, this._sticky)) return -1;
    const end = matcher.stop(0);
    return matcher.start(0) === end ? advance(text, end, matcher.unicode) : end;
  }

  [Symbol.matchAll](text: string): RegExpStringIterator {
    const copy = copyRegExp(this);
    copy._lastIndex = this._lastIndex;
    return new RegExpStringIterator(copy, toText(text));
  }

  [Symbol.search](text: string): number {
    return this._matcher.search(toText(text), 0, this._sticky) ? this._matcher.start(0) : -1;
  }

  [Symbol.replace](text: string, replacement: string | ((...args: unknown[]) => unknown)): string {
    const input = toText(text);
    const replacer = typeof replacement === "function" ? replacement : toText(replacement);
    const matcher = this._matcher;
    if (!this._global) {
      if (this._execute(input) === undefined) return input;
      const start = matcher.start(0), end = matcher.stop(0);
      return input.slice(0, start) + this._replacement(input, replacer) + input.slice(end);
    }
    const result = new TextBuilder();
    let done = 0;
    this._lastIndex = 0;
    for (let from = this._next(input, 0); from >= 0; from = this._next(input, from)) {
      const start = matcher.start(0), end = matcher.stop(0);
      result.appendPart(input, done >>> 0, start >>> 0);
      result.append(this._replacement(input, replacer));
      done = end;
    }
    if (done === 0 && result.length === 0) return input;
    result.appendPart(input, done >>> 0, input.length);
    return result.finish();
  }

  /** What goes in the place of the match; a function may run other searches. */
  _replacement(text: string, replacer: string | ((...args: unknown[]) => unknown)): string {
    if (typeof replacer === "string" && replacer.indexOf("$") < 0) return replacer;
    const position = this._matcher.start(0);
    const found = captures(text, this._matcher);
    const groups = this._groups((index) => found[index]);
    if (typeof replacer === "string") return expandTemplate(replacer, text, position, found, groups);
    const args: unknown[] = [...found, position, text];
    if (groups !== undefined) args.push(groups);
    return String(replacer(...args));
  }

  [Symbol.split](text: string, limit?: number): (string | undefined)[] {
    const input = toText(text);
    const most = limit === undefined ? 0xffffffff : Number(limit) >>> 0;
    const parts: (string | undefined)[] = [];
    if (most === 0) return parts;
    const matcher = this._matcher;
    if (input.length === 0) {
      if (!matcher.search(input, 0, true)) parts.push(input);
      return parts;
    }
    let done = 0;
    let from = 0;
    while (from < input.length && matcher.search(input, from >>> 0, false)) {
      const start = matcher.start(0), end = matcher.stop(0);
      if (start >= input.length) break;
      if (end === done || (start === end && start === done)) { from = advance(input, Math.max(from, start), this._matcher.unicode); continue; }
      parts.push(input.slice(done, start));
      if (parts.length === most) return parts;
      done = end;
      for (let i: u32 = 1; i < this._matcher.groupCount; i++) {
        parts.push(capture(input, matcher, i));
        if (parts.length === most) return parts;
      }
      from = end === start ? advance(input, end, this._matcher.unicode) : end;
    }
    parts.push(input.slice(done));
    return parts;
  }
}

/** The matcher of a literal, made when it is first evaluated. */
export function literalMatcher(program: string): Matcher { return new Matcher(parseProgramText(program)); }
/** Literals: `/source/flags`, the flags sorted. */
export function literalRegExp(source: string, flags: string, matcher: Matcher): RegExp {
  const regexp = bareInstance(RegExp);
  regexp._set(source, flags, matcher);
  return regexp;
}
/** Of the same text and flags, with `lastIndex` 0. */
export function copyRegExp(regexp: RegExp): RegExp { return literalRegExp(regexp._source, regexp._flags, regexp._matcher); }
/** `RegExp(pattern, flags)` without new: a regular expression is itself. */
export function regExpCall(pattern?: RegExp | string, flags?: string): RegExp {
  return pattern instanceof RegExp && flags === undefined ? pattern : new RegExp(pattern, flags);
}

/** %RegExpStringIteratorPrototype% (§22.2.9). */
class RegExpStringIterator extends IteratorBase<MatchArray> {
  private readonly regexp: RegExp;
  private readonly text: string;
  private finished: boolean = false;
  constructor(regexp: RegExp, text: string) { super(); this.regexp = regexp; this.text = text; }

  override next(): IteratorResult<MatchArray, undefined> {
    const regexp = this.regexp;
    const matcher = this.finished ? undefined : regexp._execute(this.text);
    if (matcher === undefined) {
      this.finished = true;
      return { value: undefined, done: true };
    }
    const value = regexp._array(this.text, matcher);
    if (!regexp.global) this.finished = true;
    // After an empty match the next search begins one character further.
    else if (matcher.start(0) === matcher.stop(0)) regexp.lastIndex = advance(this.text, regexp.lastIndex, matcher.unicode);
    return { value, done: false };
  }
  override get [Symbol.toStringTag](): string { return "RegExp String Iterator"; }
}

function captures(text: string, matcher: Matcher): (string | undefined)[] {
  const result: (string | undefined)[] = [];
  for (let i: u32 = 0; i < matcher.groupCount; i++) result.push(capture(text, matcher, i));
  return result;
}
function capture(text: string, matcher: Matcher, index: u32): string | undefined {
  const start = matcher.start(index), end = matcher.stop(index);
  return start < 0 || end < 0 ? undefined : part(text, start, end);
}
/** `text.slice(start, end)` of indices in order and inside the text. */
function part(text: string, start: i32, end: i32): string { return isCompiled() ? substring(text, start >>> 0, end >>> 0) : text.slice(start, end); }
/** Types may lie. */
function toText(text: string): string { return typeof text === "string" ? text : String(text); }

/** AdvanceStringIndex (§22.2.7.3). */
function advance(text: string, index: number, unicode: boolean): number {
  return unicode && index < text.length && text.codePointAt(index)! > 0xffff ? index + 2 : index + 1;
}

/** The matcher of a text: one for all regular expressions of the same text and flags. */
function matcherOf(source: string, flags: string): Matcher {
  const key = `${flags}/${source}`;
  matchers ??= new Map<string, Matcher>();
  const known = matchers.get(key);
  if (known !== undefined) return known;
  const matcher = new Matcher(compileRegExp(source, flags));
  if (matchers.size >= CACHE_LIMIT) matchers.clear();
  matchers.set(key, matcher);
  return matcher;
}

/** EscapeRegExpPattern (§22.2.6.13.1). */
function escapeSource(source: string): string {
  if (source === "") return "(?:)";
  let result = "";
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === "\\") {
      const next = source.charAt(i + 1);
      result += next === "\n" ? "\\n" : next === "\r" ? "\\r" : next === "\u2028" ? "\\u2028" : next === "\u2029" ? "\\u2029" : char + next;
      i++;
      continue;
    }
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    if (char === "/" && !inClass) result += "\\/";
    else if (char === "\n") result += "\\n";
    else if (char === "\r") result += "\\r";
    else if (char === "\u2028") result += "\\u2028";
    else if (char === "\u2029") result += "\\u2029";
    else result += char;
  }
  return result;
}

/** RegExp.escape (ECMA-262 2026 §22.2.5.1). */
function escapeText(text: string): string {
  let result = "";
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const alphanumeric = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (result === "" && alphanumeric) result += hexEscape(code);
    else if ("^$\\.*+?()[]{}|/".includes(char)) result += `\\${char}`;
    else if (code >= 9 && code <= 13) result += `\\${"tnvfr"[code - 9]!}`;
    else if (",-=<>#&!%:;@~'`\"".includes(char) || isSpaceOrSurrogate(code)) result += hexEscape(code);
    else result += char;
  }
  return result;
}
function hexEscape(code: u32): string { return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`; }
function isSpaceOrSurrogate(code: u32): boolean {
  return code === 32 || code === 0xa0 || code === 0xfeff || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f
    || code === 0x205f || code === 0x3000 || (code >= 0xd800 && code <= 0xdfff);
}
