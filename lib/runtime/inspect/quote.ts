/** Strings as inspect shows them: quoted, with control characters and lone surrogates escaped. */
import type { u32 } from "../../sys/types.ts";

const SINGLE = 39;
const DOUBLE = 34;
const BACKTICK = 96;

/** Single quotes, unless the text has those and one of the other kinds is free. */
export function quoteString(text: string): string {
  let quote: u32 = SINGLE;
  if (text.includes("'")) {
    if (!text.includes('"')) quote = DOUBLE;
    else if (!text.includes("`") && !text.includes("${")) quote = BACKTICK;
  }
  const mark = quote === SINGLE ? "'" : quote === DOUBLE ? '"' : "`";
  return mark + escapeControls(text, quote === SINGLE) + mark;
}

/** A long text of several lines: each quoted, joined by `+`. */
export function quoteLines(text: string, indentation: number, style: (line: string) => string): string {
  const lines: string[] = [];
  let from = 0;
  while (from < text.length) {
    const newLine = text.indexOf("\n", from);
    const end = newLine < 0 ? text.length : newLine + 1;
    lines.push(style(quoteString(text.slice(from, end))));
    from = end;
  }
  return lines.join(` +\n${" ".repeat(indentation + 2)}`);
}

/** Escapes what is not printable; `escapeSingle`: also '. */
export function escapeControls(text: string, escapeSingle: boolean): string {
  let result = "";
  let last: u32 = 0;
  const length = text.length;
  for (let i: u32 = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code <= 0xdfff) {
      if (code <= 0xdbff && i + 1 < length) {
        const next = text.charCodeAt(i + 1);
        if (next >= 0xdc00 && next <= 0xdfff) { i++; continue; }
      }
      result += `${text.slice(last, i)}\\u${code.toString(16)}`;
    } else if (code < 32 || code === 92 || (code === SINGLE && escapeSingle) || (code > 126 && code < 160)) {
      result += text.slice(last, i) + escapeCode(code);
    } else {
      continue;
    }
    last = i + 1;
  }
  if (last === 0) return text;
  return result + text.slice(last);
}

function escapeCode(code: u32): string {
  if (code === 8) return "\\b";
  if (code === 9) return "\\t";
  if (code === 10) return "\\n";
  if (code === 12) return "\\f";
  if (code === 13) return "\\r";
  if (code === SINGLE) return "\\'";
  if (code === 92) return "\\\\";
  const hex = code.toString(16).toUpperCase();
  return hex.length === 1 ? `\\x0${hex}` : `\\x${hex}`;
}

/** Is the key an identifier in inspect's sense (ASCII, no $), which needs no quotes? */
export function isPlainKey(key: string): boolean {
  if (key.length === 0) return false;
  for (let i: u32 = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
    if (!letter && (i === 0 || code < 48 || code > 57)) return false;
  }
  return true;
}
