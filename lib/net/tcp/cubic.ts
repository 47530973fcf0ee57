/**
 * CUBIC (RFC 9438) with slow start and the Reno-friendly region; windows in bytes, times in ms. When a loss
 * turns out not to have been one, `undo` takes the reaction back (RFC 9438 §4.9).
 */
import type { u32 } from "../../sys/types.ts";

/** RFC 6928. */
const INITIAL_SEGMENTS = 10;
const BETA = 0.7;
const C = 0.4;
/** RFC 9438 §4.3. */
const ALPHA_FRIENDLY = (3 * (1 - BETA)) / (1 + BETA);
const UNLIMITED = 1 << 30;

export class Cubic {
  mss: u32 = 536;
  windowBytes: number = 0;
  thresholdBytes: number = UNLIMITED;
  private maxSegments: number = 0;
  private epochAt: number = -1;
  private k: number = 0;
  private friendlySegments: number = 0;
  private epochSegments: number = 0;
  private windowBefore: number = 0;
  private thresholdBefore: number = 0;
  private maxBefore: number = 0;

  start(mss: u32): void {
    this.mss = mss;
    this.windowBytes = mss * INITIAL_SEGMENTS;
  }

  /** A smaller path: the window stays the same number of bytes, but no less than two segments. */
  setMss(mss: u32): void {
    this.mss = mss;
    if (this.windowBytes < 2 * mss) this.windowBytes = 2 * mss;
  }

  inSlowStart(): boolean {
    return this.windowBytes < this.thresholdBytes;
  }

  /** `bytes` were newly acknowledged outside of recovery while the window was in full use. */
  acknowledged(bytes: u32, smoothedRttMs: number, now: number): void {
    let left: number = bytes;
    if (this.windowBytes < this.thresholdBytes) {
      const growth = this.thresholdBytes - this.windowBytes < left ? this.thresholdBytes - this.windowBytes : left;
      this.windowBytes += growth;
      left -= growth;
      if (left <= 0) return;
    }
    this.avoidCongestion(left, smoothedRttMs, now);
  }

  /** RFC 9438 §4.2 to §4.5. */
  private avoidCongestion(bytes: number, smoothedRttMs: number, now: number): void {
    const segments = this.windowBytes / this.mss;
    if (this.epochAt < 0) {
      this.epochAt = now;
      this.epochSegments = segments;
      this.friendlySegments = segments;
      if (this.maxSegments < segments) this.maxSegments = segments;
      this.k = Math.cbrt((this.maxSegments - segments) / C);
    }
    const t = (now - this.epochAt + smoothedRttMs) / 1000 - this.k;
    let target = C * t * t * t + this.maxSegments;
    if (target < segments) target = segments;
    else if (target > 1.5 * segments) target = 1.5 * segments;
    const acked = bytes / this.mss;
    const alpha = this.friendlySegments >= this.maxSegments ? 1 : ALPHA_FRIENDLY;
    this.friendlySegments += (alpha * acked) / segments;
    let next = segments + ((target - segments) / segments) * acked;
    if (this.friendlySegments > next) next = this.friendlySegments;
    this.windowBytes = next * this.mss;
  }

  /** A loss was found by acknowledgments while `flightBytes` were out: once a round trip. */
  reduce(flightBytes: u32): void {
    this.remember();
    const segments = this.windowBytes / this.mss;
    this.maxSegments = segments < this.maxSegments ? (segments * (1 + BETA)) / 2 : segments; // fast convergence, §4.7
    this.epochAt = -1;
    this.lowerThreshold(flightBytes);
    this.windowBytes = this.thresholdBytes;
  }

  /** The retransmission timer went off: one segment, slow start (RFC 9438 §4.8). */
  collapse(flightBytes: u32): void {
    this.reduce(flightBytes);
    this.windowBytes = this.mss;
  }

  /** The last `reduce` or `collapse` was for a loss that did not happen. */
  undo(): void {
    if (this.windowBefore > this.windowBytes) this.windowBytes = this.windowBefore;
    if (this.thresholdBefore > this.thresholdBytes) this.thresholdBytes = this.thresholdBefore;
    this.maxSegments = this.maxBefore;
    this.epochAt = -1;
  }

  /** Nothing was sent for longer than the timeout: the window says nothing about the path now (RFC 9293, RFC 5681 §4.1). */
  restart(): void {
    const initial = this.mss * INITIAL_SEGMENTS;
    if (this.windowBytes > this.thresholdBytes) this.thresholdBytes = this.windowBytes;
    if (this.windowBytes > initial) this.windowBytes = initial;
    this.epochAt = -1;
  }

  private remember(): void {
    this.windowBefore = this.windowBytes;
    this.thresholdBefore = this.thresholdBytes;
    this.maxBefore = this.maxSegments;
  }

  private lowerThreshold(flightBytes: u32): void {
    const lower = flightBytes * BETA;
    this.thresholdBytes = lower < 2 * this.mss ? 2 * this.mss : lower;
  }
}
