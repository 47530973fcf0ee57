/**
 * Page tables of the machine: four levels, one address space, nothing both writable and executable.
 *
 *   0                          unmapped (null pointers)
 *   0x1000 … 640 KiB           low memory, rw: page tables come from here, so table addresses are physical
 *   1 MiB …                    image: text r-x, rodata r--, data rw-; guards of stacks unmapped
 *   0x1_0000_0000 …            RAM above the image, rw (memory.ts)
 *   0x80_0000_0000 …           stack of the program between unmapped pages
 *   0x100_0000_0000 + p        device registers at physical p, rw, not cached
 *
 * @spec Intel SDM volume 3 §4.5
 */
import { panic } from "./panic.ts";
import { alignDown, fillMemory, idiv, invalidatePage, irem, load64, sizeOf64, store64, u64Of, writeCr } from "../../sys/intrinsics.ts";
import type { u64, usize } from "../../sys/types.ts";

export const PAGE_BYTES: usize = 0x1000;
export const LARGE_PAGE_BYTES: usize = 0x20_0000;
export const DEVICE_BASE: usize = 0x100_0000_0000;

const PRESENT: u64 = 1n;
const WRITABLE: u64 = 2n;
const UNCACHED: u64 = 0x18n; // PWT, PCD
const LARGE: u64 = 0x80n;
const NO_EXECUTE: u64 = 0x8000_0000_0000_0000n;
const ADDRESS_MASK: u64 = 0x000f_ffff_ffff_f000n;
/** Set beforehand, so that the processor never writes to tables. */
const ACCESSED_DIRTY: u64 = 0x60n;

export const TEXT: u64 = PRESENT | ACCESSED_DIRTY;
export const READ_ONLY: u64 = PRESENT | ACCESSED_DIRTY | NO_EXECUTE;
export const READ_WRITE: u64 = PRESENT | WRITABLE | ACCESSED_DIRTY | NO_EXECUTE;
export const DEVICE: u64 = PRESENT | WRITABLE | UNCACHED | ACCESSED_DIRTY | NO_EXECUTE;

/** No virtual address of a large page. */
const NO_REGION: usize = 1;

let root: usize = 0;
let poolNext: usize = 0;
let poolEnd: usize = 0;
/** The large page whose table was wanted last, and that table: pages are mapped in runs. */
let lastRegion: usize = NO_REGION;
let lastTable: usize = 0;

/** Starts with an empty address space whose tables come from [start, end), low memory. */
export function createTables(start: usize, end: usize): void {
  "use no-alloc";
  poolNext = start;
  poolEnd = end;
  root = takeTable();
  lastRegion = NO_REGION;
}

export function activateTables(): void {
  "use no-alloc";
  writeCr(3, u64Of(root));
}

/** Maps whole pages, large ones where both addresses allow it. */
export function mapRange(virtual: usize, physical: usize, bytes: usize, rights: u64): void {
  "use no-alloc";
  let done: usize = 0;
  while (done < bytes) {
    const large = irem(virtual + done, LARGE_PAGE_BYTES) === 0 && irem(physical + done, LARGE_PAGE_BYTES) === 0 && bytes - done >= LARGE_PAGE_BYTES;
    if (large) mapLarge(virtual + done, physical + done, rights);
    else mapPage(virtual + done, physical + done, rights);
    done = done + (large ? LARGE_PAGE_BYTES : PAGE_BYTES);
  }
}

export function mapPage(virtual: usize, physical: usize, rights: u64): void {
  "use no-alloc";
  store64(tableOf(virtual) + irem(idiv(virtual, PAGE_BYTES), 512) * 8, u64Of(physical) | rights);
}

/** Takes a page out. */
export function unmapPage(virtual: usize): void {
  "use no-alloc";
  store64(tableOf(virtual) + irem(idiv(virtual, PAGE_BYTES), 512) * 8, 0n);
  invalidatePage(virtual);
}

/** Maps device registers and gives their virtual address. Mapping twice is harmless. */
export function mapDevice(physical: usize, bytes: usize): usize {
  "use no-alloc";
  const first = alignDown(physical, PAGE_BYTES);
  for (let page: usize = first; page < physical + bytes; page = page + PAGE_BYTES) mapPage(DEVICE_BASE + page, page, DEVICE);
  return DEVICE_BASE + physical;
}

function mapLarge(virtual: usize, physical: usize, rights: u64): void {
  "use no-alloc";
  const directory = tableBelow(tableBelow(root, virtual, 39), virtual, 30);
  store64(directory + entryOffset(virtual, 21), u64Of(physical) | rights | LARGE);
}

/** The last level's table for an address. */
function tableOf(virtual: usize): usize {
  "use no-alloc";
  const region = alignDown(virtual, LARGE_PAGE_BYTES);
  if (region !== lastRegion) {
    lastTable = tableBelow(tableBelow(tableBelow(root, virtual, 39), virtual, 30), virtual, 21);
    lastRegion = region;
  }
  return lastTable;
}

/** The table that an entry of `table` leads to; made if there is none. Rights are those of the last level. */
function tableBelow(table: usize, virtual: usize, shift: usize): usize {
  "use no-alloc";
  const slot = table + entryOffset(virtual, shift);
  const entry = load64(slot);
  if ((entry & PRESENT) !== 0n) return sizeOf64(entry & ADDRESS_MASK);
  const below = takeTable();
  store64(slot, u64Of(below) | PRESENT | WRITABLE | ACCESSED_DIRTY);
  return below;
}

function entryOffset(virtual: usize, shift: usize): usize {
  "use no-alloc";
  let unit: usize = PAGE_BYTES;
  for (let level: usize = 12; level < shift; level = level + 9) unit = unit * 512;
  return irem(idiv(virtual, unit), 512) * 8;
}

function takeTable(): usize {
  "use no-alloc";
  if (poolNext + PAGE_BYTES > poolEnd) panic("no low memory left for page tables");
  const table = poolNext;
  poolNext = poolNext + PAGE_BYTES;
  fillMemory(table, 0, PAGE_BYTES);
  return table;
}
