/** node:os: what is true of the machine that an image is. */
import { heapCommittedBytes } from "../runtime/gc/heap.ts";
import { heapLimit, heapStart } from "#platform/memory.ts";
import { monotonicMs } from "#platform/clock.ts";

export const EOL = "\n";
export const devNull = "/dev/null";
export function platform(): "linux" { return "linux"; }
export function type(): string { return "Whelk"; }
export function release(): string { return "0.1.0"; }
export function arch(): "x64" { return "x64"; }
export function endianness(): "LE" { return "LE"; }
export function hostname(): string { return "whelk"; }
export function homedir(): string { return "/"; }
export function tmpdir(): string { return "/tmp"; }
/** Seconds since the machine's clock began. */
export function uptime(): number { return monotonicMs() / 1000; }
export function totalmem(): number { return heapLimit() - heapStart(); }
export function freemem(): number { return heapLimit() - heapStart() - heapCommittedBytes(); }
export function availableParallelism(): number { return 1; }
export function loadavg(): [number, number, number] { return [0, 0, 0]; }
export * as default from "./os.ts";
