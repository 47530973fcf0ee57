/**
 * From the tree to a program for the matcher: a list of integers. Registers: two a group, then counters and marks of
 * loops. What reads backward (lookbehind) has its code plus BACKWARD.
 */
import type { i32, u32 } from "../../sys/types.ts";
import type { CharSet } from "./char-set.ts";
import { foldCode } from "./fold.ts";
import type { ParsedRegExp, RegExpNode } from "./syntax.ts";

export const MATCH = 0;
/** code */
export const CHAR = 1;
/** folded code */
export const CHAR_FOLD = 2;
export const ANY = 3;
export const ANY_ALL = 4;
/** set */
export const SET = 5;
/** set, negative */
export const SET_FOLD = 6;
/** target */
export const JUMP = 7;
/** target of the second choice; the first is what follows */
export const SPLIT = 8;
/** target of the first choice; the second is what follows */
export const SPLIT_AWAY = 9;
/** register */
export const SAVE = 10;
export const START = 11;
export const END = 12;
export const LINE_START = 13;
export const LINE_END = 14;
/** negative, with the letters that fold to word characters */
export const BOUNDARY = 15;
/** fold, number of groups, groups */
export const BACKREF = 16;
/** negative, where to go on, first and last register of the groups inside; then the body up to MATCH */
export const LOOK = 17;
/** register */
export const MARK = 18;
/** first and last register: set to -1 */
export const RESET = 19;
/** register: fails if the position is the marked one */
export const NOT_EMPTY = 20;
/** register: set to 0 */
export const COUNT_ZERO = 21;
/** counter, min, max (-1: none), greedy, where to go when enough */
export const COUNT_LOOP = 22;
/** counter, mark, min: one more; fails if an optional round was empty */
export const COUNT_NEXT = 23;
/** min, max (-1: none), length of the following matcher of one character */
export const GREEDY = 24;
export const BACKWARD = 64;
export const CHAR_BACK = 65;
export const CHAR_FOLD_BACK = 66;
export const ANY_BACK = 67;
export const ANY_ALL_BACK = 68;
export const SET_BACK = 69;
export const SET_FOLD_BACK = 70;
export const BACKREF_BACK = 80;

export interface RegExpProgram {
  readonly code: Int32Array;
  readonly sets: readonly CharSet[];
  readonly registerCount: u32;
  readonly groupCount: u32;
  readonly names: ParsedRegExp["names"];
  readonly unicode: boolean;
  /** The code unit that every match begins with, or -1. */
  readonly firstUnit: i32;
  /** What every match begins with one of (text without the flag u), if that is known and `firstUnit` is -1. */
  readonly firstSet: CharSet | undefined;
  /** Matches can begin only at the start of the text. */
  readonly anchored: boolean;
}

export function compileRegExp(parsed: ParsedRegExp, unicode: boolean): RegExpProgram {
  const emitter = new Emitter(parsed.groupCount * 2, unicode);
  emitter.node(parsed.root, false);
  emitter.op(MATCH);
  return {
    code: Int32Array.from(emitter.code), sets: emitter.sets, registerCount: emitter.registers, groupCount: parsed.groupCount, names: parsed.names, unicode,
    firstUnit: firstUnitOf(parsed.root), firstSet: unicode ? undefined : firstSetOf(parsed.root), anchored: isAnchored(parsed.root),
  };
}

class Emitter {
  readonly code: number[] = [];
  readonly sets: CharSet[] = [];
  registers: u32;
  private readonly unicode: boolean;
  constructor(registers: u32, unicode: boolean) {
    this.registers = registers;
    this.unicode = unicode;
  }

  op(...words: number[]): void { for (const word of words) this.code.push(word); }
  private here(): number { return this.code.length; }

  node(node: RegExpNode, backward: boolean): void {
    const back = backward ? BACKWARD : 0;
    switch (node.kind) {
      case "empty": return;
      case "char":
        if (node.code > 0xffff && !this.unicode) throw new Error("a code point without the flag u");
        if (node.fold && hasCase(node.code, this.unicode)) this.op(CHAR_FOLD + back, foldCode(node.code, this.unicode));
        else this.op(CHAR + back, node.code);
        return;
      case "any": this.op((node.dotAll ? ANY_ALL : ANY) + back); return;
      case "set": {
        const index = this.sets.push(node.set) - 1;
        if (node.fold) this.op(SET_FOLD + back, index, node.negative ? 1 : 0);
        else this.op(SET + back, index);
        return;
      }
      case "start": this.op(node.multiline ? LINE_START : START); return;
      case "end": this.op(node.multiline ? LINE_END : END); return;
      case "boundary": this.op(BOUNDARY, node.negative ? 1 : 0, node.fold ? 1 : 0); return;
      case "group": this.group(node.index, node.body, backward); return;
      case "backref": this.op(BACKREF + back, node.fold ? 1 : 0, node.groups.length, ...node.groups); return;
      case "look": this.look(node.ahead, node.negative, node.body, node.firstGroup, node.lastGroup); return;
      case "sequence":
        if (backward) for (let i = node.items.length - 1; i >= 0; i--) this.node(node.items[i]!, true);
        else for (const item of node.items) this.node(item, false);
        return;
      case "alternation": this.alternation(node.items, backward); return;
      case "repeat": this.repeat(node, backward); return;
    }
  }

  private group(index: u32, body: RegExpNode, backward: boolean): void {
    if (index === 0) { this.node(body, backward); return; }
    this.op(SAVE, 2 * index + (backward ? 1 : 0));
    this.node(body, backward);
    this.op(SAVE, 2 * index + (backward ? 0 : 1));
  }

  private look(ahead: boolean, negative: boolean, body: RegExpNode, firstGroup: u32, lastGroup: u32): void {
    const at = this.here();
    this.op(LOOK, negative ? 1 : 0, 0, 2 * firstGroup, 2 * lastGroup + 1);
    this.node(body, !ahead);
    this.op(MATCH);
    this.code[at + 2] = this.here();
  }

  private alternation(items: readonly RegExpNode[], backward: boolean): void {
    const exits: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const last = i === items.length - 1;
      const split = this.here();
      if (!last) this.op(SPLIT, 0);
      this.node(items[i]!, backward);
      if (last) break;
      exits.push(this.here() + 1);
      this.op(JUMP, 0);
      this.code[split + 1] = this.here();
    }
    for (const exit of exits) this.code[exit] = this.here();
  }

  private repeat(node: RegExpNode & { kind: "repeat" }, backward: boolean): void {
    const { body, min, max, greedy } = node;
    if (max === 0) return;
    const isSingle = body.kind === "char" || body.kind === "any" || body.kind === "set";
    if (isSingle && greedy && !backward) {
      const at = this.here();
      this.op(GREEDY, clampCount(min), max === Infinity ? -1 : clampCount(max), 0);
      this.node(body, false);
      this.code[at + 3] = this.here() - at - 4;
      return;
    }
    if (max === 1 && min === 1) { this.node(body, backward); return; }
    if (min === 0 && (max === 1 || max === Infinity)) this.optional(node, backward, isSingle);
    else this.counted(node, backward);
  }

  /** `*` and `?`. */
  private optional(node: RegExpNode & { kind: "repeat" }, backward: boolean, isSingle: boolean): void {
    const start = this.here();
    const split = start + 1;
    if (node.greedy) {
      this.op(SPLIT, 0);
      this.round(node, backward, isSingle);
      if (node.max !== 1) this.op(JUMP, start);
      this.code[split] = this.here();
    } else {
      this.op(SPLIT_AWAY, 0);
      this.round(node, backward, isSingle);
      if (node.max !== 1) this.op(JUMP, start);
      this.code[split] = this.here();
    }
  }

  /** One round of an optional loop: forgets captures of the round before, must not be empty. */
  private round(node: RegExpNode & { kind: "repeat" }, backward: boolean, isSingle: boolean): void {
    if (isSingle) { this.node(node.body, backward); return; }
    const mark = this.registers++;
    this.op(MARK, mark);
    if (node.lastGroup >= node.firstGroup) this.op(RESET, 2 * node.firstGroup, 2 * node.lastGroup + 1);
    this.node(node.body, backward);
    this.op(NOT_EMPTY, mark);
  }

  private counted(node: RegExpNode & { kind: "repeat" }, backward: boolean): void {
    const counter = this.registers++;
    const mark = this.registers++;
    const min = clampCount(node.min);
    this.op(COUNT_ZERO, counter);
    const loop = this.here();
    this.op(COUNT_LOOP, counter, min, node.max === Infinity ? -1 : clampCount(node.max), node.greedy ? 1 : 0, 0);
    this.op(MARK, mark);
    if (node.lastGroup >= node.firstGroup) this.op(RESET, 2 * node.firstGroup, 2 * node.lastGroup + 1);
    this.node(node.body, backward);
    this.op(COUNT_NEXT, counter, mark, min);
    this.op(JUMP, loop);
    this.code[loop + 5] = this.here();
  }
}

function clampCount(count: number): number { return Math.min(count, 0x7fffffff); }

function hasCase(code: u32, unicode: boolean): boolean {
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  const text = String.fromCodePoint(code);
  return unicode || text.toUpperCase() !== text || text.toLowerCase() !== text;
}

function firstUnitOf(node: RegExpNode): i32 {
  switch (node.kind) {
    case "char": return node.fold || node.code > 0xffff ? -1 : node.code | 0;
    case "group": return firstUnitOf(node.body);
    case "sequence": return firstUnitOf(node.items[0]!);
    case "repeat": return node.min > 0 ? firstUnitOf(node.body) : -1;
    default: return -1;
  }
}

function firstSetOf(node: RegExpNode): CharSet | undefined {
  switch (node.kind) {
    case "set": return node.fold || node.negative ? undefined : node.set;
    case "group": return firstSetOf(node.body);
    case "sequence": return firstSetOf(node.items[0]!);
    case "repeat": return node.min > 0 ? firstSetOf(node.body) : undefined;
    default: return undefined;
  }
}

function isAnchored(node: RegExpNode): boolean {
  switch (node.kind) {
    case "start": return !node.multiline;
    case "group": return isAnchored(node.body);
    case "sequence": return isAnchored(node.items[0]!);
    case "alternation": return node.items.every(isAnchored);
    default: return false;
  }
}
