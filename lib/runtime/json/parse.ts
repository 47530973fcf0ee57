/** JSON.parse (ECMA-262 §25.5.1), with V8's messages. */
import { isCompiled } from "../../sys/intrinsics.ts";
import type { u32 } from "../../sys/types.ts";
import { intern, substring } from "../string.ts";
import { Units } from "../units.ts";

type Reviver = (this: unknown, key: string, value: unknown) => unknown;

export function jsonParse(text: string, reviver?: Reviver): unknown {
  const value = new JsonParser(String(text)).parse();
  if (typeof reviver !== "function") return value;
  return revive({ "": value }, "", reviver);
}

const QUOTE = 34;
const BACKSLASH = 92;
/** How many names are kept, a power of two; each in the place that its hash says. Longer ones would hold too much memory. */
const KEYS = 64;
const LONGEST_KEY = 64;
let keys: string[] | undefined;

class JsonParser {
  private readonly text: string;
  private readonly units: Units;
  private readonly end: u32;
  private at: u32 = 0;
  constructor(text: string) {
    this.text = text;
    this.units = new Units(text);
    this.end = text.length;
  }

  parse(): unknown {
    const value = this.value();
    this.skipSpace();
    if (this.at < this.end) throw this.errorAt("Unexpected non-whitespace character after JSON", "");
    return value;
  }

  private skipSpace(): void {
    const units = this.units;
    while (this.at < this.end) {
      const code = units.at(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private value(): unknown {
    this.skipSpace();
    if (this.at >= this.end) throw this.unexpected();
    const code = this.units.at(this.at);
    switch (code) {
      case QUOTE: return this.string();
      case 123: return this.object();
      case 91: return this.array();
      case 116: this.literal("true"); return true;
      case 102: this.literal("false"); return false;
      case 110: this.literal("null"); return null;
    }
    if (code === 45 || (code >= 48 && code <= 57)) return this.number();
    throw this.unexpected();
  }

  private object(): unknown {
    const object: Record<string, unknown> = {};
    this.at++;
    this.skipSpace();
    if (this.peek(125)) { this.at++; return object; }
    if (!this.peek(QUOTE)) throw this.errorAt("Expected property name or '}'");
    for (;;) {
      const key = this.key();
      this.skipSpace();
      if (!this.peek(58)) throw this.errorAt("Expected ':' after property name");
      this.at++;
      putOwn(object, key, this.value());
      this.skipSpace();
      if (this.peek(125)) { this.at++; return object; }
      if (!this.peek(44)) throw this.errorAt("Expected ',' or '}' after property value");
      this.at++;
      this.skipSpace();
      if (!this.peek(QUOTE)) throw this.errorAt("Expected double-quoted property name");
    }
  }

  private array(): unknown {
    const array: unknown[] = [];
    this.at++;
    this.skipSpace();
    if (this.peek(93)) { this.at++; return array; }
    for (;;) {
      array.push(this.value());
      this.skipSpace();
      if (this.peek(93)) { this.at++; return array; }
      if (!this.peek(44)) throw this.errorAt("Expected ',' or ']' after array element");
      this.at++;
    }
  }

  private peek(code: u32): boolean { return this.at < this.end && this.units.at(this.at) === code; }

  private literal(word: string): void {
    for (let i: u32 = 0; i < word.length; i++) {
      if (this.at >= this.end || this.units.at(this.at) !== word.charCodeAt(i)) throw this.unexpected();
      this.at++;
    }
  }

  private number(): number {
    const text = this.text;
    const start = this.at;
    const negative = this.peek(45);
    if (negative) {
      this.at++;
      if (!this.isDigit()) throw this.errorAt("No number after minus sign");
    }
    const first = this.at;
    if (this.peek(48)) {
      this.at++;
      if (this.isDigit()) throw this.errorAt("Unexpected number");
    }
    let value = 0;
    while (this.isDigit()) {
      value = value * 10 + (this.units.at(this.at) - 48);
      this.at++;
    }
    // Up to 15 digits the sum is exact.
    if (this.at - first <= 15 && !this.peek(46) && !this.peek(101) && !this.peek(69)) return negative ? -value : value;
    if (this.peek(46)) {
      this.at++;
      if (!this.isDigit()) throw this.errorAt("Unterminated fractional number");
      while (this.isDigit()) this.at++;
    }
    if (this.peek(101) || this.peek(69)) {
      this.at++;
      if (this.peek(43) || this.peek(45)) this.at++;
      if (!this.isDigit()) throw this.errorAt("Exponent part is missing a number");
      while (this.isDigit()) this.at++;
    }
    return Number(text.slice(start, this.at));
  }

  private isDigit(): boolean {
    if (this.at >= this.end) return false;
    const code = this.units.at(this.at);
    return code >= 48 && code <= 57;
  }

  /** A string that names a property: the same names come again and again. */
  private key(): string {
    const units = this.units;
    const start: u32 = this.at + 1;
    let hash: u32 = 0;
    for (let i: u32 = start; i < this.end && i - start <= LONGEST_KEY; i++) {
      const code = units.at(i);
      if (code === QUOTE) {
        const slot: u32 = (hash ^ (hash >>> 6)) & (KEYS - 1);
        keys ??= new Array<string>(KEYS).fill("");
        const known = keys[slot]!;
        if (known.length === i - start && units.has(known, start)) {
          this.at = i + 1;
          return known;
        }
        const key = isCompiled() ? intern(this.string()) : this.string();
        keys[slot] = key;
        return key;
      }
      if (code === BACKSLASH || code < 32) break;
      hash = (Math.imul(hash, 31) + code) >>> 0;
    }
    return this.string();
  }

  private string(): string {
    const text = this.text, units = this.units;
    let from: u32 = this.at + 1;
    let result = "";
    let isWhole = true;
    for (let i: u32 = from; i < this.end; i++) {
      const code = units.at(i);
      if (code === QUOTE) {
        this.at = i + 1;
        const rest = isCompiled() ? substring(text, from, i) : text.slice(from, i);
        return isWhole ? rest : result + rest;
      }
      if (code < 32) {
        this.at = i;
        throw this.errorAt("Bad control character in string literal");
      }
      if (code === BACKSLASH) {
        isWhole = false;
        result += text.slice(from, i);
        this.at = i + 1;
        result += this.escape();
        from = this.at;
        i = from - 1;
      }
    }
    this.at = this.end;
    throw this.errorAt("Unterminated string");
  }

  /** What follows a backslash; leaves `at` behind it. */
  private escape(): string {
    if (this.at >= this.end) throw this.unexpected();
    const code = this.units.at(this.at);
    this.at++;
    switch (code) {
      case QUOTE: return '"';
      case BACKSLASH: return "\\";
      case 47: return "/";
      case 98: return "\b";
      case 102: return "\f";
      case 110: return "\n";
      case 114: return "\r";
      case 116: return "\t";
      case 117: return this.unicodeEscape();
    }
    this.at--;
    throw this.errorAt("Bad escaped character");
  }

  private unicodeEscape(): string {
    let value: u32 = 0;
    for (let i: u32 = 0; i < 4; i++) {
      const digit = this.at < this.end ? hexValue(this.units.at(this.at)) : 16;
      if (digit > 15) throw this.errorAt("Bad Unicode escape");
      value = value * 16 + digit;
      this.at++;
    }
    return String.fromCharCode(value);
  }

  private errorAt(message: string, where: string = " in JSON"): SyntaxError {
    let line = 1;
    let lineStart: u32 = 0;
    for (let i: u32 = 0; i < this.at && i < this.end; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 13 && i + 1 < this.at && this.text.charCodeAt(i + 1) === 10) i++;
      if (code === 13 || code === 10) {
        line++;
        lineStart = i + 1;
      }
    }
    return new SyntaxError(`${message}${where} at position ${this.at} (line ${line} column ${this.at - lineStart + 1})`);
  }

  /** The text ends, or goes on with a character that begins nothing; a quotation from around it. */
  private unexpected(): SyntaxError {
    const text = this.text;
    if (text === "undefined" || text === "NaN" || text === "Infinity" || text === "[object Object]") return new SyntaxError(`"${text}" is not valid JSON`);
    if (this.at >= this.end) return new SyntaxError("Unexpected end of JSON input");
    const code = text.charCodeAt(this.at);
    if (code === QUOTE) return this.errorAt("Unexpected string");
    if (code === 45 || (code >= 48 && code <= 57)) return this.errorAt("Unexpected number");
    const head = `Unexpected token '${text.charAt(this.at)}', `;
    const context = 10;
    if (this.end <= 2 * context) return new SyntaxError(`${head}"${text}" is not valid JSON`);
    const from = this.at < context ? 0 : this.at - context;
    const to = this.at < context || this.at < this.end - context ? this.at + context : this.end;
    return new SyntaxError(`${head}${from === 0 && this.at < context ? "" : "..."}"${text.slice(from, to)}"${to === this.end && this.at >= this.end - context ? "" : "..."} is not valid JSON`);
  }
}

function hexValue(code: u32): u32 {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 16;
}

/** CreateDataProperty: compiled records have no prototype that `__proto__` could reach. */
function putOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (!isCompiled() && key === "__proto__") Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** InternalizeJSONProperty (§25.5.1.1). */
function revive(holder: object, key: string, reviver: Reviver): unknown {
  const value: unknown = (holder as Record<string, unknown>)[key];
  if (Array.isArray(value)) {
    for (let i: u32 = 0; i < value.length; i++) {
      const item = revive(value, String(i), reviver);
      if (item === undefined) delete value[i];
      else value[i] = item;
    }
  } else if (typeof value === "object" && value !== null) {
    const object = value as Record<string, unknown>;
    for (const name of Object.keys(object)) {
      const item = revive(object, name, reviver);
      if (item === undefined) delete object[name];
      else putOwn(object, name, item);
    }
  }
  return reviver.call(holder, key, value);
}
