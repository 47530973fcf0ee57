/** Entry of the process target, called by entry.S on our own stack. */
import { runProgram } from "../../kernel/program.ts";
import { adoptArguments } from "./args.ts";
import { catchFaults } from "./faults.ts";
import { exit } from "./exit.ts";
import { heapStart, protectGuards } from "./memory.ts";
import { closeSandbox } from "./sandbox.ts";
import { openTapDescriptor } from "./tap-descriptor.ts";
import { printText } from "../../kernel/print.ts";
import type { usize } from "../../sys/types.ts";

/** `info` is the address of argc on the initial stack. */
export function start(info: usize): void {
  adoptArguments(info);
  protectGuards();
  catchFaults();
  openTapDescriptor();
  if (heapStart() === 0) die("no address space for the heap");
  if (!closeSandbox()) die("Linux refuses the sandbox (seccomp)");
  runProgram();
}

function die(reason: string): never {
  "use no-alloc";
  printText("whelk: fatal: ");
  printText(reason);
  printText("\n");
  exit(134);
}
