/** Memory of the shim: a test gives it its size by shim.reset(). Address 0 stays unused, as everywhere. */
import { shim } from "../../sys/shim.ts";
import type { usize } from "../../sys/types.ts";

const UNUSED_BYTES = 0x1_0000;

export function heapStart(): usize { return UNUSED_BYTES; }
export function heapLimit(): usize { return Math.max(UNUSED_BYTES, shim.bytes.length); }
export function commit(end: usize): boolean { return end <= heapLimit(); }
/** The shim has no stack. */
export function stackBase(): usize { return 0; }
export function stackLimit(): usize { return 0; }
