/** Reading properties and elements. Writing them is in assignments.ts. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { SHAPE_SLICE, SHAPE_STRING } from "../../../lib/runtime/layout.ts";
import { and, compare, conditional, convert, effect, getLocal, runtimeCall, sequence, setLocal, undefinedConstant } from "./build.ts";
import { type ClassInfo, findField, findMember, isSubclass } from "./class-info.ts";
import { builtinConstant } from "./constants.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, isCertainString, spill } from "./convert.ts";
import { enumConstant } from "./enums.ts";
import { exactClass, lowerExpression, lowerLink, skipWrappers, type Want } from "./expressions.ts";
import { closureOf } from "./functions.ts";
import { lowerSymbol } from "./identifiers.ts";
import { flavourRange, rangeOf, withRange } from "./ranges.ts";
import { isGlobalDeclaration, isIntegerRep, isNumberRep } from "./types.ts";

export interface PropertyKey {
  /** A key known now; then `value` is not used. */
  readonly constant: string | undefined;
  readonly value: HirExpression;
}

/** `[Symbol.iterator]` → "@@iterator". */
export function wellKnownSymbol(node: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "Symbol" && node.name.text !== "for" ? `@@${node.name.text}` : undefined;
}

export function constantKey(name: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name)) {
    if (ts.isStringLiteralLike(name.expression)) return name.expression.text;
    return wellKnownSymbol(name.expression);
  }
  return undefined;
}

export function lowerPropertyKey(f: FunctionContext, name: ts.PropertyName | ts.Identifier, out: HirStatement[]): PropertyKey {
  const span = f.span(name);
  const constant = constantKey(name);
  if (constant !== undefined) return { constant, value: undefinedConstant(span) };
  const before: HirExpression[] = [];
  const value = spill(f, lowerExpression(f, (name as ts.ComputedPropertyName).expression, "box"), before, "key");
  out.push(...before.map(effect));
  return { constant: undefined, value };
}

/** The static type that decides how a value is accessed; for global values, the library's own type. */
export function accessType(f: FunctionContext, node: ts.Expression): ts.Type {
  const bare = skipWrappers(node);
  const library = ts.isIdentifier(bare) ? f.lowering.builtins.valueType(f, bare) : undefined;
  return library ?? f.type(node);
}

export function lowerPropertyAccess(f: FunctionContext, node: ts.PropertyAccessExpression, want: Want): HirExpression {
  const { name } = node;
  const key = f.lowering.classes.keyOf(name) ?? name.text;
  const member = f.lowering.symbolAt(name);
  if (member !== undefined) {
    const known = lowerKnownMember(f, node, member);
    if (known !== undefined) return known;
  }
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superProperty(f, node, key);
  const symbolKey = wellKnownSymbol(node);
  if (symbolKey !== undefined && isGlobalDeclaration(f.lowering.symbolAt(node.expression)!)) return f.lowering.builtins.wellKnownSymbol(f, symbolKey, node);
  const type = accessType(f, node.expression);
  const object = lowerLink(f, node.expression, node.questionDotToken);
  return readProperty(f, object, type, key, node, want === "box", exactClass(f, node.expression, object));
}

/** Members that need no object: of modules, enums, classes (statics), and constants of built-ins. */
function lowerKnownMember(f: FunctionContext, node: ts.PropertyAccessExpression, member: ts.Symbol): HirExpression | undefined {
  const declaration = member.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isEnumMember(declaration)) return enumConstant(f, declaration, node);
  const object = ts.isIdentifier(node.expression) ? f.checker.getSymbolAtLocation(node.expression) : undefined;
  if (object !== undefined && isNamespaceImport(f, object)) return lowerSymbol(f, member, node);
  const constant = builtinConstant(declaration, f.span(node));
  if (constant !== undefined) return constant;
  const builtin = f.lowering.builtins.staticValue(f, member, node);
  if (builtin !== undefined) return builtin;
  if (!ts.isClassElement(declaration) || (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) === 0 || isGlobalDeclaration(member)) return undefined;
  return f.lowering.classes.readStatic(f, member, declaration, node);
}

/** A name for a whole module: `import * as m`, or a default import of a module that exports itself as its default. */
export function isNamespaceImport(f: FunctionContext, symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 && (f.lowering.resolveAlias(symbol).flags & ts.SymbolFlags.ValueModule) !== 0;
}

function superProperty(f: FunctionContext, node: ts.PropertyAccessExpression, key: string): HirExpression {
  const parent = f.memberOf?.parent;
  if (parent === undefined || f.isStaticMember) return f.fail("WH2015", node);
  const span = f.span(node);
  const getter = findMember(parent, key, "getter");
  if (getter !== undefined) {
    const instance = f.lowering.classes.memberInstance(getter.owner, getter.member);
    return { kind: "call", func: instance.id, thisArg: coerce(f, f.readThis(span), "ref", "this"), args: [], rep: instance.shape.ret.rep, span };
  }
  const method = findMember(parent, key, "method");
  if (method === undefined) return f.fail("WH2015", node);
  return closureOf(f, f.lowering.classes.memberInstance(method.owner, method.member), node);
}

/** `object.key` with a constant key. `exact`: the object certainly is an instance of this class. */
export function readProperty(f: FunctionContext, object: HirExpression, type: ts.Type, key: string, node: ts.Node, wantsBox: boolean, exact?: ClassInfo): HirExpression {
  const span = f.span(node);
  const { types } = f.lowering;
  const what = textOf(node);
  f.lowering.mention(key);
  if (key === "length") {
    const of = types.isString(type) ? "string" : types.arrayElement(type) !== undefined ? "array" : types.typedKind(type) !== undefined ? "typed" : undefined;
    if (of !== undefined) {
      if (object.kind === "string") return { kind: "number", value: object.value.length, rep: "i32", span };
      return withRange({ kind: "length", of, object: reference(f, object, what), what, rep: "u32", span }, 0, 0xffff_ffff, false);
    }
  }
  const builtin = f.lowering.builtins.readMember(f, object, type, key, node);
  if (builtin !== undefined) return builtin;
  const cls = exact ?? f.lowering.classes.ofType(type);
  if (cls !== undefined) {
    const known = readMember(f, object, cls, key, node, exact !== undefined && isSubclass(exact, cls));
    if (known !== undefined) return known;
  }
  const literal = f.lowering.classes.literalOfType(type);
  if (literal !== undefined) {
    const field = literal.fields.find((candidate) => candidate.key === key);
    if (field !== undefined && !(wantsBox && field.rep !== "box" && field.rep !== "ref")) return { kind: "field.get", object: reference(f, object, what), cls: literal.id, key, what, rep: field.rep, span };
  }
  f.lowering.mentionDynamic(key);
  if (isNumberRep(object.rep) || object.rep === "bool" || object.rep === "void") return { kind: "property.get", object: coerce(f, object, "box", what), key, what, rep: "box", span };
  return { kind: "property.get", object, key, what, rep: "box", span };
}

function readMember(f: FunctionContext, object: HirExpression, cls: ClassInfo, key: string, node: ts.Node, proved: boolean): HirExpression | undefined {
  const span = f.span(node);
  const what = textOf(node);
  const found = findField(cls, key);
  if (found !== undefined) {
    const { slot } = found.field;
    const read: HirExpression = { kind: "field.get", object: reference(f, object, what), cls: found.owner.id, key, what, rep: slot.rep, span, ...(proved ? { proved } : {}) };
    if (slot.flavour === undefined) return read;
    const range = flavourRange(slot.flavour);
    return isIntegerRep(slot.rep) ? withRange(read, range.low, range.high, true) : read;
  }
  const getter = findMember(cls, key, "getter");
  if (getter === undefined) return undefined;
  const instance = f.lowering.classes.memberInstance(getter.owner, getter.member);
  if (proved && !f.lowering.classes.isOverridden(getter.owner, key, "getter")) {
    return { kind: "call", func: instance.id, thisArg: reference(f, object, what), args: [], rep: instance.shape.ret.rep, span };
  }
  return { kind: "property.get", object: reference(f, object, what), key, what, rep: "box", span };
}

/** The object as something that can be accessed: ref or box. */
export function reference(f: FunctionContext, object: HirExpression, what: string): HirExpression {
  if (object.rep === "ref" || object.rep === "box") return object;
  return coerce(f, object, "box", what);
}

/** The source of an expression as Node's messages show it: without types. */
export function textOf(node: ts.Node): string {
  const text = plainText(node).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function plainText(node: ts.Node): string {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node) || ts.isTypeAssertionExpression(node)) return plainText(node.expression);
  if (ts.isParenthesizedExpression(node)) {
    const inner = plainText(node.expression);
    return skipWrappers(node) === node.expression ? `(${inner})` : inner;
  }
  if (ts.isPropertyAccessExpression(node)) return `${plainText(node.expression)}.${node.name.text}`;
  if (ts.isElementAccessExpression(node)) return `${plainText(node.expression)}[${plainText(node.argumentExpression)}]`;
  if (ts.isCallExpression(node)) return `${plainText(node.expression)}(...)`;
  return node.getText();
}

export function lowerElementAccess(f: FunctionContext, node: ts.ElementAccessExpression, want: Want): HirExpression {
  const { argumentExpression } = node;
  const type = accessType(f, node.expression);
  if (ts.isStringLiteralLike(argumentExpression)) {
    const member = f.lowering.symbolAt(argumentExpression);
    if (member?.valueDeclaration !== undefined && ts.isEnumMember(member.valueDeclaration)) return enumConstant(f, member.valueDeclaration, node);
    const object = lowerLink(f, node.expression, node.questionDotToken);
    return readProperty(f, object, type, argumentExpression.text, node, want === "box", exactClass(f, node.expression, object));
  }
  const symbolKey = wellKnownSymbol(argumentExpression);
  const object = lowerLink(f, node.expression, node.questionDotToken);
  if (symbolKey !== undefined) return readProperty(f, object, type, symbolKey, node, true);
  const index = lowerExpression(f, argumentExpression, indexWant(f, argumentExpression));
  return readElement(f, object, type, index, node, want === "number" || want === "integer" ? "nan" : want === "box" ? "undefined" : "throw");
}

/** What a key may be: an element as an index must exist (undefined is not 0), a sum may be computed in integers. */
export function indexWant(f: FunctionContext, node: ts.Expression): Want {
  if (ts.isElementAccessExpression(skipWrappers(node))) return "value";
  return ts.isNumericLiteral(node) || f.lowering.types.isNumber(f.type(node)) ? "value" : "box";
}

/** `object[index]`. `outOfBounds`: what a number element may give there. */
export function readElement(f: FunctionContext, object: HirExpression, type: ts.Type, index: HirExpression, node: ts.Node, outOfBounds: "undefined" | "nan" | "throw"): HirExpression {
  const span = f.span(node);
  const { types } = f.lowering;
  const what = textOf(node);
  if (isNumberRep(index.rep)) {
    const element = types.arrayElement(type);
    if (element !== undefined) return arrayElement(f, object, types.elementRep(element, f.env), index, node, outOfBounds);
    const kind = types.typedKind(type);
    if (kind !== undefined) {
      const array = reference(f, object, what);
      if (outOfBounds === "undefined") return checkedElement(f, array, index, node, (a, i) => ({ kind: "typed.get", type: kind, array: a, index: i, outOfBounds: "throw", what, rep: typedRep(kind), span }));
      const policy = outOfBounds === "nan" && typedRep(kind) === "f64" ? "nan" : outOfBounds;
      if (policy === "nan") return { kind: "typed.get", type: kind, array, index, outOfBounds: "nan", what, rep: "f64", span };
      return typedRange(kind, { kind: "typed.get", type: kind, array, index, outOfBounds: "throw", what, rep: typedRep(kind), span });
    }
    if (types.isString(type)) return runtimeCall("charAtIndex", [guardedString(f, object, what), coerce(f, index, "f64", "index")], "box", span);
  }
  return runtimeCall("getKeyed", [coerce(f, object, "box", what), coerce(f, index, "box", "key")], "box", span);
}

function guardedString(f: FunctionContext, object: HirExpression, what: string): HirExpression {
  if (isCertainString(f, object)) return coerce(f, object, "ref", what);
  return { kind: "guard", value: reference(f, object, what), first: SHAPE_STRING, last: SHAPE_SLICE, key: "0", expected: "a string", what, rep: "ref", span: object.span };
}

function typedRep(kind: string): "i32" | "u32" | "f64" {
  switch (kind) {
    case "i8": case "i16": case "i32": return "i32";
    case "u8": case "u8c": case "u16": case "u32": return "u32";
    default: return "f64";
  }
}

const TYPED_RANGES: Readonly<Record<string, readonly [number, number]>> = { i8: [-128, 127], u8: [0, 255], u8c: [0, 255], i16: [-32768, 32767], u16: [0, 65535] };

function typedRange(kind: string, e: HirExpression): HirExpression {
  const range = TYPED_RANGES[kind];
  return range === undefined ? e : withRange(e, range[0], range[1], false);
}

function arrayElement(f: FunctionContext, object: HirExpression, element: "f64" | "bool" | "ref" | "box", index: HirExpression, node: ts.Node, outOfBounds: "undefined" | "nan" | "throw"): HirExpression {
  const span = f.span(node);
  const what = textOf(node);
  const array = reference(f, object, what);
  if (element === "ref" || element === "box") return { kind: "array.get", array, index, outOfBounds: "undefined", what, rep: element, span };
  if (outOfBounds === "undefined") {
    return { kind: "array.get", array, index, outOfBounds: "undefined", what, rep: "box", span };
  }
  return { kind: "array.get", array, index, outOfBounds: outOfBounds === "nan" && element === "f64" ? "nan" : "throw", what, rep: element, span };
}

/** A number element, or undefined past the end: in bounds the fast read, else undefined (as a box). */
function checkedElement(f: FunctionContext, array: HirExpression, index: HirExpression, node: ts.Node, read: (array: HirExpression, index: HirExpression) => HirExpression): HirExpression {
  const span = f.span(node);
  const what = textOf(node);
  if (!isIntegerRep(index.rep)) return runtimeCall("typedGetSlow", [coerce(f, array, "box", what), coerce(f, index, "f64", "index")], "box", span);
  const a = f.newLocal("array", array.rep, span);
  const i = f.newLocal("index", "int", span);
  const readArray = getLocal(a, array.rep, span);
  const readIndex = getLocal(i, "int", span);
  const range = rangeOf(index);
  const length: HirExpression = { kind: "convert", mode: "widen", value: { kind: "length", of: "typed", object: readArray, what, rep: "u32", span }, rep: "int", span };
  const below = compare("lt", readIndex, length);
  const test = range.low >= 0 ? below : and(compare("ge", readIndex, { kind: "number", value: 0, rep: "int", span }), below);
  return sequence([effect(setLocal(a, array)), effect(setLocal(i, coerce(f, index, "int", "index")))],
    conditional(test, convert(read(readArray, readIndex), "box", "widen"), undefinedConstant(span, "box")));
}
