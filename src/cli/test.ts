/** whelk test: node:test files run inside images, one image a file. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { buildImage } from "./build-image.ts";
import type { Command } from "./command.ts";
import { ExitCode, usageFailure } from "./failure.ts";
import { runMachine } from "./run-machine.ts";
import { runProcess } from "./run-process.ts";
import { fileKind, programName, resolveEntry } from "./source-entry.ts";

export const testCommand: Command = {
  name: "test",
  summary: "run node:test files inside an image",
  operands: "[FILES] [--target vm|process]",
  details: `
FILES are test files or directories; without any, all *.test.ts below this directory. Each file becomes one
image, whose output is the test report. Exit code 1 when a file failed or did not compile.`,
  options: { target: { type: "string", choices: ["vm", "process"], help: "where to run (default process)" } },
  async run(words) {
    const target = words.text("target") === "vm" ? "vm" : "process";
    const files = findTests(words.operands.length === 0 ? ["."] : words.operands);
    if (files.length === 0) throw usageFailure("There is no *.test.ts file here; name the files.");
    const failed: string[] = [];
    for (const file of files) {
      const name = relative(process.cwd(), file);
      if (files.length > 1) console.log(`# ${name}`);
      if (!(await runTestFile(file, target))) failed.push(name);
    }
    console.log(`# ${files.length - failed.length} of ${files.length} files passed on ${target}${failed.length === 0 ? "" : `; failed: ${failed.join(", ")}`}`);
    return failed.length === 0 ? ExitCode.ok : ExitCode.program;
  },
};

async function runTestFile(entry: string, target: "vm" | "process"): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), "whelk-test-"));
  try {
    const image = join(directory, programName(entry));
    if (await buildImage({ entry, target, output: image, purpose: "release" }) === undefined) return false;
    const code = target === "process"
      ? await runProcess(image, { tap: undefined, forwards: [], addresses: {}, arguments: [] })
      : await runMachine(image, { machine: "microvm", memoryMib: 128, network: "user", forwards: [], settings: [], arguments: [] });
    return code === 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function findTests(operands: readonly string[]): string[] {
  return operands.flatMap((operand) => {
    if (fileKind(operand) !== "directory") return [resolveEntry(operand)];
    return readdirSync(operand, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts") && !name.split("/").includes("node_modules")).sort().map((name) => resolve(operand, name));
  });
}
