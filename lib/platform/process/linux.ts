/** The Linux system calls and constants that the process target uses (x86-64). Every number here is in the sandbox's list or used before it closes. */
import type { i32, u16, usize } from "../../sys/types.ts";

export const SYS_READ = 0;
export const SYS_WRITE = 1;
export const SYS_OPEN = 2;
export const SYS_CLOSE = 3;
export const SYS_MMAP = 9;
export const SYS_MPROTECT = 10;
export const SYS_RT_SIGACTION = 13;
export const SYS_RT_SIGRETURN = 15;
export const SYS_IOCTL = 16;
export const SYS_EXIT = 60;
export const SYS_SIGALTSTACK = 131;
export const SYS_PRCTL = 157;
export const SYS_CLOCK_GETTIME = 228;
export const SYS_EXIT_GROUP = 231;
export const SYS_PPOLL = 271;
export const SYS_GETRANDOM = 318;

export const PROT_NONE = 0;
export const PROT_READ_WRITE = 3;
export const MAP_PRIVATE = 2;
export const MAP_ANONYMOUS = 0x20;
export const MAP_NORESERVE = 0x4000;

export const EINTR = -4;
export const EAGAIN = -11;

export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;

export const POLLIN: u16 = 1;
export const POLLOUT: u16 = 4;

/** True if a system call's address result is one of the 4095 error codes. */
export function isErrorAddress(address: usize): boolean {
  "use no-alloc";
  return address < 0 || address >= 0xffff_ffff_ffff_f000;
}

/** The name of an error code (negative errno), for messages. */
export function errorName(code: i32): string {
  "use no-alloc";
  switch (code) {
    case -1: return "EPERM";
    case -2: return "ENOENT";
    case -6: return "ENXIO";
    case -12: return "ENOMEM";
    case -13: return "EACCES";
    case -16: return "EBUSY";
    case -17: return "EEXIST";
    case -19: return "ENODEV";
    case -22: return "EINVAL";
    case -24: return "EMFILE";
    case -25: return "ENOTTY";
    case -38: return "ENOSYS";
    case -77: return "EBADFD";
    default: return "error";
  }
}
