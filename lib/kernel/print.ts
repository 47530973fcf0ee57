/** Printing for panics: no allocation, no formatting beyond text, hexadecimal and decimal. To standard error. */
import { writeConsole } from "#platform/console.ts";
import { STRING_DATA, STRING_LENGTH } from "../runtime/layout.ts";
import { addressOf, idiv, irem, load32, stackAllocate, store8 } from "../sys/intrinsics.ts";
import type { usize } from "../sys/types.ts";

/** Prints a flat string of single-byte units: a literal. */
export function printText(text: string): void {
  "use no-alloc";
  const at = addressOf(text);
  writeConsole(2, at + STRING_DATA, load32(at, STRING_LENGTH));
}

/** Prints lower-case hexadecimal digits without leading zeros. */
export function printHex(value: usize): void {
  "use no-alloc";
  printDigits(value, 16);
}

export function printDecimal(value: usize): void {
  "use no-alloc";
  printDigits(value, 10);
}

function printDigits(value: usize, base: usize): void {
  "use no-alloc";
  const buffer = stackAllocate(32);
  let at: usize = buffer + 32;
  let rest: usize = value;
  do {
    const digit = irem(rest, base);
    at = at - 1;
    store8(at, digit < 10 ? 0x30 + digit : 0x57 + digit);
    rest = idiv(rest, base);
  } while (rest !== 0);
  writeConsole(2, at, buffer + 32 - at);
}
