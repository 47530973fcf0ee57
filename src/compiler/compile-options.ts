/** What the command line asks of `compile(options)` in compile.ts, and what it gets back. */
import type { BuildReport } from "./report/build-report.ts";

export interface CompileOptions {
  /** The program's entry, absolute path of a .ts file. */
  readonly entry: string;
  readonly target: "vm" | "process";
  /** Where the image goes; no image is written when there are errors. Undefined: check only. */
  readonly output?: string;
  /** clang's level. Builds use 2, tests 1. */
  readonly optimize: 0 | 1 | 2;
  /** Full debug information for gdb; otherwise line tables only, stripped from the image. */
  readonly debug: boolean;
  /** Write this stage's text to `output` instead of an image. */
  readonly emit?: "hir" | "mir" | "llvm" | "asm";
  /** Find out what is in the image and why, and what stayed dynamic. */
  readonly report?: boolean;
  /** Validate HIR and MIR after every pass. */
  readonly verify: boolean;
  /** Called as each stage begins, in a word or two. */
  readonly onStage?: (stage: string) => void;
}

export interface CompileResult {
  /** All diagnostics, in order of file and line; empty when the program compiles. */
  readonly diagnostics: readonly CompileDiagnostic[];
  /** What is in the image and why; when it was asked for and an image was written. */
  readonly report?: BuildReport;
}

export interface CompileDiagnostic {
  /** "WH1003" for ours, "TS2345" for TypeScript's. */
  readonly code: string;
  /** Whole text for the terminal: place, message, source excerpt with caret, what to write instead. */
  readonly text: string;
}
