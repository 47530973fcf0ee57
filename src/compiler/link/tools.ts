/** clang and lld as programs on the PATH: the version that is tested first, then others from 16 on. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export const LLVM_VERSIONS = [19, 20, 21, 18, 17, 16] as const;
const PROGRAMS = { clang: [...LLVM_VERSIONS.map((version) => `clang-${version}`), "clang"], lld: [...LLVM_VERSIONS.map((version) => `ld.lld-${version}`), "ld.lld"] } as const;
const found = new Map<string, string>();

/** The first of these programs that is on the PATH; absolute names are taken as they are. */
export function findProgram(names: readonly string[]): string | undefined {
  const directories = (process.env["PATH"] ?? "").split(delimiter).filter((part) => part !== "");
  return names.flatMap((name) => (name.startsWith("/") ? [name] : directories.map((directory) => join(directory, name)))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program to start; when there is none, the name that the failure to start it shall show. */
export function llvmTool(tool: keyof typeof PROGRAMS): string {
  const known = found.get(tool);
  if (known !== undefined) return known;
  const path = findProgram(PROGRAMS[tool]);
  if (path !== undefined) found.set(tool, path);
  return path ?? PROGRAMS[tool][0] ?? tool;
}

/** The names under which a tool is looked for. */
export function llvmPrograms(tool: keyof typeof PROGRAMS): readonly string[] {
  return PROGRAMS[tool];
}
