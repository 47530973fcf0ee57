/**
 * Modules: their initialisers, in the order of ECMA-262 §16.2.1 (imports first, depth first). An application's
 * modules run completely. Of a library module only the declarations run that something needs: the library has no
 * import-time side effects.
 */
import { ts } from "../checker/typescript.ts";
import type { HirFunction, HirStatement } from "../hir/hir.ts";
import { isModuleVariable } from "./captures.ts";
import { FunctionContext } from "./context.ts";
import { lowerTo } from "./expressions.ts";
import type { Lowering } from "./lowering.ts";
import { lowerStatement, lowerVariable } from "./statements.ts";
import { EMPTY_ENV } from "./types.ts";

interface Module {
  readonly file: ts.SourceFile;
  readonly isLibrary: boolean;
  context: FunctionContext | undefined;
  /** Lowered parts by text position. */
  readonly parts: Map<number, readonly HirStatement[]>;
  readonly uses: Set<ts.SourceFile>;
}

export class Modules {
  private readonly lowering: Lowering;
  private readonly modules = new Map<ts.SourceFile, Module>();
  private readonly cycles = new Map<ts.SourceFile, boolean>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  /** The module takes part in the program. */
  require(file: ts.SourceFile): void {
    if (file.isDeclarationFile || this.modules.has(file)) return;
    const isLibrary = this.lowering.isLibrary(file);
    const module: Module = { file, isLibrary, context: undefined, parts: new Map(), uses: new Set() };
    this.modules.set(file, module);
    if (isLibrary) return;
    for (const imported of this.imports(file)) this.require(imported);
    this.lowering.later(() => { this.lowerAll(module); });
  }

  /** Files that the module imports for their values, in source order. */
  private imports(file: ts.SourceFile): readonly ts.SourceFile[] {
    const found: ts.SourceFile[] = [];
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true) continue;
      if (ts.isExportDeclaration(statement) && statement.isTypeOnly) continue;
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      if (statement.moduleSpecifier === undefined) continue;
      const symbol = this.lowering.checker.getSymbolAtLocation(statement.moduleSpecifier);
      const target = symbol?.valueDeclaration;
      if (target !== undefined && ts.isSourceFile(target)) {
        if (target.isDeclarationFile) this.lowering.guarded(() => this.lowering.fail("WH1007", statement, [statement.moduleSpecifier!.getText()]));
        else found.push(target);
      }
    }
    return found;
  }

  private contextOf(module: Module): FunctionContext {
    if (module.context !== undefined) return module.context;
    const kind: HirFunction["kind"] = usesTopLevelAwait(module.file) ? "async" : "plain";
    if (kind === "async" && !module.isLibrary && this.othersTakeFrom(module.file)) {
      this.lowering.guarded(() => this.lowering.fail("WH1010", topLevelAwait(module.file) ?? module.file));
    }
    module.context = new FunctionContext(this.lowering, { env: EMPTY_ENV, file: module.file, isLibrary: module.isLibrary, kind, ret: { rep: "void" }, parent: undefined });
    return module.context;
  }

  /** Does another module import or re-export names of this one? */
  private othersTakeFrom(file: ts.SourceFile): boolean {
    return this.lowering.source.program.getSourceFiles().some((other) => !this.lowering.isLibrary(other) && other.statements.some((statement) => {
      const taken = (ts.isImportDeclaration(statement) && statement.importClause !== undefined) || ts.isExportDeclaration(statement);
      if (!taken || statement.moduleSpecifier === undefined) return false;
      return this.lowering.checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration === file;
    }));
  }

  private lowerAll(module: Module): void {
    const f = this.contextOf(module);
    for (const statement of module.file.statements) {
      this.lowering.guarded(() => { module.parts.set(statement.pos, this.lowerTop(f, statement)); }, statement);
    }
  }

  private lowerTop(f: FunctionContext, statement: ts.Statement): readonly HirStatement[] {
    if (ts.isExportAssignment(statement)) return this.exportDefault(f, statement);
    if (ts.isVariableStatement(statement)) {
      if (statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) === true) return [];
      return statement.declarationList.declarations.flatMap((declaration) => [...lowerVariable(f, declaration)]);
    }
    if (ts.isClassDeclaration(statement)) return this.lowering.classes.staticInitializers(f, statement);
    if (ts.isFunctionDeclaration(statement)) return [];
    return lowerStatement(f, statement);
  }

  private exportDefault(f: FunctionContext, node: ts.ExportAssignment): readonly HirStatement[] {
    if (ts.isIdentifier(node.expression)) return [];
    const symbol = this.lowering.checker.getSymbolAtLocation(node.getSourceFile())?.exports?.get(ts.InternalSymbolName.Default);
    if (symbol === undefined) return [];
    const info = this.lowering.globals.get(symbol);
    return [{ kind: "expression", value: this.lowering.globals.write(symbol, lowerTo(f, node.expression, info.slot, "default")), span: f.span(node) }];
  }

  /** In a library module: something reads the variable, so its initialiser runs. */
  requireDeclaration(declaration: ts.Node): void {
    let at: ts.Node = declaration;
    while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
    const module = this.modules.get(at.getSourceFile());
    if (module === undefined || !module.isLibrary) return;
    if (ts.isVariableDeclaration(at) && isModuleVariable(at)) {
      const variable = at;
      this.part(module, at.pos, (f) => lowerVariable(f, variable));
    } else if (ts.isExportAssignment(at)) {
      const node = at;
      this.part(module, at.pos, (f) => this.exportDefault(f, node));
    }
  }

  /** A class of a library module is used: its static fields and blocks run. */
  requireClass(node: ts.ClassLikeDeclaration): void {
    this.require(node.getSourceFile());
    const module = this.modules.get(node.getSourceFile());
    if (module === undefined || !module.isLibrary || !ts.isSourceFile(node.parent)) return;
    this.part(module, node.pos, (f) => this.lowering.classes.staticInitializers(f, node));
  }

  private part(module: Module, position: number, lower: (f: FunctionContext) => readonly HirStatement[]): void {
    if (module.parts.has(position)) return;
    module.parts.set(position, []);
    this.lowering.later(() => { module.parts.set(position, lower(this.contextOf(module))); });
  }

  /** May the variable be read here before its declaration has run? */
  needsTdz(f: FunctionContext, symbol: ts.Symbol, node: ts.Node): boolean {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined) return false;
    const file = declaration.getSourceFile();
    const module = this.modules.get(file);
    if (module === undefined || module.isLibrary) return false;
    if (ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) === 0) return false;
    if (f.file === file && f === module.context && node.pos >= declaration.end) return false;
    if (f.file !== file) return this.inCycle(file);
    return !this.startsInert(file, declaration) || this.inCycle(file);
  }

  /** The program's module imports itself by way of others, so that they may run before it. */
  isReadEarly(file: ts.SourceFile): boolean { return !this.lowering.isLibrary(file) && this.inCycle(file); }

  /** Nothing that could call a function of the module runs before the declaration. */
  private startsInert(file: ts.SourceFile, declaration: ts.Node): boolean {
    for (const statement of file.statements) {
      if (statement.end > declaration.pos) return ts.isVariableStatement(statement) && isInertStatement(statement, declaration);
      if (!isInertStatement(statement, declaration)) return false;
    }
    return true;
  }

  private inCycle(file: ts.SourceFile): boolean {
    let known = this.cycles.get(file);
    if (known !== undefined) return known;
    const seen = new Set<ts.SourceFile>();
    const reaches = (from: ts.SourceFile): boolean => this.imports(from).some((next) => {
      if (next === file) return true;
      if (seen.has(next) || this.lowering.isLibrary(next)) return false;
      seen.add(next);
      return reaches(next);
    });
    known = reaches(file);
    this.cycles.set(file, known);
    return known;
  }

  /** Functions of the initialisers, in evaluation order. */
  initializers(roots: readonly ts.SourceFile[]): number[] {
    const order: Module[] = [];
    const seen = new Set<ts.SourceFile>();
    const visit = (file: ts.SourceFile): void => {
      if (seen.has(file) || file.isDeclarationFile) return;
      seen.add(file);
      for (const imported of this.imports(file)) visit(imported);
      const module = this.modules.get(file);
      if (module !== undefined) order.push(module);
    };
    for (const module of [...this.modules.values()].filter((one) => one.isLibrary)) visit(module.file);
    roots.forEach(visit);
    return order.flatMap((module) => this.initializer(module));
  }

  /** Kinds of the modules' initialisers: "async" with top-level await. */
  kinds(): (HirFunction["kind"] | undefined)[] { return [...this.modules.values()].map((module) => module.context?.kind); }

  private initializer(module: Module): number[] {
    const body = [...module.parts].sort(([a], [b]) => a - b).flatMap(([, statements]) => [...statements]);
    if (body.length === 0 || module.context === undefined) return [];
    const id = this.lowering.reserveFunction();
    const { context } = module;
    this.lowering.functions[id] = {
      id, name: "", symbol: this.lowering.uniqueSymbol(`${this.lowering.displayName(module.file)}:(module)`), span: this.lowering.spanOf(module.file.statements[0]!),
      kind: context.kind, arrow: false, parameterCount: 0, rest: false, length: 0, thisRep: undefined, captures: [], ret: context.kind === "async" ? "ref" : "void",
      locals: context.locals, body, effects: [], inline: undefined,
    };
    return [id];
  }
}

function isInertStatement(statement: ts.Statement, until: ts.Node): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isEnumDeclaration(statement)) return true;
  if (ts.isClassDeclaration(statement)) return !statement.members.some((member) => ts.isClassStaticBlockDeclaration(member) || (ts.isPropertyDeclaration(member) && member.initializer !== undefined && (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0 && !isInert(member.initializer)));
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.every((declaration) => declaration.pos > until.pos || declaration.initializer === undefined || isInert(declaration.initializer) || declaration === until);
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

/** Evaluating the expression calls nothing of the program. */
function isInert(node: ts.Expression): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isLiteralExpression(node) || ts.isIdentifier(node)) return true;
  if (ts.isNewExpression(node)) return ts.isIdentifier(node.expression) && ["Map", "Set", "Uint8Array", "Uint32Array", "Float64Array", "Int32Array", "Array", "WeakMap"].includes(node.expression.text) && (node.arguments ?? []).every(isInert);
  if (ts.isPrefixUnaryExpression(node)) return isInert(node.operand);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return isInert(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isInert);
  if (ts.isObjectLiteralExpression(node)) return node.properties.every((property) => (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name) && isInert(property.initializer)) || ts.isMethodDeclaration(property) || ts.isShorthandPropertyAssignment(property));
  return node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword || node.kind === ts.SyntaxKind.NullKeyword;
}

function usesTopLevelAwait(file: ts.SourceFile): boolean { return topLevelAwait(file) !== undefined; }

/** The first `await` outside all functions. */
function topLevelAwait(file: ts.SourceFile): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return node;
    return ts.forEachChild(node, visit);
  };
  return ts.forEachChild(file, visit);
}
