/** Where benchmarks build and run: images, commands, and the statistics of their times. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileProgram } from "../src/cli/compile-program.ts";
import { WHELK_ROOT } from "../src/cli/root.ts";
import { findTool } from "../src/cli/toolchain.ts";
import { virtualMachineCommand, type VirtualMachineOptions } from "../src/cli/virtual-machine.ts";

export class Workshop {
  readonly directory = mkdtempSync(join(tmpdir(), "whelk-bench-"));
  readonly #images = new Map<string, Promise<string>>();

  /** The image of a program of this repository, built once, as `whelk build` builds it. */
  image(entry: string, target: "vm" | "process"): Promise<string> {
    const key = `${entry}.${target}`;
    const known = this.#images.get(key);
    if (known !== undefined) return known;
    const made = this.#build(entry, target, join(this.directory, key.replaceAll("/", "-")));
    this.#images.set(key, made);
    return made;
  }

  async #build(entry: string, target: "vm" | "process", output: string): Promise<string> {
    const built = await compileProgram({ entry: join(WHELK_ROOT, entry), target, output, purpose: "release" });
    if (!built.ok) throw new Error(`${entry} does not compile for ${target}:\n${built.text}`);
    return output;
  }

  /** The empty PVH kernel, assembled and linked. */
  emptyKernel(): string {
    const object = join(this.directory, "empty.o"), image = join(this.directory, "empty.elf");
    runTool(findTool("clang") ?? "clang", ["-c", "--target=x86_64-unknown-none-elf", join(WHELK_ROOT, "bench/empty-kernel.S"), "-o", object]);
    runTool(findTool("lld") ?? "ld.lld", ["-static", "--image-base=0x100000", "--strip-all", "--build-id=none", "-z", "max-page-size=4096", "-o", image, object]);
    return image;
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export function runTool(tool: string, args: readonly string[]): string {
  const done = spawnSync(tool, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${tool} ${args.join(" ")} failed: ${done.stderr}`);
  return done.stdout;
}

export const BARE_MACHINE: VirtualMachineOptions = { machine: "microvm", memoryMib: 64, network: "none", forwards: [], settings: [], arguments: [] };

export interface Watched {
  /** Milliseconds from start to the first byte of output that contains `text`; undefined: never. */
  readonly firstMs: number | undefined;
  readonly output: string;
}

/** Starts a command and stops it as soon as it printed `text`, or when time is up. */
export function watchFor(text: string, command: readonly string[], timeoutMs: number, env: NodeJS.ProcessEnv = process.env): Promise<Watched> {
  const [file = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "ignore"], env });
    let output = "", firstMs: number | undefined;
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
    child.stdout.setEncoding("latin1").on("data", (data: string) => {
      output += data;
      if (firstMs !== undefined || !output.includes(text)) return;
      firstMs = performance.now() - start;
      child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      resolve({ firstMs, output });
    });
  });
}

export function machineCommand(image: string, options: Partial<VirtualMachineOptions> = {}): string[] {
  return virtualMachineCommand(image, { ...BARE_MACHINE, ...options });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
