/**
 * Parser of regular expressions (ECMA-262 §22.2.1 with Annex B.1.2). Messages are V8's.
 * Left out: the `v` flag.
 */
import type { u32 } from "../../sys/types.ts";
import { ClassParser } from "./class-parser.ts";
import { CharSet, invertRanges, LINE_TERMINATOR, WORD } from "./char-set.ts";
import { closeOverCase } from "./fold.ts";
import { PatternReader } from "./reader.ts";
import type { ParsedRegExp, RegExpNode } from "./syntax.ts";

/** Parses a pattern; throws a SyntaxError. */
export function parseRegExp(source: string, flags: string): ParsedRegExp { return new Parser(source, flags).parse(); }

const EMPTY: RegExpNode = { kind: "empty" };
function setNode(ranges: readonly number[]): RegExpNode { return { kind: "set", set: new CharSet(ranges) }; }

interface NamedGroup { readonly name: string; readonly groups: u32[]; readonly paths: (readonly number[])[] }

class Parser {
  private readonly reader: PatternReader;
  private readonly classes: ClassParser;
  private readonly unicode: boolean;
  private ignoreCase: boolean;
  private multiline: boolean;
  private dotAll: boolean;
  /** Groups opened so far, with the whole match. */
  private groupCount: u32 = 1;
  /** Capturing groups in the whole pattern: decides what \12 is. */
  private readonly totalGroups: u32;
  private readonly hasNames: boolean;
  private readonly named: NamedGroup[] = [];
  private readonly namedRefs: { readonly name: string; readonly groups: u32[] }[] = [];
  /** Disjunction and alternative, disjunction and alternative … on the way from the root: tells exclusive groups. */
  private readonly path: number[] = [];
  private disjunctions: number = 0;

  constructor(source: string, flags: string) {
    this.unicode = flags.includes("u");
    this.ignoreCase = flags.includes("i");
    this.multiline = flags.includes("m");
    this.dotAll = flags.includes("s");
    this.reader = new PatternReader(source, flags, this.unicode);
    const counted = this.reader.countGroups();
    this.totalGroups = counted.groups;
    this.hasNames = counted.named;
    this.reader.namedGroups = counted.named || this.unicode;
    this.classes = new ClassParser(this.reader);
  }

  parse(): ParsedRegExp {
    const root = this.disjunction();
    if (this.reader.peek() === 41) throw this.reader.error("Unmatched ')'");
    for (const reference of this.namedRefs) {
      const group = this.named.find((entry) => entry.name === reference.name);
      if (group === undefined) throw this.reader.error("Invalid named capture referenced");
      for (const index of group.groups) reference.groups.push(index);
    }
    return { root, groupCount: this.groupCount, names: this.named };
  }

  private disjunction(): RegExpNode {
    const items: RegExpNode[] = [];
    this.path.push(this.disjunctions++, 0);
    do {
      items.push(this.alternative());
      this.path[this.path.length - 1]!++;
    } while (this.reader.skip(124));
    this.path.length -= 2;
    return items.length === 1 ? items[0]! : { kind: "alternation", items };
  }

  private alternative(): RegExpNode {
    const items: RegExpNode[] = [];
    for (;;) {
      const code = this.reader.peek();
      if (code < 0 || code === 124 || code === 41) break;
      items.push(this.term(code));
    }
    return items.length === 0 ? EMPTY : items.length === 1 ? items[0]! : { kind: "sequence", items };
  }

  private term(code: number): RegExpNode {
    const reader = this.reader;
    const firstGroup = this.groupCount;
    let atom: RegExpNode;
    let quantifiable = true;
    switch (code) {
      case 94: reader.advance(); return { kind: "start", multiline: this.multiline };
      case 36: reader.advance(); return { kind: "end", multiline: this.multiline };
      case 40: {
        const look = reader.lookaround();
        if (look !== undefined) {
          atom = this.look(look.ahead, look.negative, firstGroup);
          quantifiable = look.ahead && !this.unicode;
        } else {
          atom = this.group();
        }
        break;
      }
      case 46: reader.advance(); atom = setNode(invertRanges(this.dotAll ? [] : LINE_TERMINATOR)); break;
      case 91: {
        const parsed = this.classes.parse(this.words());
        atom = this.set(parsed.ranges, parsed.negative);
        break;
      }
      case 92: {
        const next = reader.peekAt(1);
        if (next === 98 || next === 66) { reader.advance(2); return { kind: "boundary", negative: next === 66, fold: this.ignoreCase && this.unicode }; }
        atom = this.escape();
        break;
      }
      case 42: case 43: case 63: throw reader.error("Nothing to repeat");
      case 123:
        if (reader.quantifierBraces() !== undefined) throw reader.error("Nothing to repeat");
        if (this.unicode) throw reader.error("Lone quantifier brackets");
        reader.advance();
        atom = this.char(123);
        break;
      case 125: case 93:
        if (this.unicode) throw reader.error("Lone quantifier brackets");
        reader.advance();
        atom = this.char(code);
        break;
      default: atom = this.char(reader.next());
    }
    return this.quantified(atom, quantifiable, firstGroup);
  }

  private char(code: number): RegExpNode {
    if (!this.ignoreCase) return { kind: "char", code: code >>> 0 };
    const forms = closeOverCase([code, code], this.unicode);
    return forms.length === 2 && forms[0] === forms[1] ? { kind: "char", code: code >>> 0 } : setNode(forms);
  }
  private set(ranges: readonly number[], negative: boolean): RegExpNode {
    const all = this.ignoreCase ? closeOverCase(ranges, this.unicode) : ranges;
    return setNode(negative ? invertRanges(all) : all);
  }
  /** WordCharacters (§22.2.2.9.3). */
  private words(): readonly number[] { return this.ignoreCase && this.unicode ? closeOverCase(WORD, true) : WORD; }

  private quantified(atom: RegExpNode, quantifiable: boolean, firstGroup: u32): RegExpNode {
    const reader = this.reader;
    let min = 0, max = Infinity;
    const code = reader.peek();
    if (code === 42) reader.advance();
    else if (code === 43) { reader.advance(); min = 1; }
    else if (code === 63) { reader.advance(); max = 1; }
    else if (code === 123) {
      const braces = reader.quantifierBraces();
      if (braces === undefined) {
        if (this.unicode) throw reader.error("Incomplete quantifier");
        return atom;
      }
      reader.position = braces.end;
      min = braces.min;
      max = braces.max;
      if (min > max) throw reader.error("numbers out of order in {} quantifier");
    } else {
      return atom;
    }
    if (!quantifiable) throw reader.error("Invalid quantifier");
    const greedy = !reader.skip(63);
    return { kind: "repeat", body: atom, min, max, greedy, firstGroup, lastGroup: this.groupCount - 1 };
  }

  private look(ahead: boolean, negative: boolean, firstGroup: u32): RegExpNode {
    const body = this.disjunction();
    this.closeGroup();
    return { kind: "look", ahead, negative, body, firstGroup, lastGroup: this.groupCount - 1 };
  }

  private closeGroup(): void {
    if (!this.reader.skip(41)) throw this.reader.error("Unterminated group");
  }

  private group(): RegExpNode {
    const reader = this.reader;
    reader.advance();
    let index: u32 = 0;
    const { ignoreCase, multiline, dotAll } = this;
    if (reader.skip(63)) {
      if (reader.skip(60)) {
        const name = reader.groupName("Invalid capture group name");
        index = this.openGroup();
        this.nameGroup(name, index);
      } else if (!reader.skip(58)) {
        this.modifiers();
      }
    } else {
      index = this.openGroup();
    }
    const body = this.disjunction();
    this.closeGroup();
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
    this.dotAll = dotAll;
    return { kind: "group", index, body };
  }

  private openGroup(): u32 {
    const index = this.groupCount;
    this.groupCount = index + 1;
    return index;
  }

  /** `(?ims-ims:`, after the question mark. */
  private modifiers(): void {
    const reader = this.reader;
    let on = true;
    let seen = "";
    for (;;) {
      const code = reader.peek();
      reader.advance();
      if (code === 45 && on) { on = false; continue; }
      if (code === 58) { if (seen === "") throw reader.error("Invalid flag group"); return; }
      const letter = code < 0 ? "" : String.fromCodePoint(code);
      if (letter === "" || !"ims".includes(letter)) throw reader.error("Invalid group");
      if (seen.includes(letter)) throw reader.error("Repeated flag in flag group");
      seen += letter;
      if (code === 105) this.ignoreCase = on;
      else if (code === 109) this.multiline = on;
      else this.dotAll = on;
    }
  }

  private nameGroup(name: string, index: u32): void {
    const known = this.named.find((entry) => entry.name === name);
    const path = this.path.slice();
    if (known === undefined) { this.named.push({ name, groups: [index], paths: [path] }); return; }
    for (const other of known.paths) if (!exclusive(other, path)) throw this.reader.error("Duplicate capture group name");
    known.groups.push(index);
    known.paths.push(path);
  }

  private escape(): RegExpNode {
    const reader = this.reader;
    const next = reader.peekAt(1);
    if (next >= 49 && next <= 57) {
      const reference = reader.decimalReference(this.totalGroups);
      if (reference !== undefined) return { kind: "backref", groups: [reference >>> 0], name: undefined, fold: this.ignoreCase };
    }
    if (next === 107 && (this.unicode || this.hasNames)) { // \k
      reader.advance(2);
      if (!reader.skip(60)) throw reader.error("Invalid named reference");
      const groups: u32[] = [];
      const name = reader.groupName("Invalid capture group name");
      this.namedRefs.push({ name, groups });
      return { kind: "backref", groups, name, fold: this.ignoreCase };
    }
    const ranges = this.classes.classEscape(false, this.words());
    if (ranges !== undefined) return this.set(ranges, false);
    return this.char(reader.characterEscape(false));
  }
}

/** Do the two lie in different alternatives of one disjunction? */
function exclusive(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i + 1 < a.length && i + 1 < b.length && a[i] === b[i]; i += 2) if (a[i + 1] !== b[i + 1]) return true;
  return false;
}
