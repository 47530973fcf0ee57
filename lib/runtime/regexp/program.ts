/**
 * The program that a pattern becomes: a list of integers for the matcher. Registers: two a group, then counters and
 * marks of loops.
 */
import type { i32, u32 } from "../../sys/types.ts";
import type { CharSet } from "./char-set.ts";

export const MATCH = 0;
/** code unit */
export const CHAR = 1;
/** count, code units */
export const CHARS = 2;
/** set, of code units */
export const SET = 3;
/** set, of code points that may be two units */
export const POINTS = 4;
/** min, max (-1: none), set: as many units as possible, and fewer if what follows fails */
export const MANY = 5;
/** As MANY, but never fewer: what follows can't begin with one of the set. */
export const MANY_ALL = 6;
/** As MANY, with code points. */
export const MANY_POINTS = 7;
/** target */
export const JUMP = 8;
/** target of the second choice; the first is what follows */
export const SPLIT = 9;
/** target of the first choice; the second is what follows */
export const SPLIT_AWAY = 10;
/** register */
export const SAVE = 11;
export const START = 12;
export const END = 13;
export const LINE_START = 14;
export const LINE_END = 15;
/** negative, with the letters that fold to word characters */
export const BOUNDARY = 16;
/** fold, number of groups, groups */
export const BACKREF = 17;
/** negative, where to go on, first and last register of the groups inside; then the body up to MATCH */
export const LOOK = 18;
/** register */
export const MARK = 19;
/** first and last register: set to -1 */
export const RESET = 20;
/** register: fails if the position is the marked one */
export const NOT_EMPTY = 21;
/** register: set to 0 */
export const COUNT_ZERO = 22;
/** counter, min, max (-1: none), greedy, where to go when enough */
export const COUNT_LOOP = 23;
/** counter, mark, min: one more; fails if an optional round was empty */
export const COUNT_NEXT = 24;
// What reads backward, in lookbehind.
export const CHAR_BACK = 25;
export const SET_BACK = 26;
export const POINTS_BACK = 27;
export const BACKREF_BACK = 28;

/** A name and its groups' numbers: several when alternatives use it again. */
export interface NamedGroup { readonly name: string; readonly groups: readonly u32[] }

export interface RegExpProgram {
  readonly code: Int32Array;
  readonly sets: readonly CharSet[];
  readonly registerCount: u32;
  readonly groupCount: u32;
  readonly names: readonly NamedGroup[];
  readonly unicode: boolean;
  /** The code unit that every match begins with, or -1. */
  readonly firstUnit: i32;
  /** Which of the sets has all the code units that a match can begin with; -1: not known, or `firstUnit` says it. */
  readonly firstSet: i32;
  /** Matches can begin only at the start of the text. */
  readonly anchored: boolean;
}
