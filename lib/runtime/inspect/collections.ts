/** How Map, Set, their iterators, Promise and weak collections show themselves to inspect. */
import type { Cursor, HashTable } from "../hash-table.ts";
import { Cursor as TableCursor } from "../hash-table.ts";
import { FULFILLED, PENDING } from "../microtasks.ts";
import type { BuiltinView, Inspector } from "./inspect.ts";
import { joinEntries } from "./layout.ts";

export function mapView(table: HashTable): BuiltinView {
  return {
    name: "Map", size: table.live,
    entries: (inspector, depth) => write(inspector, new TableCursor(table), table.live, (cursor) => `${inspector.nested(cursor.key(), depth)} => ${inspector.nested(cursor.value(), depth)}`),
  };
}

export function setView(table: HashTable): BuiltinView {
  return { name: "Set", size: table.live, entries: (inspector, depth) => write(inspector, new TableCursor(table), table.live, (cursor) => inspector.nested(cursor.key(), depth)) };
}

/** What is left of an iterator. `what`: 0 keys, 1 values, 2 entries, 3 pairs of a set's keys. */
export function iteratorView(className: string, rest: Cursor, what: number): BuiltinView {
  const count = rest.copy().countRest();
  if (what < 2) return { name: "Object", bracketed: `${className} Iterator`, entries: (inspector, depth) => write(inspector, rest, count, (cursor) => inspector.nested(what === 0 ? cursor.key() : cursor.value(), depth)) };
  return {
    name: "Object", bracketed: `${className} Entries`,
    entries: (inspector, depth) => write(inspector, rest, count, (cursor) => {
      inspector.indentation += 2;
      const pair = [inspector.value(cursor.key(), depth), inspector.value(what === 2 ? cursor.value() : cursor.key(), depth)];
      const text = joinEntries(inspector, pair, "", "[", "]", "elements", depth, undefined);
      inspector.indentation -= 2;
      return text;
    }),
  };
}

function write(inspector: Inspector, cursor: Cursor, count: number, entry: (cursor: Cursor) => string): string[] {
  const output: string[] = [];
  const limit = Math.min(inspector.maxArrayLength, count);
  while (output.length < limit && cursor.advance()) output.push(entry(cursor));
  const more = count - limit;
  if (more > 0) output.push(`... ${more} more item${more > 1 ? "s" : ""}`);
  return output;
}

export function promiseView(state: number, result: unknown): BuiltinView {
  return {
    name: "Promise",
    entries: (inspector, depth) => {
      if (state === PENDING) return [inspector.stylize("<pending>", "special")];
      const text = inspector.nested(result, depth);
      return [state === FULFILLED ? text : `${inspector.stylize("<rejected>", "special")} ${text}`];
    },
  };
}

export function weakView(name: string): BuiltinView {
  return { name, entries: (inspector) => [inspector.stylize("<items unknown>", "special")] };
}
