/**
 * Compiles many programs into one image, and cuts an image for each of them out of it. Most of the work of a small
 * program is the runtime below it; so it is done once for all. Each image runs only its own module initialisers:
 * `whelk.initialize` is rewritten to skip those of other programs, by a number that is patched into each copy.
 */
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { backEnd } from "../src/compiler/back-end.ts";
import { renderDiagnostic, type Diagnostic } from "../src/compiler/diagnostics.ts";
import type { HirProgram } from "../src/compiler/hir/hir.ts";
import { validateProgram } from "../src/compiler/hir/validate.ts";
import { link } from "../src/compiler/link/link.ts";
import { lowerProgram } from "../src/compiler/lower/program.ts";
import { REPOSITORY, type Program } from "./corpus.ts";

/** Found in the image by its bytes; the 32 bits behind it select the program. */
const MARK = "whelk batch mark";
const LIBRARY = join(REPOSITORY, "lib");

export type BatchImage = { readonly image: string } | { readonly refused: string; readonly codes: readonly string[] };

/** An image for each program, or why there is none. Throws when the compiler fails on the batch as a whole. */
export function compileBatch(programs: readonly Program[], directory: string, name: string): Map<Program, BatchImage> {
  const results = new Map<Program, BatchImage>();
  const entry = join(directory, `${name}.ts`);
  try {
    const lowered = lowerTogether(programs, entry, results);
    if (lowered !== undefined) linkTogether(lowered.hir, lowered.programs, join(directory, name), results);
  } finally {
    rmSync(entry, { force: true });
  }
  return results;
}

/** Lowers what can be; a program with diagnostics leaves the batch. */
function lowerTogether(all: readonly Program[], entry: string, results: Map<Program, BatchImage>): { hir: HirProgram; programs: readonly Program[] } | undefined {
  for (let programs = [...all]; programs.length > 0;) {
    writeFileSync(entry, programs.map((program) => `import "${relative(dirname(entry), program.entry)}";\n`).join(""));
    const lowered = lowerProgram({ entry, target: "process", libRoot: LIBRARY, verifyTypes: true });
    if ("program" in lowered) {
      const invalid = validateProgram(lowered.program);
      if (invalid.length > 0) throw new Error(`HIR is not well formed: ${invalid.slice(0, 5).join("; ")}`);
      return { hir: lowered.program, programs };
    }
    const blamed = new Map<Program, Diagnostic[]>();
    for (const diagnostic of lowered.diagnostics) {
      const owner = programs.find((program) => program.files.includes(diagnostic.at?.file ?? ""));
      if (owner !== undefined) blamed.set(owner, [...(blamed.get(owner) ?? []), diagnostic]);
    }
    if (blamed.size === 0) throw new Error(lowered.diagnostics.slice(0, 5).map(renderDiagnostic).join("\n"));
    for (const [program, diagnostics] of blamed) results.set(program, { refused: diagnostics.map(renderDiagnostic).join("\n"), codes: diagnostics.map((one) => one.code) });
    programs = programs.filter((program) => !blamed.has(program));
  }
  return undefined;
}

function linkTogether(hir: HirProgram, programs: readonly Program[], output: string, results: Map<Program, BatchImage>): void {
  const owners = hir.initializers.map((id) => {
    const file = hir.files[hir.functions[id]?.span.file ?? -1] ?? "";
    return programs.findIndex((program) => program.files.includes(file));
  });
  const { llvm } = backEnd(hir, { debug: false, optimize: 1, verify: true });
  link({ llvm: selectInitializers(llvm, owners), platform: join(LIBRARY, "platform/process"), output, optimize: "0", debug: false });
  const image = readFileSync(output);
  const at = image.indexOf(MARK);
  if (at < 0) throw new Error("the batch's mark is not in its image");
  for (const [index, program] of programs.entries()) {
    const own = `${output}-${program.name.replaceAll("/", "--")}`;
    image.writeUInt32LE(index, at + MARK.length);
    writeFileSync(own, image);
    chmodSync(own, 0o755);
    results.set(program, { image: own });
  }
  rmSync(output);
}

/** `owners[i]` is the program of initialiser i, or -1 when it belongs to all. */
function selectInitializers(llvm: string, owners: readonly number[]): string {
  const start = llvm.indexOf("define internal i1 @whelk.initialize()");
  const end = llvm.indexOf("\n}\n", start);
  if (start < 0 || end < 0) throw new Error("the module has no @whelk.initialize");
  let call = -1;
  const body = llvm.slice(start, end).split("\n").flatMap((line) => {
    if (!/\bcall\b/.test(line)) return [/^n\d+:$/.test(line) ? `${line} ; ${call}` : line];
    call += 1;
    return [line];
  });
  if (call + 1 !== owners.length) throw new Error(`@whelk.initialize calls ${call + 1} initialisers, not ${owners.length}`);
  const calls = body.filter((line) => /\bcall\b/.test(line));
  const lines = calls.flatMap((line, i) => {
    const flag = initializerFlag(body, line, i);
    const guard = owners[i] === -1 ? [] : [`%m${i} = icmp eq i32 %selected, ${owners[i]}`, `br i1 %m${i}, label %c${i}, label %d${i}`, `c${i}:`];
    const after = flag.length > 0 ? [...flag, `br i1 %f${i}, label %threw, label %d${i}`] : [`br label %d${i}`];
    return owners[i] === -1 ? [line, ...after, `d${i}:`] : [...guard, line, ...after, `d${i}:`];
  });
  const mark = [...MARK].map((c) => `i8 ${c.charCodeAt(0)}`).join(", ");
  return `${llvm.slice(0, start)}@whelk.batch = internal global { [${MARK.length} x i8], i32 } { [${MARK.length} x i8] [${mark}], i32 0 }, align 8
define internal i1 @whelk.initialize() #0 {
  %slot = getelementptr i8, ptr @whelk.batch, i64 ${MARK.length}
  %selected = load volatile i32, ptr %slot
  ${lines.join("\n  ")}
  ret i1 false
threw:
  ret i1 true
}
${llvm.slice(end + 3)}`;
}

/** Lines that leave "it threw" of call i in %f; none when it can't throw. */
function initializerFlag(body: readonly string[], call: string, i: number): string[] {
  const name = /(%r\d+) = call (.*?) @/.exec(call);
  if (name === null) return [];
  const [, result, type] = name;
  if (body.some((line) => line.includes(`extractvalue`) && line.includes(`${result},`))) return [`%f${i} = extractvalue ${type} ${result}, 1`];
  return body.some((line) => line.includes(`br i1 ${result},`)) ? [`%f${i} = or i1 ${result}, false`] : [];
}
