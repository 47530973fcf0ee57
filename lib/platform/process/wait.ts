/** Sleeping until something happens: one ppoll over the descriptors that matter. */
import { monotonicMs } from "./clock.ts";
import { consoleIsWatched } from "./console.ts";
import { POLLIN, SYS_PPOLL } from "./linux.ts";
import { netDescriptor, netWantsOut } from "./descriptors.ts";
import { f64Ceil, idiv, stackAllocate, store16, store32, storeSize, syscall } from "../../sys/intrinsics.ts";
import type { u16, u32, usize } from "../../sys/types.ts";

const POLL_IN_OUT: u16 = 5;
/** Longer sleeps end early: the loop goes on sleeping. */
const WAIT_MS_MAX = 1e9;
const NANOSECONDS_PER_SECOND: usize = 1_000_000_000;

/** Sleeps until the network or the watched input is ready, or monotonicMs() reaches the deadline (Infinity: none). */
export function waitForEvent(deadlineMs: number): void {
  "use no-alloc";
  const polls = stackAllocate(16);
  const timeout = stackAllocate(16);
  let count: u32 = 0;
  const net = netDescriptor();
  if (net >= 0) {
    store32(polls, net >>> 0);
    store16(polls, netWantsOut() ? POLL_IN_OUT : POLLIN, 4);
    count = 1;
  }
  if (consoleIsWatched()) {
    store32(polls, 0, 8 * count);
    store16(polls, POLLIN, 8 * count + 4);
    count = count + 1;
  }
  if (deadlineMs === Infinity) {
    syscall(SYS_PPOLL, polls, count, 0, 0, 8);
    return;
  }
  let waitMs = deadlineMs - monotonicMs();
  if (waitMs > 0) {
    if (waitMs > WAIT_MS_MAX) waitMs = WAIT_MS_MAX;
    const nanoseconds: usize = f64Ceil(waitMs * 1e6);
    const seconds = idiv(nanoseconds, NANOSECONDS_PER_SECOND);
    storeSize(timeout, seconds);
    storeSize(timeout, nanoseconds - seconds * NANOSECONDS_PER_SECOND, 8);
  }
  syscall(SYS_PPOLL, polls, count, timeout, 0, 8);
}
