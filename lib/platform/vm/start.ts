/** Entry of the VM target: the boot order. entry.S calls start() on a small stack; the program runs on its own. */
import { runProgram } from "../../kernel/program.ts";
import { openConsole } from "./console.ts";
import { loadDescriptors } from "./descriptors.ts";
import { enterAddressSpace, stackBase } from "./memory.ts";
import { panic } from "./panic.ts";
import { protectSupervisor } from "./processor.ts";
import { readStartInfo } from "./start-info.ts";
import { callAddress, codeAddress, stackAllocate, storeSize, symbolAddress } from "../../sys/intrinsics.ts";
import type { usize } from "../../sys/types.ts";

/** `info` is the physical address of PVH's start info. */
export function start(info: usize): void {
  openConsole(); //          from here on a panic is seen
  loadDescriptors(); //      from here on an exception is one
  if (!readStartInfo(info)) panic("the loader gave no PVH start info with a memory map");
  enterAddressSpace(); //    text r-x, rodata r--, the rest rw-; guards
  protectSupervisor();
  const next = stackAllocate(16);
  storeSize(next, stackBase());
  storeSize(next, codeAddress(runProgram), 8);
  callAddress(symbolAddress("__switch_stack"), next);
}
