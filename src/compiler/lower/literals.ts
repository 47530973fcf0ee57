/** Array literals and templates. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement } from "../hir/hir.ts";
import { convert, effect, getLocal, ifThen, nullish, runtimeCall, sequence, setGlobal, setLocal, stringConstant } from "./build.ts";
import { callFunctionValue } from "./calls.ts";
import type { FunctionContext } from "./context.ts";
import { toText } from "./convert.ts";
import { lowerExpression, lowerTo } from "./expressions.ts";
import { isNullable } from "./operators.ts";
import { lettersOfFunctionType } from "./signatures.ts";
import { BOX_SLOT, isGlobalDeclaration, targetOf } from "./types.ts";

export function lowerArrayLiteral(f: FunctionContext, node: ts.ArrayLiteralExpression): HirExpression {
  const elementType = elementTypeOf(f, node);
  const element = elementType !== undefined && f.lowering.types.elementRep(elementType, f.env) === "f64" ? "f64" : "box";
  const array = arrayOf(f, node.elements, element, node);
  return array.kind === "array.new" && f.isLibrary && isReadonly(f, node) ? { ...array, fixed: true } : array;
}

/** Does the literal go where its type forbids changes? (The library's types can be trusted: trust.ts.) */
function isReadonly(f: FunctionContext, node: ts.ArrayLiteralExpression): boolean {
  const contextual = f.checker.getContextualType(node);
  if (contextual === undefined) return false;
  const type = f.lowering.types.nonNullable(contextual);
  if (f.checker.isTupleType(type)) return (targetOf(type) as ts.TupleType).readonly;
  return type.symbol?.name === "ReadonlyArray" && isGlobalDeclaration(type.symbol);
}

function elementTypeOf(f: FunctionContext, node: ts.ArrayLiteralExpression): ts.Type | undefined {
  const contextual = f.checker.getContextualType(node);
  const own = f.type(node);
  if (contextual !== undefined && (contextual.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0) {
    const element = arrayElementOfUnion(f, contextual);
    if (element !== undefined && (element.flags & ts.TypeFlags.Never) === 0) return element;
  }
  return f.lowering.types.arrayElement(own);
}

function arrayElementOfUnion(f: FunctionContext, type: ts.Type): ts.Type | undefined {
  const { types } = f.lowering;
  if (!(type.flags & ts.TypeFlags.Union)) return types.arrayElement(type);
  const arrays = (type as ts.UnionType).types.filter((member) => types.arrayElement(member) !== undefined);
  return arrays.length === 1 ? types.arrayElement(arrays[0]!) : undefined;
}

/** A new array of these elements (spreads included). */
export function arrayOf(f: FunctionContext, elements: readonly ts.Expression[], element: "f64" | "box", node: ts.Node): HirExpression {
  const span = f.span(node);
  if (elements.some(ts.isOmittedExpression)) f.fail("WH2007", node, ["an array literal with holes"]);
  const spread = elements.findIndex(ts.isSpreadElement);
  if (spread === -1) return { kind: "array.new", element, values: elements.map((one) => lowerElement(f, one, element)), rep: "ref", span };
  const local = f.newLocal("list", "ref", span);
  const list = getLocal(local, "ref", span);
  const first: HirExpression = spread === 0
    ? runtimeCall("newArray", [{ kind: "boolean", value: element === "f64", rep: "bool", span }, { kind: "number", value: 0, rep: "u32", span }], "ref", span)
    : { kind: "array.new", element, values: elements.slice(0, spread).map((one) => lowerElement(f, one, element)), rep: "ref", span };
  const fill: HirStatement[] = [effect(setLocal(local, first))];
  for (const one of elements.slice(spread)) {
    if (ts.isSpreadElement(one)) fill.push(effect(runtimeCall("arrayAppendIterable", [list, lowerTo(f, one.expression, BOX_SLOT, one.expression.getText())], "void", span)));
    else fill.push(effect(runtimeCall(element === "f64" ? "arrayPushNumber" : "arrayPushValue", [list, lowerElement(f, one, element)], "void", span)));
  }
  return sequence(fill, list);
}

function lowerElement(f: FunctionContext, node: ts.Expression, element: "f64" | "box"): HirExpression {
  return lowerTo(f, node, { rep: element }, node.getText());
}

export function lowerTemplate(f: FunctionContext, node: ts.TemplateExpression): HirExpression {
  const span = f.span(node);
  let text: HirExpression = stringConstant(node.head.text, span);
  const append = (part: HirExpression): void => {
    text = text.kind === "string" && text.value === "" ? part : runtimeCall("concat", [text, part], "ref", span);
  };
  for (const one of node.templateSpans) {
    const type = f.type(one.expression);
    const isString = f.lowering.types.isString(type) && !isNullable(type);
    const value = lowerExpression(f, one.expression, "box");
    append(toText(f, value, isString && value.rep === "ref"));
    if (one.literal.text !== "") append(stringConstant(one.literal.text, span));
  }
  return text;
}

/** The strings array of a tagged template is made once for each place in the source. */
export function lowerTaggedTemplate(f: FunctionContext, node: ts.TaggedTemplateExpression): HirExpression {
  const span = f.span(node);
  const { template } = node;
  const parts = ts.isNoSubstitutionTemplateLiteral(template) ? [template] : [template.head, ...template.templateSpans.map((one) => one.literal)];
  const values = ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans.map((one) => one.expression);
  const global = f.lowering.globals.hidden("template", node);
  const read: HirExpression = { kind: "global.get", global, rep: "ref", span };
  const list = (texts: readonly string[]): HirExpression => ({ kind: "array.new", element: "box", rep: "ref", span, values: texts.map((text) => convert(stringConstant(text, span), "box", "widen")) });
  const local = f.newLocal("strings", "ref", span);
  f.lowering.mention("raw");
  const cooked = sequence([ifThen(nullish(read), [
    effect(setLocal(local, list(parts.map((part) => part.text)))),
    effect(runtimeCall("setKeyed", [convert(getLocal(local, "ref", span), "box", "widen"), convert(stringConstant("raw", span), "box", "widen"), convert(list(parts.map(rawText)), "box", "widen")], "void", span)),
    effect(setGlobal(global, getLocal(local, "ref", span))),
  ])], read);
  const letters = lettersOfFunctionType(f, f.type(node.tag), f.env);
  return callFunctionValue(f, node.tag, [{ value: cooked }, ...values.map((value) => ({ node: value }))], letters, node);
}

function rawText(part: ts.TemplateLiteralLikeNode | ts.NoSubstitutionTemplateLiteral): string {
  const text = part.getText();
  const end = part.kind === ts.SyntaxKind.TemplateHead || part.kind === ts.SyntaxKind.TemplateMiddle ? 2 : 1;
  return text.slice(1, text.length - end).replaceAll("\r\n", "\n");
}
