/** Reads a pattern: code points, escapes, names, and what needs a look ahead. */
import type { u32 } from "../../sys/types.ts";

export class PatternReader {
  position: number = 0;
  /** `\k` is a reference to a name. */
  namedGroups: boolean = false;
  readonly unicode: boolean;
  private readonly source: string;
  private readonly flags: string;

  constructor(source: string, flags: string, unicode: boolean) {
    this.source = source;
    this.flags = flags;
    this.unicode = unicode;
  }

  error(message: string): SyntaxError { return new SyntaxError(`Invalid regular expression: /${this.source}/${this.flags}: ${message}`); }

  /** The code unit at the position, or -1. */
  peek(): number { return this.peekAt(0); }
  peekAt(offset: number): number {
    const at = this.position + offset;
    return at < this.source.length ? this.source.charCodeAt(at) : -1;
  }
  advance(units: number = 1): void { this.position += units; }
  skip(code: number): boolean {
    if (this.peek() !== code) return false;
    this.position++;
    return true;
  }
  /** The next character: a code point with `u`, else a code unit. */
  next(): number {
    const code = this.unicode ? this.source.codePointAt(this.position)! : this.source.charCodeAt(this.position);
    this.position += code > 0xffff ? 2 : 1;
    return code;
  }
  sourceHas(text: string, at: number): boolean { return this.source.startsWith(text, at); }

  /** Counts capturing groups in the whole pattern, and tells whether any has a name. */
  countGroups(): { readonly groups: u32; readonly named: boolean } {
    let groups: u32 = 0;
    let named = false;
    let inClass = false;
    for (let i = 0; i < this.source.length; i++) {
      const code = this.source.charCodeAt(i);
      if (code === 92) i++;
      else if (inClass) inClass = code !== 93;
      else if (code === 91) inClass = true;
      else if (code === 40) {
        if (this.source.charCodeAt(i + 1) !== 63) groups++;
        else if (this.source.charCodeAt(i + 2) === 60 && this.source.charCodeAt(i + 3) !== 61 && this.source.charCodeAt(i + 3) !== 33) { groups++; named = true; }
      }
    }
    return { groups, named };
  }

  /** At "(?=", "(?!", "(?<=" or "(?<!": which; reads it. */
  lookaround(): { readonly ahead: boolean; readonly negative: boolean } | undefined {
    const at = this.position;
    if (!this.sourceHas("(?", at)) return undefined;
    const ahead = this.peekAt(2) !== 60;
    const sign = ahead ? this.peekAt(2) : this.peekAt(3);
    if (sign !== 61 && sign !== 33) return undefined;
    this.advance(ahead ? 3 : 4);
    return { ahead, negative: sign === 33 };
  }

  /** `{n}`, `{n,}` or `{n,m}` at the position, without reading it; undefined: something else. */
  quantifierBraces(): { readonly min: number; readonly max: number; readonly end: number } | undefined {
    let at = this.position + 1;
    const number = (): number => {
      const start = at;
      while (isDigit(this.source.charCodeAt(at))) at++;
      return at === start ? -1 : Number(this.source.slice(start, at));
    };
    const min = number();
    if (min < 0) return undefined;
    let max = min;
    if (this.source.charCodeAt(at) === 44) {
      at++;
      max = number();
      if (max < 0) max = Infinity;
    }
    return this.source.charCodeAt(at) === 125 ? { min, max, end: at + 1 } : undefined;
  }

  /** At `\1` …: the group, when there is one (or must be one, with `u`). Reads it only then. */
  decimalReference(groups: u32): number | undefined {
    let at = this.position + 1;
    while (isDigit(this.source.charCodeAt(at))) at++;
    const value = Number(this.source.slice(this.position + 1, at));
    if (value <= groups) {
      this.position = at;
      return value;
    }
    if (this.unicode) throw this.error("Invalid escape");
    return undefined;
  }

  /** A name and its closing `>`. */
  groupName(message: string): string {
    let name = "";
    for (;;) {
      if (this.peek() < 0) throw this.error(message);
      let code = this.source.codePointAt(this.position)!;
      this.position += code > 0xffff ? 2 : 1;
      if (code === 62) break;
      if (code === 92) {
        if (!this.skip(117)) throw this.error("Invalid Unicode escape");
        code = this.unicodeEscape(true);
        if (code < 0) throw this.error("Invalid Unicode escape");
      }
      if (!isNameCode(code, name === "")) throw this.error(message);
      name += String.fromCodePoint(code);
    }
    if (name === "") throw this.error(message);
    return name;
  }

  /** A character escape, from the backslash on: the code it stands for. */
  characterEscape(inClass: boolean): number {
    this.advance();
    const code = this.peek();
    if (code < 0) throw this.error("\\ at end of pattern");
    switch (code) {
      case 116: this.advance(); return 9;
      case 110: this.advance(); return 10;
      case 118: this.advance(); return 11;
      case 102: this.advance(); return 12;
      case 114: this.advance(); return 13;
      case 99: return this.controlEscape(inClass);
      case 120: return this.hexEscape();
      case 117: {
        this.advance();
        const value = this.unicodeEscape(this.unicode);
        if (value >= 0) return value;
        if (this.unicode) throw this.error("Invalid Unicode escape");
        return 117;
      }
    }
    if (isDigit(code)) return this.octalEscape(code);
    if (!this.unicode) {
      if (code === 107 && this.namedGroups) throw this.error("Invalid named reference");
      return this.next();
    }
    if ("^$\\.*+?()[]{}|/".includes(String.fromCharCode(code)) || (inClass && code === 45)) { this.advance(); return code; }
    throw this.error("Invalid escape");
  }

  /** \cA; without a letter the backslash stands for itself. */
  private controlEscape(inClass: boolean): number {
    const letter = this.peekAt(1);
    const lower = letter | 32;
    if ((lower >= 97 && lower <= 122) || (inClass && !this.unicode && (isDigit(letter) || letter === 95))) {
      this.advance(2);
      return letter & 31;
    }
    if (this.unicode) throw this.error("Invalid Unicode escape");
    return 92;
  }

  private hexEscape(): number {
    const high = hexValue(this.peekAt(1)), low = hexValue(this.peekAt(2));
    this.advance();
    if (high >= 0 && low >= 0) {
      this.advance(2);
      return high * 16 + low;
    }
    if (this.unicode) throw this.error("Invalid escape");
    return 120;
  }

  /** \0, and octal numbers where they are allowed. */
  private octalEscape(first: number): number {
    if (this.unicode) {
      if (first !== 48 || isDigit(this.peekAt(1))) throw this.error("Invalid decimal escape");
      this.advance();
      return 0;
    }
    if (first >= 56) { // \8 and \9 are themselves
      this.advance();
      return first;
    }
    let value = 0;
    for (let digits = 0; digits < 3; digits++) {
      const digit = this.peek() - 48;
      if (!(digit >= 0 && digit <= 7) || value * 8 + digit > 255) break;
      value = value * 8 + digit;
      this.advance();
    }
    return value;
  }

  /** After `\u`: four digits, braces or (with `pairs`) a surrogate pair; -1 and nothing read if it is none of them. */
  unicodeEscape(pairs: boolean): number {
    const start = this.position;
    if (pairs && this.skip(123)) {
      let value = 0;
      let digits = 0;
      for (; hexValue(this.peek()) >= 0; this.advance()) {
        value = value * 16 + hexValue(this.peek());
        digits++;
        if (value > 0x10ffff) break;
      }
      if (digits > 0 && value <= 0x10ffff && this.skip(125)) return value;
      this.position = start;
      return -1;
    }
    const first = this.fourDigits();
    if (first < 0 || !pairs || first < 0xd800 || first > 0xdbff || !this.sourceHas("\\u", this.position)) return first;
    const middle = this.position;
    this.advance(2);
    const second = this.fourDigits();
    if (second >= 0xdc00 && second <= 0xdfff) return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    this.position = middle;
    return first;
  }

  private fourDigits(): number {
    let value = 0;
    for (let i = 0; i < 4; i++) {
      const digit = hexValue(this.peekAt(i));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    this.advance(4);
    return value;
  }

  /** The text up to the closing brace of `\p{…}`, which is read. */
  bracedText(): string | undefined {
    if (!this.skip(123)) return undefined;
    const end = this.source.indexOf("}", this.position);
    if (end < 0) return undefined;
    const text = this.source.slice(this.position, end);
    this.position = end + 1;
    return text;
  }
}

function isDigit(code: number): boolean { return code >= 48 && code <= 57; }
function hexValue(code: number): number {
  if (isDigit(code)) return code - 48;
  const lower = code | 32;
  return code > 0 && lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
/** Identifier characters; beyond ASCII anything that has case or is a letter by the usual ranges. */
function isNameCode(code: number, first: boolean): boolean {
  const lower = code | 32;
  if ((lower >= 97 && lower <= 122 && code < 128) || code === 36 || code === 95) return true;
  if (isDigit(code)) return !first;
  return code >= 0xaa && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code <= 0x206f && code !== 0x200c && code !== 0x200d);
}
