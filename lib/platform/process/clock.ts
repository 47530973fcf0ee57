/** Clocks of the process. */
import { CLOCK_MONOTONIC, CLOCK_REALTIME, SYS_CLOCK_GETTIME } from "./linux.ts";
import { loadSize, stackAllocate, syscall } from "../../sys/intrinsics.ts";
import type { u32 } from "../../sys/types.ts";

/** Milliseconds since some moment before the start, fractional; never goes back. */
export function monotonicMs(): number {
  "use no-alloc";
  const time = stackAllocate(16);
  syscall(SYS_CLOCK_GETTIME, CLOCK_MONOTONIC, time);
  return loadSize(time) * 1000 + loadSize(time, 8) * 1e-6;
}

/** The same clock in whole nanoseconds (exact below 2^53: 104 days). */
export function monotonicNs(): number {
  "use no-alloc";
  return nanoseconds(CLOCK_MONOTONIC);
}

/** Milliseconds since 1970-01-01 UTC, fractional. */
export function wallClockMs(): number {
  "use no-alloc";
  const time = stackAllocate(16);
  syscall(SYS_CLOCK_GETTIME, CLOCK_REALTIME, time);
  return loadSize(time) * 1000 + loadSize(time, 8) * 1e-6;
}

function nanoseconds(clock: u32): number {
  "use no-alloc";
  const time = stackAllocate(16);
  syscall(SYS_CLOCK_GETTIME, clock, time);
  return loadSize(time) * 1_000_000_000 + loadSize(time, 8);
}
