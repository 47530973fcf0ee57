/** How inspect lays entries out: on one line, in columns, or one a line. */
import type { u32 } from "../../sys/types.ts";
import type { Inspector } from "./inspect.ts";

/** What the entries belong to: properties of an object, or elements (which may go in columns). */
export type EntryKind = "object" | "elements";

/** Joins entries between braces, after `base` (a text such as a function's `[Function: f]`). */
export function joinEntries(inspector: Inspector, entries: string[], base: string, open: string, close: string, kind: EntryKind, depth: number, value: unknown): string {
  let output = entries;
  const before = base === "" ? "" : `${base} `;
  const compact = inspector.compact;
  if (compact === true) {
    const indent = " ".repeat(inspector.indentation);
    if (fits(inspector, output, 0, base)) return `${open}${base === "" ? "" : ` ${base}`} ${output.join(", ")} ${close}`;
    const first = base === "" && open.length === 1 ? " " : `${base === "" ? "" : ` ${base}`}\n${indent}  `;
    return `${open}${first}${output.join(`,\n${indent}  `)} ${close}`;
  }
  if (typeof compact === "number" && compact >= 1) {
    const count = output.length;
    if (kind === "elements" && count > 6) output = intoColumns(inspector, output, value, compact);
    if (inspector.deepest - depth < compact && count === output.length) {
      const start = output.length + inspector.indentation + open.length + base.length + 10;
      if (fits(inspector, output, start, base)) {
        const line = output.join(", ");
        if (!line.includes("\n")) return `${before}${open} ${line} ${close}`;
      }
    }
  }
  const newLine = `\n${" ".repeat(inspector.indentation)}`;
  return `${before}${open}${newLine}  ${output.join(`,${newLine}  `)}${newLine}${close}`;
}

function fits(inspector: Inspector, output: string[], start: number, base: string): boolean {
  if (inspector.breakLength === Infinity) {
    for (const entry of output) if (entry.includes("\n")) return false;
    return !base.includes("\n");
  }
  let total = output.length + start;
  if (total + output.length > inspector.breakLength) return false;
  for (const entry of output) {
    total += inspector.colors ? withoutColors(entry).length : entry.length;
    if (total > inspector.breakLength) return false;
  }
  return !base.includes("\n");
}

/** Between an entry and the next: a comma and a space. */
const SEPARATOR = 2;

/** Groups more than six short elements in aligned columns, about as wide as high. */
function intoColumns(inspector: Inspector, output: string[], value: unknown, compact: number): string[] {
  const rest = inspector.maxArrayLength < output.length ? 1 : 0; // "... n more items" stays out of it
  const count = output.length - rest;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let i: u32 = 0; i < count; i++) {
    const width = textWidth(output[i]!, inspector.colors);
    widths.push(width);
    total += width + SEPARATOR;
    if (width > widest) widest = width;
  }
  const cell = widest + SEPARATOR;
  if (!(cell * 3 + inspector.indentation < inspector.breakLength && (total / cell > 5 || widest <= 6))) return output;
  const bias = Math.sqrt(cell - total / output.length);
  const biased = Math.max(cell - 3 - bias, 1);
  const square = Math.round(Math.sqrt(2.5 * biased * count) / biased);
  const columns = Math.min(square, Math.floor((inspector.breakLength - inspector.indentation) / cell), compact * 4, 15);
  if (columns <= 1) return output;
  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let j = column; j < count; j += columns) if (widths[j]! > width) width = widths[j]!;
    columnWidths.push(width + SEPARATOR);
  }
  const alignRight = value === undefined || allNumeric(value as ArrayLike<unknown>, output.length);
  const lines: string[] = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let line = "";
    for (let j = start; j < end - 1; j++) {
      const cellText = `${output[j]!}, `;
      const width = columnWidths[j - start]! + output[j]!.length - widths[j]!;
      line += alignRight ? cellText.padStart(width) : cellText.padEnd(width);
    }
    const last = output[end - 1]!;
    line += alignRight ? last.padStart(columnWidths[end - 1 - start]! + last.length - widths[end - 1]! - SEPARATOR) : last;
    lines.push(line);
  }
  if (rest !== 0) lines.push(output[count]!);
  return lines;
}

function allNumeric(values: ArrayLike<unknown>, count: number): boolean {
  for (let i: u32 = 0; i < count; i++) {
    const value = values[i];
    if (typeof value !== "number" && typeof value !== "bigint") return false;
  }
  return true;
}

/** Columns that a text takes on a terminal: wide characters two, combining ones none. */
export function textWidth(text: string, colors: boolean): number {
  const plain = colors ? withoutColors(text) : text;
  let width = 0;
  for (let i: u32 = 0; i < plain.length; i++) {
    const code = plain.charCodeAt(i);
    if (code >= 127) return width + wideTextWidth(plain.slice(i));
    if (code >= 32) width++;
  }
  return width;
}

function wideTextWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (isWide(code)) width += 2;
    else if (!isZeroWidth(code)) width++;
  }
  return width;
}

function isZeroWidth(code: number): boolean {
  return code <= 0x1f || (code >= 0x7f && code <= 0x9f) || (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f)
    || (code >= 0x20d0 && code <= 0x20ff) || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xfe20 && code <= 0xfe2f) || (code >= 0xe0100 && code <= 0xe01ef);
}

/** East Asian wide and fullwidth ranges (Unicode, EastAsianWidth.txt), first and last. */
const WIDE: readonly number[] = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x2705, 0x2705, 0x2728, 0x2728, 0x274c, 0x274c, 0x2e80, 0x303e, 0x3041, 0x3247,
  0x3250, 0x4dbf, 0x4e00, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6,
  0x1b000, 0x1b001, 0x1f200, 0x1f251, 0x1f300, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd,
];
function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  for (let i: u32 = 0; i < WIDE.length; i += 2) if (code >= WIDE[i]! && code <= WIDE[i + 1]!) return true;
  return false;
}

/** Removes `ESC [ … m` sequences. */
export function withoutColors(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const start = text.indexOf("\u001b[", from);
    if (start < 0) return result + text.slice(from);
    const end = text.indexOf("m", start);
    if (end < 0) return result + text.slice(from);
    result += text.slice(from, start);
    from = end + 1;
  }
}
