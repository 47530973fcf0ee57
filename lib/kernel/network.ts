/**
 * The one network stack of the program, and the only place that joins it to a device. It starts at its first use:
 * opens the device, configures it by fixed addresses or DHCP, and comes back when the interface is up, so that no
 * program talks to a network that isn't there yet. Without a device there is loopback, and a reason.
 */
import { monotonicMs } from "#platform/clock.ts";
import { fillRandom } from "#platform/entropy.ts";
import { heapLimit, heapStart } from "#platform/memory.ts";
import { networkOptions, openNetPort } from "#platform/net.ts";
import { waitForEvent } from "#platform/wait.ts";
import { writeText } from "#platform/console.ts";
import { NetworkStack } from "../net/stack.ts";
import { TcpLimits } from "../net/tcp/context.ts";
import type { NetInterface } from "../net/contract.ts";
import type { ReadyEndpoint } from "../net/ready.ts";
import { runCallback } from "./jobs.ts";
import { addSource } from "./loop.ts";
import type { LoopSource } from "./loop.ts";

/** The longest wait for an address. */
const UP_MS_MAX = 15_000;
/** Endpoints served in one turn; the rest waits for the next. */
const DELIVERIES_MAX = 256;
const RANDOM_WORDS = 64;
/** Buffers of connections take at most this part of the memory there is. */
const BUFFERS_SHARE = 4;

let stack: NetworkStack | undefined;
let absence = "";

/** The stack, started and configured. */
export function networkStack(): NetworkStack { return stack ?? startNetwork(); }

/** Why there is no network beyond loopback; "" when there is one. */
export function networkAbsence(): string { return absence; }

/** Random words of the platform, fetched in batches. */
class PlatformRandom {
  private readonly words: Uint32Array = new Uint32Array(RANDOM_WORDS);
  private left: number = 0;

  next(): number {
    if (this.left === 0) {
      fillRandom(new Uint8Array(this.words.buffer));
      this.left = RANDOM_WORDS;
    }
    this.left--;
    return this.words[this.left];
  }
}

class StackSource implements LoopSource {
  private readonly stack: NetworkStack;
  /** Whose turn it is. */
  private endpoint: ReadyEndpoint | undefined = undefined;
  private readonly deliver: () => void = () => { this.endpoint?.deliver(); };
  constructor(joined: NetworkStack) { this.stack = joined; }

  turn(nowMs: number): void {
    this.stack.receiveAll(nowMs);
    this.stack.runTimers(nowMs);
    for (let i = 0; i < DELIVERIES_MAX; i++) {
      this.endpoint = this.stack.takeReady();
      if (this.endpoint === undefined) return;
      runCallback(this.deliver);
    }
  }
  flush(nowMs: number): void { this.stack.sendAll(nowMs); }
  pending(): boolean { return this.stack.pending(); }
  nextDeadline(): number { return this.stack.nextDeadline(); }
  arm(): boolean { return this.stack.arm(); }
}

function startNetwork(): NetworkStack {
  const started = new NetworkStack(new PlatformRandom(), monotonicMs(), new TcpLimits((heapLimit() - heapStart()) / BUFFERS_SHARE));
  stack = started;
  addSource(new StackSource(started));
  const port = openNetPort();
  if (typeof port === "string") {
    absence = port;
    return started;
  }
  const joined = started.addInterface("eth0", port, networkOptions(), monotonicMs());
  if (typeof joined === "string") {
    absence = joined;
    writeText(2, `whelk: network: ${joined}\n`);
    return started;
  }
  waitUntilUp(started, joined);
  return started;
}

/** Drives the stack alone, with no callbacks of the program, until the interface has an address or gives up. */
function waitUntilUp(started: NetworkStack, joined: NetInterface): void {
  const endMs = monotonicMs() + UP_MS_MAX;
  let nowMs = monotonicMs();
  while (joined.state === "configuring" && nowMs < endMs) {
    started.receiveAll(nowMs);
    started.runTimers(nowMs);
    started.sendAll(nowMs);
    if (joined.state === "configuring" && !started.pending() && started.arm()) waitForEvent(Math.min(endMs, started.nextDeadline()));
    nowMs = monotonicMs();
  }
  if (joined.state === "up") return;
  absence = joined.status;
  writeText(2, `whelk: network: ${joined.status}\n`);
}
