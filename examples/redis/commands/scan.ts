/** What SCAN, HSCAN, SSCAN and ZSCAN have in common. */
import { syntaxError } from "../reply-error.ts";
import { Options } from "./options.ts";

const COUNT = 10;

export interface ScanOptions {
  readonly pattern: string;
  /** How many elements to look at. */
  readonly count: number;
  readonly type: string | undefined;
}

/** [MATCH pattern] [COUNT count] [TYPE type] from the word at `start` on. */
export function scanOptions(words: readonly string[], start: number): ScanOptions {
  let pattern = "*", count = COUNT, type: string | undefined;
  const options = new Options(words, start);
  for (let name = options.next(); name !== undefined; name = options.next()) {
    if (name === "MATCH") pattern = options.value();
    else if (name === "COUNT") count = options.integer();
    else if (name === "TYPE") type = options.value().toLowerCase();
    else throw syntaxError();
  }
  if (count < 1) throw syntaxError();
  return { pattern, count, type };
}
