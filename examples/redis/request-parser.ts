/**
 * Commands out of the bytes that a client sends: arrays of bulk strings, and lines for people with telnet ("inline").
 * Strings are latin1, a byte a character, so that keys and values are binary safe and yet compare as strings.
 * @spec https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
const CR = 13, LF = 10, BLANK = 32, ASTERISK = 42, DOLLAR = 36, MINUS = 45, ZERO = 48, NINE = 57;
const ARGUMENTS_MAX = 1 << 20;
const BULK_BYTES_MAX = 512 << 20;
const LINE_BYTES_MAX = 64 << 10;
const EMPTY = Buffer.alloc(0);

/** Why a client's bytes are no protocol. */
export type ProtocolError = "too big inline request" | "too big mbulk count string" | "too big bulk count string"
  | "invalid multibulk length" | "invalid bulk length" | "expected '$'" | "unbalanced quotes in request";

/** What `next` found: a command's words, nothing whole, or the end of the conversation. */
export type Parsed = readonly string[] | undefined | ProtocolError;

export class RequestParser {
  #bytes: Buffer = EMPTY;
  #position = 0;
  /** Chunks that wait until `#neededBytes` are there: a big value is joined once. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #neededBytes = 0;
  /** The command that is being read, and how many of its words are missing. */
  #words: string[] = [];
  #missing = 0;
  /** A length line's value, after `#readLength` answered true. */
  #length = 0;

  /** Takes what the client sent; then ask `next` until it has nothing. */
  push(chunk: Buffer): void {
    if (this.#position === this.#bytes.length && this.#waitingBytes === 0) {
      this.#bytes = chunk;
      this.#position = 0;
      return;
    }
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    const rest = this.#bytes.length - this.#position;
    if (rest + this.#waitingBytes < this.#neededBytes) return;
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#position), ...this.#waiting]);
    this.#position = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  next(): Parsed {
    while (this.#missing === 0) {
      if (this.#position >= this.#bytes.length) return this.#wait(1);
      if (this.#bytes[this.#position] !== ASTERISK) return this.#inline();
      const read = this.#readLength("too big mbulk count string", "invalid multibulk length");
      if (read !== true) return read;
      if (this.#length > ARGUMENTS_MAX) return "invalid multibulk length";
      if (this.#length > 0) { // *0 and *-1 are no command
        this.#missing = this.#length;
        this.#words = [];
      }
    }
    while (this.#missing > 0) {
      const failure = this.#readBulk();
      if (failure !== true) return failure;
    }
    return this.#words;
  }

  /** Reads one word of the command; undefined while it isn't all there. */
  #readBulk(): true | undefined | ProtocolError {
    const start = this.#position;
    if (start >= this.#bytes.length) return this.#wait(1);
    if (this.#bytes[start] !== DOLLAR) return "expected '$'";
    const read = this.#readLength("too big bulk count string", "invalid bulk length");
    if (read !== true) return read;
    if (this.#length < 0 || this.#length > BULK_BYTES_MAX) return "invalid bulk length";
    const end = this.#position + this.#length;
    if (end + 2 > this.#bytes.length) {
      this.#position = start;
      return this.#wait(end + 2 - start);
    }
    this.#words.push(this.#bytes.toString("latin1", this.#position, end));
    this.#missing -= 1;
    this.#position = end + 2;
    return true;
  }

  /** Reads "*3\r\n" or "$5\r\n" at the position and goes past it. */
  #readLength(tooLong: ProtocolError, invalid: ProtocolError): true | undefined | ProtocolError {
    const bytes = this.#bytes;
    let at = this.#position + 1, value = 0;
    const negative = bytes[at] === MINUS;
    if (negative) at += 1;
    const firstDigit = at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === CR) break;
      if (byte < ZERO || byte > NINE) return invalid;
      if (at - firstDigit > 10) return at - firstDigit > LINE_BYTES_MAX ? tooLong : invalid;
      value = value * 10 + (byte - ZERO);
    }
    if (at + 1 >= bytes.length) return this.#wait(bytes.length - this.#position + 1);
    if (at === firstDigit || bytes[at + 1] !== LF) return invalid;
    this.#position = at + 2;
    this.#length = negative ? -value : value;
    return true;
  }

  #inline(): Parsed {
    const end = this.#bytes.indexOf(LF, this.#position);
    const lineBytes = (end < 0 ? this.#bytes.length : end) - this.#position;
    if (lineBytes > LINE_BYTES_MAX) return "too big inline request";
    if (end < 0) return this.#wait(lineBytes + 1);
    const line = this.#bytes.toString("latin1", this.#position, this.#bytes[end - 1] === CR && end > this.#position ? end - 1 : end);
    this.#position = end + 1;
    const words = splitLine(line);
    if (words === undefined) return "unbalanced quotes in request";
    return words.length === 0 ? this.next() : words;
  }

  /** Nothing whole is here before there are `bytes` from the position on. */
  #wait(bytes: number): undefined {
    this.#neededBytes = bytes;
    return undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", a: "\x07" };

/** The words of a line; words may be quoted as in redis-cli. undefined: a quote doesn't end. */
export function splitLine(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && line.charCodeAt(at) <= BLANK) at += 1;
    if (at >= line.length) return words;
    let word = "";
    const quote = line[at] === '"' || line[at] === "'" ? line[at] : "";
    if (quote !== "") at += 1;
    while (quote === "" ? at < line.length && line.charCodeAt(at) > BLANK : line[at] !== quote) {
      if (at >= line.length) return undefined;
      const hex = quote === '"' ? /^\\x([0-9a-f]{2})/i.exec(line.slice(at, at + 4)) : null;
      if (hex !== null) {
        word += String.fromCharCode(parseInt(hex[1], 16));
        at += 4;
      } else if (line[at] === "\\" && quote !== "" && at + 1 < line.length) {
        const next = line[at + 1];
        word += quote === '"' ? ESCAPES[next] ?? next : next === "'" ? next : `\\${next}`;
        at += 2;
      } else {
        word += line[at];
        at += 1;
      }
    }
    if (quote !== "") {
      at += 1;
      if (at < line.length && line.charCodeAt(at) > BLANK) return undefined;
    }
    words.push(word);
  }
}
