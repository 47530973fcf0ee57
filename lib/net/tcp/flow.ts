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

const PAGE_SHIFT = 6;
const PAGE_BUCKETS: u32 = 1 << PAGE_SHIFT;
type Page = (Flow | undefined)[];

export class FlowTable {
  /** Buckets by pages, which find room in a heap in use; one array of them would not, just when there are many connections. */
  private readonly pages: Page[] = [emptyPage()];
  /** How many buckets there are, and the greatest power of two that isn't more. */
  private buckets: u32 = PAGE_BUCKETS;
  private base: u32 = PAGE_BUCKETS;
  private readonly key: u32;
  count: u32 = 0;

  /** `key` is random, so that nobody outside can aim at one bucket. */
  constructor(key: u32) {
    this.key = key;
  }

  find(localAddress: u32, localPort: u32, remoteAddress: u32, remotePort: u32): Flow | undefined {
    const hash = this.hash(localAddress, localPort, remoteAddress, remotePort);
    let flow = this.first(this.bucketOf(hash));
    while (flow !== undefined) {
      if (flow.hash === hash && flow.remotePort === remotePort && flow.remoteAddress === remoteAddress && flow.localPort === localPort && flow.localAddress === localAddress) return flow;
      flow = flow.nextInBucket;
    }
    return undefined;
  }

  add(flow: Flow): void {
    if (this.count >= this.buckets) this.split();
    flow.hash = this.hash(flow.localAddress, flow.localPort, flow.remoteAddress, flow.remotePort);
    this.push(this.bucketOf(flow.hash), flow);
    this.count++;
  }

  remove(flow: Flow): void {
    const bucket = this.bucketOf(flow.hash);
    let before: Flow | undefined = undefined;
    let at = this.first(bucket);
    while (at !== undefined && at !== flow) {
      before = at;
      at = at.nextInBucket;
    }
    if (at === undefined) return;
    if (before === undefined) this.setFirst(bucket, flow.nextInBucket);
    else before.nextInBucket = flow.nextInBucket;
    flow.nextInBucket = undefined;
    this.count--;
  }

  /** All flows, for the few occasions that concern every connection. */
  all(): Flow[] {
    const flows: Flow[] = [];
    for (let i: u32 = 0; i < this.buckets; i++) {
      for (let flow = this.first(i); flow !== undefined; flow = flow.nextInBucket) flows.push(flow);
    }
    return flows;
  }

  /** Linear hashing (Litwin 1980): one bucket more at a time, with its share of the flows of one other. */
  private split(): void {
    const fresh = this.buckets;
    if (fresh % PAGE_BUCKETS === 0) this.pages.push(emptyPage());
    const old: u32 = (fresh - this.base) >>> 0;
    let flow = this.first(old);
    this.setFirst(old, undefined);
    this.buckets = (fresh + 1) >>> 0;
    if (this.buckets === this.base * 2) this.base = this.buckets;
    while (flow !== undefined) {
      const next: Flow | undefined = flow.nextInBucket;
      this.push(this.bucketOf(flow.hash), flow);
      flow = next;
    }
  }

  private bucketOf(hash: u32): u32 {
    const wide: u32 = (hash & (this.base * 2 - 1)) >>> 0;
    return wide < this.buckets ? wide : (wide & (this.base - 1)) >>> 0;
  }

  private first(bucket: u32): Flow | undefined { return this.pages[bucket >>> PAGE_SHIFT]![bucket & (PAGE_BUCKETS - 1)]; }
  private setFirst(bucket: u32, flow: Flow | undefined): void { this.pages[bucket >>> PAGE_SHIFT]![bucket & (PAGE_BUCKETS - 1)] = flow; }

  private push(bucket: u32, flow: Flow): void {
    flow.nextInBucket = this.first(bucket);
    this.setFirst(bucket, flow);
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

function emptyPage(): Page {
  const page: Page = [];
  for (let i = 0; i < PAGE_BUCKETS; i++) page.push(undefined);
  return page;
}
