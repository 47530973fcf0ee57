/** Zone files (RFC 1035 §5): text to record sets. */
import { lowerName, nameOfText, ROOT, type Name } from "./name.ts";
import { recordOfWords, secondsOf, type RecordData, type RecordSet } from "./record.ts";

interface Entry { readonly line: number; readonly indented: boolean; readonly words: readonly string[] }

/** The record sets of a zone file, in its order. Throws, with the line, on what it doesn't understand. */
export function parseZoneFile(text: string): readonly RecordSet[] {
  const sets = new Map<string, { name: Name; type: number; ttl: number; records: RecordData[] }>();
  let origin: Name = ROOT, defaultTtl = 3600, owner: Name = ROOT;
  for (const entry of splitEntries(text)) {
    try {
      const words = [...entry.words];
      if (words[0] === "$ORIGIN") origin = nameOfText(words[1] ?? "", ROOT);
      else if (words[0] === "$TTL") defaultTtl = secondsOf(words[1] ?? "");
      else {
        if (!entry.indented) owner = nameOfText(words.shift() ?? "", origin);
        const ttl = takeTtl(words) ?? defaultTtl;
        const record = recordOfWords((words.shift() ?? "").toUpperCase(), words, origin);
        const key = `${lowerName(owner)} ${record.type}`;
        const set = sets.get(key);
        if (set === undefined) sets.set(key, { name: owner, type: record.type, ttl, records: [record] });
        else set.records.push(record);
      }
    } catch (error) {
      throw new Error(`line ${entry.line} of the zone file: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return [...sets.values()];
}

/** Takes [ttl] [class] or [class] [ttl] off the words. */
function takeTtl(words: string[]): number | undefined {
  let ttl: number | undefined;
  for (;;) {
    const word = words[0] ?? "";
    if (word.toUpperCase() === "IN") words.shift();
    else if (ttl === undefined && /^\d/.test(word)) ttl = secondsOf(words.shift() ?? "");
    else return ttl;
  }
}

/** Words: quoted ones may have blanks; a semicolon begins a comment; parentheses join lines. */
function splitEntries(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let words: string[] = [], depth = 0, firstLine = 0, indented = false;
  text.split("\n").forEach((line, index) => {
    if (depth === 0) {
      words = [];
      firstLine = index + 1;
      indented = /^\s/.test(line);
    }
    for (const [token] of line.matchAll(/"(?:[^"\\]|\\.)*"|;.*|[()]|(?:[^\s;()"\\]|\\.)+/g)) {
      if (token.startsWith(";")) break;
      if (token === "(") depth += 1;
      else if (token === ")") depth -= 1;
      else words.push(token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token);
    }
    if (depth === 0 && words.length > 0) entries.push({ line: firstLine, indented, words });
  });
  if (depth !== 0) throw new Error(`line ${firstLine} of the zone file: a parenthesis doesn't end`);
  return entries;
}
