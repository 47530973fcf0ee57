/** `new` and `instanceof`. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression } from "../hir/hir.ts";
import { SHAPE_ARRAY, SHAPE_ARRAY_BUFFER, SHAPE_ARRAY_F64, SHAPE_CLASS, SHAPE_DATA_VIEW, SHAPE_F64, SHAPE_FUNCTION, SHAPE_I8, SHAPE_NODE_BUFFER, SHAPE_U8 } from "../../../lib/runtime/layout.ts";
import { argumentsOf, fitsDirectly, restArray } from "./arguments.ts";
import { effect, getLocal, runtimeCall, sequence, setLocal } from "./build.ts";
import { callDirect } from "./calls.ts";
import { type ClassInfo, findMember } from "./class-info.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, toCondition } from "./convert.ts";
import { lowerExpression, lowerTo, skipWrappers } from "./expressions.ts";
import { BOX_SLOT, EMPTY_ENV, isGlobalDeclaration } from "./types.ts";

function classOfExpression(f: FunctionContext, node: ts.Expression): ClassInfo | undefined {
  const bare = skipWrappers(node);
  if (!ts.isIdentifier(bare) && !ts.isPropertyAccessExpression(bare)) return undefined;
  const symbol = f.lowering.symbolAt(ts.isIdentifier(bare) ? bare : bare.name);
  if (symbol === undefined) return undefined;
  if (isGlobalDeclaration(symbol)) return f.lowering.builtins.classNamed(symbol.name);
  if (symbol.flags & ts.SymbolFlags.Class) return f.lowering.classes.ofSymbol(symbol);
  const declaration = symbol.valueDeclaration;
  if (declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && ts.isClassExpression(declaration.initializer)
    && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0) return f.lowering.classes.ofDeclaration(declaration.initializer);
  return undefined;
}

export function exactOfNew(f: FunctionContext, node: ts.NewExpression): ClassInfo | undefined { return classOfExpression(f, node.expression); }

export function lowerNew(f: FunctionContext, node: ts.NewExpression): HirExpression {
  const span = f.span(node);
  const args = argumentsOf(node);
  const callee = skipWrappers(node.expression);
  const info = classOfExpression(f, node.expression);
  if (info !== undefined) {
    const constructor = f.lowering.classes.constructorOf(info);
    if (constructor === undefined || fitsDirectly(args, constructor.shape)) {
      const local = f.newLocal("new", "ref", span);
      const object = getLocal(local, "ref", span);
      const statements = [effect(setLocal(local, { kind: "allocate", cls: info.id, rep: "ref", span }))];
      if (constructor !== undefined) statements.push(effect(callDirect(f, constructor, args, EMPTY_ENV, node, { thisArg: object })));
      else for (const argument of args) if ("node" in argument) statements.push(effect(lowerTo(f, argument.node, { rep: "void" }, "")));
      return sequence(statements, object);
    }
  }
  if (ts.isIdentifier(callee)) {
    const symbol = f.lowering.symbolAt(callee);
    if (symbol !== undefined && isGlobalDeclaration(symbol) && info === undefined) return f.lowering.builtins.construct(f, symbol, node);
  }
  const constructor = lowerTo(f, node.expression, BOX_SLOT, node.expression.getText());
  return runtimeCall("constructWithArray", [constructor, restArray(f, args, "box", undefined, node)], "box", span);
}

const TYPED_ORDER = ["Int8Array", "Uint8Array", "", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array"];

/** Shape ids of the built-in layouts that have no class of their own. */
export function builtinShapes(name: string): readonly [number, number] | undefined {
  switch (name) {
    case "Array": return [SHAPE_ARRAY, SHAPE_ARRAY_F64];
    case "Function": return [SHAPE_FUNCTION, SHAPE_CLASS];
    case "ArrayBuffer": return [SHAPE_ARRAY_BUFFER, SHAPE_ARRAY_BUFFER];
    case "DataView": return [SHAPE_DATA_VIEW, SHAPE_DATA_VIEW];
    case "Uint8Array": return [SHAPE_U8, SHAPE_NODE_BUFFER];
    case "Buffer": return [SHAPE_NODE_BUFFER, SHAPE_NODE_BUFFER];
    case "TypedArray": return [SHAPE_I8, SHAPE_F64];
    default: {
      const index = TYPED_ORDER.indexOf(name);
      return index === -1 || name === "" ? undefined : [SHAPE_I8 + index, SHAPE_I8 + index];
    }
  }
}

export function lowerInstanceOf(f: FunctionContext, node: ts.BinaryExpression): HirExpression {
  const span = f.span(node);
  const value = coerce(f, lowerExpression(f, node.left, "box"), "box", "");
  const info = classOfExpression(f, node.right);
  const test = info === undefined ? undefined : findMember(info, "@@hasInstance", "method", true);
  if (test !== undefined) {
    const called = callDirect(f, f.lowering.classes.memberInstance(test.owner, test.member), [{ value }], EMPTY_ENV, node, { thisArg: lowerTo(f, node.right, BOX_SLOT, "class") });
    return toCondition(coerce(f, called, called.rep === "void" ? "box" : called.rep, ""), false);
  }
  if (info !== undefined) return { kind: "instanceof", value, cls: info.id, rep: "bool", span };
  const callee = skipWrappers(node.right);
  const symbol = ts.isIdentifier(callee) ? f.lowering.symbolAt(callee) : undefined;
  if (symbol !== undefined && isGlobalDeclaration(symbol)) {
    const shapes = builtinShapes(symbol.name);
    if (shapes !== undefined) return { kind: "shape.test", value, first: shapes[0], last: shapes[1], rep: "bool", span };
    if (symbol.name === "Object") return { kind: "shape.test", value, first: SHAPE_FUNCTION, last: 0xffff_ffff, rep: "bool", span };
  }
  return runtimeCall("instanceOf", [value, lowerTo(f, node.right, BOX_SLOT, node.right.getText())], "bool", span);
}
