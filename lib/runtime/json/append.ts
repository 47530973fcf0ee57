/** Strings as JSON, into a builder. */
import type { u32 } from "../../sys/types.ts";
import type { TextBuilder } from "../text-builder.ts";
import type { Units } from "../units.ts";
import { escapeUnit } from "./quote.ts";

const QUOTE = 34;

/** Appends the text as JSON; `units` is for use inside. */
export function appendJson(builder: TextBuilder, units: Units, text: string): void {
  const length = text.length;
  units.open(text);
  let from: u32 = 0;
  builder.appendByte(QUOTE);
  for (let i: u32 = 0; i < length; i++) {
    const code = units.at(i);
    if (code >= 32 && code !== QUOTE && code !== 92 && (code < 0xd800 || code > 0xdfff)) continue;
    if (code >= 0xd800) {
      const next: u32 = i + 1 < length ? units.at(i + 1) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) { i++; continue; }
    }
    builder.appendPart(text, from, i);
    builder.append(escapeUnit(code));
    from = i + 1;
  }
  builder.appendPart(text, from, length);
  builder.appendByte(QUOTE);
}
