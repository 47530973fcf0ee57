/** Dominator tree of a function (Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm"). */
import { type MirBlock, type MirFunction, edgesOf } from "./mir.ts";

export interface Dominators {
  /** Blocks that control can reach, in reverse postorder. */
  readonly order: readonly MirBlock[];
  isReachable(block: MirBlock): boolean;
  /** The immediate dominator; undefined for the entry and for unreachable blocks. */
  parent(block: MirBlock): MirBlock | undefined;
  /** Reflexive. */
  dominates(above: MirBlock, below: MirBlock): boolean;
  predecessors(block: MirBlock): readonly MirBlock[];
}

export function reversePostorder(fn: MirFunction): MirBlock[] {
  const order: MirBlock[] = [];
  const seen = new Set<MirBlock>();
  const entry = fn.blocks[0];
  if (entry === undefined) return order;
  const stack: { block: MirBlock; next: MirBlock[] }[] = [{ block: entry, next: edgesOf(entry.end).map(e => e.target) }];
  seen.add(entry);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.pop();
    if (next === undefined) { order.push(top.block); stack.pop(); continue; }
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push({ block: next, next: edgesOf(next.end).map(e => e.target) });
  }
  return order.reverse();
}

export function dominators(fn: MirFunction): Dominators {
  const order = reversePostorder(fn);
  const number = new Map(order.map((block, i) => [block, i]));
  const preds: number[][] = order.map(() => []);
  order.forEach((block, i) => {
    for (const edge of edgesOf(block.end)) {
      const target = preds[number.get(edge.target) ?? -1];
      if (target !== undefined && !target.includes(i)) target.push(i);
    }
  });
  const idom = new Int32Array(order.length).fill(-1);
  if (order.length > 0) idom[0] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 1; i < order.length; i++) {
      let best = -1;
      for (const p of preds[i] ?? []) {
        if (at(idom, p) < 0) continue;
        best = best < 0 ? p : intersect(idom, best, p);
      }
      if (best !== at(idom, i)) { idom[i] = best; changed = true; }
    }
  }
  const depth = new Int32Array(order.length);
  for (let i = 1; i < order.length; i++) depth[i] = at(depth, at(idom, i)) + 1;
  return {
    order,
    isReachable: block => number.has(block),
    parent: block => { const i = number.get(block); return i === undefined || i === 0 ? undefined : order[at(idom, i)]; },
    dominates: (above, below) => {
      const a = number.get(above);
      let b = number.get(below);
      if (a === undefined || b === undefined) return false;
      while (at(depth, b) > at(depth, a)) b = at(idom, b);
      return a === b;
    },
    predecessors: block => (preds[number.get(block) ?? -1] ?? []).map(i => order[i]).filter(b => b !== undefined),
  };
}

function intersect(idom: Int32Array, first: number, second: number): number {
  let a = first, b = second;
  while (a !== b) {
    while (a > b) a = at(idom, a);
    while (b > a) b = at(idom, b);
  }
  return a;
}

function at(array: Int32Array, index: number): number {
  return array[index] ?? -1;
}
