/**
 * The sandbox: from here on the process can only use what is already open, with the few system calls that the
 * event loop needs. Anything else traps and is reported by faults.ts. Memory can't become executable any more.
 * @spec Linux seccomp(2), include/uapi/linux/filter.h
 */
import { SYS_CLOCK_GETTIME, SYS_CLOSE, SYS_EXIT_GROUP, SYS_GETRANDOM, SYS_MPROTECT, SYS_PPOLL, SYS_PRCTL, SYS_READ, SYS_RT_SIGRETURN, SYS_WRITE } from "./linux.ts";
import { stackAllocate, store16, store32, store8, storeSize, syscall } from "../../sys/intrinsics.ts";
import type { u16, u32, u8, usize } from "../../sys/types.ts";

const PR_SET_NO_NEW_PRIVS = 38;
const PR_SET_SECCOMP = 22;
const SECCOMP_MODE_FILTER = 2;

// Classic BPF: load word, jump if equal, jump if bits are set, return.
const LOAD: u16 = 0x20;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_BITS: u16 = 0x45;
const RETURN: u16 = 0x06;
const ALLOW = 0x7fff_0000;
const TRAP = 0x0003_0000;
const KILL = 0x8000_0000;
// struct seccomp_data.
const DATA_NUMBER = 0;
const DATA_ARCHITECTURE = 4;
const DATA_ARGUMENT_2 = 32;
const ARCHITECTURE_X86_64 = 0xc000_003e;
const PROT_EXEC = 4;

const INSTRUCTION_BYTES = 8;
const INSTRUCTIONS_MAX = 24;
const SIMPLE_CALLS = 8;

/** Closes the sandbox. False: the kernel has no seccomp. */
export function closeSandbox(): boolean {
  "use no-alloc";
  const program = stackAllocate(INSTRUCTIONS_MAX * INSTRUCTION_BYTES);
  let at: usize = program;
  at = emit(at, LOAD, 0, 0, DATA_ARCHITECTURE);
  at = emit(at, JUMP_EQUAL, 1, 0, ARCHITECTURE_X86_64);
  at = emit(at, RETURN, 0, 0, KILL);
  at = emit(at, LOAD, 0, 0, DATA_NUMBER);
  at = emitAllowed(at, SYS_READ, 0);
  at = emitAllowed(at, SYS_WRITE, 1);
  at = emitAllowed(at, SYS_PPOLL, 2);
  at = emitAllowed(at, SYS_CLOCK_GETTIME, 3);
  at = emitAllowed(at, SYS_GETRANDOM, 4);
  at = emitAllowed(at, SYS_EXIT_GROUP, 5);
  at = emitAllowed(at, SYS_RT_SIGRETURN, 6);
  at = emitAllowed(at, SYS_CLOSE, 7);
  // mprotect: any rights but execution.
  at = emit(at, JUMP_EQUAL, 1, 0, SYS_MPROTECT);
  at = emit(at, RETURN, 0, 0, TRAP);
  at = emit(at, LOAD, 0, 0, DATA_ARGUMENT_2);
  at = emit(at, JUMP_BITS, 0, 1, PROT_EXEC);
  at = emit(at, RETURN, 0, 0, TRAP);
  at = emit(at, RETURN, 0, 0, ALLOW);

  const filter = stackAllocate(16);
  const count: u32 = (at - program) >>> 3;
  store16(filter, count & 0xffff);
  storeSize(filter, program, 8);
  if (syscall(SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) !== 0) return false;
  return syscall(SYS_PRCTL, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter) === 0;
}

/** Call `index` of SIMPLE_CALLS: jumps over the rest to the last ALLOW. */
function emitAllowed(at: usize, call: u32, index: u8): usize {
  "use no-alloc";
  const toAllow: u8 = SIMPLE_CALLS - 1 - index + 5;
  return emit(at, JUMP_EQUAL, toAllow, 0, call);
}

function emit(at: usize, code: u16, whenTrue: u8, whenFalse: u8, constant: u32): usize {
  "use no-alloc";
  store16(at, code);
  store8(at, whenTrue, 2);
  store8(at, whenFalse, 3);
  store32(at, constant, 4);
  return at + INSTRUCTION_BYTES;
}
