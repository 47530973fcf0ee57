/** Arguments of calls: in the callee's parameter slots (direct calls) or by the letters of a signature (indirect calls). */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement, Signature } from "../hir/hir.ts";
import { convert, effect, getLocal, runtimeCall, sequence, setLocal, undefinedConstant } from "./build.ts";
import type { FunctionContext, FunctionShape } from "./context.ts";
import { coerce, coerceToSlot, spill } from "./convert.ts";
import { lowerEffect, lowerTo } from "./expressions.ts";
import { isRestParameter, realParameters } from "./functions.ts";
import { lettersOfFunctionType } from "./signatures.ts";
import { checkedForLibrary } from "./trust.ts";
import { BOX_SLOT, type Slot, type TypeEnv } from "./types.ts";

/** An argument: syntax, or a value that is already lowered. */
export type Argument = { readonly node: ts.Expression } | { readonly value: HirExpression };

export function argumentsOf(node: { readonly arguments?: ts.NodeArray<ts.Expression> | undefined }): readonly Argument[] {
  return (node.arguments ?? []).map((argument) => ({ node: argument }));
}

export function hasSpread(args: readonly Argument[]): boolean {
  return args.some((argument) => "node" in argument && ts.isSpreadElement(argument.node));
}

/** Spread is fine only where a rest parameter collects it. */
export function fitsDirectly(args: readonly Argument[], shape: FunctionShape): boolean {
  const first = args.findIndex((argument) => "node" in argument && ts.isSpreadElement(argument.node));
  return first === -1 || (shape.rest && first >= shape.parameters.length - 1);
}

function lowerArgument(f: FunctionContext, argument: Argument, slot: Slot, letters?: Signature): HirExpression {
  if ("value" in argument) return coerceToSlot(f, argument.value, slot, "argument");
  return lowerTo(f, argument.node, slot, argument.node.getText().slice(0, 60), letters);
}

/** Arguments of a direct call, in the callee's parameter representations. */
export function directArguments(f: FunctionContext, args: readonly Argument[], shape: FunctionShape, fn: ts.SignatureDeclaration | undefined, env: TypeEnv, node: ts.Node): HirExpression[] {
  const span = f.span(node);
  const declared = fn === undefined ? [] : realParameters(fn);
  const fixed = shape.rest ? shape.parameters.length - 1 : shape.parameters.length;
  const out: HirExpression[] = [];
  for (let i = 0; i < fixed; i++) {
    const parameter = shape.parameters[i]!;
    const argument = args[i];
    if (argument === undefined) {
      out.push(parameter.fill === undefined ? missing(parameter.slot, span) : { ...parameter.fill, span });
      continue;
    }
    const type = declared[i] === undefined ? undefined : f.type(declared[i]!);
    const letters = type === undefined ? undefined : lettersOfFunctionType(f, type, env);
    const lowered = lowerArgument(f, argument, parameter.slot, letters);
    out.push(type === undefined || fn === undefined ? lowered : checkedForLibrary(f, lowered, type, fn.getSourceFile()));
  }
  const extra = args.slice(fixed);
  if (shape.rest) out.push(restArray(f, extra, shape.restElement, restLetters(f, declared, env), node));
  else dropped(f, extra, out);
  return out;
}

function restLetters(f: FunctionContext, declared: readonly ts.ParameterDeclaration[], env: TypeEnv): Signature | undefined {
  const last = declared[declared.length - 1];
  if (last === undefined || !isRestParameter(last)) return undefined;
  const element = f.lowering.types.arrayElement(f.type(last));
  return element === undefined ? undefined : lettersOfFunctionType(f, element, env);
}

function missing(slot: Slot, span: HirExpression["span"]): HirExpression {
  switch (slot.rep) {
    case "f64": return convert(undefinedConstant(span, "box"), "f64", "check", "argument");
    case "bool": return { kind: "boolean", value: false, rep: "bool", span };
    case "i32": case "u32": case "int": return { kind: "number", value: 0, rep: slot.rep, span };
    case "i64": case "u64": return { kind: "word", value: 0n, rep: slot.rep, span };
    default: return undefinedConstant(span, slot.rep === "ref" ? "ref" : "box");
  }
}

/** Arguments that no parameter takes are evaluated all the same. */
function dropped(f: FunctionContext, extra: readonly Argument[], out: HirExpression[]): void {
  const effects = extra.filter((argument) => "node" in argument && !isInert(argument.node)).map((argument) => effect("node" in argument ? lowerEffect(f, argument.node) : argument.value));
  const last = out.pop();
  if (effects.length === 0 || last === undefined) { if (last !== undefined) out.push(last); return; }
  const before: HirExpression[] = [];
  const held = spill(f, last, before, "argument");
  out.push(sequence([...before.map(effect), ...effects], held));
}

function isInert(node: ts.Expression): boolean {
  return ts.isLiteralExpression(node) || ts.isIdentifier(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node) || node.kind === ts.SyntaxKind.TrueKeyword
    || node.kind === ts.SyntaxKind.FalseKeyword || node.kind === ts.SyntaxKind.NullKeyword || node.kind === ts.SyntaxKind.ThisKeyword;
}

export function restArray(f: FunctionContext, args: readonly Argument[], element: "f64" | "box", letters: Signature | undefined, node: ts.Node): HirExpression {
  const span = f.span(node);
  const slot: Slot = { rep: element };
  const spread = args.findIndex((argument) => "node" in argument && ts.isSpreadElement(argument.node));
  if (spread === -1) return { kind: "array.new", element, values: args.map((argument) => lowerArgument(f, argument, slot, letters)), rep: "ref", span };
  const local = f.newLocal("rest", "ref", span);
  const list = getLocal(local, "ref", span);
  const fill: HirStatement[] = [effect(setLocal(local, { kind: "array.new", element, values: args.slice(0, spread).map((argument) => lowerArgument(f, argument, slot, letters)), rep: "ref", span }))];
  for (const argument of args.slice(spread)) {
    if ("node" in argument && ts.isSpreadElement(argument.node)) {
      fill.push(effect(runtimeCall("arrayAppendIterable", [list, lowerTo(f, argument.node.expression, BOX_SLOT, "spread")], "void", span)));
    } else fill.push(effect(runtimeCall(element === "f64" ? "arrayPushNumber" : "arrayPushValue", [list, lowerArgument(f, argument, slot, letters)], "void", span)));
  }
  return sequence(fill, list);
}

/** Arguments of an indirect call. `signature`: the static one, for the types of its parameters. */
export function letteredArguments(f: FunctionContext, args: readonly Argument[], letters: Signature, signature: ts.Signature | undefined, node: ts.Node): HirExpression[] {
  const span = f.span(node);
  const wanted = letters.slice(0, letters.indexOf(">"));
  const parameters = signature?.getParameters() ?? [];
  const out: HirExpression[] = [];
  for (let i = 0; i < wanted.length; i++) {
    const letter = wanted[i];
    if (letter === "r") { out.push(restArray(f, args.slice(i), "box", undefined, node)); return out; }
    const slot: Slot = letter === "d" ? { rep: "f64" } : BOX_SLOT;
    const argument = args[i];
    const parameter = parameters[i];
    const type = parameter === undefined ? undefined : f.checker.getTypeOfSymbol(parameter);
    const inner = type === undefined ? undefined : lettersOfFunctionType(f, type, f.env);
    out.push(argument === undefined ? missing(slot, span) : coerce(f, lowerArgument(f, argument, slot, inner), slot.rep, "argument"));
  }
  dropped(f, args.slice(wanted.length), out);
  return out;
}

