/** Which file an ENTRY word means, and what to call its image. */
import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { usageFailure } from "./failure.ts";

/** The absolute path of the entry; a directory means its main.ts. */
export function resolveEntry(word: string): string {
  const path = resolve(word);
  const found = fileKind(path);
  if (found === "directory") {
    const main = join(path, "main.ts");
    if (fileKind(main) === "file") return main;
    throw usageFailure(`${word} is a directory without a main.ts; name the entry file.`);
  }
  if (found === undefined) throw usageFailure(`There is no file ${word}.`);
  if (!path.endsWith(".ts") && !path.endsWith(".mts")) throw usageFailure(`${word} is not a .ts file.`);
  return path;
}

export function fileKind(path: string): "file" | "directory" | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : stats.isDirectory() ? "directory" : "file";
}

/** "examples/http/main.ts" is "http", "server.ts" is "server". */
export function programName(entry: string): string {
  const name = basename(entry).replace(/\.m?ts$/, "");
  return name === "main" || name === "index" ? basename(dirname(entry)) || name : name;
}
