/**
 * The backtracking matcher. Choices, and old values of registers, are on a stack of integers:
 *   code address, position, 0        a choice to go on with
 *   address + RANGE, position, min   a greedy run of characters: may give back down to `min`
 *   -1 - register, old value, 0      undo
 * Programs are our own emitter's, so addresses, registers and sets in them are trusted (`Words`).
 */
import type { i32, u32 } from "../../sys/types.ts";
import { Units } from "../units.ts";
import { type CharSet, isLineTerminator, isWordCode } from "./char-set.ts";
import { foldCode } from "./fold.ts";
import {
  BACKREF, BACKREF_BACK, BOUNDARY, CHAR, CHAR_BACK, CHARS, COUNT_LOOP, COUNT_NEXT, COUNT_ZERO, END, JUMP, LINE_END, LINE_START, LOOK, MANY, MANY_ALL, MANY_POINTS, MARK, MATCH, NOT_EMPTY,
  POINTS, POINTS_BACK, RESET, SAVE, SET, SET_BACK, SPLIT, SPLIT_AWAY, START, type NamedGroup, type RegExpProgram,
} from "./program.ts";
import { Words } from "./words.ts";

const RANGE = 0x4000_0000;
const FIRST_STACK = 96;

export class Matcher {
  /** With the whole match. */
  readonly groupCount: u32;
  readonly names: readonly NamedGroup[];
  readonly unicode: boolean;
  private readonly code: Words;
  private readonly sets: readonly CharSet[];
  private readonly anchored: boolean;
  private readonly firstUnit: i32;
  private readonly firstSet: CharSet | undefined;
  private readonly units: Units = new Units("");
  private end: u32 = 0;
  /** Two a group: start and end, or -1; then the loops' registers. */
  private readonly registers: Words;
  private stack: Words = new Words(new Int32Array(FIRST_STACK));
  private height: u32 = 0;

  constructor(program: RegExpProgram) {
    this.groupCount = program.groupCount;
    this.names = program.names;
    this.anchored = program.anchored;
    this.firstUnit = program.firstUnit;
    this.firstSet = program.firstSet < 0 ? undefined : program.sets[program.firstSet];
    this.code = new Words(program.code);
    this.sets = program.sets;
    this.unicode = program.unicode;
    this.registers = new Words(new Int32Array(program.registerCount));
  }

  /** Where a group of the match begins; -1: it took no part. Valid until the next search. */
  start(group: u32): i32 { return this.registers.at(2 * group); }
  stop(group: u32): i32 { return this.registers.at(2 * group + 1); }

  /** Looks for a match that begins at `from` or later (`sticky`: exactly there). */
  search(text: string, from: u32, sticky: boolean): boolean {
    this.units.open(text);
    this.end = text.length;
    const found = this.find(from, sticky);
    this.units.open(""); // keeps no text alive
    return found;
  }

  private find(from: u32, sticky: boolean): boolean {
    const { firstUnit, firstSet, anchored } = this;
    if (anchored && from > 0 && !sticky) return false;
    const { registers, end } = this;
    for (let i: u32 = 0; i < registers.length; i++) registers.set(i, -1);
    this.height = 0; // an attempt that fails leaves both as they were
    for (let start: u32 = from; start <= end; start++) {
      if (!sticky && !anchored && (firstUnit >= 0 || firstSet !== undefined)) {
        start = firstSet === undefined ? this.findUnit(firstUnit >>> 0, start) : this.findMember(firstSet, start);
        if (start >= end) return false;
      }
      const found = this.run(0, start);
      if (found >= 0) {
        registers.set(0, start | 0);
        registers.set(1, found);
        return true;
      }
      if (sticky || anchored) return false;
      if (this.unicode && start + 1 < end && isHigh(this.units.at(start)) && isLow(this.units.at(start + 1))) start++;
    }
    return false;
  }

  private findUnit(unit: u32, from: u32): u32 {
    const { units, end } = this;
    let at: u32 = from;
    while (at < end && units.at(at) !== unit) at++;
    return at;
  }

  private findMember(set: CharSet, from: u32): u32 {
    const { units, end } = this;
    let at: u32 = from;
    while (at < end && !set.has(units.at(at))) at++;
    return at;
  }

  private push(a: i32, b: i32, c: i32): void {
    const at = this.height;
    if (at + 3 > this.stack.length) this.growStack();
    const stack = this.stack;
    stack.set(at, a);
    stack.set(at + 1, b);
    stack.set(at + 2, c);
    this.height = at + 3;
  }

  private growStack(): void {
    const bigger = new Int32Array(this.stack.length * 2);
    bigger.set(this.stack.list);
    this.stack = new Words(bigger);
  }

  private setRegister(register: u32, value: i32): void {
    this.push(-1 - register, this.registers.at(register), 0);
    this.registers.set(register, value);
  }

  /** Runs from an address and position to MATCH; the end position, or -1. Undoes down to the stack's height at entry. */
  private run(address: u32, position: u32): i32 {
    const { code, units, end } = this;
    const base = this.height;
    let pc: u32 = address;
    let at: u32 = position;
    for (;;) {
      // `continue`: it matched; out of the switch: it failed.
      switch (code.at(pc)) {
        case MATCH: return at | 0;
        case CHAR:
          if (at >= end || units.at(at) !== (code.at(pc + 1) >>> 0)) break;
          at++;
          pc += 2;
          continue;
        case CHARS: {
          const count: u32 = code.at(pc + 1) >>> 0;
          if (!this.hasUnits(pc + 2, count, at)) break;
          at = at + count;
          pc = pc + 2 + count;
          continue;
        }
        case SET:
          if (at >= end || !this.sets[code.at(pc + 1)]!.has(units.at(at))) break;
          at++;
          pc += 2;
          continue;
        case MANY_ALL: {
          const last = this.many(pc, at);
          if (last < 0) break;
          at = last >>> 0;
          pc += 4;
          continue;
        }
        case MANY: {
          const last = this.many(pc, at);
          if (last < 0) break;
          const least: u32 = at + (code.at(pc + 1) >>> 0);
          at = last >>> 0;
          pc += 4;
          if (at > least) this.push((pc + RANGE) | 0, last, least | 0);
          continue;
        }
        case MANY_POINTS: {
          const last = this.manyPoints(pc, at);
          if (last < 0) break;
          at = last >>> 0;
          pc += 4;
          continue;
        }
        case POINTS: case POINTS_BACK: case CHAR_BACK: case SET_BACK: {
          const next = this.step(pc, at);
          if (next < 0) break;
          at = next >>> 0;
          pc += 2;
          continue;
        }
        case JUMP: pc = code.at(pc + 1) >>> 0; continue;
        case SPLIT:
          this.push(code.at(pc + 1), at | 0, 0);
          pc += 2;
          continue;
        case SPLIT_AWAY:
          this.push((pc + 2) | 0, at | 0, 0);
          pc = code.at(pc + 1) >>> 0;
          continue;
        case SAVE: case MARK:
          this.setRegister(code.at(pc + 1) >>> 0, at | 0);
          pc += 2;
          continue;
        case START:
          if (at !== 0) break;
          pc++;
          continue;
        case END:
          if (at !== end) break;
          pc++;
          continue;
        case LINE_START:
          if (at !== 0 && !isLineTerminator(units.at(at - 1))) break;
          pc++;
          continue;
        case LINE_END:
          if (at !== end && !isLineTerminator(units.at(at))) break;
          pc++;
          continue;
        case BOUNDARY: {
          const fold = code.at(pc + 2) === 1;
          const isBoundary = (at > 0 && this.isWordAt(at - 1, fold)) !== this.isWordAt(at, fold);
          if (isBoundary !== (code.at(pc + 1) === 0)) break;
          pc += 3;
          continue;
        }
        case BACKREF: case BACKREF_BACK: {
          const next = this.backReference(pc, at | 0);
          if (next < 0) break;
          at = next >>> 0;
          pc = pc + 3 + (code.at(pc + 2) >>> 0);
          continue;
        }
        case LOOK:
          if (!this.look(pc, at)) break;
          pc = code.at(pc + 2) >>> 0;
          continue;
        case RESET:
          for (let register: u32 = code.at(pc + 1) >>> 0; register <= (code.at(pc + 2) >>> 0); register++) if (this.registers.at(register) !== -1) this.setRegister(register, -1);
          pc += 3;
          continue;
        case NOT_EMPTY:
          if (this.registers.at(code.at(pc + 1) >>> 0) === (at | 0)) break;
          pc += 2;
          continue;
        case COUNT_ZERO:
          this.setRegister(code.at(pc + 1) >>> 0, 0);
          pc += 2;
          continue;
        case COUNT_LOOP: pc = this.countLoop(pc, at); continue;
        case COUNT_NEXT: {
          const counter: u32 = code.at(pc + 1) >>> 0;
          const count: i32 = this.registers.at(counter) + 1;
          if (count > code.at(pc + 3) && this.registers.at(code.at(pc + 2) >>> 0) === (at | 0)) break;
          this.setRegister(counter, count);
          pc += 4;
          continue;
        }
        default: throw new Error("no such operation in a regular expression");
      }
      const back = this.backtrack(base);
      if (back < 0) return -1;
      at = back >>> 0;
      pc = this.resumeAt;
    }
  }

  private resumeAt: u32 = 0;

  /** Back to the last choice above `base`: its position, its address in `resumeAt`; -1: none is left. */
  private backtrack(base: u32): i32 {
    const { stack, registers, units } = this;
    let height = this.height;
    while (height > base) {
      const top: u32 = height - 3;
      const what = stack.at(top);
      const position = stack.at(top + 1);
      if (what < 0) {
        registers.set((-1 - what) >>> 0, position);
      } else if (what < RANGE) {
        this.height = top;
        this.resumeAt = what >>> 0;
        return position;
      } else {
        const least = stack.at(top + 2);
        let back: i32 = position - 1;
        if (this.unicode && back > least && isLow(units.at(back >>> 0)) && isHigh(units.at((back - 1) >>> 0))) back--;
        if (back > least) stack.set(top + 1, back);
        else height = top;
        this.height = height;
        this.resumeAt = (what - RANGE) >>> 0;
        return back;
      }
      height = top;
    }
    this.height = base;
    return -1;
  }

  /** Are the units from the address on in the text? */
  private hasUnits(pc: u32, count: u32, at: u32): boolean {
    const { code, units } = this;
    if (at + count > this.end) return false;
    for (let i: u32 = 0; i < count; i++) if (units.at(at + i) !== (code.at(pc + i) >>> 0)) return false;
    return true;
  }

  /** As many units of the set as may be: the position after them; -1: too few. */
  private many(pc: u32, from: u32): i32 {
    const { code, units } = this;
    const set = this.sets[code.at(pc + 3)]!;
    const max = code.at(pc + 2);
    const end: u32 = max < 0 || max > this.end - from ? this.end : (from + max) >>> 0;
    let at: u32 = from;
    while (at < end && set.has(units.at(at))) at++;
    return at - from < code.at(pc + 1) ? -1 : at | 0;
  }

  /** The same for code points; the choice to take fewer goes on the stack. */
  private manyPoints(pc: u32, from: u32): i32 {
    const set = this.sets[this.code.at(pc + 3)]!;
    const min = this.code.at(pc + 1), max = this.code.at(pc + 2);
    let at = from | 0;
    let least = at;
    let count: i32 = 0;
    while (count !== max) {
      const next = this.stepForward(set, at >>> 0);
      if (next < 0) break;
      at = next;
      count++;
      if (count === min) least = at;
    }
    if (count < min) return -1;
    if (at > least) this.push((pc + 4 + RANGE) | 0, at, least);
    return at;
  }

  /** One character by a rarer operation: the position after it, or -1. */
  private step(pc: u32, at: u32): i32 {
    const { code } = this;
    const argument = code.at(pc + 1);
    switch (code.at(pc)) {
      case POINTS: return this.stepForward(this.sets[argument]!, at);
      case POINTS_BACK: return this.stepBackward(this.sets[argument]!, at);
      case SET_BACK: return at > 0 && this.sets[argument]!.has(this.units.at(at - 1)) ? (at - 1) | 0 : -1;
      default: return at > 0 && this.units.at(at - 1) === (argument >>> 0) ? (at - 1) | 0 : -1;
    }
  }

  private stepForward(set: CharSet, at: u32): i32 {
    const { units } = this;
    if (at >= this.end) return -1;
    let character = units.at(at);
    let next: u32 = at + 1;
    if (isHigh(character) && next < this.end) {
      const low = units.at(next);
      if (isLow(low)) { character = pairCode(character, low); next++; }
    }
    return set.has(character) ? next | 0 : -1;
  }

  private stepBackward(set: CharSet, at: u32): i32 {
    const { units } = this;
    if (at === 0) return -1;
    let next: u32 = at - 1;
    let character = units.at(next);
    if (isLow(character) && next > 0) {
      const high = units.at(next - 1);
      if (isHigh(high)) { character = pairCode(high, character); next--; }
    }
    return set.has(character) ? next | 0 : -1;
  }

  private countLoop(pc: u32, at: u32): u32 {
    const { code } = this;
    const count = this.registers.at(code.at(pc + 1) >>> 0);
    const max = code.at(pc + 3);
    const exit: u32 = code.at(pc + 5) >>> 0;
    const body: u32 = pc + 6;
    if (count < code.at(pc + 2)) return body;
    if (max >= 0 && count >= max) return exit;
    if (code.at(pc + 4) === 1) {
      this.push(exit | 0, at | 0, 0);
      return body;
    }
    this.push(body | 0, at | 0, 0);
    return exit;
  }

  private isWordAt(at: u32, fold: boolean): boolean {
    if (at >= this.end) return false;
    const character = this.units.at(at);
    return isWordCode(character) || (fold && (character === 0x17f || character === 0x212a));
  }

  private backReference(pc: u32, from: i32): i32 {
    const { code, registers, units } = this;
    const backward = code.at(pc) === BACKREF_BACK;
    const fold = code.at(pc + 1) === 1;
    let start: i32 = -1, end: i32 = -1;
    for (let i: u32 = 0; i < (code.at(pc + 2) >>> 0); i++) {
      const group: u32 = code.at(pc + 3 + i) >>> 0;
      if (registers.at(2 * group) >= 0 && registers.at(2 * group + 1) >= 0) {
        start = registers.at(2 * group);
        end = registers.at(2 * group + 1);
      }
    }
    if (start < 0) return from;
    const length: i32 = end - start;
    const at: i32 = backward ? from - length : from;
    if (at < 0 || at + length > this.end) return -1;
    for (let i: i32 = 0; i < length; i++) {
      const a = units.at((start + i) >>> 0), b = units.at((at + i) >>> 0);
      if (a !== b && !(fold && foldCode(a, this.unicode) === foldCode(b, this.unicode))) return -1;
    }
    return backward ? at : at + length;
  }

  /** Runs the body of a lookaround; what it captured stays, with undo entries, if it is positive. */
  private look(pc: u32, at: u32): boolean {
    const negative = this.code.at(pc + 1) === 1;
    const height = this.height;
    if (this.run(pc + 5, at) < 0) return negative;
    if (negative) this.unwind(height);
    else this.commit(height);
    return !negative;
  }

  /** Drops what is on the stack above `height`, and undoes it. */
  private unwind(height: u32): void {
    const { stack, registers } = this;
    for (let top: u32 = this.height; top > height; top -= 3) if (stack.at(top - 3) < 0) registers.set((-1 - stack.at(top - 3)) >>> 0, stack.at(top - 2));
    this.height = height;
  }

  /** Drops the choices above `height`; what undoes stays. */
  private commit(height: u32): void {
    const { stack } = this;
    let kept: u32 = height;
    for (let at: u32 = height; at < this.height; at += 3) {
      if (stack.at(at) >= 0) continue;
      stack.set(kept, stack.at(at));
      stack.set(kept + 1, stack.at(at + 1));
      kept += 3;
    }
    this.height = kept;
  }
}

function isHigh(unit: u32): boolean { return unit >= 0xd800 && unit <= 0xdbff; }
function isLow(unit: u32): boolean { return unit >= 0xdc00 && unit <= 0xdfff; }
function pairCode(high: u32, low: u32): u32 { return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00); }
