/** Values known at compile time: constants of Math and Number, and module constants made of literals. */
import { ts } from "../checker/typescript.ts";
import type { HirExpression, Span } from "../hir/hir.ts";
import { numberConstant, stringConstant } from "./build.ts";
import { isGlobalsFile } from "./types.ts";

const NUMBERS: Readonly<Record<string, number>> = {
  "Math.PI": Math.PI, "Math.E": Math.E, "Math.LN2": Math.LN2, "Math.LN10": Math.LN10, "Math.LOG2E": Math.LOG2E, "Math.LOG10E": Math.LOG10E,
  "Math.SQRT2": Math.SQRT2, "Math.SQRT1_2": Math.SQRT1_2,
  "NumberConstructor.MAX_SAFE_INTEGER": Number.MAX_SAFE_INTEGER, "NumberConstructor.MIN_SAFE_INTEGER": Number.MIN_SAFE_INTEGER,
  "NumberConstructor.MAX_VALUE": Number.MAX_VALUE, "NumberConstructor.MIN_VALUE": Number.MIN_VALUE, "NumberConstructor.EPSILON": Number.EPSILON,
  "NumberConstructor.POSITIVE_INFINITY": Number.POSITIVE_INFINITY, "NumberConstructor.NEGATIVE_INFINITY": Number.NEGATIVE_INFINITY, "NumberConstructor.NaN": Number.NaN,
};
const ELEMENT_BYTES: Readonly<Record<string, number>> = { Int8: 1, Uint8: 1, Uint8Clamped: 1, Int16: 2, Uint16: 2, Int32: 4, Uint32: 4, Float32: 4, Float64: 8 };

/** The constant that a member of a built-in is. */
export function builtinConstant(declaration: ts.Node, span: Span): HirExpression | undefined {
  if (!ts.isPropertySignature(declaration) || !isGlobalsFile(declaration.getSourceFile()) || !ts.isInterfaceDeclaration(declaration.parent)) return undefined;
  const owner = declaration.parent.name.text;
  const member = declaration.name.getText();
  if (member === "BYTES_PER_ELEMENT") {
    const bytes = ELEMENT_BYTES[owner.replace("ArrayConstructor", "")];
    return bytes === undefined ? undefined : numberConstant(bytes, span);
  }
  const value = NUMBERS[`${owner}.${member}`];
  return value === undefined ? undefined : { ...numberConstant(value, span) };
}

export type ConstantValue = number | bigint | string | boolean;

/** Evaluates literals, operators on them, and other constants; undefined: not a compile-time constant. */
export function evaluate(node: ts.Expression, resolve: (name: ts.Identifier) => ConstantValue | undefined): ConstantValue | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll("_", ""));
  if (ts.isBigIntLiteral(node)) return BigInt(node.text.slice(0, -1).replaceAll("_", ""));
  if (ts.isStringLiteralLike(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isIdentifier(node)) return resolve(node);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return evaluate(node.expression, resolve);
  if (ts.isPrefixUnaryExpression(node)) return unary(node.operator, evaluate(node.operand, resolve));
  if (!ts.isBinaryExpression(node)) return undefined;
  const left = evaluate(node.left, resolve);
  const right = evaluate(node.right, resolve);
  if (typeof left === "number" && typeof right === "number") return numbers(node.operatorToken.kind, left, right);
  if (typeof left === "bigint" && typeof right === "bigint") return words(node.operatorToken.kind, left, right);
  return typeof left === "string" && typeof right === "string" && node.operatorToken.kind === ts.SyntaxKind.PlusToken ? left + right : undefined;
}

function unary(operator: ts.PrefixUnaryOperator, value: ConstantValue | undefined): ConstantValue | undefined {
  if (typeof value === "bigint") return operator === ts.SyntaxKind.MinusToken ? -value : operator === ts.SyntaxKind.TildeToken ? ~value : undefined;
  if (typeof value !== "number") return undefined;
  switch (operator) {
    case ts.SyntaxKind.MinusToken: return -value;
    case ts.SyntaxKind.TildeToken: return ~value;
    case ts.SyntaxKind.PlusToken: return value;
    default: return undefined;
  }
}

function numbers(operator: ts.SyntaxKind, a: number, b: number): number | undefined {
  switch (operator) {
    case ts.SyntaxKind.PlusToken: return a + b;
    case ts.SyntaxKind.MinusToken: return a - b;
    case ts.SyntaxKind.AsteriskToken: return a * b;
    case ts.SyntaxKind.SlashToken: return a / b;
    case ts.SyntaxKind.PercentToken: return a % b;
    case ts.SyntaxKind.AsteriskAsteriskToken: return a ** b;
    case ts.SyntaxKind.AmpersandToken: return a & b;
    case ts.SyntaxKind.BarToken: return a | b;
    case ts.SyntaxKind.CaretToken: return a ^ b;
    case ts.SyntaxKind.LessThanLessThanToken: return a << b;
    case ts.SyntaxKind.GreaterThanGreaterThanToken: return a >> b;
    case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken: return a >>> b;
    default: return undefined;
  }
}

function words(operator: ts.SyntaxKind, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case ts.SyntaxKind.PlusToken: return a + b;
    case ts.SyntaxKind.MinusToken: return a - b;
    case ts.SyntaxKind.AsteriskToken: return a * b;
    case ts.SyntaxKind.AmpersandToken: return a & b;
    case ts.SyntaxKind.BarToken: return a | b;
    case ts.SyntaxKind.CaretToken: return a ^ b;
    case ts.SyntaxKind.LessThanLessThanToken: return a << b;
    case ts.SyntaxKind.GreaterThanGreaterThanToken: return a >> b;
    default: return undefined;
  }
}

/** The constant as an expression. */
export function constantExpression(value: ConstantValue, rep: HirExpression["rep"], span: Span): HirExpression {
  if (typeof value === "string") return stringConstant(value, span);
  if (typeof value === "boolean") return { kind: "boolean", value, rep: "bool", span };
  if (typeof value === "bigint") return { kind: "word", value, rep: rep === "i64" ? "i64" : "u64", span };
  return numberConstant(value, span);
}
