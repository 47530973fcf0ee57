/**
 * Opens the tap device that WHELK_NET names, at the start, before the sandbox closes. Runs without a heap; what went
 * wrong is kept for openNetPort().
 * @spec Linux include/uapi/linux/if_tun.h, netdevice(7)
 */
import { findVariable } from "./args.ts";
import { setNetDescriptor } from "./descriptors.ts";
import { isErrorAddress, MAP_ANONYMOUS, MAP_NORESERVE, MAP_PRIVATE, PROT_READ_WRITE, SYS_CLOSE, SYS_IOCTL, SYS_MMAP, SYS_OPEN } from "./linux.ts";
import { terminatedBytes } from "../../kernel/text.ts";
import { copyMemory, literalAddress, load8, stackAllocate, store16, store32, syscall, syscallSize } from "../../sys/intrinsics.ts";
import type { i32, u32, usize } from "../../sys/types.ts";

const O_RDWR = 2;
const O_NONBLOCK = 0x800;
const TUNSETIFF = 0x4004_54ca;
const TUNSETOFFLOAD = 0x4004_54d0;
const TUNSETVNETHDRSZ = 0x4004_54d8;
const IFF_TAP = 2;
const IFF_NO_PI = 0x1000;
const IFF_VNET_HDR = 0x4000;
const OFFLOAD_CHECKSUM_TSO4 = 3;
const REQUEST_BYTES = 48;
const NAME_BYTES_MAX = 15;
const HEADER_BYTES = 12;
/** As TAP_MEMORY_BYTES of the driver, which checks it. */
const MEMORY_BYTES = 80 * 65_664;

export const STEP_NONE = 0;
export const STEP_NAME = 1;
export const STEP_OPEN = 2;
export const STEP_ATTACH = 3;
export const STEP_HEADER = 4;
export const STEP_OFFLOAD = 5;
export const STEP_MEMORY = 6;
export const STEP_READY = 7;
/** How far opening came; a literal, because it is set before the program's initialisers run. */
let step: u32 = 0;
let failure: i32 = 0;
let memory: usize = 0;

export function tapStep(): u32 {
  "use no-alloc";
  return step;
}
/** The error code of the step that failed. */
export function tapFailure(): i32 {
  "use no-alloc";
  return failure;
}
/** Memory for frames. */
export function tapMemory(): usize {
  "use no-alloc";
  return memory;
}
export function tapMemoryBytes(): usize {
  "use no-alloc";
  return MEMORY_BYTES;
}

/** Opens the device if the environment asks for one. */
export function openTapDescriptor(): void {
  "use no-alloc";
  const name = findVariable(literalAddress("WHELK_NET="), "WHELK_NET=".length);
  if (name === 0 || load8(name) === 0) return;
  const bytes = terminatedBytes(name);
  step = STEP_NAME;
  if (bytes > NAME_BYTES_MAX) return;
  const path = stackAllocate(16);
  copyMemory(path, literalAddress("/dev/net/tun"), "/dev/net/tun".length);
  step = STEP_OPEN;
  const opened = syscall(SYS_OPEN, path, O_RDWR | O_NONBLOCK, 0);
  if (opened < 0) {
    failure = opened;
    return;
  }
  const descriptor: u32 = opened >>> 0;
  failure = configure(descriptor, name, bytes);
  if (failure < 0) {
    syscall(SYS_CLOSE, descriptor);
    return;
  }
  step = STEP_READY;
  setNetDescriptor(opened);
}

/** 0, or the error of the step that `step` names. */
function configure(descriptor: u32, name: usize, bytes: usize): i32 {
  "use no-alloc";
  const request = stackAllocate(REQUEST_BYTES);
  copyMemory(request, name, bytes);
  store16(request, IFF_TAP | IFF_NO_PI | IFF_VNET_HDR, 16);
  step = STEP_ATTACH;
  let result: i32 = syscall(SYS_IOCTL, descriptor, TUNSETIFF, request);
  if (result < 0) return result;
  const word = stackAllocate(16);
  store32(word, HEADER_BYTES);
  step = STEP_HEADER;
  result = syscall(SYS_IOCTL, descriptor, TUNSETVNETHDRSZ, word);
  if (result < 0) return result;
  step = STEP_OFFLOAD;
  result = syscall(SYS_IOCTL, descriptor, TUNSETOFFLOAD, OFFLOAD_CHECKSUM_TSO4);
  if (result < 0) return result;
  step = STEP_MEMORY;
  memory = syscallSize(SYS_MMAP, 0, MEMORY_BYTES, PROT_READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return isErrorAddress(memory) ? -12 : 0;
}
