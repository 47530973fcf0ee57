/** MIR as text, for people, golden tests and `--emit mir`. */
import type { HirConstant } from "../hir/hir.ts";
import { type MirBlock, type MirEdge, type MirFunction, type MirInstr, type MirProgram, NO_VALUE } from "./mir.ts";

export function dumpProgram(program: MirProgram): string {
  return [...program.functions.values()].map(dumpFunction).join("\n");
}

export function dumpFunction(fn: MirFunction): string {
  const params = [fn.self, fn.thisValue, ...fn.params].filter(v => v !== NO_VALUE).map(v => typed(fn, v)).join(", ");
  const lines = [`function ${fn.symbol}(${params}): ${fn.ret}${fn.throws ? " throws" : ""} {`];
  for (const block of fn.blocks) lines.push(...dumpBlock(fn, block));
  lines.push("}", "");
  return lines.join("\n");
}

function dumpBlock(fn: MirFunction, block: MirBlock): string[] {
  const head = `b${block.id}${block.params.length > 0 ? `(${block.params.map(v => typed(fn, v)).join(", ")})` : ""}:`;
  return [head, ...block.instrs.map(i => `  ${dumpInstr(fn, i)}`), `  ${dumpEnd(block)}`];
}

export function dumpInstr(fn: MirFunction, instr: MirInstr): string {
  const { op, result, args, span: _span, ...rest } = instr;
  const attributes = Object.entries(rest).filter(([, v]) => v !== undefined && v !== "" && v !== false)
    .map(([k, v]) => k === "constant" ? dumpConstant(v as HirConstant) : `${k}=${String(v)}`);
  const left = result === NO_VALUE ? "" : `${typed(fn, result)} = `;
  return left + [op, ...attributes, args.map(v => `%${v}`).join(", ")].filter(s => s !== "").join(" ");
}

function dumpConstant(constant: HirConstant): string {
  switch (constant.kind) {
    case "number": case "boolean": return Object.is(constant.value, -0) ? "-0" : String(constant.value);
    case "word": return `${constant.value}n`;
    case "string": return JSON.stringify(constant.value);
    case "undefined": case "null": return constant.kind;
  }
}

function dumpEnd(block: MirBlock): string {
  const end = block.end;
  switch (end.kind) {
    case "none": return "?";
    case "jump": return `jump ${edge(end.to)}`;
    case "branch": return `branch %${end.cond}, ${edge(end.then)}, ${edge(end.otherwise)}`;
    case "switch": return `switch %${end.value} ${end.cases.map(c => `${c.value}: ${edge(c.to)}, `).join("")}else ${edge(end.otherwise)}`;
    case "return": return end.value === NO_VALUE ? "return" : `return %${end.value}`;
    case "throw": return `throw %${end.value}${end.handler === undefined ? "" : ` to ${edge(end.handler)}`}`;
    case "checked": return `checked ${edge(end.normal)}, catch ${edge(end.handler)}`;
    case "suspend": return `suspend ${edge(end.normal)}${end.handler === undefined ? "" : `, catch ${edge(end.handler)}`}${end.cancel === undefined ? "" : `, cancel ${edge(end.cancel)}`}`;
    case "unreachable": return "unreachable";
  }
}

function edge(e: MirEdge): string {
  return `b${e.target.id}${e.args.length > 0 ? `(${e.args.map(v => `%${v}`).join(", ")})` : ""}`;
}

function typed(fn: MirFunction, value: number): string {
  return `%${value}: ${fn.reps[value]}`;
}
