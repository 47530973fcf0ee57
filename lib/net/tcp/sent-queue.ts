/**
 * What was sent and is not yet acknowledged, in order of sequence: the state of loss recovery. `pipe` is the
 * estimate of what is in the network (RFC 6675 §4): all but what is SACKed or taken for lost.
 */
import type { u32 } from "../../sys/types.ts";

export const SACKED = 1;
export const LOST = 2;
export const RETRANSMITTED = 4;

export class SentSegment {
  start: u32 = 0;
  /** One past the last sequence number; FIN and SYN count. */
  end: u32 = 0;
  flags: u32 = 0;
  /** When it was sent last, ms. */
  sentAt: number = 0;
  previous: SentSegment | undefined = undefined;
  next: SentSegment | undefined = undefined;
}

/** Segments that nobody uses now, shared by all queues of a stack. */
export class SentPool {
  private free: SentSegment | undefined = undefined;

  take(): SentSegment {
    const segment = this.free;
    if (segment === undefined) return new SentSegment();
    this.free = segment.next;
    segment.next = undefined;
    return segment;
  }

  give(segment: SentSegment): void {
    segment.previous = undefined;
    segment.next = this.free;
    this.free = segment;
  }
}

export class SentQueue {
  private readonly pool: SentPool;
  first: SentSegment | undefined = undefined;
  last: SentSegment | undefined = undefined;
  /** Bytes in flight: neither SACKed nor lost. */
  pipe: u32 = 0;
  sackedBytes: u32 = 0;
  lostBytes: u32 = 0;
  sackedSegments: u32 = 0;

  constructor(pool: SentPool) {
    this.pool = pool;
  }

  /** Records a segment that goes out now, after all others. */
  push(start: u32, end: u32, now: number): void {
    const segment = this.pool.take();
    segment.start = start;
    segment.end = end;
    segment.flags = 0;
    segment.sentAt = now;
    segment.previous = this.last;
    if (this.last === undefined) this.first = segment;
    else this.last.next = segment;
    this.last = segment;
    this.pipe += (end - start) >>> 0;
  }

  /** Takes away the first segment, which is wholly acknowledged. */
  shift(): void {
    const segment = this.first;
    if (segment === undefined) return;
    this.uncount(segment);
    const next = segment.next;
    this.first = next;
    if (next === undefined) this.last = undefined;
    else next.previous = undefined;
    this.pool.give(segment);
  }

  /** The first segment is acknowledged up to `seq`, inside of it. */
  trim(segment: SentSegment, seq: u32): void {
    this.uncount(segment);
    segment.start = seq;
    this.count(segment);
  }

  /** Cuts `segment` at `seq`, inside of it; the rest follows it with the same flags. */
  split(segment: SentSegment, seq: u32): void {
    const rest = this.pool.take();
    rest.start = seq;
    rest.end = segment.end;
    rest.flags = segment.flags;
    rest.sentAt = segment.sentAt;
    rest.previous = segment;
    rest.next = segment.next;
    if (segment.next === undefined) this.last = rest;
    else segment.next.previous = rest;
    segment.next = rest;
    segment.end = seq;
    if ((rest.flags & SACKED) !== 0) this.sackedSegments++;
  }

  markSacked(segment: SentSegment): void {
    this.uncount(segment);
    segment.flags = (segment.flags | SACKED) & ~LOST;
    this.count(segment);
  }

  markLost(segment: SentSegment): void {
    this.uncount(segment);
    segment.flags |= LOST;
    this.count(segment);
  }

  markRetransmitted(segment: SentSegment, now: number): void {
    this.uncount(segment);
    segment.flags = (segment.flags & ~LOST) | RETRANSMITTED;
    segment.sentAt = now;
    this.count(segment);
  }

  /** After a retransmission timeout all is taken for lost, SACKs included: the receiver may have reneged (RFC 2018 §8). */
  markAllLost(): void {
    for (let segment = this.first; segment !== undefined; segment = segment.next) {
      this.uncount(segment);
      segment.flags = (segment.flags & ~SACKED) | LOST;
      this.count(segment);
    }
  }

  /** The first segment that is taken for lost. */
  firstLost(): SentSegment | undefined {
    if (this.lostBytes === 0) return undefined;
    let segment = this.first;
    while (segment !== undefined && (segment.flags & LOST) === 0) segment = segment.next;
    return segment;
  }

  /** The losses did not happen: what is marked is in flight again. */
  unmarkLost(): void {
    for (let segment = this.first; segment !== undefined; segment = segment.next) {
      if ((segment.flags & LOST) === 0) continue;
      this.uncount(segment);
      segment.flags &= ~LOST;
      this.count(segment);
    }
  }

  clear(): void {
    while (this.first !== undefined) this.shift();
  }

  private count(segment: SentSegment): void {
    const bytes: u32 = (segment.end - segment.start) >>> 0;
    if ((segment.flags & SACKED) !== 0) {
      this.sackedBytes += bytes;
      this.sackedSegments++;
    } else if ((segment.flags & LOST) !== 0) this.lostBytes += bytes;
    else this.pipe += bytes;
  }

  private uncount(segment: SentSegment): void {
    const bytes: u32 = (segment.end - segment.start) >>> 0;
    if ((segment.flags & SACKED) !== 0) {
      this.sackedBytes -= bytes;
      this.sackedSegments--;
    } else if ((segment.flags & LOST) !== 0) this.lostBytes -= bytes;
    else this.pipe -= bytes;
  }
}
