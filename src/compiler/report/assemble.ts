/** Makes the report of a build from what its stages left. */
import { readElf } from "../link/elf.ts";
import type { MirProgram } from "../mir/mir.ts";
import type { BuildReport, SharedKind } from "./build-report.ts";
import { dynamicFunctions } from "./dynamism.ts";
import { imageContents, moduleBytes } from "./image-contents.ts";
import { readReferences } from "./references.ts";

export interface ReportInput {
  readonly program: MirProgram;
  /** The module's text. */
  readonly llvm: string;
  /** The stripped image. */
  readonly image: Uint8Array;
  /** The image with symbols, linked without the line table. */
  readonly unstripped: Uint8Array;
  readonly phases: Readonly<Record<string, number>>;
}

export function buildReport(input: ReportInput): BuildReport {
  const references = readReferences(input.llvm);
  const { modules, shared } = imageContents(input.unstripped, references, entryModule(input.program));
  const all = new Map<SharedKind, number>([...shared, ["line table", constantBytes(input.image) - constantBytes(input.unstripped)]]);
  const known = modules.reduce((sum, module) => sum + moduleBytes(module), 0) + [...all.values()].reduce((sum, bytes) => sum + bytes, 0);
  return {
    imageBytes: input.image.length,
    modules,
    shared: [...all].map(([what, bytes]) => ({ what, bytes })).sort((a, b) => b.bytes - a.bytes),
    otherBytes: input.image.length - known,
    functions: dynamicFunctions(input.program, symbol => references.has(symbol)),
    phases: input.phases,
  };
}

/** The module whose initialiser runs last is the program's entry. */
function entryModule(program: MirProgram): string {
  const last = program.hir.initializers.at(-1);
  const fn = last === undefined ? undefined : program.functions.get(last);
  return program.hir.files[fn?.hir.span.file ?? -1] ?? "";
}

function constantBytes(image: Uint8Array): number {
  return readElf(image).get(".rodata")?.bytes.length ?? 0;
}
