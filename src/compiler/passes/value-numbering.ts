/**
 * Global value numbering of operations that depend on nothing but their operands: walks the dominator tree with a scoped
 * table. Class tests and view lengths are such: objects of classes never change shape, views never change.
 * Before: %5 = class.test A %1 … %9 = class.test A %1     After: uses of %9 are uses of %5
 */
import { type Dominators, dominators } from "../mir/dominators.ts";
import { type MirBlock, type MirFunction, type MirInstr, type ValueId, mapUses } from "../mir/mir.ts";

/** A key that equal computations share; undefined: not a pure function of its operands. */
function keyOf(fn: MirFunction, i: MirInstr): string | undefined {
  const args = i.args.join(",");
  const rep = fn.reps[i.result] ?? "";
  switch (i.op) {
    case "const": {
      const c = i.constant;
      const value = c.kind === "number" ? (Object.is(c.value, -0) ? "-0" : String(c.value)) : c.kind === "word" || c.kind === "boolean" || c.kind === "string" ? String(c.value) : "";
      return `const ${c.kind} ${rep} ${value}`;
    }
    case "capture": return `capture ${i.index} ${args}`;
    case "class.guard": return `class.guard ${i.cls} ${i.nullable} ${args}`;
    // not over an await, where it would have to be kept in the frame
    case "global.get": return i.constant === true && fn.kind !== "coroutine" ? `global ${i.global}` : undefined;
    case "class.test": return `class ${i.cls} ${args}`;
    case "view.length": case "view.data": return `${i.op} ${i.type} ${args}`;
    case "arithmetic": return `${i.operator} ${i.wrap} ${rep} ${args}`;
    case "compare": return `compare ${i.operator} ${args}`;
    case "negate": case "not": case "select": return `${i.op} ${rep} ${args}`;
    case "convert": return i.mode === "widen" || i.mode === "trust" || i.mode === "truncate" ? `${i.mode} ${rep} ${args}` : undefined;
    default: return undefined;
  }
}

export function valueNumbering(fn: MirFunction): void {
  const tree = dominators(fn);
  const children = childrenOf(tree);
  const replaced = new Map<ValueId, ValueId>();
  const find = (v: ValueId): ValueId => replaced.get(v) ?? v;
  const table = new Map<string, ValueId>();
  const entry = fn.blocks[0];
  if (entry === undefined) return;
  type Step = { readonly block: MirBlock; readonly undo: readonly string[] | undefined };
  const stack: Step[] = [{ block: entry, undo: undefined }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (step.undo !== undefined) { for (const key of step.undo) table.delete(key); continue; }
    const added: string[] = [];
    const kept: MirInstr[] = [];
    step.block.instrs.forEach((i, index) => {
      i.args = i.args.map(find);
      const key = keyOf(fn, i);
      const last = index === step.block.instrs.length - 1 && step.block.end.kind === "checked";
      if (key === undefined || last) { kept.push(i); return; }
      const known = table.get(key);
      if (known !== undefined) { replaced.set(i.result, known); return; }
      table.set(key, i.result);
      added.push(key);
      kept.push(i);
    });
    step.block.instrs = kept;
    stack.push({ block: step.block, undo: added });
    for (const child of children.get(step.block) ?? []) stack.push({ block: child, undo: undefined });
  }
  if (replaced.size > 0) mapUses(fn, find);
}

export function childrenOf(tree: Dominators): Map<MirBlock, MirBlock[]> {
  const children = new Map<MirBlock, MirBlock[]>();
  for (const block of tree.order) {
    const parent = tree.parent(block);
    if (parent === undefined) continue;
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [block]);
    else list.push(block);
  }
  return children;
}
