/** The compiler, from an entry file to an image. Reads from top to bottom. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BackEndResult, backEnd } from "./back-end.ts";
import type { CompileDiagnostic, CompileOptions, CompileResult } from "./compile-options.ts";
import { type Diagnostic, makeDiagnostic, renderDiagnostic } from "./diagnostics.ts";
import { dumpProgram } from "./hir/dump.ts";
import type { HirProgram } from "./hir/hir.ts";
import { validateProgram } from "./hir/validate.ts";
import { LinkError, assembly, link } from "./link/link.ts";
import { lowerProgram } from "./lower/program.ts";
import { checkEffects } from "./passes/effects.ts";
import { buildReport } from "./report/assemble.ts";

const LIB_ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../lib");

export function compile(options: CompileOptions): CompileResult {
  const stage = (name: string): void => options.onStage?.(name);
  stage("types");
  const lowered = lowerProgram({ entry: options.entry, target: options.target, libRoot: LIB_ROOT, verifyTypes: options.verify });
  if ("diagnostics" in lowered) return refused(lowered.diagnostics);
  const { program } = lowered;
  if (options.verify) verifyHir(program);
  if (options.emit === "hir") return written(options, dumpProgram(program));
  const { llvm, mir, program: mirProgram } = runBackEnd(program, options, stage);
  const broken = checkEffects(mirProgram);
  if (broken.length > 0) return refused(broken);
  if (options.emit === "mir") return written(options, mir());
  if (options.emit === "llvm") return written(options, llvm);
  if (options.output === undefined) return { diagnostics: [] };
  if (options.emit === "asm") return written(options, assembly(llvm, level(options)));
  stage("machine code");
  try {
    const linked = link({ llvm, platform: join(LIB_ROOT, "platform", options.target), output: options.output, optimize: level(options), debug: options.debug, unstripped: options.report === true });
    if (linked.unstripped === undefined) return { diagnostics: [] };
    stage("report");
    return { diagnostics: [], report: buildReport({ program: mirProgram, llvm, image: readFileSync(options.output), unstripped: linked.unstripped, phases: linked.phases }) };
  } catch (error) {
    if (error instanceof LinkError) return refused([makeDiagnostic("WH9001", [error.message], undefined)]);
    throw error;
  }
}

function runBackEnd(program: HirProgram, options: CompileOptions, stage: (name: string) => void): BackEndResult {
  return backEnd(program, { debug: options.debug, optimize: options.optimize, verify: options.verify, onStage: stage });
}

/** clang's level. Tests (1) want an image soon: clang -O0 takes a tenth of -O1's time. */
function level(options: CompileOptions): "0" | "2" {
  return options.optimize === 2 ? "2" : "0";
}

function refused(diagnostics: readonly Diagnostic[]): CompileResult {
  return { diagnostics: diagnostics.map((d): CompileDiagnostic => ({ code: d.code, text: renderDiagnostic(d) })) };
}

function written(options: CompileOptions, text: string): CompileResult {
  if (options.output !== undefined) writeFileSync(options.output, text);
  return { diagnostics: [] };
}

function verifyHir(program: HirProgram): void {
  const errors = validateProgram(program);
  if (errors.length > 0) throw new Error(`HIR is not well formed:\n${errors.slice(0, 20).join("\n")}`);
}
