/** Signals that mean a broken program: a clear message on standard error, then exit code 139 or 134 as shells show them. */
import { exit } from "./exit.ts";
import { SYS_RT_SIGACTION, SYS_SIGALTSTACK } from "./linux.ts";
import { printBacktrace } from "../../kernel/backtrace.ts";
import { printHex, printText } from "../../kernel/print.ts";
import { codeAddress, loadSize, stackAllocate, storeSize, symbolAddress, syscall } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const SIGILL = 4;
const SIGTRAP = 5;
const SIGBUS = 7;
const SIGFPE = 8;
const SIGSEGV = 11;
const SIGSYS = 31;
const SA_SIGINFO = 4;
const SA_RESTORER = 0x0400_0000;
const SA_ONSTACK = 0x0800_0000;

// ucontext: mcontext registers from +40, in the order of the kernel's sigcontext.
const CONTEXT_RBP = 40 + 8 * 10;
const CONTEXT_RAX = 40 + 8 * 13;
const CONTEXT_RSP = 40 + 8 * 15;
const CONTEXT_RIP = 40 + 8 * 16;
const CONTEXT_TRAP = 40 + 8 * 20;
const CONTEXT_CR2 = 40 + 8 * 22;

const TRAP_DIVIDE = 0;
const TRAP_OPCODE = 6;
const TRAP_PAGE = 14;

/** Installs the handlers, on a stack of their own. */
export function catchFaults(): void {
  "use no-alloc";
  const stack = stackAllocate(32);
  storeSize(stack, symbolAddress("__signal_stack"));
  storeSize(stack, symbolAddress("__stack_guard") - symbolAddress("__signal_stack"), 16);
  syscall(SYS_SIGALTSTACK, stack, 0);
  storeSize(symbolAddress("__signal_target"), codeAddress(reportFault));
  catchSignal(SIGSEGV);
  catchSignal(SIGBUS);
  catchSignal(SIGILL);
  catchSignal(SIGFPE);
  catchSignal(SIGTRAP);
  catchSignal(SIGSYS);
}

function catchSignal(signal: u32): void {
  "use no-alloc";
  const action = stackAllocate(32); // handler, flags, restorer, mask
  storeSize(action, symbolAddress("__signal_entry"));
  storeSize(action, SA_SIGINFO | SA_RESTORER | SA_ONSTACK, 8);
  storeSize(action, symbolAddress("__signal_return"), 16);
  syscall(SYS_RT_SIGACTION, signal, action, 0, 8);
}

/** Runs on the signal stack; `context` is the ucontext. Does not return. */
function reportFault(context: usize): void {
  "use no-alloc";
  const trapNumber = loadSize(context, CONTEXT_TRAP);
  const address = loadSize(context, CONTEXT_CR2);
  printText("whelk: fatal: ");
  if (trapNumber === TRAP_PAGE) {
    if (address >= symbolAddress("__stack_guard") - 0x1000 && address < symbolAddress("__stack_bottom")) printText("stack overflow");
    else { printText("invalid memory access to 0x"); printHex(address); }
  } else if (trapNumber === TRAP_DIVIDE) printText("division error");
  else if (trapNumber === TRAP_OPCODE) printText("internal check failed (ud2)");
  else {
    printText("processor exception or forbidden system call, trap 0x"); printHex(trapNumber);
    printText(", rax 0x"); printHex(loadSize(context, CONTEXT_RAX));
  }
  printText("\n  pc 0x"); printHex(loadSize(context, CONTEXT_RIP));
  printText(" sp 0x"); printHex(loadSize(context, CONTEXT_RSP));
  printText("\n");
  printBacktrace(loadSize(context, CONTEXT_RIP), loadSize(context, CONTEXT_RBP));
  exit(trapNumber === TRAP_OPCODE ? 134 : 139);
}
