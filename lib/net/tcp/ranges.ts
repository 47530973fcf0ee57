/**
 * The received ranges beyond rcv.nxt (out of order), sorted and disjoint, and which of them changed last: what
 * SACK options report (RFC 2018 §4). Bounded: a segment that would need one range too many is refused.
 */
import type { u32 } from "../../sys/types.ts";
import { seqAfter, seqBefore } from "./sequence.ts";

const MAX_RANGES = 64;

export class ReceivedRanges {
  private lefts: Uint32Array = NO_RANGES;
  private rights: Uint32Array = NO_RANGES;
  /** A counter value of the last change: the larger the more recent. */
  private stamps: Uint32Array = NO_RANGES;
  private stamp: u32 = 0;
  count: u32 = 0;

  /** Could [from, to) be added? */
  fits(from: u32, to: u32): boolean {
    if (this.count < MAX_RANGES) return true;
    for (let i: u32 = 0; i < this.count; i++) {
      if (!seqAfter(from, this.rights[i]) && !seqBefore(to, this.lefts[i])) return true;
    }
    return false;
  }

  /** Adds [from, to), merging what touches; `fits` said yes. */
  add(from: u32, to: u32): void {
    if (this.lefts.length === 0) {
      this.lefts = new Uint32Array(MAX_RANGES);
      this.rights = new Uint32Array(MAX_RANGES);
      this.stamps = new Uint32Array(MAX_RANGES);
    }
    let left: u32 = from;
    let right: u32 = to;
    let first: u32 = 0;
    while (first < this.count && seqBefore(this.rights[first], left)) first++;
    let last: u32 = first;
    while (last < this.count && !seqAfter(this.lefts[last], right)) {
      if (seqBefore(this.lefts[last], left)) left = this.lefts[last];
      if (seqAfter(this.rights[last], right)) right = this.rights[last];
      last++;
    }
    this.replace(first, last);
    this.lefts[first] = left;
    this.rights[first] = right;
    this.stamps[first] = ++this.stamp;
  }

  /** The stream is complete up to `seq`: drops what it covers and returns up to where it is complete now. */
  advance(seq: u32): u32 {
    let complete: u32 = seq;
    while (this.count > 0 && !seqAfter(this.lefts[0], complete)) {
      if (seqAfter(this.rights[0], complete)) complete = this.rights[0];
      this.remove();
    }
    return complete;
  }

  /** Is all of [from, to) in one range? */
  covers(from: u32, to: u32): boolean {
    for (let i: u32 = 0; i < this.count; i++) {
      if (!seqAfter(this.lefts[i], from) && !seqBefore(this.rights[i], to)) return true;
    }
    return false;
  }

  /** Writes the edges of up to `limit` ranges, the most recently changed first, from edges[at]; how many ranges. */
  report(edges: Uint32Array, at: u32, limit: u32): u32 {
    let reported: u32 = 0;
    let below: u32 = 0xffffffff;
    while (reported < limit && reported < this.count) {
      let best: u32 = 0;
      let bestStamp: u32 = 0;
      for (let i: u32 = 0; i < this.count; i++) {
        if (this.stamps[i] < below && this.stamps[i] > bestStamp) {
          bestStamp = this.stamps[i];
          best = i;
        }
      }
      if (bestStamp === 0) break;
      edges[at + reported * 2] = this.lefts[best];
      edges[at + reported * 2 + 1] = this.rights[best];
      below = bestStamp;
      reported++;
    }
    return reported;
  }

  clear(): void {
    this.count = 0;
  }

  /** Makes places [first, last) one place. */
  private replace(first: u32, last: u32): void {
    const removed: u32 = last - first;
    if (removed === 0) {
      for (let i: u32 = this.count; i > first; i--) this.move(i, i - 1);
      this.count++;
    } else if (removed > 1) {
      for (let i: u32 = last; i < this.count; i++) this.move(i - removed + 1, i);
      this.count -= removed - 1;
    }
  }

  private remove(): void {
    this.count--;
    for (let i: u32 = 0; i < this.count; i++) this.move(i, i + 1);
  }

  private move(to: u32, from: u32): void {
    this.lefts[to] = this.lefts[from];
    this.rights[to] = this.rights[from];
    this.stamps[to] = this.stamps[from];
  }
}

const NO_RANGES: Uint32Array = new Uint32Array(0);
