/**
 * The program that a pattern becomes: a list of integers for the matcher. Registers: two a group, then counters and
 * marks of loops. What reads backward (lookbehind) has its code plus BACKWARD.
 */
import type { i32, u32 } from "../../sys/types.ts";
import type { CharSet } from "./char-set.ts";

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
