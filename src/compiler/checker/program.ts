/** A program and its checker: the entry, the parts of the library it can reach, and our own global declarations. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { libraryRoots } from "./library-roots.ts";
import { isInside, ModuleResolver, type Target } from "./modules.ts";
import { ts } from "./typescript.ts";

export interface SourceProgram {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Absolute path of the directory `lib`. */
  readonly libRoot: string;
  readonly entry: ts.SourceFile | undefined;
  readonly start: ts.SourceFile | undefined;
}

export interface SourceOptions {
  readonly entry: string;
  readonly target: Target;
  /** The directory `lib`. */
  readonly libRoot: string;
  /** In tests: only these roots instead of the platform's start and the runtime. */
  readonly bare?: boolean;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: true,
  noEmit: true,
  noLib: true,
  types: [],
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  useDefineForClassFields: true,
};

export function createSourceProgram(request: SourceOptions): SourceProgram {
  const libRoot = resolve(request.libRoot);
  const entry = resolve(request.entry);
  const start = join(libRoot, "platform", request.target, "start.ts");
  const resolver = new ModuleResolver(libRoot, request.target, OPTIONS);
  const host = ts.createCompilerHost(OPTIONS, true);
  host.resolveModuleNameLiterals = (literals, from) => literals.map((literal) => {
    const file = resolver.resolve(literal.text, from);
    return { resolvedModule: file === undefined ? undefined : { resolvedFileName: file, extension: extensionOf(file), isExternalLibraryImport: false } };
  });
  shareLibraryFiles(host, libRoot);
  const roots = [...globalDeclarations(libRoot), entry, start, ...libraryRoots(libRoot, resolver, [entry, start])].filter((file) => existsSync(file));
  const program = ts.createProgram({ rootNames: roots, options: OPTIONS, host });
  return { program, checker: program.getTypeChecker(), libRoot, entry: program.getSourceFile(entry), start: program.getSourceFile(start) };
}

const libraryFiles = new Map<string, ts.SourceFile>();

/** Several programs compiled by one process parse the library once. */
function shareLibraryFiles(host: ts.CompilerHost, libRoot: string): void {
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, options, onError, fresh) => {
    if (!isInside(name, libRoot)) return read(name, options, onError, fresh);
    const known = libraryFiles.get(name) ?? read(name, options, onError, fresh);
    if (known !== undefined) libraryFiles.set(name, known);
    return known;
  };
}

function globalDeclarations(libRoot: string): readonly string[] {
  const directory = join(libRoot, "globals");
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => name.endsWith(".d.ts")).sort().map((name) => join(directory, name));
}

function extensionOf(file: string): string {
  const declaration = /\.d\.[cm]?ts$/.exec(file);
  if (declaration !== null) return declaration[0];
  return file.slice(file.lastIndexOf("."));
}

/** Is the file part of the library (trusted, checked by its own tests) rather than of the application? */
export function isLibraryFile(source: SourceProgram, file: ts.SourceFile): boolean {
  return isInside(file.fileName, source.libRoot);
}

/** Name for messages and stack traces: `lib/…` for the library, else the absolute path. */
export function displayName(source: SourceProgram, file: ts.SourceFile): string {
  return isLibraryFile(source, file) ? relative(dirname(source.libRoot), file.fileName) : file.fileName;
}

/** TypeScript's own errors in the application's files (packages and the library are not re-checked). */
export function applicationErrors(source: SourceProgram): readonly ts.Diagnostic[] {
  const errors: ts.Diagnostic[] = [];
  for (const file of source.program.getSourceFiles()) {
    if (isLibraryFile(source, file) || file.fileName.includes("/node_modules/") || file.isDeclarationFile) continue;
    errors.push(...source.program.getSyntacticDiagnostics(file), ...source.program.getSemanticDiagnostics(file));
  }
  return errors.filter((error) => error.category === ts.DiagnosticCategory.Error);
}
