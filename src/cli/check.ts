/** whelk check: what TypeScript and the compiler say of a program, without an image. */
import { onlyOperand, type Command } from "./command.ts";
import { compileProgram } from "./compile-program.ts";
import { ExitCode } from "./failure.ts";
import { Progress } from "./progress.ts";
import { resolveEntry } from "./source-entry.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "say what keeps a program from compiling",
  operands: "ENTRY [--target vm|process]",
  details: `
Prints TypeScript's errors (TS…) and Whelk's own (WH…: "can't be compiled, because …; write … instead"),
each with its code, the source line and a caret. Exit code 1 when there are any.`,
  options: { target: { type: "string", choices: ["vm", "process"], help: "check for this target (default vm)" } },
  async run(words) {
    const entry = resolveEntry(onlyOperand(checkCommand, words));
    const progress = new Progress("checking");
    const built = await compileProgram({ entry, target: words.text("target") === "process" ? "process" : "vm", purpose: "release", onStage: (stage) => progress.stage(stage) }).finally(() => progress.end());
    if (built.ok) return ExitCode.ok;
    console.error(built.text);
    console.error(`\n${built.codes.length} ${built.codes.length === 1 ? "error" : "errors"}`);
    return ExitCode.program;
  },
};
