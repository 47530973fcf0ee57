/**
 * What a client shall get, collected as bytes until its batch of commands ends, in RESP2 or RESP3.
 * @spec https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
import { formatFloat } from "./numbers.ts";

const INITIAL_BYTES = 1024;
/** Bigger buffers go out themselves in place of a copy, so that no client keeps one. */
const KEPT_BYTES_MAX = 16 << 10;
const SHORT_LENGTH_MAX = 48;
const CR = 13, LF = 10, ZERO = 48;
const PLUS = 43, MINUS = 45, COLON = 58, DOLLAR = 36, ASTERISK = 42, PERCENT = 37, TILDE = 126, GREATER = 62, COMMA = 44, UNDERSCORE = 95;

export type ProtocolVersion = 2 | 3;

export class Reply {
  version: ProtocolVersion = 2;
  #bytes: Buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Forgets what was written since `length` was this. */
  rewind(length: number): void {
    this.#length = length;
  }

  /** All that was written; the reply is empty after it. */
  take(): Buffer {
    const written = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    if (this.#bytes.length <= KEPT_BYTES_MAX) return Buffer.from(written);
    this.#bytes = Buffer.allocUnsafe(INITIAL_BYTES);
    return written;
  }

  ok(): void {
    this.simple("OK");
  }

  /** A line without line ends in it. */
  simple(text: string): void {
    this.#line(PLUS, text);
  }

  error(message: string): void {
    this.#line(MINUS, message.replace(/[\r\n]/g, " "));
  }

  integer(value: number): void {
    this.#number(COLON, value);
  }

  /** 1 or 0, as both versions say yes and no. */
  flag(value: boolean): void {
    this.integer(value ? 1 : 0);
  }

  /** A string of bytes (latin1). */
  bulk(text: string): void {
    this.#number(DOLLAR, text.length);
    this.#reserve(text.length + 2);
    this.#text(text);
    this.#end();
  }

  bulkOrNil(text: string | undefined): void {
    if (text === undefined) this.nil();
    else this.bulk(text);
  }

  bulks(texts: readonly string[]): void {
    this.array(texts.length);
    for (const text of texts) this.bulk(text);
  }

  nil(): void {
    if (this.version === 3) this.#line(UNDERSCORE, "");
    else this.#number(DOLLAR, -1);
  }

  nilArray(): void {
    if (this.version === 3) this.#line(UNDERSCORE, "");
    else this.#number(ASTERISK, -1);
  }

  float(value: number): void {
    if (this.version === 3) this.#line(COMMA, formatFloat(value));
    else this.bulk(formatFloat(value));
  }

  /** The head of an array; as many replies follow. */
  array(count: number): void {
    this.#number(ASTERISK, count);
  }

  /** The head of a map; as many pairs of replies follow. */
  map(pairs: number): void {
    if (this.version === 3) this.#number(PERCENT, pairs);
    else this.#number(ASTERISK, pairs * 2);
  }

  set(count: number): void {
    this.#number(this.version === 3 ? TILDE : ASTERISK, count);
  }

  /** The head of a message that nobody asked for. */
  push(count: number): void {
    this.#number(this.version === 3 ? GREATER : ASTERISK, count);
  }

  #line(type: number, text: string): void {
    this.#reserve(text.length + 3);
    this.#bytes[this.#length++] = type;
    this.#text(text);
    this.#end();
  }

  #number(type: number, value: number): void {
    if (value < 0 || value > 9) {
      this.#line(type, String(value));
      return;
    }
    this.#reserve(4);
    this.#bytes[this.#length++] = type;
    this.#bytes[this.#length++] = ZERO + value;
    this.#end();
  }

  /** Writes where room is reserved. Short texts by hand: a call for few bytes costs more than they do. */
  #text(text: string): void {
    if (text.length > SHORT_LENGTH_MAX) {
      this.#length += this.#bytes.write(text, this.#length, "latin1");
      return;
    }
    const bytes = this.#bytes, start = this.#length;
    for (let i = 0; i < text.length; i++) bytes[start + i] = text.charCodeAt(i);
    this.#length = start + text.length;
  }

  #end(): void {
    this.#bytes[this.#length++] = CR;
    this.#bytes[this.#length++] = LF;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(bigger, 0, 0, this.#length);
    this.#bytes = bigger;
  }
}
