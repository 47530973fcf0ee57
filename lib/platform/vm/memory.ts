/**
 * Memory of the machine. RAM above the image is one virtual range, whatever holes the physical map has: the heap
 * grows from its start, memory for devices and the stack is taken from its end.
 */
import { panic } from "./panic.ts";
import { ramEnd, ramRegions, ramStart } from "./start-info.ts";
import { activateTables, createTables, LARGE_PAGE_BYTES, mapPage, mapRange, PAGE_BYTES, READ_ONLY, READ_WRITE, TEXT, unmapPage } from "./page-tables.ts";
import { alignDown, alignUp, fillMemory, idiv, irem, loadSize, staticAllocate, storeSize, symbolAddress } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";

const LOW_START: usize = 0x1000;
const LOW_END: usize = 0xa_0000;
const RAM_BASE: usize = 0x1_0000_0000;
const STACK_BASE: usize = 0x80_0000_0000;
const STACK_BYTES_MIN: usize = 0x1_0000;
const STACK_BYTES_MAX: usize = 0x10_0000;
/** The stack gets this share of RAM, within its bounds. */
const STACK_SHARE: usize = 16;

// Pieces of the RAM window: virtual start, physical start, bytes.
const PIECE_BYTES = 24;
const PIECES_MAX = 16;
let pieceTable: usize = 0;
let pieces: u32 = 0;

let windowStart: usize = 0;
let windowEnd: usize = 0;
let committedEnd: usize = 0;
let stackTop: usize = 0;
let stackBytes: usize = 0;

/** Builds the address space and switches to it. Needs the start info. */
export function enterAddressSpace(): void {
  "use no-alloc";
  openLowMemory();
  mapImage();
  openWindow();
  mapStack();
  activateTables();
}

/** First address of the heap. */
export function heapStart(): usize {
  "use no-alloc";
  return windowStart;
}

/** The largest end that commit() can give; sinks when device memory is taken. */
export function heapLimit(): usize {
  "use no-alloc";
  return windowEnd;
}

/** Makes [heapStart, end) zeroed and usable. False: not that much memory. */
export function commit(end: usize): boolean {
  "use no-alloc";
  if (end > windowEnd) return false;
  if (end <= committedEnd) return true;
  fillMemory(committedEnd, 0, end - committedEnd);
  committedEnd = end;
  return true;
}

export function stackBase(): usize {
  "use no-alloc";
  return stackTop;
}
export function stackLimit(): usize {
  "use no-alloc";
  return stackTop - stackBytes;
}

/** Zeroed, physically contiguous memory for a device, page-aligned, for ever; its address, or 0: not that much. */
export function takeDeviceMemory(bytes: usize): usize {
  "use no-alloc";
  const size = alignUp(bytes, PAGE_BYTES);
  const last = pieceTable + (pieces - 1) * PIECE_BYTES;
  const start = windowEnd - size;
  if (start < committedEnd || start < loadSize(last)) return 0;
  windowEnd = start;
  fillMemory(start, 0, size);
  return start;
}

/** Physical address of an address in the RAM window. */
export function physicalAddress(address: usize): usize {
  "use no-alloc";
  let piece: usize = pieceTable;
  for (let i: u32 = 0; i < pieces; i = i + 1) {
    const offset = address - loadSize(piece);
    if (offset >= 0 && offset < loadSize(piece, 16)) return loadSize(piece, 8) + offset;
    piece = piece + PIECE_BYTES;
  }
  panic("physicalAddress() of memory that no device may use");
}

/** Page tables live in low memory, mapped one to one. */
function openLowMemory(): void {
  "use no-alloc";
  const count = ramRegions();
  for (let i: u32 = 0; i < count; i = i + 1) {
    const start: usize = ramStart(i) < LOW_START ? LOW_START : alignUp(ramStart(i), PAGE_BYTES);
    const end: usize = ramEnd(i) > LOW_END ? LOW_END : alignDown(ramEnd(i), PAGE_BYTES);
    if (start >= LOW_END || end <= start) continue;
    createTables(start, end);
    mapRange(start, start, end - start, READ_WRITE);
    return;
  }
  panic("no memory below 640 KiB");
}

function mapImage(): void {
  "use no-alloc";
  mapPages(symbolAddress("__text_start"), symbolAddress("__text_end"), TEXT);
  mapPages(symbolAddress("__rodata_start"), symbolAddress("__rodata_end"), READ_ONLY);
  mapPages(symbolAddress("__data_start"), symbolAddress("__bss_end"), READ_WRITE);
  unmapPage(symbolAddress("__fault_guard"));
  unmapPage(symbolAddress("__double_fault_guard"));
  unmapPage(symbolAddress("__boot_guard"));
}

/** Small pages only: the image's protections change page by page. */
function mapPages(start: usize, end: usize, rights: u64): void {
  "use no-alloc";
  for (let page: usize = start; page < end; page = page + PAGE_BYTES) mapPage(page, page, rights);
}

/**
 * Joins the RAM above the image to one range. A piece keeps its offset within a large page; between pieces the
 * physical end is rounded down to a large page, so that the virtual range has no gap.
 */
function openWindow(): void {
  "use no-alloc";
  pieceTable = staticAllocate(PIECES_MAX * PIECE_BYTES, 16);
  const imageEnd = symbolAddress("__bss_end");
  const count = ramRegions();
  for (let i: u32 = 0; i < count && pieces < PIECES_MAX; i = i + 1) {
    let start: usize = alignUp(ramStart(i), PAGE_BYTES);
    const end = alignDown(ramEnd(i), PAGE_BYTES);
    if (end <= imageEnd) continue;
    if (start < imageEnd) start = imageEnd;
    if (pieces === 0) {
      windowStart = RAM_BASE + irem(start, LARGE_PAGE_BYTES);
      windowEnd = windowStart;
    } else {
      start = alignUp(start, LARGE_PAGE_BYTES);
      if (start >= end) continue;
      trimLastPiece();
    }
    const piece = pieceTable + pieces * PIECE_BYTES;
    storeSize(piece, windowEnd);
    storeSize(piece, start, 8);
    storeSize(piece, end - start, 16);
    pieces = pieces + 1;
    mapRange(windowEnd, start, end - start, READ_WRITE);
    windowEnd = windowEnd + end - start;
  }
  if (pieces === 0) panic("no memory above the image");
  committedEnd = windowStart;
}

/** Cuts the last piece to end at a large page. */
function trimLastPiece(): void {
  "use no-alloc";
  const last = pieceTable + (pieces - 1) * PIECE_BYTES;
  const cut = irem(windowEnd, LARGE_PAGE_BYTES);
  if (cut >= loadSize(last, 16)) return;
  windowEnd = windowEnd - cut;
  storeSize(last, loadSize(last, 16) - cut, 16);
}

function mapStack(): void {
  "use no-alloc";
  let bytes: usize = alignDown(idiv(windowEnd - windowStart, STACK_SHARE), PAGE_BYTES);
  if (bytes < STACK_BYTES_MIN) bytes = STACK_BYTES_MIN;
  if (bytes > STACK_BYTES_MAX) bytes = STACK_BYTES_MAX;
  const last = pieceTable + (pieces - 1) * PIECE_BYTES;
  if (loadSize(last, 16) < 2 * bytes) panic("not enough memory: 2 MiB is the least");
  windowEnd = windowEnd - bytes;
  stackBytes = bytes;
  stackTop = STACK_BASE + PAGE_BYTES + bytes;
  const physical = loadSize(last, 8) + (windowEnd - loadSize(last));
  // Small pages: the tables of a stack end exactly at its guards.
  for (let done: usize = 0; done < bytes; done = done + PAGE_BYTES) mapPage(STACK_BASE + PAGE_BYTES + done, physical + done, READ_WRITE);
}
