/** The one place where the command line and the tests call the compiler. */
import type { CompileOptions, CompileResult } from "../compiler/compile-options.ts";
import type { BuildReport } from "../compiler/report/build-report.ts";

export interface ProgramBuild {
  readonly entry: string;
  readonly target: "vm" | "process";
  readonly output?: string;
  readonly emit?: CompileOptions["emit"];
  /** "test": validators on, less optimisation. "release": the other way round. "debug": for gdb. */
  readonly purpose: "test" | "release" | "debug";
  readonly report?: boolean;
  readonly onStage?: (stage: string) => void;
}

export interface ProgramBuilt {
  readonly ok: boolean;
  /** Diagnostics as text for the terminal; empty when ok. */
  readonly text: string;
  readonly codes: readonly string[];
  readonly report: BuildReport | undefined;
}

export async function compileProgram(build: ProgramBuild): Promise<ProgramBuilt> {
  const options: CompileOptions = {
    entry: build.entry,
    target: build.target,
    optimize: build.purpose === "release" ? 2 : 1,
    debug: build.purpose === "debug",
    verify: build.purpose === "test",
    ...(build.output === undefined ? {} : { output: build.output }),
    ...(build.emit === undefined ? {} : { emit: build.emit }),
    ...(build.report === undefined ? {} : { report: build.report }),
    ...(build.onStage === undefined ? {} : { onStage: build.onStage }),
  };
  // Here and not above: loading TypeScript takes a third of a second that --help need not wait for.
  const { compile } = await import("../compiler/compile.ts");
  const result: CompileResult = await compile(options);
  return {
    ok: result.diagnostics.length === 0,
    text: result.diagnostics.map((diagnostic) => diagnostic.text).join("\n\n"),
    codes: result.diagnostics.map((diagnostic) => diagnostic.code),
    report: result.report,
  };
}
