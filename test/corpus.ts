/** The corpus: the programs under test/programs, and the ones that must be refused under test/refused. */
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = dirname(dirname(fileURLToPath(import.meta.url)));

export interface Program {
  /** Feature area and name: "strings/split", "modules/cycle". */
  readonly name: string;
  /** Absolute path of the entry. */
  readonly entry: string;
  /** All files of the program, absolute, sorted. */
  readonly files: readonly string[];
}

/** A directory with a main.ts is one program; every other .ts file is one by itself. */
export function findPrograms(folder = "programs"): Program[] {
  const root = join(REPOSITORY, "test", folder);
  const found: Program[] = [];
  const visit = (directory: string): void => {
    if (existsSync(join(directory, "main.ts"))) {
      const files = typescriptFiles(directory);
      found.push({ name: relative(root, directory), entry: join(directory, "main.ts"), files });
      return;
    }
    for (const item of readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(directory, item.name);
      if (item.isDirectory()) visit(path);
      else if (item.name.endsWith(".ts")) found.push({ name: relative(root, path).slice(0, -3), entry: path, files: [path] });
    }
  };
  visit(root);
  return found;
}

function typescriptFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).sort().map((name) => join(directory, name));
}

/** Programs whose name contains one of the filters; no filters: all. */
export function selectPrograms(programs: readonly Program[], filters: readonly string[]): Program[] {
  if (filters.length === 0) return [...programs];
  return programs.filter((program) => filters.some((filter) => program.name.includes(filter)));
}

/** Identifies the program's sources: same digest, same behaviour under the same Node. */
export function digestOf(program: Program): string {
  const hash = createHash("sha256");
  for (const file of program.files) hash.update(relative(REPOSITORY, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}
