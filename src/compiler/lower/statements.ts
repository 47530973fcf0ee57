/** Statements, except loops and jumps. */
import { ts } from "../checker/typescript.ts";
import type { HirCase, HirExpression, HirStatement } from "../hir/hir.ts";
import { compare, convert, effect, getLocal, setLocal, undefinedConstant } from "./build.ts";
import { isModuleVariable } from "./captures.ts";
import { lowerLocalClass } from "./classes.ts";
import type { FunctionContext } from "./context.ts";
import { coerce, coerceToSlot } from "./convert.ts";
import { strictEquality } from "./equality.ts";
import { exactClass, lowerCondition, lowerExpression, lowerTo, lowerEffect } from "./expressions.ts";
import { closureOf, instanceOf } from "./functions.ts";
import { lowerBreakOrContinue, lowerDo, lowerFor, lowerForIn, lowerForOf, lowerLabeled, lowerReturn, lowerWhile } from "./loops.ts";
import { bindPattern } from "./patterns.ts";
import { BOX_SLOT, isIntegerRep, REF_SLOT, type Slot } from "./types.ts";
import { declareEarly, declareVariable } from "./variables.ts";

/** The statements of a block, with what is hoisted to its start. */
export function lowerBlockStatements(f: FunctionContext, block: ts.Node, statements: readonly ts.Statement[]): readonly HirStatement[] {
  const out: HirStatement[] = [];
  hoistVars(f, block, out);
  hoist(f, statements, out);
  for (const statement of statements) lowerInto(f, statement, out);
  return out;
}

/** Lowers one statement; a diagnostic in it does not hide those of the next. */
export function lowerInto(f: FunctionContext, statement: ts.Statement, out: HirStatement[]): void {
  f.lowering.guarded(() => { out.push(...lowerStatement(f, statement)); }, statement);
}

/** A statement as the body of something: a list. */
export function lowerBody(f: FunctionContext, statement: ts.Statement): readonly HirStatement[] {
  if (ts.isBlock(statement)) return lowerBlockStatements(f, statement, statement.statements);
  return lowerBlockStatements(f, statement, [statement]);
}

function hoist(f: FunctionContext, statements: readonly ts.Statement[], out: HirStatement[]): void {
  const functions: ts.FunctionDeclaration[] = [];
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.body !== undefined && !ts.isSourceFile(statement.parent) && f.lowering.captures.needsClosure(statement)) functions.push(statement);
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.BlockScoped) {
      for (const declaration of statement.declarationList.declarations) hoistPattern(f, declaration.name, out);
    }
  }
  for (const fn of functions) {
    const symbol = f.checker.getSymbolAtLocation(fn.name!)!;
    if (f.lowering.captures.use(symbol).early) out.push(declareEarly(f, symbol, REF_SLOT, f.span(fn)));
  }
  for (const fn of functions) {
    const symbol = f.checker.getSymbolAtLocation(fn.name!)!;
    const instance = instanceOf(f.lowering, fn, { env: f.env, owner: f });
    const use = f.lowering.captures.use(symbol);
    out.push(...declareVariable(f, symbol, closureOf(f, instance, fn), { slot: REF_SLOT, constant: !use.assigned, callee: instance }));
  }
}

function hoistPattern(f: FunctionContext, name: ts.BindingName, out: HirStatement[]): void {
  if (!ts.isIdentifier(name)) {
    for (const element of name.elements) if (!ts.isOmittedExpression(element)) hoistPattern(f, element.name, out);
    return;
  }
  const symbol = f.checker.getSymbolAtLocation(name);
  if (symbol?.valueDeclaration === undefined || isModuleVariable(symbol.valueDeclaration)) return;
  const use = f.lowering.captures.use(symbol);
  if (use.captured && use.early) out.push(declareEarly(f, symbol, f.slot(f.type(name)), f.span(name)));
}

/** `var` variables of a function: they exist from its start, as undefined. */
function hoistVars(f: FunctionContext, block: ts.Node, out: HirStatement[]): void {
  if (!ts.isFunctionLike(block.parent)) return;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const declaration of node.declarations) hoistVar(f, declaration.name, declaration, out);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(block, visit);
}

function hoistVar(f: FunctionContext, name: ts.BindingName, declaration: ts.VariableDeclaration, out: HirStatement[]): void {
  if (!ts.isIdentifier(name)) {
    for (const element of name.elements) if (!ts.isOmittedExpression(element)) hoistVar(f, element.name, declaration, out);
    return;
  }
  const symbol = f.checker.getSymbolAtLocation(name);
  if (symbol === undefined || f.bindings.has(symbol)) return;
  const span = f.span(name);
  const declared = f.slot(f.type(name));
  const outer = declaration.parent.parent;
  const early = ts.isBlock(outer.parent) && ts.isFunctionLike(outer.parent.parent) && declaration.initializer !== undefined;
  const slot: Slot = declared.rep === "ref" || declared.flavour !== undefined || (early && symbol.declarations?.length === 1) ? declared : BOX_SLOT;
  f.chosen.set(symbol, slot);
  if (slot.rep !== "ref" && slot.rep !== "box") return;
  out.push(...declareVariable(f, symbol, undefinedConstant(span, slot.rep), { slot, constant: false }));
}

export function lowerStatement(f: FunctionContext, node: ts.Statement): readonly HirStatement[] {
  const span = f.span(node);
  if (ts.isExpressionStatement(node)) return [effect(lowerEffect(f, node.expression))];
  if (ts.isVariableStatement(node)) return lowerVariables(f, node.declarationList);
  if (ts.isIfStatement(node)) return lowerIf(f, node);
  if (ts.isReturnStatement(node)) return lowerReturn(f, node);
  if (ts.isBlock(node)) return [{ kind: "block", body: lowerBlockStatements(f, node, node.statements), span }];
  if (ts.isForStatement(node)) return lowerFor(f, node, []);
  if (ts.isForOfStatement(node)) return lowerForOf(f, node, []);
  if (ts.isForInStatement(node)) return lowerForIn(f, node, []);
  if (ts.isWhileStatement(node)) return lowerWhile(f, node, []);
  if (ts.isDoStatement(node)) return lowerDo(f, node, []);
  if (ts.isSwitchStatement(node)) return lowerSwitch(f, node, []);
  if (ts.isLabeledStatement(node)) return lowerLabeled(f, node);
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return lowerBreakOrContinue(f, node);
  if (ts.isThrowStatement(node)) return [{ kind: "throw", value: lowerTo(f, node.expression, BOX_SLOT, "thrown value"), span }];
  if (ts.isTryStatement(node)) return lowerTry(f, node);
  if (ts.isClassDeclaration(node)) return lowerLocalClass(f, node);
  if (ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEmptyStatement(node) || ts.isEnumDeclaration(node)) return [];
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return [];
  if (ts.isModuleDeclaration(node)) {
    if (node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) === true) return [];
    return f.fail("WH1006", node);
  }
  if (ts.isImportEqualsDeclaration(node)) return f.fail("WH1005", node);
  if (ts.isWithStatement(node)) return f.fail("WH2001", node);
  if (node.kind === ts.SyntaxKind.DebuggerStatement) return [];
  return f.fail("WH2007", node, [ts.SyntaxKind[node.kind] ?? "statement"]);
}

export function lowerVariables(f: FunctionContext, list: ts.VariableDeclarationList): readonly HirStatement[] {
  if ((list.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using || (list.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) return f.fail("WH2007", list, ["using"]);
  return list.declarations.flatMap((declaration) => lowerVariable(f, declaration));
}

export function lowerVariable(f: FunctionContext, declaration: ts.VariableDeclaration): readonly HirStatement[] {
  const { name, initializer } = declaration;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const span = f.span(declaration);
  if (initializer === undefined) return ts.isIdentifier(name) ? lowerUninitialized(f, declaration, name) : [];
  if (!ts.isIdentifier(name)) {
    const value = lowerExpression(f, initializer);
    return bindPattern(f, name, value, { declare: isConst ? "const" : "let", type: f.type(initializer), slot: BOX_SLOT });
  }
  const symbol = f.checker.getSymbolAtLocation(name)!;
  const module = isModuleVariable(declaration);
  const declared = f.slot(f.type(name));
  const chosen = module ? f.lowering.globals.get(symbol).slot : f.chosen.get(symbol);
  if (module && f.lowering.globals.isFolded(symbol)) return [];
  if (chosen !== undefined || !isConst || declaration.type !== undefined || module) {
    const slot = chosen ?? declared;
    const value = lowerTo(f, initializer, slot, name.text);
    return declareVariable(f, symbol, value, { slot, constant: isConst, exact: exactClass(f, initializer, value), callee: calleeOf(f, value) });
  }
  // A constant without annotation keeps its initialiser's integer representation.
  const value = lowerExpression(f, initializer, "value");
  const slot: Slot = isIntegerRep(value.rep) || value.rep === "i64" || value.rep === "u64" ? { rep: value.rep } : declared;
  return declareVariable(f, symbol, coerceToSlot(f, value, slot, name.text), { slot, constant: true, exact: exactClass(f, initializer, value), callee: calleeOf(f, value) }).map((s) => ({ ...s, span }));
}

function calleeOf(f: FunctionContext, value: HirExpression): import("./context.ts").FunctionInstance | undefined {
  return value.kind === "closure.new" ? f.lowering.instanceById(value.func) : undefined;
}

function lowerUninitialized(f: FunctionContext, declaration: ts.VariableDeclaration, name: ts.Identifier): readonly HirStatement[] {
  const symbol = f.checker.getSymbolAtLocation(name)!;
  if (isModuleVariable(declaration)) {
    const { rep } = f.lowering.globals.get(symbol).slot;
    // Before this there is a temporal dead zone, and after it the variable is undefined.
    return f.isLibrary || (rep !== "ref" && rep !== "box") ? [] : [effect(f.lowering.globals.write(symbol, undefinedConstant(f.span(name), rep)))];
  }
  const isVar = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) === 0;
  if (isVar && f.bindings.has(symbol)) return [];
  const declared = f.chosen.get(symbol) ?? f.slot(f.type(name));
  const use = f.lowering.captures.use(symbol);
  const readable = declaration.exclamationToken !== undefined || (use.captured && declared.flavour === undefined);
  const slot = readable && declared.rep !== "ref" ? BOX_SLOT : declared;
  const span = f.span(name);
  const first: HirExpression = slot.rep === "ref" || slot.rep === "box" ? undefinedConstant(span, slot.rep) : blank(slot, span);
  return declareVariable(f, symbol, first, { slot, constant: false });
}

function blank(slot: Slot, span: HirExpression["span"]): HirExpression {
  switch (slot.rep) {
    case "f64": return convert(undefinedConstant(span, "box"), "f64", "check", "");
    case "bool": return { kind: "boolean", value: false, rep: "bool", span };
    case "i64": case "u64": return { kind: "word", value: 0n, rep: slot.rep, span };
    case "i32": case "u32": case "int": return { kind: "number", value: 0, rep: slot.rep, span };
    default: return undefinedConstant(span);
  }
}

function lowerIf(f: FunctionContext, node: ts.IfStatement): readonly HirStatement[] {
  const test = lowerCondition(f, node.expression);
  if (test.kind === "boolean") {
    const taken = test.value ? node.thenStatement : node.elseStatement;
    return taken === undefined ? [] : [{ kind: "block", body: lowerBody(f, taken), span: f.span(node) }];
  }
  const then = lowerBody(f, node.thenStatement);
  const otherwise = node.elseStatement === undefined ? [] : lowerBody(f, node.elseStatement);
  return [{ kind: "if", test, then, otherwise, span: f.span(node) }];
}

export function lowerSwitch(f: FunctionContext, node: ts.SwitchStatement, names: readonly string[]): readonly HirStatement[] {
  const span = f.span(node);
  const out: HirStatement[] = [];
  const type = f.type(node.expression);
  const value = lowerExpression(f, node.expression, "value");
  const natural = f.rep(type);
  const subject = value.rep === "box" && natural !== "box" ? coerce(f, value, natural, node.expression.getText()) : value;
  const local = f.newLocal("subject", subject.rep, span);
  out.push(effect(setLocal(local, subject)));
  const read = (): HirExpression => getLocal(local, subject.rep, span);
  const label = f.newLabel();
  f.jumps.push({ label, names, isLoop: false, breakable: true });
  const clauses = node.caseBlock.clauses;
  hoistVars(f, node.caseBlock, out);
  hoist(f, clauses.flatMap((clause) => [...clause.statements]), out);
  checkCaseVariables(f, node.caseBlock);
  const cases = clauses.map((clause): HirCase => {
    const body: HirStatement[] = [];
    const test = ts.isDefaultClause(clause) ? undefined : caseTest(f, read(), type, clause.expression);
    for (const statement of clause.statements) lowerInto(f, statement, body);
    return { body, ...test };
  });
  f.jumps.pop();
  const integers = isIntegerRep(subject.rep) && cases.every((one) => one.test === undefined || one.integer !== undefined);
  out.push({ kind: "switch", label, cases: integers ? cases : cases.map(({ test, body }) => (test === undefined ? { body } : { test, body })), defaultIndex: clauses.findIndex(ts.isDefaultClause), span, ...(integers ? { discriminant: read() } : {}) });
  return out;
}

function caseTest(f: FunctionContext, subject: HirExpression, type: ts.Type, node: ts.Expression): { readonly test: HirExpression; readonly integer?: number } {
  const value = lowerExpression(f, node, "value");
  if (isIntegerRep(subject.rep) && value.kind === "number" && Number.isInteger(value.value)) {
    const constant = coerce(f, value, subject.rep, "");
    if (constant.kind === "number") return { test: compare("eq", subject, constant), integer: value.value };
  }
  return { test: strictEquality(f, subject, () => type, value, () => f.type(node)) };
}

/** Variables of one case must not be read in another, where they may be uninitialised. */
function checkCaseVariables(f: FunctionContext, block: ts.CaseBlock): void {
  const owners = new Map<ts.Symbol, ts.CaseOrDefaultClause>();
  for (const clause of block.clauses) {
    for (const statement of clause.statements) {
      if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0) continue;
      for (const declaration of statement.declarationList.declarations) {
        const symbol = ts.isIdentifier(declaration.name) ? f.checker.getSymbolAtLocation(declaration.name) : undefined;
        if (symbol !== undefined) owners.set(symbol, clause);
      }
    }
  }
  if (owners.size === 0) return;
  const visit = (node: ts.Node, clause: ts.CaseOrDefaultClause): void => {
    if (ts.isIdentifier(node)) {
      const symbol = f.checker.getSymbolAtLocation(node);
      const owner = symbol === undefined ? undefined : owners.get(symbol);
      if (owner !== undefined && owner !== clause) f.fail("WH2013", node, [node.text]);
    }
    ts.forEachChild(node, (child) => { visit(child, clause); });
  };
  for (const clause of block.clauses) visit(clause, clause);
}

function lowerTry(f: FunctionContext, node: ts.TryStatement): readonly HirStatement[] {
  const body = lowerBlockStatements(f, node.tryBlock, node.tryBlock.statements);
  const span = f.span(node);
  let handler: { binding?: number; body: readonly HirStatement[] } | undefined;
  if (node.catchClause !== undefined) {
    const { variableDeclaration, block } = node.catchClause;
    if (variableDeclaration === undefined) handler = { body: lowerBlockStatements(f, block, block.statements) };
    else {
      const binding = f.newLocal("caught", "box", f.span(variableDeclaration));
      const value = getLocal(binding, "box", f.span(variableDeclaration));
      const bound = bindPattern(f, variableDeclaration.name, value, { declare: "let", type: f.type(variableDeclaration.name), slot: BOX_SLOT });
      handler = { binding, body: [...bound, ...lowerBlockStatements(f, block, block.statements)] };
    }
  }
  const finalizer = node.finallyBlock === undefined ? undefined : lowerBlockStatements(f, node.finallyBlock, node.finallyBlock.statements);
  return [{ kind: "try", body, span, ...(handler === undefined ? {} : { handler }), ...(finalizer === undefined ? {} : { finalizer }) }];
}

