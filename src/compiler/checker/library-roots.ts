/**
 * Which modules of the library a program can need, from the words in its sources. Parsing and binding the whole library
 * takes longer than compiling a small program, so modules behind global names are roots only when the name appears
 * somewhere in the sources reached so far. A word in a comment adds a module too many, never one too few.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RUNTIME_CLASSES, RUNTIME_FUNCTIONS, RUNTIME_GLOBALS } from "../runtime-interface.ts";
import { BUILTINS, type BuiltinRow } from "./builtin-modules.ts";
import type { ModuleResolver } from "./modules.ts";

/** Built-ins that literals and operators reach without naming them. */
const UNNAMED = ["Object", "Function", "String", "Number", "Boolean", "Array", "Symbol", "Error", "TypeError", "RangeError", "ReferenceError", "Promise"];
const IMPORT = /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;
const WORD = /[A-Za-z_$][\w$]*/g;
const REGEXP_LITERAL = /(?:^|[=(,:[!&|?{};+]|\breturn|\bcase)\s*\/(?![/*])[^\n]+\//m;

/** Files of the library to put into the program beside the entry and the platform's start. */
export function libraryRoots(libRoot: string, resolver: ModuleResolver, entries: readonly string[]): readonly string[] {
  return new RootScan(libRoot, resolver).run(entries);
}

class RootScan {
  private readonly libRoot: string;
  private readonly resolver: ModuleResolver;
  private readonly roots = new Set<string>();
  private readonly scanned = new Set<string>();
  private readonly queue: string[] = [];
  private readonly words = new Set<string>();
  private readonly globalFunctions: ReadonlyMap<string, string>;

  constructor(libRoot: string, resolver: ModuleResolver) {
    this.libRoot = libRoot;
    this.resolver = resolver;
    this.globalFunctions = this.readGlobalFunctions();
  }

  run(entries: readonly string[]): readonly string[] {
    this.queue.push(...entries);
    for (const row of RUNTIME_FUNCTIONS) this.addModule(row.module);
    for (const module of [...Object.values(RUNTIME_GLOBALS), ...Object.values(RUNTIME_CLASSES)]) this.addModule(module);
    for (const name of UNNAMED) this.word(name);
    for (let file = this.queue.pop(); file !== undefined; file = this.queue.pop()) this.scan(file);
    return [...this.roots];
  }

  private path(module: string): string { return join(dirname(this.libRoot), module); }

  private addModule(module: string): void {
    const file = this.path(module);
    if (this.roots.has(file) || !existsSync(file)) return;
    this.roots.add(file);
    this.queue.push(file);
  }

  private addRow(row: BuiltinRow): void {
    if (row.kind === "functions") for (const module of row.modules) this.addModule(module);
    else this.addModule(row.module);
  }

  private scan(file: string): void {
    if (this.scanned.has(file) || !existsSync(file)) return;
    this.scanned.add(file);
    const text = readFileSync(file, "utf8");
    for (const match of text.matchAll(IMPORT)) {
      const target = this.resolver.resolve(match[1] ?? "", file);
      if (target !== undefined) this.queue.push(target);
    }
    for (const match of text.matchAll(WORD)) this.word(match[0]);
    if (!this.words.has("RegExp") && REGEXP_LITERAL.test(text)) this.word("RegExp");
  }

  private word(word: string): void {
    if (this.words.has(word)) return;
    this.words.add(word);
    if (word !== "global" && Object.hasOwn(BUILTINS, word)) {
      const row = BUILTINS[word];
      if (row !== undefined) this.addRow(row);
    }
    const module = this.globalFunctions.get(word);
    if (module !== undefined) this.addModule(module);
  }

  /** `parseInt` → the module that exports `globalParseInt`. */
  private readGlobalFunctions(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const row = BUILTINS["global"];
    if (row === undefined || row.kind !== "functions") return found;
    for (const module of row.modules) {
      const file = this.path(module);
      if (!existsSync(file)) continue;
      for (const match of readFileSync(file, "utf8").matchAll(/\bglobal([A-Z]\w*)/g)) {
        const name = match[1] ?? "";
        found.set(name.charAt(0).toLowerCase() + name.slice(1), module);
      }
    }
    return found;
  }
}
