/** `format` of node:util: the arguments of console.log as one line, with % placeholders in the first. */
import type { u32 } from "../../sys/types.ts";
import { inspect, type InspectOptions } from "./inspect.ts";
import { formatNumber } from "./number.ts";
import { hasBuiltInToString } from "./reflection.ts";
import { fillTemplate } from "./template.ts";

export function format(...args: unknown[]): string { return formatWith({}, args); }

export function formatWith(options: InspectOptions, args: readonly unknown[]): string {
  return fillTemplate(args, (letter, value) => placeholder(letter, value, options), (value) => inspect(value, options));
}

function placeholder(letter: u32, value: unknown, options: InspectOptions): string {
  const separators = options.numericSeparator === true;
  switch (letter) {
    case 115: return asString(value, options);
    case 106: return asJson(value);
    case 79: return inspect(value, options);
    case 111: return inspect(value, { ...options, showHidden: true, depth: 4 });
    case 99: return "";
  }
  if (typeof value === "symbol") return "NaN";
  if (letter === 102) return formatNumber(parseFloat(String(value)), separators);
  if (typeof value === "bigint") return `${value}n`;
  if (letter === 105) return formatNumber(parseInt(String(value)), separators);
  return formatNumber(Number(value), separators);
}

function asString(value: unknown, options: InspectOptions): string {
  if (typeof value === "number") return formatNumber(value, options.numericSeparator === true);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null && hasBuiltInToString(value)) return inspect(value, { ...options, compact: 3, colors: false, depth: 0 });
  return String(value);
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith("Converting circular structure to JSON")) return "[Circular]";
    throw error;
  }
}
