/** From the tree to the matcher's program. */
import type { u32 } from "../../sys/types.ts";
import { CharSet, RangeList } from "./char-set.ts";
import { foldCode } from "./fold.ts";
import {
  ANY, ANY_ALL, BACKREF, BACKWARD, BOUNDARY, CHAR, CHAR_FOLD, COUNT_LOOP, COUNT_NEXT, COUNT_ZERO, END, GREEDY, JUMP, LINE_END, LINE_START, LOOK, MARK, MATCH, NOT_EMPTY,
  RESET, SAVE, SET, SET_FOLD, SPLIT, SPLIT_AWAY, START, type RegExpProgram,
} from "./program.ts";
import type { ParsedRegExp, RegExpNode } from "./syntax.ts";

/** The program of a parsed pattern. */
export function emitRegExp(parsed: ParsedRegExp, unicode: boolean): RegExpProgram {
  const emitter = new Emitter(parsed.groupCount * 2, unicode);
  emitter.node(parsed.root, false);
  emitter.op(MATCH);
  const first = firstUnits(parsed.root, unicode);
  const single = first?.length === 2 && first[0] === first[1];
  return {
    code: Int32Array.from(emitter.code), registerCount: emitter.registers, groupCount: parsed.groupCount,
    names: parsed.names.map((entry) => ({ name: entry.name, groups: entry.groups })), unicode,
    firstUnit: first !== undefined && single ? first[0]! | 0 : -1, firstSet: first === undefined || single ? -1 : emitter.setIndex(new CharSet(first)) | 0,
    sets: emitter.sets, anchored: isAnchored(parsed.root),
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
  /** Equal sets are kept once. */
  setIndex(set: CharSet): number {
    const known = this.sets.findIndex((one) => one.ranges.length === set.ranges.length && one.ranges.every((bound, i) => bound === set.ranges[i]));
    return known >= 0 ? known : this.sets.push(set) - 1;
  }
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
        const index = this.setIndex(node.set);
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

/** The code units that a match can begin with, as sorted ranges; undefined: not known, or any. */
function firstUnits(root: RegExpNode, unicode: boolean): readonly number[] | undefined {
  const list = new RangeList();
  if (addFirst(list, root, unicode) !== "consumes") return undefined;
  const ranges = list.sorted();
  // With the flag u, what lies behind the surrogates is two units in the text.
  return unicode && ranges.length > 0 && ranges[ranges.length - 1]! >= 0xd800 ? undefined : ranges;
}

/** Adds what the node can begin with. "empty": it can match nothing, so that what follows can begin a match too. */
function addFirst(list: RangeList, node: RegExpNode, unicode: boolean): "consumes" | "empty" | "unknown" {
  switch (node.kind) {
    case "char":
      if (node.fold && (unicode || node.code >= 128)) return "unknown";
      list.add(node.code, node.code);
      if (node.fold && hasCase(node.code, false)) list.add(node.code ^ 32, node.code ^ 32);
      return "consumes";
    case "set":
      if (node.fold || node.negative) return "unknown";
      list.addAll(node.set.ranges);
      return "consumes";
    case "empty": case "start": case "end": case "boundary": case "look": return "empty";
    case "group": return addFirst(list, node.body, unicode);
    case "sequence":
      for (const item of node.items) {
        const first = addFirst(list, item, unicode);
        if (first !== "empty") return first;
      }
      return "empty";
    case "alternation": {
      let all: "consumes" | "empty" = "consumes";
      for (const item of node.items) {
        const first = addFirst(list, item, unicode);
        if (first === "unknown") return first;
        if (first === "empty") all = "empty";
      }
      return all;
    }
    case "repeat": {
      if (node.max === 0) return "empty";
      const first = addFirst(list, node.body, unicode);
      return node.min === 0 && first === "consumes" ? "empty" : first;
    }
    case "any": case "backref": return "unknown";
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
