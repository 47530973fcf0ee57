/** Sequence numbers: u32 that wrap (RFC 9293 §3.4). Comparisons hold for distances below 2^31. */
import type { i32, u32 } from "../../sys/types.ts";

/** a - b as a signed distance. */
export function seqDistance(a: u32, b: u32): i32 {
  return (a - b) | 0;
}

export function seqAdd(a: u32, count: u32): u32 {
  return (a + count) >>> 0;
}

export function seqBefore(a: u32, b: u32): boolean {
  return ((a - b) | 0) < 0;
}

export function seqAfter(a: u32, b: u32): boolean {
  return ((a - b) | 0) > 0;
}

export function seqLater(a: u32, b: u32): u32 {
  return ((a - b) | 0) > 0 ? a : b;
}

export function seqEarlier(a: u32, b: u32): u32 {
  return ((a - b) | 0) < 0 ? a : b;
}
