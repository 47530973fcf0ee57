/** The MIR passes in order, with the reason for each. */
import type { MirFunction, MirProgram } from "../mir/mir.ts";
import { validateFunction } from "../mir/validate.ts";
import type { ClassTable } from "../mir/class-table.ts";
import { coroutines } from "./coroutines.ts";
import { deadCode } from "./dead-code.ts";
import { hoist } from "./hoist.ts";
import { mayThrow } from "./may-throw.ts";
import { integerRanges } from "./ranges/integers.ts";
import { redundantParameters } from "./redundant-parameters.ts";
import { valueNumbering } from "./value-numbering.ts";

interface FunctionPass { readonly name: string; readonly run: (fn: MirFunction) => void }
interface ProgramPass { readonly name: string; readonly all: (program: MirProgram, classes: ClassTable) => void }

const PIPELINE: readonly (FunctionPass | ProgramPass)[] = [
  { name: "redundant-parameters", run: redundantParameters }, // SSA construction leaves parameters with one source
  { name: "dead-code", run: deadCode }, // and dead ones; from here on blocks are in reverse postorder
  { name: "value-numbering", run: valueNumbering }, // one test of an object's class instead of one for each access
  { name: "integers", all: integerRanges }, // before coroutines, whose frames take the new representations
  { name: "coroutines", all: coroutines }, // after dead code, so that frames keep only what lives
  { name: "dead-code", run: deadCode }, // loads of fields that the coroutine split made in vain
  { name: "value-numbering", run: valueNumbering }, // equal loads and constants of coroutines
  { name: "hoist", run: hoist }, // after numbering, so that it moves each test once
  { name: "may-throw", all: mayThrow }, // needs all calls; harmless handlers become unreachable
  { name: "dead-code", run: deadCode }, // handlers that nothing reaches any more
];

/** Runs all passes; with `verify`, the validator after each. */
export function runPasses(program: MirProgram, classes: ClassTable, verify: boolean): void {
  const check = (after: string): void => {
    if (!verify) return;
    const errors = [...program.functions.values()].flatMap(validateFunction);
    if (errors.length > 0) throw new Error(`MIR is not well formed after ${after}:\n${errors.slice(0, 20).join("\n")}`);
  };
  check("lowering");
  for (const pass of PIPELINE) {
    if ("run" in pass) for (const fn of program.functions.values()) pass.run(fn);
    else pass.all(program, classes);
    check(pass.name);
  }
}
