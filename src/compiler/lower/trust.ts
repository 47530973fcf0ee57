/**
 * Types that are trusted. Application types may lie; the library's are ours, and every value of a library class's type is
 * either made by the library or tested where it comes in:
 *   from a box         element of an array, result of a call by key or by value, `await`, cast, destructuring: tested here
 *   from an application's direct call, and its stores to fields of library classes: tested there (`checkedForLibrary`)
 *   from a call by function value: tested in the entry of the function (HirFunction.parameterClasses)
 *   by a computed key: tested by the runtime (KEY_SHAPE of the field's record)
 * So in library code an access through such a type needs no test. What the checker can't see is undefined that stayed
 * (a field read before its constructor set it, an element past the end, stale narrowing); that ends in a fault on the
 * unmapped page 0. A value of type `any` that goes into a slot of such a type is not tested: the library's few `any` must not.
 * Compilations that verify (`LowerOptions.verifyTypes`: the corpus and the examples' tests) test these accesses too.
 */
import { ts } from "../checker/typescript.ts";
import type { ClassId, HirExpression } from "../hir/hir.ts";
import type { ClassInfo } from "./class-info.ts";
import type { FunctionContext } from "./context.ts";
import { exactClass } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";

/** The object of an access, and the class that it certainly is an instance of: by proof, or by a trusted type. */
export function accessed(f: FunctionContext, node: ts.Expression, object: HirExpression): { readonly object: HirExpression; readonly exact: ClassInfo | undefined } {
  const exact = exactClass(f, node, object);
  if (exact !== undefined) return { object: certain(object, exact), exact };
  if (!f.isLibrary || isLink(node) || (object.rep !== "ref" && object.rep !== "box")) return { object, exact };
  const type = f.type(node);
  if (f.lowering.types.nonNullable(type) !== type) return { object, exact };
  const cls = libraryClass(f, type);
  if (cls === undefined) return { object, exact };
  if (f.lowering.verifiesTypes) return { object: test(object, cls, false), exact: cls };
  return { object: certain(object, cls), exact: cls };
}

/** Says so to later stages, which lose sight of it where loops begin. */
function certain(object: HirExpression, cls: ClassInfo): HirExpression {
  if (object.kind === "this" || (object.rep !== "ref" && object.rep !== "box")) return object;
  return { kind: "assume", value: object, cls: cls.id, rep: "ref", span: object.span };
}

/** A link of an optional chain: its static type does not say whether it was cut short. */
function isLink(node: ts.Expression): boolean { return ts.isOptionalChain(node) || (ts.isParenthesizedExpression(node) && isLink(node.expression)); }

/** A value of library code as its type says: tested where its origin doesn't vouch for its class. */
export function vouched(f: FunctionContext, node: ts.Expression, value: HirExpression): HirExpression {
  if (!f.isLibrary || (value.rep !== "ref" && value.rep !== "box") || !needsTest(f, node, value)) return value;
  const type = f.type(node);
  const cls = libraryClass(f, type);
  if (cls === undefined) return value;
  const nullable = f.lowering.types.nonNullable(type) !== type || !ts.isNonNullExpression(node);
  return test(value, cls, nullable);
}

function needsTest(f: FunctionContext, node: ts.Expression, value: HirExpression): boolean {
  if (ts.isNonNullExpression(node) || ts.isElementAccessExpression(node) || ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return true;
  if (ts.isIdentifier(node)) return !isDeclaredByType(f, node);
  if (ts.isPropertyAccessExpression(node)) return value.rep === "box" || value.kind !== "field.get";
  if (ts.isCallExpression(node)) return value.kind !== "call" || !returnsClass(f, node);
  return false;
}

/** Is the name a parameter or a variable whose first value was vouched for? (not a part of a pattern, not a loop's variable) */
function isDeclaredByType(f: FunctionContext, node: ts.Identifier): boolean {
  const declaration = f.lowering.symbolAt(node)?.valueDeclaration;
  if (declaration === undefined || !(ts.isParameter(declaration) || ts.isVariableDeclaration(declaration)) || !ts.isIdentifier(declaration.name)) return false;
  if (ts.isVariableDeclaration(declaration) && (declaration.initializer === undefined ? declaration.type === undefined : false)) return false;
  if (ts.isVariableDeclaration(declaration) && !ts.isVariableDeclarationList(declaration.parent)) return false;
  if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent)) return false;
  return libraryClass(f, f.type(declaration.name)) !== undefined;
}

/** Does the function say itself that it gives an instance (not by a type parameter)? */
function returnsClass(f: FunctionContext, node: ts.CallExpression): boolean {
  const { declaration } = f.checker.getResolvedSignature(node) ?? {};
  if (declaration === undefined || ts.isJSDocSignature(declaration)) return false;
  const signature = f.checker.getSignatureFromDeclaration(declaration);
  return signature !== undefined && libraryClass(f, f.checker.getReturnTypeOfSignature(signature)) !== undefined;
}

/** An application's value for a slot of the library that is declared with `type`. */
export function checkedForLibrary(f: FunctionContext, value: HirExpression, type: ts.Type, declaredIn: ts.SourceFile): HirExpression {
  if (f.isLibrary || !f.lowering.isLibrary(declaredIn) || (value.rep !== "ref" && value.rep !== "box")) return value;
  const cls = libraryClass(f, type);
  return cls === undefined ? value : test(value, cls, true);
}

function libraryClass(f: FunctionContext, type: ts.Type): ClassInfo | undefined {
  const cls = f.lowering.classes.ofType(type);
  return cls !== undefined && f.lowering.isLibrary(cls.declaration.getSourceFile()) ? cls : undefined;
}

/** The class of a slot of the library that instances may reach; undefined: no class, or none that is in the program. */
export function classOfSlot(l: Lowering, type: ts.Type, declaredIn: ts.SourceFile): ClassId | undefined {
  return l.isLibrary(declaredIn) ? l.classes.knownOfType(type)?.id : undefined;
}

function test(value: HirExpression, cls: ClassInfo, nullable: boolean): HirExpression {
  if (value.kind === "undefined" || value.kind === "null" || isCertain(value, cls)) return value;
  return { kind: "class.guard", value, cls: cls.id, nullable, expected: cls.name, rep: "ref", span: value.span };
}

function isCertain(value: HirExpression, cls: ClassInfo): boolean {
  return (value.kind === "class.guard" || value.kind === "assume") && value.cls === cls.id;
}

