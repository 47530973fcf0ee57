/** What the text of a match, or of what is left of it, can begin with. */
import { LINE_TERMINATOR, RangeList } from "./char-set.ts";
import type { RegExpNode } from "./syntax.ts";

/**
 * "consumes": begins with one of what was added. "empty": can also match nothing, so what follows counts too.
 * "unknown": can begin with anything.
 */
export type Beginning = "consumes" | "empty" | "unknown";

/** Sorted ranges; undefined: anything. */
export type Follow = readonly number[] | undefined;

/** Adds what a match of the node can begin with, or more. */
export function addFirst(list: RangeList, node: RegExpNode): Beginning {
  switch (node.kind) {
    case "char": list.add(node.code, node.code); return "consumes";
    case "set": list.addAll(node.set.ranges); return "consumes";
    case "empty": case "start": case "end": case "boundary": case "look": return "empty";
    case "group": return addFirst(list, node.body);
    case "sequence": return addSequence(list, node.items, addFirst);
    case "alternation": return addAlternatives(list, node.items, addFirst);
    case "repeat": return node.max === 0 ? "empty" : addRepeated(addFirst(list, node.body), node.min);
    case "backref": return "unknown";
  }
}

/**
 * Adds the characters before which the node can match. A node that looks at the text and takes nothing is "unknown",
 * but for the ends: they match before nothing, or line terminators, at all.
 */
function addNext(list: RangeList, node: RegExpNode): Beginning {
  switch (node.kind) {
    case "char": list.add(node.code, node.code); return "consumes";
    case "set": list.addAll(node.set.ranges); return "consumes";
    case "empty": return "empty";
    case "end":
      if (node.multiline) list.addAll(LINE_TERMINATOR);
      return "consumes";
    case "group": return addNext(list, node.body);
    case "sequence": return addSequence(list, node.items, addNext);
    case "alternation": return addAlternatives(list, node.items, addNext);
    case "repeat": return node.max === 0 ? "empty" : addRepeated(addNext(list, node.body), node.min);
    case "start": case "boundary": case "look": case "backref": return "unknown";
  }
}

type Add = (list: RangeList, node: RegExpNode) => Beginning;

function addSequence(list: RangeList, items: readonly RegExpNode[], add: Add): Beginning {
  for (const item of items) {
    const first = add(list, item);
    if (first !== "empty") return first;
  }
  return "empty";
}

function addAlternatives(list: RangeList, items: readonly RegExpNode[], add: Add): Beginning {
  let all: Beginning = "consumes";
  for (const item of items) {
    const first = add(list, item);
    if (first === "unknown") return first;
    if (first === "empty") all = "empty";
  }
  return all;
}

function addRepeated(body: Beginning, min: number): Beginning { return min === 0 && body === "consumes" ? "empty" : body; }

/** Before what can `node` match, if `follow` comes behind it? */
export function followOf(node: RegExpNode, follow: Follow): Follow {
  const list = new RangeList();
  const next = addNext(list, node);
  if (next === "unknown" || (next === "empty" && follow === undefined)) return undefined;
  if (next === "empty") list.addAll(follow ?? []);
  return list.sorted();
}

/** Have the sorted ranges no member in common? */
export function areDisjoint(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i + 1]! < b[j]!) i += 2;
    else if (b[j + 1]! < a[i]!) j += 2;
    else return false;
  }
  return true;
}
