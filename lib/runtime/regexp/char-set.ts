/** Sets of code points as sorted ranges, with a table for Latin-1. */
import { isCompiled, load8 } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { typedAddress } from "../typed-array.ts";

export const LAST_CODE_POINT = 0x10ffff;

/** Collects ranges and makes them a set. */
export class RangeList {
  /** First, last, first, last …: in any order until `sorted()`. */
  private ranges: number[] = [];

  add(first: number, last: number): void { this.ranges.push(first, last); }
  addAll(ranges: readonly number[]): void { for (let i: u32 = 0; i < ranges.length; i++) this.ranges.push(ranges[i]!); }

  /** The ranges in order, without overlaps. */
  sorted(): number[] {
    const pairs: [number, number][] = [];
    for (let i: u32 = 0; i < this.ranges.length; i += 2) pairs.push([this.ranges[i]!, this.ranges[i + 1]!]);
    pairs.sort((a, b) => a[0] - b[0]);
    const result: number[] = [];
    for (const [first, last] of pairs) {
      const previous = result.length - 1;
      if (previous > 0 && first <= result[previous]! + 1) {
        if (last > result[previous]!) result[previous] = last;
      } else {
        result.push(first, last);
      }
    }
    return result;
  }
}

/** The complement of sorted ranges. */
export function invertRanges(ranges: readonly number[]): number[] {
  const result: number[] = [];
  let from = 0;
  for (let i: u32 = 0; i < ranges.length; i += 2) {
    if (ranges[i]! > from) result.push(from, ranges[i]! - 1);
    from = ranges[i + 1]! + 1;
  }
  if (from <= LAST_CODE_POINT) result.push(from, LAST_CODE_POINT);
  return result;
}

export class CharSet {
  readonly ranges: readonly number[];
  /** 1 for the members below 256. */
  private readonly latin1: Uint8Array = new Uint8Array(256);
  private readonly table: usize = isCompiled() ? typedAddress(this.latin1) : 0;
  constructor(sorted: readonly number[]) {
    this.ranges = sorted;
    for (let i: u32 = 0; i < sorted.length; i += 2) {
      for (let code = sorted[i]!; code <= sorted[i + 1]! && code < 256; code++) this.latin1[code] = 1;
    }
  }

  has(code: u32): boolean {
    "use inline";
    if (code < 256) return isCompiled() ? load8(this.table + code) !== 0 : this.latin1[code] === 1;
    return this.hasWide(code);
  }

  private hasWide(code: u32): boolean {
    const ranges = this.ranges;
    let low: u32 = 0;
    let high: u32 = ranges.length >>> 1;
    while (low < high) {
      const middle: u32 = (low + high) >>> 1;
      if (code > ranges[2 * middle + 1]!) low = middle + 1;
      else if (code < ranges[2 * middle]!) high = middle;
      else return true;
    }
    return false;
  }
}

export const DIGIT: readonly number[] = [48, 57];
export const WORD: readonly number[] = [48, 57, 65, 90, 95, 95, 97, 122];
export const SPACE: readonly number[] = [9, 13, 32, 32, 160, 160, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff];
export const LINE_TERMINATOR: readonly number[] = [10, 10, 13, 13, 0x2028, 0x2029];

export function isLineTerminator(code: u32): boolean { return code === 10 || code === 13 || code === 0x2028 || code === 0x2029; }
export function isWordCode(code: u32): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
