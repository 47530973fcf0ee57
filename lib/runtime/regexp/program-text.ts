/**
 * A program as a text: so it lies in the image for a literal. Numbers to the base 128, lowest digit first, each but the
 * last with 128 added; what is written is one more than the number, since -1 occurs. A unit is one byte in the image.
 * Bounds of sets are differences to the bound before.
 */
import type { i32, u32 } from "../../sys/types.ts";
import { CharSet } from "./char-set.ts";
import type { NamedGroup, RegExpProgram } from "./program.ts";

const UNICODE = 1;
const ANCHORED = 2;

export function emitProgramText(program: RegExpProgram): string {
  let text = "";
  const put = (value: number): void => {
    let rest = value + 1;
    for (; rest > 127; rest = Math.floor(rest / 128)) text += String.fromCharCode(128 + rest % 128);
    text += String.fromCharCode(rest);
  };
  const putAll = (values: ArrayLike<number>): void => {
    put(values.length);
    for (let i = 0; i < values.length; i++) put(values[i]!);
  };
  for (const value of [program.registerCount, program.groupCount, (program.unicode ? UNICODE : 0) + (program.anchored ? ANCHORED : 0), program.firstUnit, program.firstSet]) put(value);
  putAll(program.code);
  put(program.sets.length);
  for (const set of program.sets) putAll(set.ranges.map((bound, i) => bound - (i === 0 ? 0 : set.ranges[i - 1]!)));
  put(program.names.length);
  for (const { name, groups } of program.names) {
    putAll(Array.from({ length: name.length }, (_, i) => name.charCodeAt(i)));
    putAll(groups);
  }
  return text;
}

/** The inverse; `text` is from `emitProgramText`. */
export function parseProgramText(text: string): RegExpProgram { return new ProgramReader(text).program(); }

class ProgramReader {
  private readonly text: string;
  private position: u32 = 0;
  constructor(text: string) { this.text = text; }

  program(): RegExpProgram {
    const registerCount: u32 = this.count(), groupCount: u32 = this.count(), facts = this.number();
    const firstUnit = this.number(), firstSet = this.number();
    const code = new Int32Array(this.count());
    for (let i: u32 = 0; i < code.length; i++) code[i] = this.number();
    const sets: CharSet[] = [];
    for (let left: u32 = this.count(); left > 0; left--) sets.push(this.set());
    const names: NamedGroup[] = [];
    for (let left: u32 = this.count(); left > 0; left--) names.push(this.name());
    return { code, sets, registerCount, groupCount, names, unicode: (facts & UNICODE) !== 0, firstUnit, firstSet, anchored: (facts & ANCHORED) !== 0 };
  }

  private set(): CharSet {
    const ranges: number[] = [];
    let bound: i32 = 0;
    for (let left: u32 = this.count(); left > 0; left--) {
      bound = bound + this.number();
      ranges.push(bound);
    }
    return new CharSet(ranges);
  }

  private name(): NamedGroup {
    let name = "";
    for (let left: u32 = this.count(); left > 0; left--) name += String.fromCharCode(this.number());
    const groups: u32[] = [];
    for (let left: u32 = this.count(); left > 0; left--) groups.push(this.count());
    return { name, groups };
  }

  private count(): u32 { return this.number() >>> 0; }

  private number(): i32 {
    let value: u32 = 0;
    let shift: u32 = 0;
    for (;;) {
      const digit = this.text.charCodeAt(this.position) >>> 0;
      this.position++;
      value = (value | ((digit & 127) << shift)) >>> 0;
      if (digit < 128) return (value - 1) | 0;
      shift += 7;
    }
  }
}
