/** A program as HIR: from an entry file to everything that it reaches. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { applicationErrors, createSourceProgram, type SourceProgram } from "../checker/program.ts";
import { ts } from "../checker/typescript.ts";
import type { Target } from "../checker/modules.ts";
import { makeDiagnostic, type Diagnostic } from "../diagnostics.ts";
import type { HirFunction, HirProgram } from "../hir/hir.ts";
import { RUNTIME_CLASSES, RUNTIME_FUNCTIONS, RUNTIME_GLOBALS } from "../runtime-interface.ts";
import { declarationOf } from "./captures.ts";
import { type FunctionNode, instanceOf, isRestParameter, realParameters } from "./functions.ts";
import { Lowering } from "./lowering.ts";
import { classOfSlot } from "./trust.ts";
import { fromTypeScript } from "./typescript-errors.ts";

export interface LowerOptions {
  /** The application's first module. */
  readonly entry: string;
  readonly target: Target;
  /** The directory `lib`. */
  readonly libRoot: string;
  /** Test the types that are trusted otherwise (trust.ts). */
  readonly verifyTypes: boolean;
}

export type LowerResult = { readonly program: HirProgram } | { readonly diagnostics: readonly Diagnostic[] };

/** Runtime functions that are needed only when the language feature occurs. */
const COROUTINES: readonly string[] = ["startAsync", "asyncAwait", "asyncReturn", "asyncThrow", "asyncGeneratorYield"];
const ON_DEMAND: ReadonlySet<string> = new Set(["literalMatcher", "literalRegExp", ...COROUTINES]);

export function lowerProgram(options: LowerOptions): LowerResult {
  if (!existsSync(options.entry)) return { diagnostics: [makeDiagnostic("WH1001", [options.entry], undefined)] };
  const source = createSourceProgram(options);
  const errors = applicationErrors(source);
  if (errors.length > 0) return { diagnostics: errors.map(fromTypeScript) };
  if (source.start === undefined) return { diagnostics: [makeDiagnostic("WH1002", [options.target, resolve(options.libRoot)], undefined)] };
  const { program, diagnostics } = lowerSource(source, options.verifyTypes);
  return diagnostics.length > 0 ? { diagnostics } : { program };
}

/** With diagnostics the program is incomplete: statements that were refused are missing. */
export function lowerSource(source: SourceProgram, verifyTypes: boolean): { readonly program: HirProgram; readonly diagnostics: readonly Diagnostic[] } {
  const l = new Lowering(source, verifyTypes);
  const runtime = new Map<string, number>();
  const runtimeGlobals = new Map<string, number>();
  const runtimeClasses = new Map<string, number>();
  l.needRuntime = (name) => { if (!runtime.has(name)) l.guarded(() => { runtime.set(name, runtimeFunction(l, name)); }); };
  let entry = -1;
  l.guarded(() => { entry = startOf(l, source); });
  for (const row of RUNTIME_FUNCTIONS) if (!ON_DEMAND.has(row.export)) l.needRuntime(row.export);
  for (const [name, module] of Object.entries(RUNTIME_GLOBALS)) {
    l.guarded(() => {
      const symbol = l.builtins.libraryExport(module, name) ?? moduleVariable(l, module, name);
      if (symbol === undefined) throw new Error(`the runtime global ${name} is missing in ${module}`);
      runtimeGlobals.set(name, l.globals.get(symbol).id);
    });
  }
  if (source.entry !== undefined) l.modules.require(source.entry);
  l.run();
  const kinds = new Set([...l.functions.map((func) => func?.kind), ...l.modules.kinds()]);
  if (kinds.has("async") || kinds.has("generator") || kinds.has("async-generator")) {
    for (const name of COROUTINES) l.needRuntime(name);
    for (const [name, module] of Object.entries(RUNTIME_CLASSES)) {
      const symbol = l.builtins.libraryExport(module, name);
      const info = symbol === undefined ? undefined : l.classes.ofSymbol(symbol);
      if (info === undefined) l.report(new Error(`the runtime class ${name} is missing in ${module}`), undefined);
      else { l.classes.constructorOf(info); runtimeClasses.set(name, info.id); }
    }
    for (const key of ["next", "return", "throw", "_complete", "_fail", "_run"]) l.mention(key);
    l.run();
  }
  const initializers = l.modules.initializers([...(source.start === undefined ? [] : [source.start]), ...(source.entry === undefined ? [] : [source.entry])]);
  l.classes.finish();
  const functions = l.functions.map((func, id) => withParameterClasses(l, func!, id));
  return { diagnostics: unique(l.diagnostics), program: {
    files: l.files, functions, classes: l.hirClasses.map((cls) => cls!), globals: l.globals.hir(), initializers, entry,
    runtime, runtimeGlobals, runtimeClasses, builtinMembers: l.builtinMembers.hir(),
  } };
}

/** Known only now: classes that nothing names have no instances. */
function withParameterClasses(l: Lowering, func: HirFunction, id: number): HirFunction {
  const declaration = l.instanceById(id)?.declaration;
  if (declaration === undefined || !ts.isFunctionLike(declaration) || !l.isLibrary(declaration.getSourceFile())) return func;
  const parameterClasses = realParameters(declaration).map((parameter, index) => {
    const rep = func.locals[index]?.rep;
    return isRestParameter(parameter) || (rep !== "ref" && rep !== "box") ? undefined : classOfSlot(l, l.typeOf(parameter), declaration.getSourceFile());
  });
  return parameterClasses.some((cls) => cls !== undefined) ? { ...func, parameterClasses } : func;
}

function startOf(l: Lowering, source: SourceProgram): number {
  const symbol = source.start === undefined ? undefined : l.checker.getSymbolAtLocation(source.start);
  const start = symbol === undefined ? undefined : l.checker.getExportsOfModule(symbol).find((one) => one.name === "start");
  if (start === undefined) throw new Error("start.ts exports no function start");
  return instanceOf(l, declarationOf(start) as FunctionNode, {}).id;
}

function runtimeFunction(l: Lowering, name: string): number {
  const row = RUNTIME_FUNCTIONS.find((candidate) => candidate.export === name);
  const symbol = row === undefined ? undefined : l.builtins.libraryExport(row.module, name);
  if (row === undefined || symbol === undefined || (symbol.flags & ts.SymbolFlags.Function) === 0) {
    l.diagnostics.push(makeDiagnostic("WH3005", [name, row?.module ?? "runtime-interface.ts"], undefined));
    return -1;
  }
  const fn = declarationOf(symbol) as FunctionNode;
  const instance = instanceOf(l, fn, {});
  const reps = [...instance.shape.parameters.map((parameter) => parameter.slot.rep), instance.shape.ret.rep].join(" ");
  const wanted = [...row.params, row.ret].join(" ");
  if (reps !== wanted) l.diagnostics.push(makeDiagnostic("WH3006", [name, `(${reps})`, `(${wanted})`], l.position(fn)));
  return instance.id;
}

function moduleVariable(l: Lowering, module: string, name: string): ts.Symbol | undefined {
  const file = l.source.program.getSourceFiles().find((one) => one.fileName.endsWith(`/${module}`));
  const locals = (file as (ts.SourceFile & { readonly locals?: ReadonlyMap<string, ts.Symbol> }) | undefined)?.locals;
  return locals?.get(name);
}

function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = `${diagnostic.code} ${diagnostic.message} ${diagnostic.at?.file}:${diagnostic.at?.line}:${diagnostic.at?.column}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
