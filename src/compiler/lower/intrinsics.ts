/** Calls of lib/sys/intrinsics.ts: instructions, with the representations of the declaration. */
import { ts } from "../checker/typescript.ts";
import type { ClassId, HirExpression, Rep } from "../hir/hir.ts";
import { booleanConstant } from "./build.ts";
import { declarationOf } from "./captures.ts";
import type { FunctionContext } from "./context.ts";
import { lowerExpression, lowerTo, skipWrappers } from "./expressions.ts";
import { type FunctionNode, instanceOf, slotOfReturn } from "./functions.ts";
import { flavourRange, withRange } from "./ranges.ts";
import { EMPTY_ENV, flavourOf, isIntegerRep } from "./types.ts";

export function isIntrinsic(fn: ts.Node): boolean {
  return ts.isFunctionDeclaration(fn) && fn.getSourceFile().fileName.endsWith("/lib/sys/intrinsics.ts") && ts.isSourceFile(fn.parent);
}

/** Intrinsics whose arguments must be constants, by position. */
const CONSTANT_ARGUMENTS: Readonly<Record<string, readonly number[]>> = { stackAllocate: [0], staticAllocate: [0, 1], readCr: [0], writeCr: [0] };

export function lowerIntrinsic(f: FunctionContext, name: string, node: ts.CallExpression, fn: FunctionNode): HirExpression {
  const span = f.span(node);
  const args = node.arguments;
  switch (name) {
    case "isCompiled": return booleanConstant(true, span);
    case "linksInspect": return booleanConstant(f.lowering.needsInspect(), span);
    case "symbolAddress": case "literalAddress": {
      const text = args[0] === undefined ? undefined : constantText(f, args[0]);
      if (text === undefined) return f.fail("WH4002", node, [name]);
      return { kind: "intrinsic", name, args: [], text, rep: "int", span };
    }
    case "codeAddress": case "withSpilledRegisters": if (name === "codeAddress") return codeAddress(f, node); break;
    case "bareInstance": return { kind: "allocate", cls: classNamed(f, name, node), rep: "ref", span };
    case "shapeOf":
      return withRange({ kind: "intrinsic", name, args: [{ kind: "class.value", cls: classNamed(f, name, node), rep: "ref", span }], rep: "u32", span }, 0, 0xffff_ffff, true);
    default: break;
  }
  const lowered = fn.parameters.map((parameter, index): HirExpression => {
    const slot = f.lowering.types.slot(f.lowering.types.nonNullable(f.type(parameter)), EMPTY_ENV);
    const argument = args[index];
    if (argument === undefined) return { kind: "number", value: 0, rep: isIntegerRep(slot.rep) ? slot.rep : "int", span };
    const value = lowerTo(f, argument, slot, argument.getText());
    if (CONSTANT_ARGUMENTS[name]?.includes(index) === true && value.kind !== "number") return f.fail("WH4002", argument, [name]);
    return value;
  });
  const type = f.checker.getReturnTypeOfSignature(f.checker.getSignatureFromDeclaration(fn)!);
  const rep: Rep = resultRep(f, node, type);
  const result: HirExpression = { kind: "intrinsic", name, args: lowered, rep, span };
  const flavour = flavourOf(type);
  if (flavour === undefined || !isIntegerRep(rep)) return result;
  const range = flavourRange(flavour);
  return withRange(result, range.low, range.high, true);
}

/** Generic results (`objectAt<T>`) have the representation that the call's type asks for. */
function resultRep(f: FunctionContext, node: ts.CallExpression, declared: ts.Type): Rep {
  if (declared.flags & ts.TypeFlags.TypeParameter) {
    const rep = f.rep(f.type(node));
    return rep === "ref" ? "ref" : "box";
  }
  return slotOfReturn(f.lowering, declared, EMPTY_ENV).rep;
}

/** The class that the first argument names. */
function classNamed(f: FunctionContext, intrinsic: string, node: ts.CallExpression): ClassId {
  const argument = node.arguments[0];
  const symbol = argument === undefined ? undefined : f.lowering.symbolAt(skipWrappers(argument));
  const info = symbol === undefined ? undefined : f.lowering.classes.ofSymbol(symbol);
  return info === undefined ? f.fail("WH4002", node, [intrinsic]) : info.id;
}

function constantText(f: FunctionContext, node: ts.Expression): string | undefined {
  const value = lowerExpression(f, node);
  return value.kind === "string" ? value.value : undefined;
}

function codeAddress(f: FunctionContext, node: ts.CallExpression): HirExpression {
  const argument = node.arguments[0];
  const symbol = argument === undefined ? undefined : f.lowering.symbolAt(skipWrappers(argument));
  const declaration = symbol === undefined || (symbol.flags & ts.SymbolFlags.Function) === 0 ? undefined : declarationOf(symbol);
  if (declaration === undefined || !ts.isFunctionDeclaration(declaration) || f.lowering.captures.needsClosure(declaration)) return f.fail("WH4004", node, ["codeAddress"]);
  const instance = instanceOf(f.lowering, declaration, { env: EMPTY_ENV });
  return withRange({ kind: "intrinsic", name: "codeAddress", args: [], func: instance.id, rep: "int", span: f.span(node) }, 0, 2 ** 47, true);
}

