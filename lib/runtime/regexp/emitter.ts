/** From the tree to the matcher's program. */
import type { u32 } from "../../sys/types.ts";
import { CharSet, RangeList } from "./char-set.ts";
import { addFirst, areDisjoint, type Follow, followOf } from "./first.ts";
import {
  BACKREF, BACKREF_BACK, BOUNDARY, CHAR, CHAR_BACK, CHARS, COUNT_LOOP, COUNT_NEXT, COUNT_ZERO, END, JUMP, LINE_END, LINE_START, LOOK, MANY, MANY_ALL, MANY_POINTS, MARK, MATCH, NOT_EMPTY,
  POINTS, POINTS_BACK, RESET, SAVE, SET, SET_BACK, SPLIT, SPLIT_AWAY, START, type RegExpProgram,
} from "./program.ts";
import type { ParsedRegExp, RegExpNode } from "./syntax.ts";

const FIRST_SURROGATE = 0xd800;
/** What follows the end of a pattern: with nothing left to fail, no choice before it is asked for again. */
const SUCCESS: Follow = [];

/** The program of a parsed pattern. */
export function emitRegExp(parsed: ParsedRegExp, unicode: boolean): RegExpProgram {
  const emitter = new Emitter(parsed.groupCount * 2, unicode);
  emitter.forward(parsed.root, SUCCESS);
  emitter.op(MATCH);
  const first = firstUnits(parsed.root, unicode);
  const isSingle = first?.length === 2 && first[0] === first[1];
  return {
    code: Int32Array.from(emitter.code), registerCount: emitter.registers, groupCount: parsed.groupCount,
    names: parsed.names.map((entry) => ({ name: entry.name, groups: entry.groups })), unicode,
    firstUnit: first !== undefined && isSingle ? first[0]! | 0 : -1, firstSet: first === undefined || isSingle ? -1 : emitter.setIndex(new CharSet(first)) | 0,
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
  /** Is a member of the set always one unit of the text? */
  private isOfUnits(set: CharSet): boolean { return !this.unicode || set.ranges.length === 0 || set.ranges[set.ranges.length - 1]! < FIRST_SURROGATE; }

  /** `follow`: before which characters what comes behind the node can match. */
  forward(node: RegExpNode, follow: Follow): void {
    switch (node.kind) {
      case "char": case "set": this.single(node, false); return;
      case "sequence": this.sequence(node.items, follow); return;
      case "group": this.group(node.index, node.body, false, follow); return;
      case "alternation": this.alternation(node.items, false, follow); return;
      case "repeat": this.repeat(node, false, follow); return;
      default: this.test(node, false);
    }
  }

  private backward(node: RegExpNode): void {
    switch (node.kind) {
      case "char": case "set": this.single(node, true); return;
      case "sequence": for (let i = node.items.length - 1; i >= 0; i--) this.backward(node.items[i]!); return;
      case "group": this.group(node.index, node.body, true, undefined); return;
      case "alternation": this.alternation(node.items, true, undefined); return;
      case "repeat": this.repeat(node, true, undefined); return;
      default: this.test(node, true);
    }
  }

  private node(node: RegExpNode, backward: boolean, follow: Follow): void {
    if (backward) this.backward(node);
    else this.forward(node, follow);
  }

  private single(node: RegExpNode & { kind: "char" | "set" }, backward: boolean): void {
    const set = singleSet(node);
    if (!this.isOfUnits(set)) this.op(backward ? POINTS_BACK : POINTS, this.setIndex(set));
    else if (node.kind === "char") this.op(backward ? CHAR_BACK : CHAR, node.code);
    else this.op(backward ? SET_BACK : SET, this.setIndex(set));
  }

  /** What looks at the text without choices of its own. */
  private test(node: RegExpNode, backward: boolean): void {
    switch (node.kind) {
      case "start": this.op(node.multiline ? LINE_START : START); return;
      case "end": this.op(node.multiline ? LINE_END : END); return;
      case "boundary": this.op(BOUNDARY, node.negative ? 1 : 0, node.fold ? 1 : 0); return;
      case "backref": this.op(backward ? BACKREF_BACK : BACKREF, node.fold ? 1 : 0, node.groups.length, ...node.groups); return;
      case "look": this.look(node.ahead, node.negative, node.body, node.firstGroup, node.lastGroup); return;
    }
  }

  private sequence(items: readonly RegExpNode[], follow: Follow): void {
    const follows: Follow[] = [];
    let next = follow;
    for (let i = items.length - 1; i >= 0; i--) {
      follows.push(next);
      next = followOf(items[i]!, next);
    }
    for (let i = 0; i < items.length; i++) {
      const units = this.literalAt(items, i);
      if (units.length > 1) {
        this.op(CHARS, units.length, ...units);
        i += units.length - 1;
      } else {
        this.forward(items[i]!, follows[items.length - 1 - i]);
      }
    }
  }

  /** The characters from an item on that are one unit each. */
  private literalAt(items: readonly RegExpNode[], start: number): number[] {
    const units: number[] = [];
    for (let i = start; i < items.length; i++) {
      const item = items[i]!;
      if (item.kind !== "char" || (this.unicode && item.code >= FIRST_SURROGATE)) break;
      units.push(item.code);
    }
    return units;
  }

  private group(index: u32, body: RegExpNode, backward: boolean, follow: Follow): void {
    if (index === 0) { this.node(body, backward, follow); return; }
    this.op(SAVE, 2 * index + (backward ? 1 : 0));
    this.node(body, backward, follow);
    this.op(SAVE, 2 * index + (backward ? 0 : 1));
  }

  private look(ahead: boolean, negative: boolean, body: RegExpNode, firstGroup: u32, lastGroup: u32): void {
    const at = this.here();
    this.op(LOOK, negative ? 1 : 0, 0, 2 * firstGroup, 2 * lastGroup + 1);
    this.node(body, !ahead, SUCCESS);
    this.op(MATCH);
    this.code[at + 2] = this.here();
  }

  private alternation(items: readonly RegExpNode[], backward: boolean, follow: Follow): void {
    const exits: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const isLast = i === items.length - 1;
      const split = this.here();
      if (!isLast) this.op(SPLIT, 0);
      this.node(items[i]!, backward, follow);
      if (isLast) break;
      exits.push(this.here() + 1);
      this.op(JUMP, 0);
      this.code[split + 1] = this.here();
    }
    for (const exit of exits) this.code[exit] = this.here();
  }

  private repeat(node: RegExpNode & { kind: "repeat" }, backward: boolean, follow: Follow): void {
    const { body, min, max, greedy } = node;
    if (max === 0) return;
    const isSingle = body.kind === "char" || body.kind === "set";
    if (isSingle && greedy && !backward) { this.many(singleSet(body), min, max, follow); return; }
    if (max === 1 && min === 1) { this.node(body, backward, follow); return; }
    const inside = max === 1 ? follow : union(followOf(body, follow), follow);
    if (min === 0 && (max === 1 || max === Infinity)) this.optional(node, backward, isSingle, inside);
    else this.counted(node, backward, inside);
  }

  private many(set: CharSet, min: number, max: number, follow: Follow): void {
    const code = !this.isOfUnits(set) ? MANY_POINTS : follow !== undefined && areDisjoint(set.ranges, follow) ? MANY_ALL : MANY;
    this.op(code, clampCount(min), max === Infinity ? -1 : clampCount(max), this.setIndex(set));
  }

  /** `*` and `?`. */
  private optional(node: RegExpNode & { kind: "repeat" }, backward: boolean, isSingle: boolean, follow: Follow): void {
    const start = this.here();
    this.op(node.greedy ? SPLIT : SPLIT_AWAY, 0);
    this.round(node, backward, isSingle, follow);
    if (node.max !== 1) this.op(JUMP, start);
    this.code[start + 1] = this.here();
  }

  /** One round of an optional loop: forgets captures of the round before, must not be empty. */
  private round(node: RegExpNode & { kind: "repeat" }, backward: boolean, isSingle: boolean, follow: Follow): void {
    if (isSingle) { this.node(node.body, backward, follow); return; }
    const mark = this.registers++;
    this.op(MARK, mark);
    if (node.lastGroup >= node.firstGroup) this.op(RESET, 2 * node.firstGroup, 2 * node.lastGroup + 1);
    this.node(node.body, backward, follow);
    this.op(NOT_EMPTY, mark);
  }

  private counted(node: RegExpNode & { kind: "repeat" }, backward: boolean, follow: Follow): void {
    const counter = this.registers++;
    const mark = this.registers++;
    const min = clampCount(node.min);
    this.op(COUNT_ZERO, counter);
    const loop = this.here();
    this.op(COUNT_LOOP, counter, min, node.max === Infinity ? -1 : clampCount(node.max), node.greedy ? 1 : 0, 0);
    this.op(MARK, mark);
    if (node.lastGroup >= node.firstGroup) this.op(RESET, 2 * node.firstGroup, 2 * node.lastGroup + 1);
    this.node(node.body, backward, follow);
    this.op(COUNT_NEXT, counter, mark, min);
    this.op(JUMP, loop);
    this.code[loop + 5] = this.here();
  }
}

function clampCount(count: number): number { return Math.min(count, 0x7fffffff); }

function singleSet(node: RegExpNode & { kind: "char" | "set" }): CharSet { return node.kind === "set" ? node.set : new CharSet([node.code, node.code]); }

function union(a: Follow, b: Follow): Follow {
  if (a === undefined || b === undefined) return undefined;
  const list = new RangeList();
  list.addAll(a);
  list.addAll(b);
  return list.sorted();
}

/** The code units that a match can begin with, as sorted ranges; undefined: not known, or any. */
function firstUnits(root: RegExpNode, unicode: boolean): Follow {
  const list = new RangeList();
  if (addFirst(list, root) !== "consumes") return undefined;
  const ranges = list.sorted();
  return unicode && ranges.length > 0 && ranges[ranges.length - 1]! >= FIRST_SURROGATE ? undefined : ranges;
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
