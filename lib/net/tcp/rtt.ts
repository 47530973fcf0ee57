/** Round-trip time and retransmission timeout (RFC 6298), and the smallest time seen (RFC 8985 §6.2). Milliseconds. */
import type { u32 } from "../../sys/types.ts";

/** RFC 6298 §2.1. */
const INITIAL_RTO_MS = 1000;
/** RFC 6298 §2.4 says a second; everyone uses less since delayed ACKs got shorter. */
const RTO_MS_MIN = 200;
const RTO_MS_MAX = 60_000;
const CLOCK_MS = 1;
/** How long a minimum counts. */
const MINIMUM_WINDOW_MS = 300_000;

export class RttEstimator {
  smoothedMs: number = 0;
  variationMs: number = 0;
  minimumMs: number = 0;
  private minimumAt: number = 0;
  private baseRtoMs: number = INITIAL_RTO_MS;
  /** Doublings since the last new acknowledgment. */
  backoffs: u32 = 0;
  sampled: boolean = false;

  sample(rttMs: number, now: number): void {
    const rtt = rttMs < 0.001 ? 0.001 : rttMs;
    if (!this.sampled) {
      this.sampled = true;
      this.smoothedMs = rtt;
      this.variationMs = rtt / 2;
      this.minimumMs = rtt;
      this.minimumAt = now;
    } else {
      const difference = this.smoothedMs - rtt;
      this.variationMs += ((difference < 0 ? -difference : difference) - this.variationMs) / 4;
      this.smoothedMs -= difference / 8;
      if (rtt <= this.minimumMs || now - this.minimumAt > MINIMUM_WINDOW_MS) {
        this.minimumMs = rtt;
        this.minimumAt = now;
      }
    }
    const spread = this.variationMs * 4 > CLOCK_MS ? this.variationMs * 4 : CLOCK_MS;
    const rto = this.smoothedMs + spread;
    this.baseRtoMs = rto < RTO_MS_MIN ? RTO_MS_MIN : rto > RTO_MS_MAX ? RTO_MS_MAX : rto;
  }

  /** The timeout with its back-off. */
  rtoMs(): number {
    let rto = this.baseRtoMs;
    for (let i: u32 = 0; i < this.backoffs && rto < RTO_MS_MAX; i++) rto *= 2;
    return rto > RTO_MS_MAX ? RTO_MS_MAX : rto;
  }
}
