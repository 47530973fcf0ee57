/**
 * Removes block parameters that always receive one value (or themselves): what the on-the-fly SSA construction
 * leaves behind.
 * Before: b3(%7: f64) with edges b3(%1), b3(%7)     After: b3 with %7 replaced by %1
 */
import { type MirFunction, type ValueId, edgesOf, mapUses } from "../mir/mir.ts";

export function redundantParameters(fn: MirFunction): void {
  const replaced = new Map<ValueId, ValueId>();
  const find = (v: ValueId): ValueId => {
    let at = v;
    for (let next = replaced.get(at); next !== undefined; next = replaced.get(at)) at = next;
    return at;
  };
  const incoming = new Map(fn.blocks.map(b => [b, [] as ValueId[][]]));
  for (const block of fn.blocks) for (const edge of edgesOf(block.end)) incoming.get(edge.target)?.push(edge.args);
  for (let changed = true; changed;) {
    changed = false;
    for (const block of fn.blocks) {
      const sources = incoming.get(block) ?? [];
      for (let k = 0; k < block.params.length; k++) {
        const param = block.params[k] ?? -1;
        let only: ValueId | undefined;
        let single = true;
        for (const args of sources) {
          const value = find(args[k] ?? -1);
          if (value === param || value === only) continue;
          if (only !== undefined) { single = false; break; }
          only = value;
        }
        if (!single || only === undefined) continue;
        replaced.set(param, only);
        block.params.splice(k, 1);
        for (const args of sources) args.splice(k, 1);
        k--;
        changed = true;
      }
    }
  }
  if (replaced.size > 0) mapUses(fn, find);
}
