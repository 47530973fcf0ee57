/** Strings as JSON. */
import type { u32 } from "../../sys/types.ts";

/** QuoteJSONString (§25.5.2.3) of a text alone; see append.ts. */
export function quoteJson(text: string): string {
  const length = text.length;
  let result = "";
  let from: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 32 && code !== 34 && code !== 92 && (code < 0xd800 || code > 0xdfff)) continue;
    if (code >= 0xd800) {
      const next = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) { i++; continue; }
    }
    result += text.slice(from, i) + escapeUnit(code);
    from = i + 1;
  }
  return from === 0 ? `"${text}"` : `"${result}${text.slice(from)}"`;
}

export function escapeUnit(code: u32): string {
  switch (code) {
    case 8: return "\\b";
    case 9: return "\\t";
    case 10: return "\\n";
    case 12: return "\\f";
    case 13: return "\\r";
    case 34: return '\\"';
    case 92: return "\\\\";
  }
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
