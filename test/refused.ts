/** Programs that can't be compiled faithfully must be refused: their first line says with which code ("// WH1234"). */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CompilePool } from "./compile-pool.ts";
import type { Program } from "./corpus.ts";

/** What is wrong, or undefined. */
export async function checkRefused(program: Program, pool: CompilePool, directory: string): Promise<string | undefined> {
  const expected = /^\/\/ ((?:WH|TS)\d+)/.exec(readFileSync(program.entry, "utf8"))?.[1];
  if (expected === undefined) return "the first line does not name the code that it must be refused with";
  const image = join(directory, `refused-${program.name.replaceAll("/", "--")}`);
  const answer = await pool.compile(program.entry, image, "process");
  if (answer.ok) return `compiled, but must be refused with ${expected}`;
  if (existsSync(image)) return "was refused, but an image was written";
  return answer.codes.includes(expected) ? undefined : `must be refused with ${expected}, got: ${answer.message}`;
}
