/** The MIR verifier: what every pass must leave true. Runs after each pass in tests and with `--verify`. */
import { dumpInstr } from "./dump.ts";
import { dominators } from "./dominators.ts";
import { type MirBlock, type MirFunction, type MirInstr, NO_VALUE, edgesOf, endUses } from "./mir.ts";

/** The violated facts, in words; empty if the function is well formed. */
export function validateFunction(fn: MirFunction): string[] {
  const errors: string[] = [];
  const say = (block: MirBlock, text: string): void => { errors.push(`${fn.symbol} b${block.id}: ${text}`); };
  const definedIn = new Map<number, { block: MirBlock; index: number }>();
  const define = (value: number, block: MirBlock, index: number): void => {
    if (value === NO_VALUE) return;
    if (definedIn.has(value)) say(block, `%${value} is defined twice`);
    definedIn.set(value, { block, index });
  };
  const entry = fn.blocks[0];
  if (entry === undefined) return [`${fn.symbol}: no blocks`];
  for (const v of [fn.self, fn.thisValue, ...fn.params]) define(v, entry, -1);
  const known = new Set(fn.blocks);
  for (const block of fn.blocks) {
    for (const v of block.params) define(v, block, -1);
    block.instrs.forEach((instr, index) => define(instr.result, block, index));
  }
  if (entry.params.length > 0) say(entry, "the entry block has parameters");
  const tree = dominators(fn);
  const use = (value: number, block: MirBlock, index: number, user: MirInstr | string): void => {
    const where = (): string => typeof user === "string" ? user : dumpInstr(fn, user);
    const at = definedIn.get(value);
    if (at === undefined) { say(block, `${where()} uses %${value}, which nothing defines`); return; }
    const dominated = at.block === block ? at.index < index : tree.dominates(at.block, block);
    if (!dominated && tree.isReachable(block)) say(block, `${where()} uses %${value}, whose definition in b${at.block.id} does not dominate it`);
  };
  for (const block of fn.blocks) {
    block.instrs.forEach((instr, index) => {
      for (const arg of instr.args) use(arg, block, index, instr);
      for (const fact of checkInstr(fn, instr)) say(block, `${dumpInstr(fn, instr)}: ${fact}`);
      if ((instr.op === "await" || instr.op === "yield") && (index !== block.instrs.length - 1 || block.end.kind !== "suspend")) say(block, `${instr.op} does not end its block`);
    });
    const end = block.end;
    if (end.kind === "none") say(block, "has no end");
    if (end.kind === "checked" && block.instrs.length === 0) say(block, "ends in checked, but has no instruction");
    if (end.kind === "branch" && fn.reps[end.cond] !== "bool") say(block, "branches on something that is not a bool");
    if (end.kind === "return" && end.value !== NO_VALUE && fn.reps[end.value] !== fn.ret) say(block, `returns ${fn.reps[end.value]} from a function of ${fn.ret}`);
    for (const v of endUses(end)) use(v, block, block.instrs.length, end.kind);
    for (const edge of edgesOf(end)) {
      if (!known.has(edge.target)) say(block, `goes to b${edge.target.id}, which is not in the function`);
      if (edge.args.length !== edge.target.params.length) say(block, `passes ${edge.args.length} values to b${edge.target.id}, which takes ${edge.target.params.length}`);
      edge.args.forEach((arg, i) => {
        use(arg, block, block.instrs.length, "edge");
        const param = edge.target.params[i];
        if (param !== undefined && fn.reps[arg] !== fn.reps[param]) say(block, `passes ${fn.reps[arg]} %${arg} for ${fn.reps[param]} %${param} of b${edge.target.id}`);
      });
    }
  }
  return errors;
}

function checkInstr(fn: MirFunction, instr: MirInstr): string[] {
  const facts: string[] = [];
  const rep = (i: number): string => fn.reps[instr.args[i] ?? -1] ?? "nothing";
  const result = instr.result === NO_VALUE ? "nothing" : fn.reps[instr.result];
  switch (instr.op) {
    case "arithmetic": case "compare":
      if (rep(0) !== rep(1)) facts.push(`operands are ${rep(0)} and ${rep(1)}`);
      if (instr.op === "compare" && result !== "bool") facts.push("result is not a bool");
      break;
    case "select": if (rep(1) !== rep(2) || rep(1) !== result || rep(0) !== "bool") facts.push("mixed representations"); break;
    case "not": case "class.test": if (result !== "bool") facts.push("result is not a bool"); break;
    case "call.value": case "call.property": case "call.method": {
      const letters = instr.signature.slice(0, instr.signature.indexOf(">"));
      const skip = instr.op === "call.property" ? 1 : 2;
      if (instr.args.length - skip !== letters.length) facts.push(`${instr.args.length - skip} arguments for signature ${instr.signature}`);
      break;
    }
    default: break;
  }
  return facts;
}
