/** `format` of node:util: the arguments of console.log as one line, with % placeholders in the first. */
import type { u32 } from "../../sys/types.ts";
import { formatNumber, inspect, type InspectOptions } from "./inspect.ts";
import { hasBuiltInToString } from "./reflection.ts";

export function format(...args: unknown[]): string { return formatWith({}, args); }

export function formatWith(options: InspectOptions, args: readonly unknown[]): string {
  const first = args[0];
  if (typeof first !== "string") return join("", options, args, 0);
  if (args.length === 1) return first;
  if (first.indexOf("%") < 0) return join(first, options, args, 1);
  let text = "";
  let last: u32 = 0;
  let used: u32 = 0;
  for (let i: u32 = 0; i + 1 < first.length; i++) {
    if (first.charCodeAt(i) !== 37) continue;
    i++;
    const letter = first.charCodeAt(i);
    if (letter === 37) {
      text += first.slice(last, i);
      last = i + 1;
    } else if (used + 1 < args.length && isPlaceholder(letter)) {
      used++;
      text += first.slice(last, i - 1) + placeholder(letter, args[used], options);
      last = i + 1;
    }
  }
  return join(text + first.slice(last), options, args, used + 1);
}

/** Appends the arguments from `from` on, each after a space unless it is the very first. */
function join(before: string, options: InspectOptions, args: readonly unknown[], from: u32): string {
  let text = before;
  for (let i: u32 = from; i < args.length; i++) {
    const value = args[i];
    if (i !== 0) text += " ";
    text += typeof value === "string" ? value : inspect(value, options);
  }
  return text;
}

/** s, d, i, f, j, o, O, c. */
function isPlaceholder(letter: u32): boolean {
  return letter === 115 || letter === 100 || letter === 105 || letter === 102 || letter === 106 || letter === 111 || letter === 79 || letter === 99;
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
