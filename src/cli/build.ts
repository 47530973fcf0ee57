/** whelk build: a program becomes an image. */
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildImage } from "./build-image.ts";
import { onlyOperand, type Command } from "./command.ts";
import type { ProgramBuild } from "./compile-program.ts";
import { ExitCode, usageFailure } from "./failure.ts";
import { reportText } from "./report-text.ts";
import { fileKind, programName, resolveEntry } from "./source-entry.ts";

export const buildCommand: Command = {
  name: "build",
  summary: "compile a program and the library OS that it needs into one image",
  operands: "ENTRY [-o FILE] [--target vm|process] [--debug] [--emit hir|mir|llvm|asm] [--report]",
  details: `
The vm target is an ELF file that QEMU -kernel, Firecracker and other PVH loaders boot. The process target is
a static ELF file that Linux runs; it makes its own system calls and locks itself in with seccomp.

  whelk build main.ts                     writes NAME.elf
  whelk build main.ts --target process    writes NAME
  whelk build main.ts --emit llvm         prints LLVM IR`,
  options: {
    output: { type: "string", short: "o", value: "FILE", help: "where to write (default: NAME.elf for vm, NAME for process,\nstdout for --emit)" },
    target: { type: "string", choices: ["vm", "process"], help: "what to build for (default vm)" },
    debug: { type: "boolean", help: "for gdb: less optimisation, full debug information" },
    emit: { type: "string", choices: ["hir", "mir", "llvm", "asm"], help: "write this stage's text instead of an image" },
    report: { type: "boolean", help: "say what is in the image and why, in bytes by module, and what was\nboxed or dispatched dynamically" },
  },
  async run(words) {
    const entry = resolveEntry(onlyOperand(buildCommand, words));
    const target = words.text("target") === "process" ? "process" : "vm";
    const emit = words.text("emit") as ProgramBuild["emit"];
    const purpose = words.flag("debug") ? "debug" : "release";
    if (emit !== undefined) return emitText({ entry, target, emit, purpose }, words.text("output"));
    const output = resolve(words.text("output") ?? programName(entry) + (target === "vm" ? ".elf" : ""));
    if (output === entry) throw usageFailure(`-o ${output} is the entry itself.`);
    if (fileKind(output) === "directory") throw usageFailure(`-o ${output} is a directory; name a file in it.`);
    mkdirSync(dirname(output), { recursive: true });
    accessSync(dirname(output), constants.W_OK); // before the compiler's work, not after it
    const built = await buildImage({ entry, target, output, purpose, report: words.flag("report") });
    if (built === undefined) return ExitCode.program;
    console.error(`${output}: ${statSync(output).size.toLocaleString("en")} bytes`);
    if (built.report !== undefined) process.stdout.write(reportText(built.report, process.cwd()));
    return ExitCode.ok;
  },
};

async function emitText(build: Omit<ProgramBuild, "output">, output: string | undefined): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "whelk-emit-"));
  try {
    const path = output === undefined ? join(directory, "text") : resolve(output);
    const built = await buildImage({ ...build, output: path });
    if (built === undefined) return ExitCode.program;
    if (output === undefined) process.stdout.write(readFileSync(path));
    return ExitCode.ok;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
