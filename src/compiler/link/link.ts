/** From LLVM text to an ELF image: clang-19 -c, entry.S of the platform, ld.lld-19 with its link.ld. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { EMPTY_TABLE, lineTable } from "./line-table.ts";
import { llvmTool } from "./tools.ts";

export interface LinkInput {
  readonly llvm: string;
  /** lib/platform/<target> with entry.S and link.ld. */
  readonly platform: string;
  readonly output: string;
  readonly optimize: "0" | "1" | "2";
  /** Keep DWARF in the image. */
  readonly debug: boolean;
  /** Leave the LLVM text and the object beside the image. */
  readonly keep?: boolean;
  /** Give the image as it was before it was stripped, for the report. */
  readonly unstripped?: boolean;
}

export interface Linked {
  readonly bytes: number;
  /** Milliseconds of each step. */
  readonly phases: Record<string, number>;
  /** The image with its symbol table, and still without lines for backtraces; when asked for. */
  readonly unstripped: Uint8Array | undefined;
}

export class LinkError extends Error {}

export function link(input: LinkInput): Linked {
  const phases: Record<string, number> = {};
  const timed = (name: string, action: () => void): void => {
    const from = performance.now();
    action();
    phases[name] = Math.round(performance.now() - from);
  };
  mkdirSync(dirname(input.output), { recursive: true });
  const source = `${input.output}.ll`, object = `${input.output}.o`;
  timed("write", () => writeFileSync(source, input.llvm));
  timed("clang", () => run(llvmTool("clang"), compileArguments(input, source, object)));
  const entry = assembleEntry(input.platform);
  const lines = `${input.output}.lines.o`;
  const linked = (output: string, extra: readonly string[]): void => run(llvmTool("lld"), [
    "-static", "--gc-sections", "--icf=all", ...(basename(input.platform) === "vm" ? VM_ALIGNMENT : ["-z", "max-page-size=4096"]), "-z", "noexecstack", "--build-id=none", ...extra,
    "-T", join(input.platform, "link.ld"), "-o", output, entry, object, ...(usesLines ? [lines] : []),
  ]);
  const usesLines = input.llvm.includes("@whelk.lines");
  let unstripped: Uint8Array | undefined;
  if (usesLines || input.unstripped === true) {
    const first = `${input.output}.first`;
    timed("lines", () => {
      if (usesLines) assembleText(EMPTY_TABLE, lines);
      linked(first, []);
      unstripped = readFileSync(first);
      if (usesLines) assembleText(lineTable(unstripped), lines);
      rmSync(first);
    });
  }
  timed("lld", () => linked(input.output, input.debug ? [] : ["--strip-all"]));
  for (const file of input.keep ? [lines] : [source, object, lines]) rmSync(file, { force: true });
  return { bytes: statSync(input.output).size, phases, unstripped: input.unstripped === true ? unstripped : undefined };
}

/** A loader of machines copies segments, so they need no page of their own in the file; a Linux kernel maps them. */
const VM_ALIGNMENT = ["-z", "max-page-size=16"];

function compileArguments(input: LinkInput, source: string, object: string): string[] {
  return [
    // LLVM's own limit (225) makes images a tenth larger, and measured programs no faster
    "-c", "-x", "ir", `-O${input.optimize}`, "-mllvm", "-inline-threshold=60", "-Wno-override-module", "-fno-pic", "-mcmodel=small", "-mno-red-zone", "-ffunction-sections", "-fdata-sections",
    "-fno-asynchronous-unwind-tables", "-ffp-contract=off", "--target=x86_64-unknown-none-elf", source, "-o", object,
  ];
}

/** entry.S assembled, kept by content in a cache directory. */
function assembleEntry(platform: string): string {
  const path = join(platform, "entry.S");
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
  const cache = join(tmpdir(), `whelk-cache-${process.getuid?.() ?? 0}`); // a user's own: what others could write must not be linked
  const object = join(cache, `entry-${hash}.o`);
  if (!existsSync(object)) {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const fresh = `${object}.${process.pid}`;
    run(llvmTool("clang"), ["-c", "-x", "assembler-with-cpp", "--target=x86_64-unknown-none-elf", path, "-o", fresh]);
    renameSync(fresh, object);
  }
  return object;
}

function assembleText(text: string, object: string): void {
  const source = `${object}.s`;
  writeFileSync(source, text);
  run(llvmTool("clang"), ["-c", "-x", "assembler", "--target=x86_64-unknown-none-elf", source, "-o", object]);
  rmSync(source);
}

function run(tool: string, args: readonly string[]): void {
  const result = spawnSync(tool, args, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (result.error !== undefined) throw new LinkError(`${tool} could not be started (${result.error.message}); install clang and lld, 16 or later`);
  if (result.status !== 0) throw new LinkError(`${tool} failed:\n${result.stderr.slice(0, 8000)}`);
}

/** The assembly that clang makes of the module (for `--emit asm`). */
export function assembly(llvm: string, optimize: "0" | "1" | "2"): string {
  return execFileSync(llvmTool("clang"), ["-S", "-x", "ir", `-O${optimize}`, "-Wno-override-module", "-fno-pic", "-mno-red-zone", "-fno-asynchronous-unwind-tables", "--target=x86_64-unknown-none-elf", "-", "-o", "-"], { input: llvm, encoding: "utf8", maxBuffer: 256 << 20 });
}
