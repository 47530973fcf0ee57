/**
 * The backtracking matcher. Choices, and old values of registers, are on a stack of integers:
 *   code address, position, 0        a choice to go on with
 *   address + RANGE, position, min   a greedy loop of one character: may give back down to `min`
 *   -1 - register, old value, 0      undo
 */
import type { i32, u32 } from "../../sys/types.ts";
import { Units } from "../units.ts";
import { isLineTerminator, isWordCode, skipUnits, type CharSet } from "./char-set.ts";
import { anyCaseForm, foldCode } from "./fold.ts";
import {
  ANY, ANY_ALL, BACKREF, BACKWARD, BOUNDARY, CHAR, CHAR_FOLD, COUNT_LOOP, COUNT_NEXT, COUNT_ZERO, END, GREEDY,
  JUMP, LINE_END, LINE_START, LOOK, MARK, MATCH, NOT_EMPTY, RESET, SAVE, SET, SET_FOLD, SPLIT, SPLIT_AWAY, START, ANY_ALL_BACK, ANY_BACK, BACKREF_BACK, CHAR_BACK, CHAR_FOLD_BACK, SET_BACK, SET_FOLD_BACK,
  type RegExpProgram,
} from "./program.ts";

const RANGE = 0x4000_0000;
const FIRST_STACK = 96;

export class Matcher {
  /** Two a group: start and end, or -1; then the loops' registers. */
  registers: Int32Array;
  private readonly code: Int32Array;
  private readonly sets: readonly CharSet[];
  private readonly unicode: boolean;
  readonly program: RegExpProgram;
  private units: Units = new Units("");
  private end: u32 = 0;
  private stack: Int32Array = new Int32Array(FIRST_STACK);
  private height: u32 = 0;

  constructor(program: RegExpProgram) {
    this.program = program;
    this.code = program.code;
    this.sets = program.sets;
    this.unicode = program.unicode;
    this.registers = new Int32Array(program.registerCount);
  }

  /** Looks for a match that begins at `from` or later (`sticky`: exactly there). Groups are in `registers`. */
  search(text: string, from: u32, sticky: boolean): boolean {
    const units = new Units(text);
    this.units = units;
    this.end = text.length;
    const unit = this.program.firstUnit, first = this.program.firstSet < 0 ? undefined : this.sets[this.program.firstSet];
    if (this.program.anchored && from > 0 && !sticky) return false;
    const registers = this.registers;
    for (let i: u32 = 0; i < registers.length; i++) registers[i] = -1;
    this.height = 0; // an attempt that fails leaves both as they were
    for (let start: u32 = from; start <= this.end; start++) {
      if (unit >= 0 && !sticky) {
        while (start < this.end && units.at(start) !== (unit >>> 0)) start++;
        if (start >= this.end) return false;
      } else if (first !== undefined && !sticky) {
        start = skipUnits(first, true, units, start, this.end);
        if (start >= this.end) return false;
      }
      const found = this.run(0, start);
      if (found >= 0) {
        this.registers[0] = start;
        this.registers[1] = found;
        return true;
      }
      if (sticky || this.program.anchored) return false;
      if (this.unicode && start + 1 < this.end && isHigh(units.at(start)) && isLow(units.at(start + 1))) start++;
    }
    return false;
  }

  private push(a: i32, b: i32, c: i32): void {
    if (this.height + 3 > this.stack.length) {
      const bigger = new Int32Array(this.stack.length * 2);
      bigger.set(this.stack);
      this.stack = bigger;
    }
    const stack = this.stack;
    const at = this.height;
    stack[at] = a;
    stack[at + 1] = b;
    stack[at + 2] = c;
    this.height = at + 3;
  }

  private setRegister(register: u32, value: i32): void {
    this.push(-1 - register, this.registers[register]!, 0);
    this.registers[register] = value;
  }

  /** Runs from an address and position to MATCH; the end position, or -1. Undoes down to the stack's height at entry. */
  private run(address: u32, position: u32): i32 {
    const code = this.code;
    const units = this.units;
    const base = this.height;
    let pc: u32 = address;
    let at: i32 = position | 0;
    for (;;) {
      let ok = true;
      switch (code[pc]!) {
        case MATCH: return at;
        case CHAR:
          if (!this.unicode) { // the usual case
            ok = at < this.end && units.at(at >>> 0) === (code[pc + 1]! >>> 0);
            at = at + 1;
            pc = pc + 2;
            break;
          }
          at = this.step(pc, at);
          ok = at >= 0;
          pc = pc + 2;
          break;
        case CHAR_FOLD: case SET: case CHAR_BACK: case CHAR_FOLD_BACK: case SET_BACK:
          at = this.step(pc, at);
          ok = at >= 0;
          pc = pc + 2;
          break;
        case ANY: case ANY_ALL: case ANY_BACK: case ANY_ALL_BACK:
          at = this.step(pc, at);
          ok = at >= 0;
          pc = pc + 1;
          break;
        case SET_FOLD: case SET_FOLD_BACK:
          at = this.step(pc, at);
          ok = at >= 0;
          pc = pc + 3;
          break;
        case JUMP: pc = code[pc + 1]! >>> 0; break;
        case SPLIT:
          this.push(code[pc + 1]!, at, 0);
          pc = pc + 2;
          break;
        case SPLIT_AWAY:
          this.push(pc + 2, at, 0);
          pc = code[pc + 1]! >>> 0;
          break;
        case SAVE: case MARK:
          this.setRegister(code[pc + 1]! >>> 0, at);
          pc = pc + 2;
          break;
        case START: ok = at === 0; pc = pc + 1; break;
        case END: ok = at === this.end; pc = pc + 1; break;
        case LINE_START: ok = at === 0 || isLineTerminator(units.at((at - 1) >>> 0)); pc = pc + 1; break;
        case LINE_END: ok = at === this.end || isLineTerminator(units.at(at >>> 0)); pc = pc + 1; break;
        case BOUNDARY: {
          const fold = code[pc + 2] === 1;
          const boundary = this.isWordAt(at - 1, fold) !== this.isWordAt(at, fold);
          ok = boundary === (code[pc + 1] === 0);
          pc = pc + 3;
          break;
        }
        case BACKREF: case BACKREF_BACK:
          at = this.backReference(pc, at);
          ok = at >= 0;
          pc = pc + 3 + (code[pc + 2]! >>> 0);
          break;
        case LOOK:
          ok = this.look(pc, at >>> 0);
          pc = code[pc + 2]! >>> 0;
          break;
        case RESET:
          for (let register: u32 = code[pc + 1]! >>> 0; register <= code[pc + 2]!; register++) if (this.registers[register] !== -1) this.setRegister(register, -1);
          pc = pc + 3;
          break;
        case NOT_EMPTY: ok = this.registers[code[pc + 1]!] !== at; pc = pc + 2; break;
        case COUNT_ZERO:
          this.setRegister(code[pc + 1]! >>> 0, 0);
          pc = pc + 2;
          break;
        case COUNT_LOOP: pc = this.countLoop(pc, at); break;
        case COUNT_NEXT: {
          const counter: u32 = code[pc + 1]! >>> 0;
          const count = this.registers[counter]! + 1;
          ok = count <= code[pc + 3]! || this.registers[code[pc + 2]!] !== at;
          this.setRegister(counter, count);
          pc = pc + 4;
          break;
        }
        case GREEDY: {
          at = this.greedy(pc, at);
          ok = at >= 0;
          pc = pc + 4 + (code[pc + 3]! >>> 0);
          break;
        }
        default: throw new Error(`no such operation in a regular expression: ${code[pc]!}`);
      }
      if (ok) continue;
      at = this.backtrack(base);
      if (at < 0) return -1;
      pc = this.resumeAt;
    }
  }

  private resumeAt: u32 = 0;

  /** Back to the last choice above `base`: its position, its address in `resumeAt`; -1: none is left. */
  private backtrack(base: u32): i32 {
    const stack = this.stack;
    while (this.height > base) {
      const top: u32 = this.height - 3;
      const what = stack[top]!;
      const position = stack[top + 1]!;
      if (what < 0) {
        this.registers[-1 - what] = position;
        this.height = top;
      } else if (what < RANGE) {
        this.height = top;
        this.resumeAt = what >>> 0;
        return position;
      } else {
        this.resumeAt = (what - RANGE) >>> 0;
        let back = position - 1;
        if (this.unicode && back > stack[top + 2]! && isLow(this.units.at(back >>> 0)) && isHigh(this.units.at((back - 1) >>> 0))) back--;
        if (back > stack[top + 2]!) stack[top + 1] = back;
        else this.height = top;
        return back;
      }
    }
    return -1;
  }

  /** One character by the operation at `pc`: the position after it, or -1. */
  private step(pc: u32, at: i32): i32 {
    const units = this.units;
    const what = this.code[pc]!;
    let character: u32;
    let next: i32;
    if (what < BACKWARD) {
      if (at >= this.end) return -1;
      character = units.at(at >>> 0);
      next = at + 1;
      if (this.unicode && isHigh(character) && next < this.end) {
        const low = units.at(next >>> 0);
        if (isLow(low)) { character = pairCode(character, low); next++; }
      }
    } else {
      if (at <= 0) return -1;
      next = at - 1;
      character = units.at(next >>> 0);
      if (this.unicode && isLow(character) && next > 0) {
        const high = units.at((next - 1) >>> 0);
        if (isHigh(high)) { character = pairCode(high, character); next--; }
      }
    }
    return this.accepts(pc, what & (BACKWARD - 1), character) ? next : -1;
  }

  private accepts(pc: u32, what: i32, character: u32): boolean {
    switch (what) {
      case CHAR: return character === this.code[pc + 1];
      case CHAR_FOLD: return foldCode(character, this.unicode) === this.code[pc + 1];
      case ANY: return !isLineTerminator(character);
      case ANY_ALL: return true;
      case SET: return this.sets[this.code[pc + 1]!]!.has(character);
    }
    const set = this.sets[this.code[pc + 1]!]!;
    return anyCaseForm(character, this.unicode, (form) => set.has(form)) === (this.code[pc + 2] === 0);
  }

  /** As many as possible; the choice to take fewer goes on the stack. */
  private greedy(pc: u32, from: i32): i32 {
    const min = this.code[pc + 1]!, max = this.code[pc + 2]!;
    const single: u32 = pc + 4;
    const after = pc + 4 + this.code[pc + 3]!;
    let at = from;
    let least = from;
    let count: i32 = 0;
    if (this.code[single] === SET && !this.unicode) {
      // the usual case: \d+, [^"]*
      const most: u32 = max < 0 || max > this.end - from ? this.end : (from + max) >>> 0;
      at = skipUnits(this.sets[this.code[single + 1]!]!, false, this.units, from >>> 0, most) | 0;
      count = at - from;
      least = from + min;
    } else while (count !== max) {
      const next = this.step(single, at);
      if (next < 0) break;
      at = next;
      count++;
      if (count === min) least = at;
    }
    if (count < min) return -1;
    if (at > least) this.push(after + RANGE, at, least);
    return at;
  }

  private countLoop(pc: u32, at: i32): u32 {
    const code = this.code;
    const count = this.registers[code[pc + 1]!]!;
    const max = code[pc + 3]!;
    const exit: u32 = code[pc + 5]! >>> 0;
    const body: u32 = pc + 6;
    if (count < code[pc + 2]!) return body;
    if (max >= 0 && count >= max) return exit;
    if (code[pc + 4] === 1) {
      this.push(exit | 0, at, 0);
      return body;
    }
    this.push(body | 0, at, 0);
    return exit;
  }

  private isWordAt(at: i32, fold: boolean): boolean {
    if (at < 0 || at >= this.end) return false;
    const character = this.units.at(at >>> 0);
    return isWordCode(character) || (fold && (character === 0x17f || character === 0x212a));
  }

  private backReference(pc: u32, from: i32): i32 {
    const code = this.code;
    const backward = code[pc]! >= BACKWARD;
    const fold = code[pc + 1] === 1;
    let start: i32 = -1, end: i32 = -1;
    for (let i: u32 = 0; i < code[pc + 2]!; i++) {
      const group = code[pc + 3 + i]!;
      if (this.registers[2 * group]! >= 0 && this.registers[2 * group + 1]! >= 0) {
        start = this.registers[2 * group]!;
        end = this.registers[2 * group + 1]!;
      }
    }
    if (start < 0) return from;
    const length = end - start;
    const at = backward ? from - length : from;
    if (at < 0 || at + length > this.end) return -1;
    for (let i: i32 = 0; i < length; i++) {
      const a = this.units.at((start + i) >>> 0), b = this.units.at((at + i) >>> 0);
      if (a !== b && !(fold && foldCode(a, this.unicode) === foldCode(b, this.unicode))) return -1;
    }
    return backward ? at : at + length;
  }

  /** Runs the body of a lookaround; what it captured stays, with undo entries, if it is positive. */
  private look(pc: u32, at: u32): boolean {
    const code = this.code;
    const negative = code[pc + 1] === 1;
    const first: u32 = code[pc + 3]! >>> 0;
    const count: i32 = code[pc + 4]! - code[pc + 3]! + 1;
    const before: number[] = [];
    for (let i: i32 = 0; i < count; i++) before.push(this.registers[first + i]!);
    const height = this.height;
    const found = this.run(pc + 5, at) >= 0;
    if (!found) return negative;
    const inside: number[] = [];
    for (let i: i32 = 0; i < count; i++) inside.push(this.registers[first + i]!);
    this.unwind(height);
    if (negative) return false;
    for (let i: i32 = 0; i < count; i++) if (inside[i] !== before[i]) this.setRegister(first + i, inside[i]!);
    return true;
  }

  /** Drops what is on the stack above `height`, and undoes it. */
  private unwind(height: u32): void {
    while (this.height > height) {
      const top: u32 = this.height - 3;
      if (this.stack[top]! < 0) this.registers[-1 - this.stack[top]!] = this.stack[top + 1]!;
      this.height = top;
    }
  }
}

function isHigh(unit: u32): boolean { return unit >= 0xd800 && unit <= 0xdbff; }
function isLow(unit: u32): boolean { return unit >= 0xdc00 && unit <= 0xdfff; }
function pairCode(high: u32, low: u32): u32 { return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00); }
