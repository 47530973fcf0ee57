/** Character classes: `[…]`, `\d \w \s` and `\p{…}`, as sorted ranges. */
import { DIGIT, invertRanges, RangeList, SPACE } from "./char-set.ts";
import type { PatternReader } from "./reader.ts";
import { unicodeProperty } from "./unicode-property.ts";

export class ClassParser {
  private readonly reader: PatternReader;
  constructor(reader: PatternReader) { this.reader = reader; }

  /**
   * From the opening bracket to the closing one. The complement is not taken: folding comes before it. `words` is what
   * \w means.
   */
  parse(words: readonly number[]): { readonly ranges: number[]; readonly negative: boolean } {
    const reader = this.reader;
    reader.advance();
    const negative = reader.skip(94);
    const list = new RangeList();
    while (!reader.skip(93)) {
      if (reader.peek() < 0) throw reader.error("Unterminated character class");
      const first = this.atom(list, words);
      if (reader.peek() !== 45 || reader.peekAt(1) === 93 || reader.peekAt(1) < 0) {
        if (first >= 0) list.add(first, first);
        continue;
      }
      reader.advance();
      const last = this.atom(list, words);
      if (first < 0 || last < 0) { // a class as an end of a range
        if (reader.unicode) throw reader.error("Invalid character class");
        if (first >= 0) list.add(first, first);
        if (last >= 0) list.add(last, last);
        list.add(45, 45);
      } else {
        if (first > last) throw reader.error("Range out of order in character class");
        list.add(first, last);
      }
    }
    return { ranges: list.sorted(), negative };
  }

  /** One character, or -1 for a class, which is added. */
  private atom(list: RangeList, words: readonly number[]): number {
    const reader = this.reader;
    if (reader.peek() < 0) throw reader.error("Unterminated character class");
    if (reader.peek() !== 92) return reader.next();
    if (reader.peekAt(1) === 98) { reader.advance(2); return 8; }
    const ranges = this.classEscape(true, words);
    if (ranges === undefined) return reader.characterEscape(true);
    list.addAll(ranges);
    return -1;
  }

  /** At \d, \D, \s, \S, \w, \W, \p{…}, \P{…}: reads it. */
  classEscape(inClass: boolean, words: readonly number[]): number[] | undefined {
    const reader = this.reader;
    const code = reader.peekAt(1);
    switch (code) {
      case 100: reader.advance(2); return DIGIT.slice();
      case 68: reader.advance(2); return invertRanges(DIGIT);
      case 115: reader.advance(2); return SPACE.slice();
      case 83: reader.advance(2); return invertRanges(SPACE);
      case 119: reader.advance(2); return words.slice();
      case 87: reader.advance(2); return invertRanges(words);
    }
    if ((code !== 112 && code !== 80) || !reader.unicode) return undefined;
    reader.advance(2);
    const name = reader.bracedText();
    const ranges = name === undefined ? undefined : unicodeProperty(name);
    if (ranges === undefined) throw reader.error(inClass ? "Invalid property name in character class" : "Invalid property name");
    return code === 80 ? invertRanges(ranges) : ranges;
  }
}
