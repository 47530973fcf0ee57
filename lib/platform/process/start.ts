/** Entry of the process target, called by entry.S on our own stack. */
import { runProgram } from "../../kernel/program.ts";
import { adoptArguments } from "./args.ts";
import { catchFaults } from "./faults.ts";
import { protectGuards } from "./memory.ts";
import type { usize } from "../../sys/types.ts";

/** `info` is the address of argc on the initial stack. */
export function start(info: usize): void {
  adoptArguments(info);
  protectGuards();
  catchFaults();
  runProgram();
}
