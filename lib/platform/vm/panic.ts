/** The kernel's own end: a message, then exit code 134. Exceptions of the processor end here too. */
import { exit } from "./exit.ts";
import { printBacktrace } from "../../kernel/backtrace.ts";
import { printHex, printText } from "../../kernel/print.ts";
import { addressOf, framePointer, irem, load32, loadSize, readCr, returnAddress, sizeOf64 } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";
import { stackLimit } from "./memory.ts";
import { writeConsole } from "./console.ts";
import { STRING_DATA } from "../../runtime/layout.ts";

const ABORT_CODE = 134;
const FAULT_CODE = 139;

// The exception frame of entry.S, in 8-byte slots.
const FRAME_REGISTERS = 15;
const FRAME_RBP = 8 * 8;
const FRAME_VECTOR = 15 * 8;
const FRAME_ERROR = 16 * 8;
const FRAME_RIP = 17 * 8;
const FRAME_RSP = 20 * 8;

const VECTOR_INVALID_OPCODE = 6;
const VECTOR_DOUBLE_FAULT = 8;
const VECTOR_PAGE_FAULT = 14;
const GUARD_BYTES = 0x1000;
/** r15 … rax as pushed, three characters each. */
const REGISTER_NAMES = "r15r14r13r12r11r10r9 r8 rbprdirsirdxrcxrbxrax";

let panicking = false;

/** Ends the machine with a message: something that must never happen, or a machine that we can't run on. */
export function panic(message: string): never {
  "use no-alloc";
  printText("whelk: fatal: ");
  printText(message);
  printText("\n");
  if (!panicking) {
    panicking = true;
    printBacktrace(returnAddress(), loadSize(framePointer()));
  }
  exit(ABORT_CODE);
}

/** Called by the exception stubs on a stack of their own, with the address of the frame. Does not return. */
export function reportException(frame: usize): void {
  "use no-alloc";
  if (panicking) exit(FAULT_CODE);
  panicking = true;
  const vector = loadSize(frame, FRAME_VECTOR);
  const address = sizeOf64(readCr(2));
  printText("whelk: fatal: ");
  if (vector === VECTOR_PAGE_FAULT && isStackGuard(address)) printText("stack overflow");
  else if (vector === VECTOR_PAGE_FAULT) { printText("invalid memory access to 0x"); printHex(address); }
  else if (vector === VECTOR_INVALID_OPCODE) printText("internal check failed (ud2)");
  else if (vector === VECTOR_DOUBLE_FAULT) printText("double fault");
  else { printText("processor exception 0x"); printHex(vector); }
  printText("\n  pc 0x"); printHex(loadSize(frame, FRAME_RIP));
  printText(" sp 0x"); printHex(loadSize(frame, FRAME_RSP));
  printText(" error 0x"); printHex(loadSize(frame, FRAME_ERROR));
  printText(" vector 0x"); printHex(vector);
  printRegisters(frame);
  printBacktrace(loadSize(frame, FRAME_RIP), loadSize(frame, FRAME_RBP));
  exit(vector === VECTOR_INVALID_OPCODE ? ABORT_CODE : FAULT_CODE);
}

function isStackGuard(address: usize): boolean {
  "use no-alloc";
  return address < stackLimit() && address >= stackLimit() - GUARD_BYTES;
}

function printRegisters(frame: usize): void {
  "use no-alloc";
  for (let i: u32 = 0; i < FRAME_REGISTERS; i = i + 1) {
    printText(irem(i, 4) === 0 ? "\n  " : " ");
    printRegisterName(i);
    printText(" 0x");
    printWord(frame + 8 * i);
  }
  printText("\n");
}

function printRegisterName(index: u32): void {
  "use no-alloc";
  writeConsole(2, addressOf(REGISTER_NAMES) + STRING_DATA + 3 * index, 3);
}

/** A 64-bit word in two halves: registers may hold more than an address. */
function printWord(at: usize): void {
  "use no-alloc";
  const high = load32(at, 4);
  if (high !== 0) {
    printHex(high);
    printText("_");
  }
  printHex(load32(at));
}
