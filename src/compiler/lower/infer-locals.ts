/**
 * Representations of local variables that their declarations don't fix. A number variable initialised by an element
 * access and later compared with undefined must be able to hold undefined: it becomes a box.
 */
import { ts } from "../checker/typescript.ts";
import type { FunctionContext } from "./context.ts";
import { skipWrappers } from "./expressions.ts";
import { BOX_SLOT } from "./types.ts";

export function inferLocals(f: FunctionContext, root: ts.Node): void {
  const candidates = new Set<ts.Symbol>();
  const tested = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined && ts.isElementAccessExpression(skipWrappers(node.initializer))) {
      const rep = f.rep(f.type(node.name));
      const symbol = f.checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined && (rep === "f64" || rep === "bool")) candidates.add(symbol);
    }
    if (ts.isBinaryExpression(node) && mayTestUndefined(node)) {
      if (isNothing(node.right) || isLogical(node)) addName(f, node.left, tested);
      if (isNothing(node.left)) addName(f, node.right, tested);
    }
    if (ts.isTypeOfExpression(node)) addName(f, node.expression, tested);
    if (ts.isIfStatement(node) || ts.isWhileStatement(node)) addName(f, node.expression, tested);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) addName(f, node.operand, tested);
    if (ts.isConditionalExpression(node)) addName(f, node.condition, tested);
    ts.forEachChild(node, visit);
  };
  visit(root);
  for (const symbol of candidates) if (tested.has(symbol)) f.chosen.set(symbol, BOX_SLOT);
}

function mayTestUndefined(node: ts.BinaryExpression): boolean {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.QuestionQuestionToken: case ts.SyntaxKind.BarBarToken: case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken: return true;
    default: return false;
  }
}

function isLogical(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined") || ts.isVoidExpression(node);
}

function addName(f: FunctionContext, node: ts.Expression, into: Set<ts.Symbol>): void {
  const bare = skipWrappers(node);
  const symbol = ts.isIdentifier(bare) ? f.checker.getSymbolAtLocation(bare) : undefined;
  if (symbol !== undefined) into.add(symbol);
}
