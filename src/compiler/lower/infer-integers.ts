/**
 * Which `let` variables of type number always hold integers: counters and indices. Optimistic and flow-insensitive:
 * all candidates are taken for integers, and those with an assignment that may give anything else (a fraction, -0, a
 * number beyond 2^53) drop out until nothing changes. Only steps keep a variable in range: `i++`, `i += 1` … cannot
 * reach 2^53 in the life of a machine; a sum or product of variables can.
 */
import { ts } from "../checker/typescript.ts";
import { boundaryOf, isAssignmentTarget } from "./captures.ts";
import type { FunctionContext } from "./context.ts";
import { skipWrappers } from "./expressions.ts";
import type { Slot } from "./types.ts";

/** The largest step that a counter may take: 2^53 / 2^20 rounds are more than a year of them. */
const LARGEST_STEP = 64;
const INTEGER_SLOT: Slot = { rep: "int" };

interface Candidate {
  /** Values that are assigned. */
  readonly values: ts.Expression[];
  /** No assignment makes it smaller. */
  grows: boolean;
  broken: boolean;
}

export function inferIntegers(f: FunctionContext, root: ts.Node): void {
  const candidates = new Map<ts.Symbol, Candidate>();
  collect(f, root, candidates);
  if (candidates.size === 0) return;
  readAssignments(f, root, candidates);
  for (let changed = true; changed;) {
    changed = false;
    for (const [symbol, candidate] of candidates) {
      if (candidate.broken || candidate.values.every((value) => isInteger(f, value, candidates))) continue;
      candidate.broken = true;
      candidates.delete(symbol);
      changed = true;
    }
  }
  for (const [symbol, candidate] of candidates) if (!candidate.broken && !f.chosen.has(symbol)) f.chosen.set(symbol, INTEGER_SLOT);
}

/** `let` variables of this very function, of type number, with a value, never captured. */
function collect(f: FunctionContext, root: ts.Node, candidates: Map<ts.Symbol, Candidate>): void {
  const visit = (node: ts.Node): void => {
    if (node !== root && (ts.isFunctionLike(node) || ts.isClassLike(node))) return;
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined && isLet(node) && node.exclamationToken === undefined) {
      const symbol = f.checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined && looksInteger(node.initializer) && !f.lowering.captures.use(symbol).captured && boundaryOf(node) === root) {
        const slot = f.slot(f.type(node.name));
        if (slot.rep === "f64" && slot.flavour === undefined) candidates.set(symbol, { values: [node.initializer], grows: true, broken: false });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
}

function isLet(node: ts.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.Let) !== 0 && !ts.isForOfStatement(node.parent.parent) && !ts.isForInStatement(node.parent.parent);
}

/** A first look, so that few types are asked for. */
function looksInteger(node: ts.Expression): boolean {
  const bare = skipWrappers(node);
  return !ts.isStringLiteralLike(bare) && !ts.isCallExpression(bare) && !ts.isNewExpression(bare) && !ts.isObjectLiteralExpression(bare) && !ts.isTemplateExpression(bare)
    && !(ts.isNumericLiteral(bare) && !Number.isSafeInteger(Number(bare.text.replaceAll("_", ""))));
}

function readAssignments(f: FunctionContext, root: ts.Node, candidates: Map<ts.Symbol, Candidate>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isAssignmentTarget(node)) {
      const symbol = f.checker.getSymbolAtLocation(node);
      const candidate = symbol === undefined ? undefined : candidates.get(symbol);
      if (candidate !== undefined && !addAssignment(node, candidate)) candidate.broken = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  for (const [symbol, candidate] of [...candidates]) if (candidate.broken) candidates.delete(symbol);
}

/** False: an assignment that is not understood. */
function addAssignment(node: ts.Identifier, candidate: Candidate): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    if (parent.operator === ts.SyntaxKind.MinusMinusToken) candidate.grows = false;
    return true;
  }
  if (!ts.isBinaryExpression(parent) || parent.left !== at) return false;
  if (parent.operatorToken.kind !== ts.SyntaxKind.PlusEqualsToken) candidate.grows = false;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken: candidate.values.push(parent.right); return true;
    case ts.SyntaxKind.PlusEqualsToken: case ts.SyntaxKind.MinusEqualsToken:
      if (isStep(parent.right)) return true;
      if (!isLoopStep(parent)) return false;
      candidate.values.push(parent.right);
      return true;
    case ts.SyntaxKind.AmpersandEqualsToken: case ts.SyntaxKind.BarEqualsToken: case ts.SyntaxKind.CaretEqualsToken: case ts.SyntaxKind.LessThanLessThanEqualsToken:
    case ts.SyntaxKind.GreaterThanGreaterThanEqualsToken: case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken: return true;
    default: return false;
  }
}

/** `i += n` as the update of a for loop: lowered with a test that the sum stays exact. */
function isLoopStep(node: ts.BinaryExpression): boolean {
  return ts.isForStatement(node.parent) && node.parent.incrementor === node && node.parent.condition !== undefined;
}

function isStep(node: ts.Expression): boolean {
  const bare = skipWrappers(node);
  return ts.isNumericLiteral(bare) && Number.isInteger(Number(bare.text)) && Number(bare.text) <= LARGEST_STEP;
}

/** Does the expression certainly give an integer of at most 2^53 (and no -0), if the candidates hold such? */
function isInteger(f: FunctionContext, node: ts.Expression, candidates: ReadonlyMap<ts.Symbol, Candidate>): boolean {
  const bare = skipWrappers(node);
  if (ts.isNumericLiteral(bare)) return Number.isSafeInteger(Number(bare.text.replaceAll("_", "")));
  if (ts.isPrefixUnaryExpression(bare)) return isSigned(f, bare);
  if (ts.isConditionalExpression(bare)) return isInteger(f, bare.whenTrue, candidates) && isInteger(f, bare.whenFalse, candidates);
  if (ts.isBinaryExpression(bare)) return isIntegerOperation(f, bare, candidates);
  if (ts.isPropertyAccessExpression(bare)) return bare.name.text === "length" && isSized(f, bare.expression);
  if (ts.isElementAccessExpression(bare)) {
    const kind = f.lowering.types.typedKind(f.type(bare.expression));
    return kind !== undefined && kind !== "f32" && kind !== "f64";
  }
  if (!ts.isIdentifier(bare)) return false;
  const symbol = f.lowering.symbolAt(bare);
  if (symbol === undefined) return false;
  if (candidates.get(symbol)?.broken === false) return true;
  const binding = f.bindings.get(symbol);
  if (binding?.kind === "value" && (binding.slot.rep === "i32" || binding.slot.rep === "u32")) return true;
  const constant = f.lowering.globals.constantOf(symbol);
  if (typeof constant === "number") return Number.isSafeInteger(constant) && !Object.is(constant, -0);
  return isIntegerConstant(f, symbol, candidates);
}

/** `const n = a.length` and the like, in the same function. */
function isIntegerConstant(f: FunctionContext, symbol: ts.Symbol, candidates: ReadonlyMap<ts.Symbol, Candidate>): boolean {
  const declaration = symbol.valueDeclaration;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.type === undefined && declaration.initializer !== undefined
    && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0 && !ts.isSourceFile(boundaryOf(declaration)) && isInteger(f, declaration.initializer, candidates);
}

function isSigned(f: FunctionContext, node: ts.PrefixUnaryExpression): boolean {
  if (node.operator === ts.SyntaxKind.TildeToken) return f.lowering.types.isNumber(f.type(node.operand));
  return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand) && Number.isSafeInteger(Number(node.operand.text)) && Number(node.operand.text) !== 0;
}

function isSized(f: FunctionContext, node: ts.Expression): boolean {
  const type = f.type(node);
  const { types } = f.lowering;
  return types.isString(type) || types.arrayElement(type) !== undefined || types.typedKind(type) !== undefined;
}

function isIntegerOperation(f: FunctionContext, node: ts.BinaryExpression, candidates: ReadonlyMap<ts.Symbol, Candidate>): boolean {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandToken: case ts.SyntaxKind.BarToken: case ts.SyntaxKind.CaretToken: case ts.SyntaxKind.LessThanLessThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanToken: case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return f.lowering.types.isNumber(f.type(node.left));
    case ts.SyntaxKind.PlusToken: case ts.SyntaxKind.MinusToken:
      return isStep(node.right) && isInteger(f, node.left, candidates);
    case ts.SyntaxKind.AsteriskToken: return isStep(node.right) && isCounter(f, node.left, candidates);
    default: return false;
  }
}

/**
 * `i * 2` of a counter that starts at zero or above and only grows (so never -0). Counters stay far below 2^47, see
 * LARGEST_STEP, so that the product is exact.
 */
function isCounter(f: FunctionContext, node: ts.Expression, candidates: ReadonlyMap<ts.Symbol, Candidate>): boolean {
  const bare = skipWrappers(node);
  const symbol = ts.isIdentifier(bare) ? f.lowering.symbolAt(bare) : undefined;
  const candidate = symbol === undefined ? undefined : candidates.get(symbol);
  return candidate !== undefined && candidate.grows && candidate.values.every((value) => ts.isNumericLiteral(skipWrappers(value)));
}
