/** Object literals: a fixed shape when all keys are known and plain, else a dictionary. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirField, HirStatement } from "../hir/hir.ts";
import { constantKey, lowerPropertyKey } from "./access.ts";
import { convert, effect, getLocal, runtimeCall, sequence, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import type { FunctionContext } from "./context.ts";
import { coerce } from "./convert.ts";
import { lowerExpression, lowerTo } from "./expressions.ts";
import { closureOf, instanceOf } from "./functions.ts";
import { contextualLetters } from "./signatures.ts";
import { BOX_SLOT, isIntegerRep, isWordRep, type Slot } from "./types.ts";

export function lowerObjectLiteral(f: FunctionContext, node: ts.ObjectLiteralExpression): HirExpression {
  return isPlain(f, node) ? lowerShape(f, node) : lowerDictionary(f, node);
}

function isPlain(f: FunctionContext, node: ts.ObjectLiteralExpression): boolean {
  const keys = new Set<string>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property) || ts.isAccessor(property)) return false;
    const key = constantKey(property.name);
    if (key === undefined || keys.has(key) || /^(0|[1-9]\d*)$/.test(key)) return false;
    if (key === "__proto__" && ts.isPropertyAssignment(property)) f.fail("WH2014", property);
    keys.add(key);
  }
  const contextual = f.checker.getContextualType(node);
  if (contextual === undefined) return true;
  const type = f.lowering.types.nonNullable(contextual);
  return !(f.checker.getIndexInfoOfType(type, ts.IndexKind.String) !== undefined && f.checker.getPropertiesOfType(type).length === 0);
}

function lowerShape(f: FunctionContext, node: ts.ObjectLiteralExpression): HirExpression {
  const fields: HirField[] = [];
  const values: HirExpression[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property) || ts.isAccessor(property)) continue;
    const key = constantKey(property.name) ?? "";
    const slot = fieldSlot(f, property);
    if (!f.isLibrary) f.lowering.mention(key);
    fields.push({ key, rep: fieldRep(slot), enumerable: true, readonly: false });
    values.push(coerce(f, propertyValue(f, property, slot), fieldRep(slot), key));
  }
  const cls = f.lowering.literalClass(fields, f.span(node));
  const known = f.lowering.literalNodes.get(node);
  f.lowering.literalNodes.set(node, known === undefined || known === cls.id ? cls.id : null);
  return { kind: "object.new", cls: cls.id, values, rep: "ref", span: f.span(node) };
}

function fieldRep(slot: Slot): HirField["rep"] { return slot.rep === "void" ? "box" : slot.rep; }

/** The slot that the property's contextual type asks for, else that of its widened type. */
function fieldSlot(f: FunctionContext, property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.MethodDeclaration): Slot {
  if (ts.isMethodDeclaration(property)) return { rep: "ref" };
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  const contextual = ts.isPropertyAssignment(property) ? f.checker.getContextualType(property.initializer) : shorthandContext(f, property);
  if (contextual !== undefined && (contextual.flags & ts.TypeFlags.Never) === 0) return f.slot(contextual);
  const own = f.checker.getBaseTypeOfLiteralType(f.type(value));
  const slot = f.slot(own);
  return isIntegerRep(slot.rep) || isWordRep(slot.rep) ? slot : { rep: slot.rep };
}

function shorthandContext(f: FunctionContext, property: ts.ShorthandPropertyAssignment): ts.Type | undefined {
  const outer = f.checker.getContextualType(property.parent);
  const member = outer?.getProperty(property.name.text);
  return member === undefined ? undefined : f.checker.getTypeOfSymbol(member);
}

function propertyValue(f: FunctionContext, property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.MethodDeclaration, slot: Slot): HirExpression {
  if (ts.isPropertyAssignment(property)) return lowerTo(f, property.initializer, slot, property.name.getText());
  if (ts.isShorthandPropertyAssignment(property)) return lowerTo(f, property.name, slot, property.name.text);
  return methodClosure(f, property);
}

function methodClosure(f: FunctionContext, node: ts.MethodDeclaration | ts.AccessorDeclaration): HirExpression {
  const letters = ts.isMethodDeclaration(node) ? contextualLetters(f, node) : undefined;
  return closureOf(f, instanceOf(f.lowering, node, { env: f.env, owner: f, ...(letters === undefined ? {} : { letters }) }), node);
}

/** Computed keys, spreads and accessors: properties are defined one after the other on a dictionary. */
function lowerDictionary(f: FunctionContext, node: ts.ObjectLiteralExpression): HirExpression {
  const span = f.span(node);
  const local = f.newLocal("object", "ref", span);
  const object = getLocal(local, "ref", span);
  const boxed = convert(object, "box", "widen");
  const out: HirStatement[] = [effect(setLocal(local, runtimeCall("newDictionary", [], "ref", span)))];
  const accessors = new Map<string, { getter?: HirExpression; setter?: HirExpression }>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      out.push(effect(runtimeCall("spreadInto", [object, lowerTo(f, property.expression, BOX_SLOT, property.expression.getText())], "void", span)));
      continue;
    }
    const before: HirStatement[] = [];
    const key = lowerPropertyKey(f, property.name, before);
    out.push(...before);
    if (key.constant !== undefined && !f.isLibrary) f.lowering.mention(key.constant);
    const keyValue = key.constant === undefined ? coerce(f, key.value, "box", "key") : keyConstant(f, key.constant, property);
    if (ts.isAccessor(property)) {
      const name = key.constant ?? `computed ${f.lowering.idOf(property)}`;
      const pair = accessors.get(name) ?? {};
      const closure = convert(methodClosure(f, property), "box", "widen");
      if (ts.isGetAccessor(property)) pair.getter = closure;
      else pair.setter = closure;
      accessors.set(name, pair);
      const none = undefinedConstant(span, "box");
      out.push(effect(runtimeCall("defineAccessor", [object, keyValue, ts.isGetAccessor(property) ? closure : none, ts.isGetAccessor(property) ? none : closure], "void", span)));
      continue;
    }
    const value = ts.isMethodDeclaration(property) ? coerce(f, methodClosure(f, property), "box", "") : ts.isPropertyAssignment(property)
      ? lowerTo(f, property.initializer, BOX_SLOT, property.name.getText()) : coerce(f, lowerExpression(f, property.name, "box"), "box", "");
    out.push(effect(runtimeCall("setKeyed", [boxed, keyValue, value], "void", span)));
  }
  return sequence(out, object);
}

/** The key as a box: a string, or a well-known symbol. */
export function keyConstant(f: FunctionContext, key: string, node: ts.Node): HirExpression {
  if (key.startsWith("@@")) return coerce(f, f.lowering.builtins.wellKnownSymbol(f, key, node), "box", "");
  return convert(stringConstant(key, f.span(node)), "box", "widen");
}
