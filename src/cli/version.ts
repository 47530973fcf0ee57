import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WHELK_ROOT } from "./root.ts";

/** The version in package.json. */
export function whelkVersion(): string {
  const manifest = JSON.parse(readFileSync(join(WHELK_ROOT, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
