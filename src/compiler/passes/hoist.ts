/**
 * Moves class tests, view lengths and addresses, captured slots and constants of modules out of loops: LLVM cannot, since a slow path in the
 * loop may write any memory, but these never change.
 * Before: loop { %5 = view.length u8 %1 … }     After: %5 = view.length u8 %1; loop { … }
 */
import { type Dominators, dominators } from "../mir/dominators.ts";
import { type MirBlock, type MirFunction, type MirInstr, type ValueId, edgesOf } from "../mir/mir.ts";

export function hoist(fn: MirFunction): void {
  const tree = dominators(fn);
  const home = new Map<ValueId, MirBlock>();
  for (const block of tree.order) {
    for (const p of block.params) home.set(p, block);
    for (const i of block.instrs) if (i.result >= 0) home.set(i.result, block);
  }
  for (const { header, blocks } of loopsOf(tree)) {
    const outside = tree.parent(header);
    if (outside === undefined) continue;
    for (const block of blocks) {
      const moved: MirInstr[] = [];
      block.instrs = block.instrs.filter((i, index) => {
        const hoistable = (i.op === "class.test" || i.op === "view.length" || i.op === "view.data" || i.op === "capture" || (i.op === "global.get" && i.constant === true))
          && !(block.end.kind === "checked" && index === block.instrs.length - 1)
          && i.args.every(a => { const at = home.get(a); return at === undefined || tree.dominates(at, outside) && !(at === outside && definedByLast(outside, a)); });
        if (hoistable) moved.push(i);
        return !hoistable;
      });
      for (const i of moved) {
        home.set(i.result, outside);
        // a checked or suspended block keeps its last instruction last
        const at = outside.end.kind === "checked" || outside.end.kind === "suspend" ? outside.instrs.length - 1 : outside.instrs.length;
        outside.instrs.splice(at, 0, i);
      }
    }
  }
}

function definedByLast(block: MirBlock, value: ValueId): boolean {
  return (block.end.kind === "checked" || block.end.kind === "suspend") && block.instrs.at(-1)?.result === value;
}

/** Natural loops, inner ones first; loops that share a header are one. */
export function loopsOf(tree: Dominators): { readonly header: MirBlock; readonly blocks: ReadonlySet<MirBlock> }[] {
  const byHeader = new Map<MirBlock, Set<MirBlock>>();
  for (const block of tree.order) {
    for (const edge of edgesOf(block.end)) {
      if (!tree.dominates(edge.target, block)) continue;
      let body = byHeader.get(edge.target);
      if (body === undefined) { body = new Set([edge.target]); byHeader.set(edge.target, body); }
      const work = [block];
      for (let b = work.pop(); b !== undefined; b = work.pop()) {
        if (body.has(b)) continue;
        body.add(b);
        work.push(...tree.predecessors(b));
      }
    }
  }
  return [...byHeader].map(([header, blocks]) => ({ header, blocks })).sort((a, b) => a.blocks.size - b.blocks.size);
}
