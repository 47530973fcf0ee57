/**
 * console.log of strings, numbers, booleans, undefined, null and symbols only: the compiler takes this way when all
 * arguments have such types, so that a program that prints no objects links nothing of inspect.
 */
import type { u32 } from "../../sys/types.ts";
import { quoteJson } from "../json/quote.ts";
import { formatNumber } from "./number.ts";
import { quoteLines, quoteString } from "./quote.ts";
import { fillTemplate } from "./template.ts";

export function formatPrimitives(args: readonly unknown[]): string { return fillTemplate(args, placeholder, show); }

function show(value: unknown): string {
  if (typeof value === "number") return formatNumber(value, false);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (typeof value === "symbol") return String(value);
  throw new TypeError("console: an argument is an object where its type says that it is not");
}

function placeholder(letter: u32, value: unknown): string {
  switch (letter) {
    case 115: return typeof value === "string" ? value : show(value);
    case 106:
      if (typeof value === "string") return quoteJson(value);
      return typeof value === "number" && !Number.isFinite(value) ? "null" : typeof value === "symbol" ? "undefined" : value === 0 ? "0" : show(value);
    case 79: case 111:
      if (typeof value !== "string") return show(value);
      return value.length > 76 && value.indexOf("\n") >= 0 ? quoteLines(value, 0, (line) => line) : quoteString(value);
    case 99: return "";
  }
  if (typeof value === "symbol") return "NaN";
  if (letter === 102) return formatNumber(parseFloat(String(value)), false);
  if (letter === 105) return formatNumber(parseInt(String(value)), false);
  return formatNumber(Number(value), false);
}
