/** Boots an image in QEMU and answers with the program's exit code. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitCode, machineFailure, usageFailure } from "./failure.ts";
import { imageEnd } from "./image-kind.ts";
import { runChild } from "./run-child.ts";
import { needTools } from "./toolchain.ts";
import { virtualMachineCommand, type VirtualMachineOptions } from "./virtual-machine.ts";

const MIB = 1 << 20;

export async function runMachine(image: string, options: Omit<VirtualMachineOptions, "exitFile">): Promise<number> {
  needTools("qemu");
  checkMemory(image, options.memoryMib);
  const directory = mkdtempSync(join(tmpdir(), "whelk-run-"));
  try {
    const exitFile = join(directory, "exit");
    const qemuCode = await runChild(virtualMachineCommand(image, { ...options, exitFile }), process.env);
    const code = readExitFile(exitFile);
    if (code !== undefined) return code;
    if (qemuCode === 0 || qemuCode > 128) return ExitCode.interrupted;
    throw machineFailure(`QEMU ended with code ${qemuCode} before the program did; see its words above.`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A machine that ends below the end of its image would hang without a word. */
function checkMemory(image: string, memoryMib: number): void {
  const end = imageEnd(image);
  if (end > memoryMib * MIB) throw usageFailure(`-m ${memoryMib}M is less than the image itself takes; write at least -m ${Math.ceil(end / MIB) + 1}M.`);
}

/** The byte that the machine left there. */
export function readExitFile(path: string): number | undefined {
  try {
    return readFileSync(path)[0];
  } catch {
    return undefined;
  }
}
