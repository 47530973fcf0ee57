/** Names: variables, functions, classes and globals as values. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression } from "../hir/hir.ts";
import { undefinedConstant } from "./build.ts";
import { declarationOf } from "./captures.ts";
import type { FunctionContext } from "./context.ts";
import { enumObject } from "./enums.ts";
import { closureOf, type FunctionNode, instanceOf } from "./functions.ts";
import { EMPTY_ENV, isGlobalDeclaration } from "./types.ts";

export function lowerIdentifier(f: FunctionContext, node: ts.Identifier): HirExpression {
  const span = f.span(node);
  if (node.text === "undefined") return undefinedConstant(span);
  const symbol = f.lowering.symbolAt(node);
  if (symbol === undefined) return f.fail(node.text === "arguments" ? "WH2002" : "WH3004", node, [node.text]);
  const binding = f.bindings.get(symbol);
  if (binding !== undefined) return f.readBinding(binding, span);
  if (node.text === "arguments" && symbol.valueDeclaration === undefined) return f.fail("WH2002", node);
  return lowerSymbol(f, symbol, node);
}

/** A module-level or global symbol as a value. */
export function lowerSymbol(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): HirExpression {
  const span = f.span(node);
  if (symbol.declarations === undefined) return f.fail("WH3004", node, [node.getText()]);
  if (isGlobalDeclaration(symbol)) {
    if (symbol.name === "NaN") return { kind: "number", value: Number.NaN, rep: "f64", span };
    if (symbol.name === "Infinity") return { kind: "number", value: Number.POSITIVE_INFINITY, rep: "f64", span };
    return f.lowering.builtins.value(f, symbol, node);
  }
  if (symbol.flags & ts.SymbolFlags.Class) return f.lowering.classes.value(f, symbol, node);
  if (symbol.flags & ts.SymbolFlags.Function) {
    const fn = declarationOf(symbol) as FunctionNode;
    return closureOf(f, instanceOf(f.lowering, fn, { env: functionEnv(f, fn), owner: f }), node);
  }
  if (symbol.flags & ts.SymbolFlags.Enum) return enumObject(f, symbol, node);
  if (symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property) || symbol.declarations?.some(ts.isExportAssignment) === true) return f.lowering.globals.read(f, symbol, node);
  return f.fail("WH3004", node, [symbol.name]);
}

/** A nested function sees its owner's type parameters; others have an environment of their own. */
export function functionEnv(f: FunctionContext, fn: ts.Node): FunctionContext["env"] {
  return ts.isSourceFile(fn.parent) ? EMPTY_ENV : f.env;
}
