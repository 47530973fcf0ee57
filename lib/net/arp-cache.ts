/**
 * Neighbours on a link (RFC 826, RFC 1122 §2.3.2): a bounded table, a few frames held while an address is being
 * asked for, old entries asked again while they are in use.
 */
import type { u32 } from "../sys/types.ts";
import type { NetCounters } from "./counters.ts";
import type { DeadlineHeap } from "./deadlines.ts";
import { Timed } from "./deadlines.ts";
import { copyBytes } from "./wire/bytes.ts";

const MAX_NEIGHBORS = 512;
const MAX_PENDING_FRAMES = 4;
const REQUESTS = 3;
const REQUEST_INTERVAL_MS = 1000;
/** How long an answer counts (RFC 1122 §2.3.2.1 suggests a minute). */
const FRESH_MS = 60_000;

const INCOMPLETE = 0;
const FRESH = 1;
/** Usable; asks again when used. */
const STALE = 2;
/** Usable, being asked again. */
const PROBING = 3;
/** Out of the table: routes look again. */
const GONE = 4;

/** A frame that waits for its destination's address. */
export class PendingFrame {
  readonly bytes: Uint8Array;
  readonly checksumStart: u32;
  readonly checksumOffset: u32;

  constructor(bytes: Uint8Array, checksumStart: u32, checksumOffset: u32) {
    this.bytes = bytes;
    this.checksumStart = checksumStart;
    this.checksumOffset = checksumOffset;
  }
}

/** What the cache asks of its link. */
export interface ArpKeeper {
  sendArpRequest(address: u32): void;
  /** The neighbour has answered: its frames can go. */
  sendPendingFrames(neighbor: Neighbor): void;
  /** Nobody has this address. */
  neighborUnreachable(neighbor: Neighbor): void;
}

export class Neighbor extends Timed {
  readonly address: u32;
  readonly mac: Uint8Array = new Uint8Array(6);
  readonly pending: PendingFrame[] = [];
  private readonly cache: ArpCache | undefined;
  state: u32 = INCOMPLETE;
  requests: u32 = 0;

  constructor(address: u32, cache: ArpCache | undefined) {
    super();
    this.address = address;
    this.cache = cache;
  }

  isUsable(): boolean {
    return this.state === FRESH || this.state === STALE || this.state === PROBING;
  }

  /** Do as many frames as may wait for its address already? */
  isCrowded(): boolean {
    return this.pending.length >= MAX_PENDING_FRAMES && !this.isUsable();
  }

  isGone(): boolean {
    return this.state === GONE;
  }

  /** A neighbour that needs no asking: broadcast, multicast, loopback. */
  static fixed(address: u32, mac: Uint8Array): Neighbor {
    const neighbor = new Neighbor(address, undefined);
    copyBytes(neighbor.mac, 0, mac, 0, 6);
    neighbor.state = FRESH;
    return neighbor;
  }

  /** It is being sent to: an old entry is checked meanwhile. */
  used(): void {
    if (this.state === STALE && this.cache !== undefined) this.cache.ask(this, PROBING);
  }

  /** What was sent to it isn't answered: its address may be wrong, so the next use asks again (RFC 1122 §2.3.2.1 (3)). */
  doubt(): void {
    if (this.state === FRESH && this.cache !== undefined) this.state = STALE;
  }

  override expire(_now: number): void {
    if (this.cache !== undefined) this.cache.expired(this);
  }
}

export class ArpCache {
  private readonly neighbors: Map<number, Neighbor> = new Map<number, Neighbor>();
  private readonly keeper: ArpKeeper;
  private readonly deadlines: DeadlineHeap;
  private readonly counters: NetCounters;
  private now: number = 0;

  constructor(keeper: ArpKeeper, deadlines: DeadlineHeap, counters: NetCounters) {
    this.keeper = keeper;
    this.deadlines = deadlines;
    this.counters = counters;
  }

  setNow(now: number): void {
    this.now = now;
  }

  /** The neighbour with this address; asks for it if it is new. undefined: the table is full of newer ones. */
  find(address: u32): Neighbor | undefined {
    const known = this.neighbors.get(address);
    if (known !== undefined) return known;
    if (this.neighbors.size >= MAX_NEIGHBORS && !this.evict()) {
      this.counters.arpCacheFull++;
      return undefined;
    }
    const neighbor = new Neighbor(address, this);
    this.neighbors.set(address, neighbor);
    this.ask(neighbor, INCOMPLETE);
    return neighbor;
  }

  /** Keeps a frame until the address is known. */
  hold(neighbor: Neighbor, frame: PendingFrame): void {
    if (neighbor.pending.length >= MAX_PENDING_FRAMES) {
      this.counters.arpPendingFull++;
      return;
    }
    neighbor.pending.push(frame);
  }

  /** Someone told its address. Only known ones are updated, or new ones if `create` (a request for us, RFC 826). */
  learn(address: u32, mac: Uint8Array, create: boolean): void {
    let neighbor = this.neighbors.get(address);
    if (neighbor === undefined) {
      if (!create || (this.neighbors.size >= MAX_NEIGHBORS && !this.evict())) return;
      neighbor = new Neighbor(address, this);
      this.neighbors.set(address, neighbor);
    }
    copyBytes(neighbor.mac, 0, mac, 0, 6);
    neighbor.state = FRESH;
    neighbor.requests = 0;
    this.deadlines.set(neighbor, this.now + FRESH_MS);
    if (neighbor.pending.length > 0) this.keeper.sendPendingFrames(neighbor);
  }

  ask(neighbor: Neighbor, state: u32): void {
    neighbor.state = state;
    neighbor.requests = 1;
    this.counters.arpRequests++;
    this.keeper.sendArpRequest(neighbor.address);
    this.deadlines.set(neighbor, this.now + REQUEST_INTERVAL_MS);
  }

  expired(neighbor: Neighbor): void {
    if (neighbor.state === FRESH) {
      neighbor.state = STALE;
      return;
    }
    if (neighbor.state !== INCOMPLETE && neighbor.state !== PROBING) return;
    if (neighbor.requests < REQUESTS) {
      neighbor.requests++;
      this.counters.arpRequests++;
      this.keeper.sendArpRequest(neighbor.address);
      this.deadlines.set(neighbor, this.now + REQUEST_INTERVAL_MS);
      return;
    }
    this.counters.arpUnresolved++;
    this.forget(neighbor);
    this.keeper.neighborUnreachable(neighbor);
  }

  /** Forgets all: the link has another address now. */
  clear(): void {
    for (const neighbor of this.neighbors.values()) neighbor.state = GONE;
    this.neighbors.clear();
  }

  private forget(neighbor: Neighbor): void {
    neighbor.state = GONE;
    neighbor.pending.length = 0;
    this.deadlines.remove(neighbor);
    this.neighbors.delete(neighbor.address);
  }

  /** Makes room: the oldest entry that nobody waits for. */
  private evict(): boolean {
    for (const neighbor of this.neighbors.values()) {
      if (neighbor.pending.length > 0) continue;
      this.forget(neighbor);
      return true;
    }
    return false;
  }
}
