/**
 * Protections of the processor, turned on where CPUID has them.
 * @spec Intel SDM volume 3 §2.5, §4.6
 */
import { cpuid, readCr, writeCr } from "../../sys/intrinsics.ts";
import type { u64 } from "../../sys/types.ts";

const FEATURES_LEAF = 7;
const EBX_SMEP = 1 << 7;
const EBX_SMAP = 1 << 20;
const ECX_UMIP = 1 << 2;
const CR4_UMIP: u64 = 0x800n;
const CR4_SMEP: u64 = 0x10_0000n;
const CR4_SMAP: u64 = 0x20_0000n;

/** No-execute and write-protect are on since entry.S; these close what user pages could open. */
export function protectSupervisor(): void {
  "use no-alloc";
  if (cpuid(0, 0, 0) < FEATURES_LEAF) return;
  const ebx = cpuid(FEATURES_LEAF, 0, 1);
  const ecx = cpuid(FEATURES_LEAF, 0, 2);
  let control: u64 = readCr(4);
  if ((ebx & EBX_SMEP) !== 0) control = control | CR4_SMEP;
  if ((ebx & EBX_SMAP) !== 0) control = control | CR4_SMAP;
  if ((ecx & ECX_UMIP) !== 0) control = control | CR4_UMIP;
  writeCr(4, control);
}
