/** The whole program while it is lowered: tables of functions, classes and globals, and the list of work to do. */
import { ts } from "../checker/typescript.ts";
import { displayName, isLibraryFile, type SourceProgram } from "../checker/program.ts";
import { makeDiagnostic, type Diagnostic, type MessageCode, type SourcePosition } from "../diagnostics.ts";
import type { HirClass, HirExpression, HirField, HirFunction, Span } from "../hir/hir.ts";
import { RUNTIME_FUNCTIONS } from "../runtime-interface.ts";
import { BuiltinMembers } from "./builtin-members.ts";
import { Builtins } from "./builtins.ts";
import { Captures } from "./captures.ts";
import { Classes } from "./classes.ts";
import type { FunctionInstance } from "./context.ts";
import { Globals } from "./globals.ts";
import { Modules } from "./modules.ts";
import { needsInspect } from "./printing.ts";
import { Reach } from "./reach.ts";
import { Types } from "./types.ts";

/** Carries one diagnostic to the nearest statement. */
export class LoweringError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

interface LiteralClass { readonly hir: HirClass }

export class Lowering {
  readonly source: SourceProgram;
  /** Test what trust.ts trusts. */
  readonly verifiesTypes: boolean;
  readonly checker: ts.TypeChecker;
  readonly types: Types;
  readonly captures: Captures;
  readonly classes: Classes;
  readonly globals: Globals;
  readonly builtins: Builtins;
  readonly builtinMembers: BuiltinMembers;
  readonly modules: Modules;
  readonly files: string[] = [];
  readonly functions: (HirFunction | undefined)[] = [];
  readonly hirClasses: (HirClass | undefined)[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly instances = new Map<string, FunctionInstance>();
  /** Lowers a function of runtime-interface.ts that is needed on demand. */
  needRuntime: (name: string) => void = () => {};
  readonly reach: Reach;
  /** Application code names `constructor`. */
  constructsByInstance = false;
  /** Shapes of object literals by node: the class, or null when instances differ. */
  readonly literalNodes = new Map<ts.Node, number | null>();
  private readonly instancesById = new Map<number, FunctionInstance>();
  private inspects: boolean | undefined;
  private readonly queue: (() => void)[] = [];
  private readonly fileIndices = new Map<ts.SourceFile, number>();
  private readonly ids = new Map<object, number>();
  private readonly literalClasses = new Map<string, LiteralClass>();
  private readonly typeCache = new Map<ts.Node, ts.Type>();
  private readonly symbolNames = new Map<string, number>();

  constructor(source: SourceProgram, verifiesTypes: boolean) {
    this.source = source;
    this.verifiesTypes = verifiesTypes;
    this.checker = source.checker;
    this.types = new Types(source.checker);
    this.reach = new Reach(this.types);
    this.captures = new Captures(source.checker);
    this.classes = new Classes(this);
    this.globals = new Globals(this);
    this.modules = new Modules(this);
    this.builtins = new Builtins(this);
    this.builtinMembers = new BuiltinMembers(this);
  }

  /** See printing.ts; a fact of the sources, found once. */
  needsInspect(): boolean { return this.inspects ??= needsInspect(this.source); }

  later(work: () => void): void { this.queue.push(work); }

  /** Works until nothing is left; then asks for members that have become reachable, and goes on. */
  run(): void {
    for (;;) {
      for (let work = this.queue.shift(); work !== undefined; work = this.queue.shift()) this.guarded(work);
      this.classes.addReachedMembers();
      this.builtinMembers.addReached();
      if (this.queue.length === 0) return;
    }
  }

  /** Runs the work; a diagnostic or an internal error ends it and is recorded. */
  guarded(work: () => void, node?: ts.Node): void {
    try {
      work();
    } catch (error) {
      this.report(error, node);
    }
  }

  report(error: unknown, node: ts.Node | undefined): void {
    if (error instanceof LoweringError) { this.diagnostics.push(error.diagnostic); return; }
    const detail = error instanceof Error ? (process.env["WHELK_DEBUG"] === undefined ? error.message : error.stack ?? error.message) : String(error);
    this.diagnostics.push(makeDiagnostic("WH9001", [detail], node === undefined ? undefined : this.position(node)));
  }

  /** A number for each object, in order of first use. */
  idOf(object: object): number {
    let id = this.ids.get(object);
    if (id === undefined) this.ids.set(object, id = this.ids.size);
    return id;
  }

  reserveFunction(): number { return this.functions.push(undefined) - 1; }
  reserveClass(): number { return this.hirClasses.push(undefined) - 1; }

  /** Makes a readable symbol unique. */
  uniqueSymbol(name: string): string {
    const count = this.symbolNames.get(name) ?? 0;
    this.symbolNames.set(name, count + 1);
    return count === 0 ? name : `${name}#${count + 1}`;
  }

  /** The class of object literals with these fields in this order. */
  literalClass(fields: readonly HirField[], span: Span): HirClass {
    const key = fields.map((field) => `${field.key}:${field.rep}${field.enumerable ? "" : "-"}${field.readonly ? "!" : ""}`).join(",");
    const known = this.literalClasses.get(key);
    if (known !== undefined) return known.hir;
    const id = this.reserveClass();
    const hir: HirClass = { id, name: "Object", symbol: `{${key}}`, span, kind: "literal", parent: undefined, fields, members: [], internal: false, constructible: false, construct: undefined };
    this.hirClasses[id] = hir;
    this.literalClasses.set(key, { hir });
    return hir;
  }

  instanceById(id: number): FunctionInstance | undefined { return this.instancesById.get(id); }
  addInstance(key: string, instance: FunctionInstance): void {
    this.instances.set(key, instance);
    this.instancesById.set(instance.id, instance);
  }

  /** A call of a runtime function that only some programs need. */
  runtimeCall(name: string, args: readonly HirExpression[], span: Span): HirExpression {
    this.needRuntime(name);
    const row = RUNTIME_FUNCTIONS.find((candidate) => candidate.export === name);
    return { kind: "call.runtime", name, args, rep: row?.ret ?? "box", span };
  }

  /** Some access by this key can meet an instance of any class. */
  mention(key: string): void { this.reach.everything(key); }

  /** A name that application code says. */
  mentionByApplication(key: string): void {
    this.mention(key);
    if (key === "constructor") this.constructsByInstance = true;
  }

  /** A name that an access on an object of the type uses; without a type, on any object. */
  mentionDynamic(key: string, type?: ts.Type): void {
    if (type === undefined) this.reach.everything(key);
    else this.reach.through(key, type);
    this.builtinMembers.mention(key);
  }

  typeOf(node: ts.Node): ts.Type {
    let type = this.typeCache.get(node);
    if (type === undefined) this.typeCache.set(node, type = this.checker.getTypeAtLocation(node));
    return type;
  }

  /** The symbol that a name means, through imports. */
  symbolAt(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol === undefined ? undefined : this.resolveAlias(symbol);
  }

  resolveAlias(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  isLibrary(file: ts.SourceFile): boolean { return isLibraryFile(this.source, file); }
  displayName(file: ts.SourceFile): string { return displayName(this.source, file); }

  fileIndex(file: ts.SourceFile): number {
    let index = this.fileIndices.get(file);
    if (index === undefined) {
      index = this.files.push(this.displayName(file)) - 1;
      this.fileIndices.set(file, index);
    }
    return index;
  }

  spanOf(node: ts.Node): Span {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return { file: this.fileIndex(file), line: line + 1, column: character + 1 };
  }

  position(node: ts.Node): SourcePosition {
    const file = node.getSourceFile();
    const start = node.getStart(file);
    return positionIn(file, this.displayName(file), start, node.end - start);
  }

  fail(code: MessageCode, at: Span | ts.Node, args: readonly string[] = []): never {
    throw new LoweringError(makeDiagnostic(code, args, "kind" in at ? this.position(at) : this.positionOfSpan(at)));
  }

  private positionOfSpan(span: Span): SourcePosition {
    const file = [...this.fileIndices].find(([, index]) => index === span.file)?.[0];
    if (file === undefined) return { file: this.files[span.file] ?? "?", line: span.line, column: span.column, length: 1, text: "" };
    return positionIn(file, this.displayName(file), file.getPositionOfLineAndCharacter(span.line - 1, span.column - 1), 1);
  }
}

export function positionIn(file: ts.SourceFile, name: string, start: number, length: number): SourcePosition {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const starts = file.getLineStarts();
  const end = line + 1 < starts.length ? starts[line + 1]! : file.text.length;
  return { file: name, line: line + 1, column: character + 1, length: Math.max(1, length), text: file.text.slice(starts[line]!, end).replace(/[\r\n]+$/, "") };
}
