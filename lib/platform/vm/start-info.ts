/**
 * What the loader tells at entry: memory map, command line, ACPI root. Lies below 1 MiB, in memory that becomes
 * ours, so that start() copies what is needed.
 * @spec Xen public headers, arch-x86/hvm/start_info.h (PVH), version 1
 */
import { copyMemory, load32, loadSize, load8, staticAllocate } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const MAGIC = 0x336e_c578;
const VERSION = 4;
const COMMAND_LINE = 24;
const ACPI_ROOT = 32;
const MEMORY_MAP = 40;
const MEMORY_MAP_ENTRIES = 48;

const ENTRY_BYTES = 24;
const ENTRY_SIZE = 8;
const ENTRY_TYPE = 16;
const TYPE_RAM = 1;

const COMMAND_LINE_BYTES_MAX = 4096;
const REGIONS_MAX = 32;

let commandLineStart: usize = 0;
let commandLineLength: usize = 0;
let acpiRootAddress: usize = 0;
let regionTable: usize = 0;
let regions: u32 = 0;

/** Copies everything. False: not a start info of version 1 with a memory map. */
export function readStartInfo(info: usize): boolean {
  "use no-alloc";
  if (load32(info) !== MAGIC || load32(info, VERSION) < 1) return false;
  acpiRootAddress = loadSize(info, ACPI_ROOT);
  commandLineStart = staticAllocate(COMMAND_LINE_BYTES_MAX, 16);
  const line = loadSize(info, COMMAND_LINE);
  if (line !== 0) {
    let length: usize = 0;
    while (length < COMMAND_LINE_BYTES_MAX && load8(line, length) !== 0) length = length + 1;
    copyMemory(commandLineStart, line, length);
    commandLineLength = length;
  }
  regionTable = staticAllocate(REGIONS_MAX * ENTRY_BYTES, 16);
  let entry: usize = loadSize(info, MEMORY_MAP);
  const count = load32(info, MEMORY_MAP_ENTRIES);
  for (let i: u32 = 0; i < count && regions < REGIONS_MAX; i = i + 1) {
    if (load32(entry, ENTRY_TYPE) === TYPE_RAM) {
      copyMemory(regionTable + regions * ENTRY_BYTES, entry, ENTRY_BYTES);
      regions = regions + 1;
    }
    entry = entry + ENTRY_BYTES;
  }
  return regions !== 0;
}

/** The command line's bytes, not terminated. */
export function commandLineAddress(): usize {
  "use no-alloc";
  return commandLineStart;
}
export function commandLineBytes(): usize {
  "use no-alloc";
  return commandLineLength;
}
/** Physical address of ACPI's root pointer; 0: none. */
export function acpiRoot(): usize {
  "use no-alloc";
  return acpiRootAddress;
}

/** Ranges of RAM as the loader gave them. */
export function ramRegions(): u32 {
  "use no-alloc";
  return regions;
}
export function ramStart(index: u32): usize {
  "use no-alloc";
  return loadSize(regionTable + index * ENTRY_BYTES);
}
export function ramEnd(index: u32): usize {
  "use no-alloc";
  return loadSize(regionTable + index * ENTRY_BYTES) + loadSize(regionTable + index * ENTRY_BYTES, ENTRY_SIZE);
}
