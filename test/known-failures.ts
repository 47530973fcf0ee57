/**
 * What is known not to hold yet: test/known-failures.txt, a name and a reason a line. These run like all others and are
 * listed at the gate's end; one that passes is pointed out, so that its line goes.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./corpus.ts";

/** Name → reason. */
export function knownFailures(): ReadonlyMap<string, string> {
  const path = join(REPOSITORY, "test/known-failures.txt");
  const known = new Map<string, string>();
  if (!existsSync(path)) return known;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const space = line.indexOf(" ");
    known.set(space < 0 ? line : line.slice(0, space), space < 0 ? "" : line.slice(space + 1).trim());
  }
  return known;
}
