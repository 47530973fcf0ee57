/** The compiler, top to bottom: a program's entry to diagnostics, or to an image. */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { backEnd } from "./back-end.ts";
import type { CompileDiagnostic, CompileOptions, CompileResult } from "./compile-options.ts";
import { renderDiagnostic, type Diagnostic } from "./diagnostics.ts";
import { dumpProgram } from "./hir/dump.ts";
import { validateProgram } from "./hir/validate.ts";
import { assembly, link } from "./link/link.ts";
import { lowerProgram } from "./lower/program.ts";

const LIBRARY = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "lib");

export function compile(options: CompileOptions): CompileResult {
  const stage = options.onStage ?? ((): void => {});
  stage("checking");
  const lowered = lowerProgram({ entry: options.entry, target: options.target, libRoot: LIBRARY });
  if ("diagnostics" in lowered) return { diagnostics: lowered.diagnostics.map(rendered), report: "" };
  const hir = lowered.program;
  if (options.verify) requireValid("HIR", validateProgram(hir));
  if (options.output === undefined) return { diagnostics: [], report: "" };
  if (options.emit === "hir") return written(options.output, dumpProgram(hir));
  const back = backEnd(hir, { debug: options.debug, verify: options.verify, onStage: stage });
  if (options.emit === "mir") return written(options.output, back.mir());
  if (options.emit === "llvm") return written(options.output, back.llvm);
  const optimize = options.optimize === 0 ? "0" : options.optimize === 1 ? "1" : "2";
  stage("clang");
  if (options.emit === "asm") return written(options.output, assembly(back.llvm, optimize));
  link({ llvm: back.llvm, platform: join(LIBRARY, "platform", options.target), output: options.output, optimize, debug: options.debug });
  return { diagnostics: [], report: "" };
}

function rendered(diagnostic: Diagnostic): CompileDiagnostic {
  return { code: diagnostic.code, text: renderDiagnostic(diagnostic) };
}

function written(path: string, text: string): CompileResult {
  writeFileSync(path, text);
  return { diagnostics: [], report: "" };
}

function requireValid(what: string, errors: readonly string[]): void {
  if (errors.length > 0) throw new Error(`${what} is not well formed:\n${errors.slice(0, 20).join("\n")}`);
}
