/**
 * Which variables functions capture, which of those need a cell (reassigned, or readable before their
 * initialisation), and which functions use `this`. One walk for each outermost function or top-level statement.
 */
import { ts } from "../checker/typescript.ts";

export interface VariableUse {
  captured: boolean;
  assigned: boolean;
  /** A closure that can read it may exist before its declaration has run. */
  early: boolean;
}

/** A node whose code runs as (part of) a function of its own. */
export type Boundary = ts.FunctionLikeDeclaration | ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration;

export function isBoundary(node: ts.Node): node is Boundary {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)
    || ts.isConstructorDeclaration(node) || ts.isGetAccessorDeclaration(node) || ts.isSetAccessorDeclaration(node)
    || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node);
}

export function boundaryOf(node: ts.Node): Boundary | ts.SourceFile {
  let at = node.parent;
  while (!isBoundary(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

/** Is the variable a global of its module (and so never captured)? */
export function isModuleVariable(declaration: ts.Node): boolean {
  let at: ts.Node = declaration;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
  if (ts.isParameter(at)) return false;
  if (ts.isVariableDeclaration(at)) {
    const list = at.parent;
    if (!ts.isVariableDeclarationList(list)) return false;
    if (ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent)) return true;
    return (list.flags & ts.NodeFlags.BlockScoped) === 0 && ts.isSourceFile(boundaryOf(at));
  }
  return ts.isSourceFile(at.parent);
}

export function isAssignmentTarget(node: ts.Node): boolean {
  let at = node;
  for (;;) {
    const { parent } = at;
    if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) { at = parent; continue; }
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
      return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    }
    if (ts.isBinaryExpression(parent)) {
      return parent.left === at && parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
        || parent.left === at && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && isAssignmentTarget(parent);
    }
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === at;
    if (ts.isPropertyAssignment(parent)) { if (parent.initializer !== at) return false; at = parent.parent; continue; }
    if (ts.isShorthandPropertyAssignment(parent)) { if (parent.name !== at) return false; at = parent.parent; continue; }
    if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent)) {
      at = ts.isArrayLiteralExpression(parent) ? parent : parent.parent;
      continue;
    }
    return false;
  }
}

/** The variable that names the function to itself. */
export function selfSymbol(checker: ts.TypeChecker, fn: ts.Node): ts.Symbol | undefined {
  if (ts.isFunctionDeclaration(fn) || ts.isFunctionExpression(fn)) {
    if (fn.name !== undefined) return checker.getSymbolAtLocation(fn.name);
  }
  if (ts.isFunctionExpression(fn) || ts.isArrowFunction(fn)) {
    const { parent } = fn;
    if (ts.isVariableDeclaration(parent) && parent.initializer === fn && ts.isIdentifier(parent.name) && (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const)) {
      return checker.getSymbolAtLocation(parent.name);
    }
  }
  return undefined;
}

export class Captures {
  private readonly checker: ts.TypeChecker;
  private readonly variables = new Map<ts.Symbol, VariableUse>();
  private readonly references = new Map<ts.Node, Set<ts.Symbol>>();
  private readonly thisUsers = new Set<ts.Node>();
  private readonly walked = new Set<ts.Node>();
  private readonly closures = new Map<ts.Node, boolean>();

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  use(symbol: ts.Symbol): VariableUse {
    const declaration = symbol.valueDeclaration;
    if (declaration !== undefined) this.walkRoot(declaration);
    return this.variables.get(symbol) ?? { captured: false, assigned: false, early: false };
  }

  usesThis(fn: ts.Node): boolean {
    this.walkRoot(fn);
    return this.thisUsers.has(fn);
  }

  /** Variables of enclosing functions that the function needs, in order of first use. */
  free(fn: ts.Node): readonly ts.Symbol[] {
    this.walkRoot(fn);
    return [...this.references.get(fn) ?? []].filter((symbol) => !isFunctionSymbol(symbol) || this.needsClosure(declarationOf(symbol)));
  }

  /** Does the function capture anything (so that it exists only as a closure)? */
  needsClosure(fn: ts.Node): boolean {
    const known = this.closures.get(fn);
    if (known !== undefined) return known;
    this.walkRoot(fn);
    const seen = new Set<ts.Node>();
    const visit = (node: ts.Node): boolean => {
      if (seen.has(node)) return false;
      seen.add(node);
      if (ts.isArrowFunction(node) && this.thisUsers.has(node)) return true;
      for (const symbol of this.references.get(node) ?? []) {
        if (!isFunctionSymbol(symbol) || visit(declarationOf(symbol))) return true;
      }
      return false;
    };
    const result = visit(fn);
    this.closures.set(fn, result);
    return result;
  }

  private walkRoot(node: ts.Node): void {
    let root = node;
    while (!ts.isSourceFile(root.parent)) {
      root = root.parent;
      if (ts.isSourceFile(root)) return;
    }
    if (this.walked.has(root)) return;
    this.walked.add(root);
    if (hasNestedFunction(root)) this.walk(root, []);
    else if (isBoundary(root) && mentionsThis(root)) this.thisUsers.add(root);
  }

  private walk(node: ts.Node, stack: readonly ts.Node[]): void {
    const inner = isBoundary(node) ? [...stack, node] : stack;
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) this.useThis(inner);
    else if (ts.isIdentifier(node)) this.identifier(node, inner);
    else if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (isBoundary(node) && (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isAccessor(node))) {
      ts.forEachChild(node, (child) => this.walk(child, child === node.name ? stack : inner));
      return;
    }
    ts.forEachChild(node, (child) => this.walk(child, inner));
  }

  private useThis(stack: readonly ts.Node[]): void {
    for (let i = stack.length - 1; i >= 0; i--) {
      const fn = stack[i]!;
      this.thisUsers.add(fn);
      if (!ts.isArrowFunction(fn)) return;
    }
  }

  private identifier(node: ts.Identifier, stack: readonly ts.Node[]): void {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    if (ts.isPropertyAssignment(parent) && parent.name === node) return;
    if (ts.isBindingElement(parent) && parent.propertyName === node) return;
    if (ts.isClassElement(parent) && parent.name === node) return;
    if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return;
    const symbol = ts.isShorthandPropertyAssignment(parent) && parent.name === node ? this.checker.getShorthandAssignmentValueSymbol(parent) : this.checker.getSymbolAtLocation(node);
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !isVariable(declaration) || isModuleVariable(declaration)) return;
    if (ts.isFunctionDeclaration(declaration) && declaration.body === undefined) return;
    const use = this.variable(symbol);
    if (isAssignmentTarget(node)) use.assigned = true;
    const container = containerOf(declaration);
    const depth = ts.isSourceFile(container) ? -1 : stack.lastIndexOf(container);
    if (depth === -1 && !ts.isSourceFile(container)) return;
    for (let i = depth + 1; i < stack.length; i++) {
      const fn = stack[i]!;
      if (selfSymbol(this.checker, fn) === symbol) return;
      let set = this.references.get(fn);
      if (set === undefined) this.references.set(fn, set = new Set());
      set.add(symbol);
      use.captured = true;
      if (i === depth + 1 && creation(fn) < initialised(declaration)) use.early = true;
    }
  }

  private variable(symbol: ts.Symbol): VariableUse {
    let use = this.variables.get(symbol);
    if (use === undefined) this.variables.set(symbol, use = { captured: false, assigned: false, early: false });
    return use;
  }
}

/** Is there a function inside the outermost one, so that something can be captured? */
function hasNestedFunction(root: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => isBoundary(node) || ts.isClassLike(node) || ts.forEachChild(node, visit) === true;
  return (!isBoundary(root) && visit(root)) || ts.forEachChild(root, visit) === true;
}

function mentionsThis(root: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword || ts.forEachChild(node, visit) === true;
  return ts.forEachChild(root, visit) === true;
}

function isVariable(declaration: ts.Node): boolean {
  return ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration) || ts.isParameter(declaration)
    || ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration);
}

function isFunctionSymbol(symbol: ts.Symbol): boolean {
  return symbol.valueDeclaration !== undefined && ts.isFunctionDeclaration(symbol.valueDeclaration);
}

/** The declaration with a body. */
export function declarationOf(symbol: ts.Symbol): ts.Node {
  const withBody = symbol.declarations?.find((declaration) => ts.isFunctionLike(declaration) && "body" in declaration && declaration.body !== undefined);
  const found = withBody ?? symbol.valueDeclaration;
  if (found === undefined) throw new Error(`the symbol ${symbol.name} has no declaration`);
  return found;
}

function containerOf(declaration: ts.Node): ts.Node {
  if (ts.isFunctionExpression(declaration)) return declaration;
  return boundaryOf(declaration);
}

/** Where (in text positions) the closure is made; function declarations are made at the start of their block, in order. */
function creation(fn: ts.Node): number {
  return ts.isFunctionDeclaration(fn) ? hoisted(fn) : fn.getStart();
}

function initialised(declaration: ts.Node): number {
  if (ts.isFunctionDeclaration(declaration)) return hoisted(declaration) + 0.00005;
  if (ts.isParameter(declaration) || ts.isFunctionExpression(declaration)) return -1;
  let at: ts.Node = declaration;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
  if (ts.isParameter(at)) return -1;
  if (ts.isVariableDeclaration(at) && (ts.isForOfStatement(at.parent.parent) || ts.isForInStatement(at.parent.parent))) return at.parent.end;
  return at.end;
}

function hoisted(fn: ts.FunctionDeclaration): number {
  const block = fn.parent;
  let order = 0;
  ts.forEachChild(block, (child) => { if (child.pos < fn.pos && ts.isFunctionDeclaration(child)) order++; });
  return block.getStart() + order * 0.0001;
}
