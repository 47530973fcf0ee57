/** Everything from HIR to LLVM text. */
import type { HirProgram } from "./hir/hir.ts";
import { emitModule } from "./llvm/emit-module.ts";
import { ClassTable } from "./mir/class-table.ts";
import { dumpProgram } from "./mir/dump.ts";
import { loweringContext, lowerToMir } from "./mir/lower-function.ts";
import type { MirProgram } from "./mir/mir.ts";
import { runPasses } from "./passes/pipeline.ts";

export interface BackEndOptions {
  readonly debug: boolean;
  /** Default 2. */
  readonly optimize?: 0 | 1 | 2;
  /** The validator after every pass. */
  readonly verify: boolean;
  readonly onStage?: (stage: string) => void;
}

export interface BackEndResult {
  readonly llvm: string;
  /** Functions that reached the module. */
  readonly functions: number;
  readonly program: MirProgram;
  /** MIR as text; made when asked for. */
  mir(): string;
}

export function backEnd(hir: HirProgram, options: BackEndOptions): BackEndResult {
  options.onStage?.("mir");
  const classes = new ClassTable(hir.classes);
  const program = lowerToMir(hir, classes);
  runPasses(program, classes, options.verify);
  const mir = (): string => dumpProgram(program);
  options.onStage?.("llvm");
  const { text, functions } = emitModule(program, classes, loweringContext(hir, classes), { debug: options.debug, cpu: "x86-64-v2", optimize: options.optimize ?? 2 });
  return { llvm: text, functions, program, mir };
}
