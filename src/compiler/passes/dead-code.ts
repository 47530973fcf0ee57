/** Removes pure instructions and block parameters that nothing uses, and sorts the blocks in reverse postorder. */
import { reversePostorder } from "../mir/dominators.ts";
import { type MirFunction, type MirInstr, type ValueId, edgesOf, endUses } from "../mir/mir.ts";

/** No effect but its result. */
export function isPure(i: MirInstr): boolean {
  switch (i.op) {
    case "const": case "capture": case "negate": case "not": case "compare": case "select": case "class.value": case "class.test":
    case "view.length": case "view.data": case "argument": case "arithmetic": case "resume.code": case "shape.test":
      return true;
    case "global.get": return i.tdz === undefined;
    case "cell.get": return i.tdz === undefined;
    case "convert": return i.mode === "widen" || i.mode === "trust" || i.mode === "truncate" || i.mode === "truthy";
    case "intrinsic": return i.name === "bitsOf" || i.name === "isCompiled" || i.name === "u64Of" || i.name === "sizeOf64";
    default: return false;
  }
}

export function deadCode(fn: MirFunction): void {
  fn.blocks = reversePostorder(fn);
  const definer = new Map<ValueId, MirInstr>();
  const argumentsOf = new Map<ValueId, ValueId[]>();
  const live = new Set<ValueId>();
  const work: ValueId[] = [];
  const use = (v: ValueId): void => { if (!live.has(v)) { live.add(v); work.push(v); } };
  for (const block of fn.blocks) {
    for (const i of block.instrs) {
      if (i.result >= 0) definer.set(i.result, i);
      if (!isPure(i)) i.args.forEach(use);
    }
    endUses(block.end).forEach(use);
    for (const edge of edgesOf(block.end)) edge.target.params.forEach((p, k) => {
      const list = argumentsOf.get(p);
      const arg = edge.args[k] ?? -1;
      if (list === undefined) argumentsOf.set(p, [arg]);
      else list.push(arg);
    });
  }
  for (let v = work.pop(); v !== undefined; v = work.pop()) {
    definer.get(v)?.args.forEach(use);
    argumentsOf.get(v)?.forEach(use);
  }
  for (const block of fn.blocks) {
    block.instrs = block.instrs.filter((i, k) => live.has(i.result) || !isPure(i) || (block.end.kind === "checked" && k === block.instrs.length - 1));
    for (const edge of edgesOf(block.end)) edge.args = edge.args.filter((_, k) => live.has(edge.target.params[k] ?? -1));
  }
  for (const block of fn.blocks) block.params = block.params.filter(p => live.has(p));
}
