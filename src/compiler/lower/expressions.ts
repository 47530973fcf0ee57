/** Expressions: one dispatcher, and the ways to ask for a value: in a slot, as a condition, for its effect. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, HirStatement, Signature } from "../hir/hir.ts";
import { lowerElementAccess, lowerPropertyAccess } from "./access.ts";
import { lowerAssignment, lowerUpdate } from "./assignments.ts";
import { booleanConstant, conditional, convert, effect, getLocal, ifThen, not, nullish, numberConstant, sequence, setLocal, stringConstant, undefinedConstant } from "./build.ts";
import { lowerCall } from "./calls.ts";
import type { ClassInfo } from "./class-info.ts";
import { lowerClassExpression } from "./classes.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, coerceToSlot, toCondition, unifyNumbers } from "./convert.ts";
import { closureOf, instanceOf } from "./functions.ts";
import { lowerIdentifier } from "./identifiers.ts";
import { lowerArrayLiteral, lowerTaggedTemplate, lowerTemplate } from "./literals.ts";
import { exactOfNew, lowerNew } from "./new.ts";
import { lowerObjectLiteral } from "./object-literals.ts";
import { lowerBinary, lowerPrefix, lowerTypeOf, withUndefined } from "./operators.ts";
import { lowerRegExp } from "./regexp-literals.ts";
import { contextualLetters } from "./signatures.ts";
import { vouched } from "./trust.ts";
import { BOX_SLOT, isNumberRep, type Slot } from "./types.ts";
import { lowerYield } from "./generators.ts";

/**
 * What the consumer can take: value (static type in its own rep), number (undefined may become NaN), integer (also -0
 * may become 0), box (undefined is welcome), void (nothing).
 */
export type Want = "value" | "number" | "integer" | "box" | "void";

export function lowerExpression(f: FunctionContext, node: ts.Expression, want: Want = "value"): HirExpression {
  if (ts.isOptionalChain(node) && isOutermost(node)) return lowerChain(f, node, want);
  return lowerNode(f, node, want);
}

export function lowerNode(f: FunctionContext, node: ts.Expression, want: Want): HirExpression {
  const value = lowerUnvouched(f, node, want);
  return want === "void" ? value : vouched(f, node, value);
}

function lowerUnvouched(f: FunctionContext, node: ts.Expression, want: Want): HirExpression {
  const span = f.span(node);
  if (ts.isIdentifier(node)) return lowerIdentifier(f, node);
  if (ts.isPropertyAccessExpression(node)) return lowerPropertyAccess(f, node, want);
  if (ts.isCallExpression(node)) return lowerCall(f, node, want);
  if (ts.isBinaryExpression(node)) return isAssignment(node) ? lowerAssignment(f, node, want) : lowerBinary(f, node, want);
  if (ts.isElementAccessExpression(node)) return lowerElementAccess(f, node, want);
  if (ts.isNumericLiteral(node)) return numberConstant(Number(node.text.replaceAll("_", "")), span);
  if (ts.isStringLiteralLike(node)) { mentionText(f, node); return stringConstant(node.text, span); }
  if (ts.isParenthesizedExpression(node)) return lowerExpression(f, node.expression, want);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) return lowerExpression(f, node.expression, want);
  if (ts.isNonNullExpression(node)) return lowerNode(f, node.expression, want);
  if (ts.isPrefixUnaryExpression(node)) return isUpdate(node) ? lowerUpdate(f, node, want) : lowerPrefix(f, node, want);
  if (ts.isPostfixUnaryExpression(node)) return lowerUpdate(f, node, want);
  if (ts.isConditionalExpression(node)) return lowerConditional(f, node, want);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return lowerFunctionLiteral(f, node, contextualLetters(f, node));
  if (ts.isObjectLiteralExpression(node)) return lowerObjectLiteral(f, node);
  if (ts.isArrayLiteralExpression(node)) return lowerArrayLiteral(f, node);
  if (ts.isTemplateExpression(node)) return lowerTemplate(f, node);
  if (ts.isTaggedTemplateExpression(node)) return lowerTaggedTemplate(f, node);
  if (ts.isNewExpression(node)) return lowerNew(f, node);
  if (ts.isTypeOfExpression(node)) return lowerTypeOf(f, node);
  if (ts.isAwaitExpression(node)) return { kind: "await", value: lowerTo(f, node.expression, BOX_SLOT, "awaited value"), rep: "box", span };
  if (ts.isYieldExpression(node)) return lowerYield(f, node);
  if (ts.isVoidExpression(node)) return sequence([effect(lowerEffect(f, node.expression))], undefinedConstant(span, "box"));
  if (ts.isDeleteExpression(node)) return lowerDelete(f, node);
  if (ts.isClassExpression(node)) return lowerClassExpression(f, node);
  if (ts.isRegularExpressionLiteral(node)) return lowerRegExp(f, node);
  if (ts.isBigIntLiteral(node)) return lowerBigInt(f, node);
  if (ts.isMetaProperty(node)) return lowerMetaProperty(f, node);
  if (ts.isExpressionWithTypeArguments(node)) return lowerExpression(f, node.expression, want);
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword: return booleanConstant(true, span);
    case ts.SyntaxKind.FalseKeyword: return booleanConstant(false, span);
    case ts.SyntaxKind.NullKeyword: return { kind: "null", rep: "ref", span };
    case ts.SyntaxKind.ThisKeyword: return f.readThis(span);
    case ts.SyntaxKind.OmittedExpression: return undefinedConstant(span);
    case ts.SyntaxKind.SuperKeyword: return f.fail("WH2015", node);
    default: return f.fail("WH2007", node, [ts.SyntaxKind[node.kind] ?? "expression"]);
  }
}

/** A text may be a key that some access computes: anywhere in an application, in the library where the runtime looks for members of objects. */
function mentionText(f: FunctionContext, node: ts.StringLiteralLike): void {
  const { text, parent } = node;
  if (!f.isLibrary) {
    f.lowering.mentionByApplication(text);
    f.lowering.mentionDynamic(text);
  }
  else if (f.file.fileName.includes("/lib/runtime/") && (ts.isCallExpression(parent) || ts.isConditionalExpression(parent) || isInOperator(parent))) f.lowering.mention(text);
}

function isInOperator(node: ts.Node): boolean { return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword; }

export function wantOf(slot: Slot): Want {
  if (slot.rep === "box") return "box";
  if (slot.rep === "void") return "void";
  return slot.flavour !== undefined ? "integer" : "value";
}

/** The value as the slot holds it. `letters`: the declared signature of the place, for function literals. */
export function lowerTo(f: FunctionContext, node: ts.Expression, slot: Slot, what: string, letters?: Signature): HirExpression {
  const literal = skipWrappers(node);
  if (letters !== undefined && (ts.isArrowFunction(literal) || ts.isFunctionExpression(literal))) {
    return coerce(f, lowerFunctionLiteral(f, literal, letters), slot.rep, what);
  }
  return coerceToSlot(f, lowerExpression(f, node, wantOf(slot)), slot, what);
}

export function lowerEffect(f: FunctionContext, node: ts.Expression): HirExpression { return lowerExpression(f, node, "void"); }

/** ToBoolean of the expression, with the logic of &&, || and ! as control flow. */
export function lowerCondition(f: FunctionContext, node: ts.Expression): HirExpression {
  const bare = skipParentheses(node);
  if (ts.isPrefixUnaryExpression(bare) && bare.operator === ts.SyntaxKind.ExclamationToken) return not(lowerCondition(f, bare.operand));
  if (ts.isBinaryExpression(bare)) {
    const { kind } = bare.operatorToken;
    const span = f.span(bare);
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
      const left = lowerCondition(f, bare.left);
      const right = lowerCondition(f, bare.right);
      const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
      if (left.kind === "boolean") return left.value === isAnd ? right : left;
      return isAnd ? conditional(left, right, booleanConstant(false, span)) : conditional(left, booleanConstant(true, span), right);
    }
  }
  return conditionOf(f, lowerExpression(f, bare, "box"), bare);
}

export function conditionOf(f: FunctionContext, value: HirExpression, node: ts.Expression): HirExpression {
  const held = coerceNarrow(f, value, node);
  return toCondition(held, held.rep === "ref" && !f.lowering.types.mayBeString(f.type(node)));
}

/** A box of a static type with a representation of its own stays a box for conditions: undefined may be in it. */
function coerceNarrow(f: FunctionContext, value: HirExpression, node: ts.Expression): HirExpression {
  if (value.rep === "void") return coerce(f, value, "box", node.getText());
  return value;
}

export function skipParentheses(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at)) at = at.expression;
  return at;
}

/** The expression inside parentheses, casts and `!`. */
export function skipWrappers(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isNonNullExpression(at) || ts.isTypeAssertionExpression(at)) at = at.expression;
  return at;
}

export function lowerFunctionLiteral(f: FunctionContext, node: ts.ArrowFunction | ts.FunctionExpression, letters: Signature | undefined): HirExpression {
  const instance = instanceOf(f.lowering, node, { env: f.env, owner: f, ...(letters === undefined ? {} : { letters }), ...(ts.isArrowFunction(node) && f.memberOf !== undefined ? {} : {}) });
  return closureOf(f, instance, node);
}

function lowerConditional(f: FunctionContext, node: ts.ConditionalExpression, want: Want): HirExpression {
  const test = lowerCondition(f, node.condition);
  if (test.kind === "boolean") return lowerExpression(f, test.value ? node.whenTrue : node.whenFalse, want);
  const then = lowerExpression(f, node.whenTrue, want);
  const otherwise = lowerExpression(f, node.whenFalse, want);
  const [a, b] = unify(f, then, otherwise, node, want);
  return { ...conditional(test, a, b), span: f.span(node) };
}

/** Two alternatives of one expression in one representation. */
export function unify(f: FunctionContext, left: HirExpression, right: HirExpression, node: ts.Expression, want: Want): readonly [HirExpression, HirExpression] {
  if (left.rep === right.rep) return [left, right];
  if (want === "void") return [coerce(f, left, "void", ""), coerce(f, right, "void", "")];
  if (isNumberRep(left.rep) && isNumberRep(right.rep)) return unifyNumbers(f, left, right);
  const natural = left.rep === "void" ? right.rep : right.rep === "void" ? left.rep : want === "box" ? "box" : f.rep(f.type(node));
  const what = node.getText();
  return [coerce(f, left, natural, what), coerce(f, right, natural, what)];
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isUpdate(node: ts.PrefixUnaryExpression): boolean {
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function isOutermost(node: ts.Node): boolean {
  const { parent } = node;
  return !(ts.isOptionalChain(parent) && (parent as ts.CallChain).expression === node);
}

/** `a?.b.c(d)`: a nullish link leaves the whole chain with undefined. */
function lowerChain(f: FunctionContext, node: ts.Expression, want: Want): HirExpression {
  const span = f.span(node);
  const label = f.newLabel();
  const outer = f.chainExit;
  f.chainExit = label;
  const value = lowerNode(f, node, want === "void" ? "void" : "box");
  f.chainExit = outer;
  if (value.rep === "void" || want === "void") {
    return sequence([{ kind: "block", label, body: [effect(value)], span }], undefinedConstant(span, "box"));
  }
  const rep = value.rep === "ref" ? "ref" : "box";
  const result = f.newLocal("chain", rep, span);
  const body: HirStatement[] = [effect(setLocal(result, coerce(f, value, rep, node.getText())))];
  return sequence([effect(setLocal(result, undefinedConstant(span, rep))), { kind: "block", label, body, span }], getLocal(result, rep, span));
}

/** The object or callee of a link; `?.` tests it. */
export function lowerLink(f: FunctionContext, node: ts.Expression, question: ts.Node | undefined): HirExpression {
  let value = lowerExpression(f, node, question === undefined ? "value" : "box");
  if (question === undefined || f.chainExit === undefined) return value;
  value = withUndefined(f, value);
  if (value.rep !== "ref" && value.rep !== "box") return value;
  const span = f.span(node);
  const local = f.newLocal("link", value.rep, span);
  const read = getLocal(local, value.rep, span);
  return sequence([effect(setLocal(local, value)), ifThen(nullish(read), [{ kind: "break", label: f.chainExit, span }])], read);
}

/** The class that the value certainly is an instance of. */
export function exactClass(f: FunctionContext, node: ts.Expression, _value: HirExpression): ClassInfo | undefined {
  const bare = skipWrappers(node);
  if (ts.isNewExpression(bare)) return exactOfNew(f, bare);
  if (bare.kind === ts.SyntaxKind.ThisKeyword && f.thisKind.kind === "instance") return f.thisKind.cls;
  if (!ts.isIdentifier(bare)) return undefined;
  const symbol = f.lowering.symbolAt(bare);
  const binding = symbol === undefined ? undefined : f.bindings.get(symbol);
  return binding?.kind === "value" ? binding.exact : undefined;
}

function lowerDelete(f: FunctionContext, node: ts.DeleteExpression): HirExpression {
  const target = skipWrappers(node.expression);
  const span = f.span(node);
  if (ts.isPropertyAccessExpression(target)) {
    const object = lowerTo(f, target.expression, BOX_SLOT, target.expression.getText());
    f.lowering.mention(target.name.text);
    return { kind: "call.runtime", name: "deleteKeyed", args: [object, convert(stringConstant(target.name.text, span), "box", "widen")], rep: "bool", span };
  }
  if (ts.isElementAccessExpression(target)) {
    const object = lowerTo(f, target.expression, BOX_SLOT, target.expression.getText());
    const key = lowerTo(f, target.argumentExpression, BOX_SLOT, "key");
    return { kind: "call.runtime", name: "deleteKeyed", args: [object, key], rep: "bool", span };
  }
  return f.fail("WH2007", node, ["delete of a variable"]);
}

function lowerBigInt(f: FunctionContext, node: ts.BigIntLiteral): HirExpression {
  if (!f.isLibrary) f.fail("WH2004", node);
  return { kind: "word", value: BigInt(node.text.slice(0, -1).replaceAll("_", "")), rep: "u64", span: f.span(node) };
}

function lowerMetaProperty(f: FunctionContext, node: ts.MetaProperty): HirExpression {
  // In a constructor it is the class that was asked for; a plain call of any other function has none.
  if (f.thisKind.kind === "instance" && node.getText() === "new.target" && isInConstructor(node)) return { kind: "property.get", object: f.readThis(f.span(node)), key: "constructor", what: "new.target", rep: "box", span: f.span(node) };
  return f.fail("WH2007", node, [node.getText()]);
}

function isInConstructor(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isArrowFunction(at) || !ts.isFunctionLike(at)) at = at.parent;
  return ts.isConstructorDeclaration(at);
}
