/** Variables: where they live (global, local, cell), and how they are declared, read and assigned. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement, Span } from "../hir/hir.ts";
import { effect, getLocal, setLocal } from "./build.ts";
import { isModuleVariable } from "./captures.ts";
import type { ClassInfo } from "./class-info.ts";
import type { Binding, FunctionContext, FunctionInstance } from "./context.ts";
import { coerce, coerceToSlot } from "./convert.ts";
import { flavourRange, rangeOf } from "./ranges.ts";
import { isIntegerRep, type Slot } from "./types.ts";

export interface VariableFacts {
  readonly slot: Slot;
  readonly constant: boolean;
  readonly exact?: ClassInfo | undefined;
  readonly callee?: FunctionInstance | undefined;
}

/** Is the variable kept in a cell? */
export function needsCell(f: FunctionContext, symbol: ts.Symbol): boolean {
  const use = f.lowering.captures.use(symbol);
  return use.captured && (use.assigned || use.early);
}

/** Makes the cell of a variable that closures may read before its declaration has run. */
export function declareEarly(f: FunctionContext, symbol: ts.Symbol, slot: Slot, span: Span): HirStatement {
  const local = f.newLocal(symbol.name, "ref", span);
  f.bindings.set(symbol, { kind: "cell", place: { at: "local", index: local }, content: "box", slot, tdz: symbol.name });
  return effect(setLocal(local, { kind: "cell.new", content: "box", rep: "ref", span }));
}

/** Declares the variable with its first value (already in the slot's representation). */
export function declareVariable(f: FunctionContext, symbol: ts.Symbol, value: HirExpression, facts: VariableFacts): readonly HirStatement[] {
  const { span } = value;
  const declaration = symbol.valueDeclaration;
  if (declaration !== undefined && isModuleVariable(declaration)) return [effect(f.lowering.globals.write(symbol, value))];
  const existing = f.bindings.get(symbol);
  if (existing !== undefined && existing.kind === "cell" && existing.tdz !== undefined && f.lowering.captures.use(symbol).early) {
    return [effect({ kind: "cell.set", cell: f.readPlace(existing.place, "ref", span), content: existing.content, value: coerce(f, value, existing.content, symbol.name), rep: existing.content, span })];
  }
  if (needsCell(f, symbol)) {
    const content = facts.slot.rep === "f64" ? "f64" : "box";
    const local = f.newLocal(symbol.name, "ref", span);
    f.bindings.set(symbol, { kind: "cell", place: { at: "local", index: local }, content, slot: facts.slot });
    return [effect(setLocal(local, { kind: "cell.new", content, init: coerce(f, value, content, symbol.name), rep: "ref", span }))];
  }
  const reuse = existing?.kind === "value" && existing.place.at === "local" && existing.slot.rep === value.rep ? existing.place.index : undefined;
  const local = reuse ?? f.newLocal(symbol.name, value.rep, span);
  const range = facts.constant && isIntegerRep(value.rep) ? rangeOf(value) : facts.slot.flavour === undefined ? undefined : flavourRange(facts.slot.flavour);
  f.bindings.set(symbol, {
    kind: "value", place: { at: "local", index: local }, slot: { ...facts.slot, rep: value.rep },
    ...(range === undefined ? {} : { range }), ...(facts.constant && facts.exact !== undefined ? { exact: facts.exact } : {}),
    ...(facts.constant && facts.callee !== undefined ? { callee: facts.callee } : {}),
  });
  return [effect(setLocal(local, value))];
}

/** Assigns to a variable; yields the value as the slot holds it. */
export function assignVariable(f: FunctionContext, symbol: ts.Symbol, value: HirExpression, node: ts.Node): HirExpression {
  const span = f.span(node);
  const binding = f.bindings.get(symbol);
  if (binding === undefined) {
    if (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class | ts.SymbolFlags.Method)) f.fail("WH2011", node, [symbol.name]);
    const info = f.lowering.globals.get(symbol);
    return f.lowering.globals.write(symbol, coerceToSlot(f, value, info.slot, symbol.name));
  }
  return storeBinding(f, binding, value, symbol.name, span);
}

export function storeBinding(f: FunctionContext, binding: Binding, value: HirExpression, name: string, span: Span): HirExpression {
  if (binding.kind === "cell") {
    const inner = coerceToSlot(f, value, binding.slot, name);
    return { kind: "cell.set", cell: f.readPlace(binding.place, "ref", span), content: binding.content, value: coerce(f, inner, binding.content, name), rep: binding.content, span, ...(binding.tdz === undefined ? {} : { tdz: binding.tdz }) };
  }
  if (binding.place.at !== "local") return f.fail("WH9001", span, [`assignment to the captured constant ${name}`]);
  return setLocal(binding.place.index, coerceToSlot(f, value, binding.slot, name));
}

export function readLocal(index: number, value: HirExpression): HirExpression { return getLocal(index, value.rep, value.span); }
