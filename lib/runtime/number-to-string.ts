/** ToString of a number for compiled code; the method with a radix is in number.ts. */
import { f64Bits, stackAllocate } from "../sys/intrinsics.ts";
import { NUMBER_UNDEFINED } from "./layout.ts";
import { formatNumber } from "./number.ts";
import { stringFromBytes } from "./string.ts";

export function numberToString(value: number): string {
  const text = stackAllocate(32);
  const length = formatNumber(value, text);
  if (length === 0 && f64Bits(value) === NUMBER_UNDEFINED) return "undefined";
  if (length === 0) return value !== value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  return stringFromBytes(text, length);
}
