/** Console over Node's descriptors; memory is the shim's. */
import { readSync, writeSync } from "node:fs";
import { shim } from "../../sys/shim.ts";
import type { usize } from "../../sys/types.ts";

let watched = false;

export function writeConsole(stream: 1 | 2, address: usize, bytes: usize): void { writeSync(stream, shim.bytes, address, bytes); }
export function writeText(stream: 1 | 2, text: string): void { writeSync(stream, text); }
export function flushConsole(): void {}
export function watchConsole(on: boolean): void { watched = on; }
export function consoleIsWatched(): boolean { return watched; }

/** Bytes read, 0 nothing yet, -1 end. */
export function readConsole(into: Uint8Array): number {
  try {
    return readSync(0, into, 0, into.length, null) || -1;
  } catch {
    return 0;
  }
}
