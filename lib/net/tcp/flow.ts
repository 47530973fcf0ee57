/**
 * Who talks to whom: the four numbers that name a connection, and the table that finds by them. A flow is the
 * whole of what is kept of half-open and TIME-WAIT connections, and a part of a live one.
 */
import type { u32 } from "../../sys/types.ts";
import type { Route } from "../route.ts";

export class Flow {
  readonly localAddress: u32;
  readonly localPort: u32;
  readonly remoteAddress: u32;
  readonly remotePort: u32;
  hash: u32 = 0;
  nextInBucket: Flow | undefined = undefined;
  /** How packets get there; the IP layer fills and refreshes it. */
  readonly route: Route;

  constructor(localAddress: u32, localPort: u32, remoteAddress: u32, remotePort: u32, route: Route) {
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
    this.route = route;
  }
}

const FIRST_BUCKETS = 64;

export class FlowTable {
  private buckets: (Flow | undefined)[] = emptyBuckets(FIRST_BUCKETS);
  private readonly key: u32;
  count: u32 = 0;

  /** `key` is random, so that nobody outside can aim at one bucket. */
  constructor(key: u32) {
    this.key = key;
  }

  find(localAddress: u32, localPort: u32, remoteAddress: u32, remotePort: u32): Flow | undefined {
    const hash = this.hash(localAddress, localPort, remoteAddress, remotePort);
    let flow = this.buckets[hash & (this.buckets.length - 1)];
    while (flow !== undefined) {
      if (flow.hash === hash && flow.remotePort === remotePort && flow.remoteAddress === remoteAddress && flow.localPort === localPort && flow.localAddress === localAddress) return flow;
      flow = flow.nextInBucket;
    }
    return undefined;
  }

  add(flow: Flow): void {
    if (this.count >= this.buckets.length) this.grow();
    flow.hash = this.hash(flow.localAddress, flow.localPort, flow.remoteAddress, flow.remotePort);
    const bucket: u32 = flow.hash & (this.buckets.length - 1);
    flow.nextInBucket = this.buckets[bucket];
    this.buckets[bucket] = flow;
    this.count++;
  }

  remove(flow: Flow): void {
    const bucket: u32 = flow.hash & (this.buckets.length - 1);
    let before: Flow | undefined = undefined;
    let at = this.buckets[bucket];
    while (at !== undefined && at !== flow) {
      before = at;
      at = at.nextInBucket;
    }
    if (at === undefined) return;
    if (before === undefined) this.buckets[bucket] = flow.nextInBucket;
    else before.nextInBucket = flow.nextInBucket;
    flow.nextInBucket = undefined;
    this.count--;
  }

  /** All flows, for the few occasions that concern every connection. */
  all(): Flow[] {
    const flows: Flow[] = [];
    for (let i = 0; i < this.buckets.length; i++) {
      for (let flow = this.buckets[i]; flow !== undefined; flow = flow.nextInBucket) flows.push(flow);
    }
    return flows;
  }

  private grow(): void {
    const flows = this.all();
    this.buckets = emptyBuckets(this.buckets.length * 2);
    for (let i = 0; i < flows.length; i++) {
      const flow = flows[i];
      const bucket: u32 = flow.hash & (this.buckets.length - 1);
      flow.nextInBucket = this.buckets[bucket];
      this.buckets[bucket] = flow;
    }
  }

  private hash(localAddress: u32, localPort: u32, remoteAddress: u32, remotePort: u32): u32 {
    let h: u32 = (this.key ^ remoteAddress) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
    h = (h ^ ((remotePort << 16) | localPort) ^ this.key) >>> 0;
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
    h = (h ^ localAddress) >>> 0;
    h = Math.imul(h ^ (h >>> 15), 0x27d4eb2f) >>> 0;
    return (h ^ (h >>> 16)) >>> 0;
  }
}

function emptyBuckets(count: number): (Flow | undefined)[] {
  const buckets: (Flow | undefined)[] = [];
  for (let i = 0; i < count; i++) buckets.push(undefined);
  return buckets;
}
