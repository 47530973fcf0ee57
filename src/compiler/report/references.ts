/** Who refers to whom in the LLVM module, and the shortest way from the roots to each symbol. */
import type { Detour } from "./build-report.ts";

/** Symbol → the symbols that its definition names. */
export type References = ReadonlyMap<string, ReadonlySet<string>>;

const DEFINITION = /^(?:define [^@]*)?@("[^"]*"|[\w.$-]+)(?: = |\()/;
const SYMBOL = /@("[^"]*"|[\w.$-]+)/g;

/** Reads the module's text: a definition goes from the line that begins it to the next such line. */
export function readReferences(llvm: string): References {
  const references = new Map<string, Set<string>>();
  let current = new Set<string>();
  for (let from = 0; from < llvm.length;) {
    const newline = llvm.indexOf("\n", from);
    const line = llvm.slice(from, newline < 0 ? undefined : newline);
    from = newline < 0 ? llvm.length : newline + 1;
    if (line.startsWith("attributes ")) break; // then comes metadata
    const definition = line.startsWith("@") || line.startsWith("define ") ? DEFINITION.exec(line) : null;
    if (definition !== null) {
      current = new Set();
      references.set(plainName(definition[1] ?? ""), current);
    }
    for (const match of line.slice(definition?.[0].length ?? 0).matchAll(SYMBOL)) current.add(plainName(match[1] ?? ""));
  }
  return references;
}

/** A name as the object file has it: without quotes, its escapes undone. */
function plainName(name: string): string {
  if (!name.startsWith('"')) return name;
  const inner = name.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  const bytes = inner.replace(/\\([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** How a symbol was first reached; no parent: it is a root. */
export interface Step {
  readonly parent: string | undefined;
  readonly how: Detour | "names";
}

/**
 * The shortest ways from the roots, in the order of reaching. A root that comes earlier takes all that it reaches;
 * symbols that are a detour are gone through only when there is no other way.
 */
export function shortestWays(references: References, roots: readonly string[], detour: (symbol: string) => Detour | undefined): ReadonlyMap<string, Step> {
  const ways = new Map<string, Step>();
  const detours: string[] = [];
  const walk = (from: string): void => {
    const queue = [from];
    for (let at = 0; at < queue.length; at++) {
      const parent = queue[at] ?? "";
      for (const next of references.get(parent) ?? []) {
        if (ways.has(next) || !references.has(next)) continue;
        ways.set(next, { parent, how: detour(parent) ?? "names" });
        if (detour(next) === undefined) queue.push(next);
        else detours.push(next);
      }
    }
  };
  for (const root of roots) {
    if (ways.has(root) || !references.has(root)) continue;
    ways.set(root, { parent: undefined, how: "names" });
    walk(root);
  }
  for (const symbol of detours) walk(symbol); // which may find more of them
  return ways;
}
