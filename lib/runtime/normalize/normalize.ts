/**
 * Unicode normalization forms (UAX #15), for String.prototype.normalize. The tables are texts that are parsed when a
 * text needs them: one without code units from U+00A0 on (for NFC and NFD) is in every form already.
 */
import { CANONICAL_ROWS } from "./canonical-rows.ts";
import { COMPATIBILITY_ROWS } from "./compatibility-rows.ts";
import { MARK_ROWS } from "./mark-rows.ts";

/** Hangul syllables are composed of jamo by arithmetic (Unicode §3.12). */
const SYLLABLES = 0xac00, LEADING = 0x1100, VOWELS = 0x1161, TRAILING = 0x11a7;
const SYLLABLE_COUNT = 11172, LEADING_COUNT = 19, VOWEL_COUNT = 21, TRAILING_COUNT = 28;

class Tables {
  readonly canonical: Map<number, readonly number[]> = new Map<number, readonly number[]>();
  readonly compatibility: Map<number, readonly number[]> = new Map<number, readonly number[]>();
  /** first * 2^21 + second → the two composed. */
  readonly compositions: Map<number, number> = new Map<number, number>();
  /** Ranks of combining classes; others are 0. */
  readonly ranks: Map<number, number> = new Map<number, number>();

  constructor() {
    let point = 0;
    for (const row of CANONICAL_ROWS.split(" ")) {
      const excluded = row.includes("-");
      const [distance = "", ...parts] = row.replace("-", ".").split(".");
      point += distance === "" ? 1 : parseInt(distance, 36);
      const points = parts.map((part) => parseInt(part, 36));
      this.canonical.set(point, points);
      if (!excluded && points.length === 2) this.compositions.set(points[0]! * 0x200000 + points[1]!, point);
    }
    point = 0;
    for (const row of COMPATIBILITY_ROWS.split(" ")) {
      const [distance = "", ...parts] = row.split(".");
      point += distance === "" ? 1 : parseInt(distance, 36);
      this.compatibility.set(point, parts.map((part) => parseInt(part, 36)));
    }
    point = 0;
    for (const row of MARK_ROWS.split(" ")) {
      const [distance = 0, more = 0, rank = 0] = row.split(".").map((part) => parseInt(part, 36));
      point += distance;
      for (let i = 0; i <= more; i++) this.ranks.set(point + i, rank);
      point += more;
    }
  }
}
let tables: Tables | undefined;

export function stringNormalize(self: string, form: string = "NFC"): string {
  const name = String(form);
  if (name !== "NFC" && name !== "NFD" && name !== "NFKC" && name !== "NFKD") throw new RangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD.");
  if (isPlain(self)) return self;
  tables ??= new Tables();
  const points = decompose(tables, self, name.length === 4);
  return textOf(name.endsWith("C") ? compose(tables, points) : points);
}

/** No code unit that any form changes. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0xa0) return false;
  return true;
}

/** Full decomposition, marks in the order of their classes. */
function decompose(t: Tables, text: string, compatible: boolean): number[] {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    addDecomposed(t, point, compatible, points);
  }
  orderMarks(t, points);
  return points;
}

function addDecomposed(t: Tables, point: number, compatible: boolean, points: number[]): void {
  const syllable = point - SYLLABLES;
  if (syllable >= 0 && syllable < SYLLABLE_COUNT) {
    points.push(LEADING + Math.floor(syllable / (VOWEL_COUNT * TRAILING_COUNT)), VOWELS + Math.floor(syllable / TRAILING_COUNT) % VOWEL_COUNT);
    if (syllable % TRAILING_COUNT !== 0) points.push(TRAILING + syllable % TRAILING_COUNT);
    return;
  }
  const parts = (compatible ? t.compatibility.get(point) : undefined) ?? t.canonical.get(point);
  if (parts === undefined) points.push(point);
  else for (const part of parts) addDecomposed(t, part, compatible, points);
}

/** Canonical ordering: each run of marks is sorted by class, stably. */
function orderMarks(t: Tables, points: number[]): void {
  for (let i = 1; i < points.length; i++) {
    const point = points[i]!;
    const rank = t.ranks.get(point) ?? 0;
    if (rank === 0) continue;
    let to = i;
    while (to > 0 && (t.ranks.get(points[to - 1]!) ?? 0) > rank) { points[to] = points[to - 1]!; to--; }
    points[to] = point;
  }
}

/** Canonical composition: each mark joins the last starter, unless one of its class or a higher one stands between. */
function compose(t: Tables, points: readonly number[]): number[] {
  const out: number[] = [];
  let starter = -1;
  let lastRank = 0;
  for (const point of points) {
    const rank = t.ranks.get(point) ?? 0;
    const isBlocked = starter !== out.length - 1 && (lastRank === 0 || lastRank >= rank);
    const joined = starter < 0 || isBlocked ? undefined : composition(t, out[starter]!, point);
    if (joined !== undefined) { out[starter] = joined; continue; }
    if (rank === 0) starter = out.length;
    lastRank = rank;
    out.push(point);
  }
  return out;
}

function composition(t: Tables, first: number, second: number): number | undefined {
  const leading = first - LEADING, vowel = second - VOWELS;
  if (leading >= 0 && leading < LEADING_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) return SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT;
  const syllable = first - SYLLABLES, trailing = second - TRAILING;
  if (syllable >= 0 && syllable < SYLLABLE_COUNT && syllable % TRAILING_COUNT === 0 && trailing > 0 && trailing < TRAILING_COUNT) return first + trailing;
  return t.compositions.get(first * 0x200000 + second);
}

function textOf(points: readonly number[]): string {
  let text = "";
  for (const point of points) text += String.fromCodePoint(point);
  return text;
}
