/** The words after a command's fixed ones: options in any order and any case. */
import { integerOf } from "../numbers.ts";
import { ReplyError, syntaxError } from "../reply-error.ts";

export class Options {
  readonly #words: readonly string[];
  #at: number;

  /** `start`: the first word that is an option. */
  constructor(words: readonly string[], start: number) {
    this.#words = words;
    this.#at = start;
  }

  /** The next option's name in upper case; undefined after the last one. */
  next(): string | undefined {
    return this.#at < this.#words.length ? this.#words[this.#at++].toUpperCase() : undefined;
  }

  /** The word that belongs to the option. */
  value(): string {
    if (this.#at >= this.#words.length) throw syntaxError();
    return this.#words[this.#at++];
  }

  integer(): number {
    return integerOf(this.value());
  }

  /** Where the next word is. */
  get place(): number {
    return this.#at;
  }
}

/** A time to live as EX, PX, EXAT, PXAT and their commands give it, as milliseconds since 1970. */
export function expiryOf(command: string, text: string, unit: "s" | "ms", from: "now" | "epoch", nowMs: number): number {
  const value = integerOf(text);
  const atMs = (unit === "s" ? value * 1000 : value) + (from === "now" ? nowMs : 0);
  if (!Number.isSafeInteger(atMs)) throw invalidExpiry(command);
  return atMs;
}

/** Like `expiryOf`, for commands that refuse times that are not in the future of the epoch. */
export function positiveExpiryOf(command: string, text: string, unit: "s" | "ms", from: "now" | "epoch", nowMs: number): number {
  if (integerOf(text) <= 0) throw invalidExpiry(command);
  return expiryOf(command, text, unit, from, nowMs);
}

function invalidExpiry(command: string): ReplyError {
  return new ReplyError(`ERR invalid expire time in '${command.toLowerCase()}' command`);
}

/** A range of indexes as LRANGE and GETRANGE take it (negative: from the end, `last` included), within `length`. */
export function indexRange(first: number, last: number, length: number): { readonly start: number; readonly end: number } {
  const start = Math.max(0, first < 0 ? first + length : first);
  const end = Math.min(length, (last < 0 ? last + length : last) + 1);
  return start < end ? { start, end } : { start: 0, end: 0 };
}
