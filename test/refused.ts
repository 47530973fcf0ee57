/** Programs that can't be compiled faithfully must be refused: their first line says with which code ("// WH1234"). */
import { readFileSync } from "node:fs";
import type { CompilePool } from "./compile-pool.ts";
import type { Program } from "./corpus.ts";

/** What is wrong with each; undefined: it was refused as it should be. */
export async function checkRefused(programs: readonly Program[], pool: CompilePool): Promise<Map<Program, string | undefined>> {
  const problems = new Map<Program, string | undefined>();
  for (const [program, compiled] of await pool.compile(programs, "process")) {
    const expected = /^\/\/ ((?:WH|TS)\d+)/.exec(readFileSync(program.entry, "utf8"))?.[1];
    if (expected === undefined) problems.set(program, "the first line does not name the code that it must be refused with");
    else if ("image" in compiled) problems.set(program, `compiled, but must be refused with ${expected}`);
    else problems.set(program, compiled.codes.includes(expected) ? undefined : `must be refused with ${expected}, got: ${compiled.refused}`);
  }
  return problems;
}
