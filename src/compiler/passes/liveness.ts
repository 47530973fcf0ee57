/** Liveness of values by blocks: backward data flow to a fixpoint. */
import { type MirBlock, type MirFunction, type ValueId, edgesOf, endUses } from "../mir/mir.ts";

export interface Liveness {
  /** Alive on entry, without the block's own parameters. */
  readonly liveIn: ReadonlyMap<MirBlock, ReadonlySet<ValueId>>;
  /** Alive on some edge out of the block, or used by its edges' arguments. */
  readonly liveOut: ReadonlyMap<MirBlock, ReadonlySet<ValueId>>;
}

export function liveness(fn: MirFunction): Liveness {
  const liveIn = new Map<MirBlock, Set<ValueId>>(), liveOut = new Map<MirBlock, Set<ValueId>>();
  for (const block of fn.blocks) { liveIn.set(block, new Set()); liveOut.set(block, new Set()); }
  for (let changed = true; changed;) {
    changed = false;
    for (let k = fn.blocks.length - 1; k >= 0; k--) {
      const block = fn.blocks[k];
      if (block === undefined) continue;
      const out = liveOut.get(block), before = liveIn.get(block);
      if (out === undefined || before === undefined) continue;
      for (const edge of edgesOf(block.end)) {
        for (const arg of edge.args) out.add(arg);
        for (const v of liveIn.get(edge.target) ?? []) out.add(v);
      }
      const alive = new Set(out);
      for (const v of endUses(block.end)) alive.add(v);
      for (let i = block.instrs.length - 1; i >= 0; i--) {
        const instr = block.instrs[i];
        if (instr === undefined) continue;
        alive.delete(instr.result);
        for (const arg of instr.args) alive.add(arg);
      }
      for (const p of block.params) alive.delete(p);
      if (alive.size === before.size) continue;
      liveIn.set(block, alive);
      changed = true;
    }
  }
  return { liveIn, liveOut };
}
