/** What RACK-TLP (RFC 8985) keeps for a connection. Times in ms; names as in the RFC. */
import type { u32 } from "../../sys/types.ts";

/** A wider reordering window lasts for this many recoveries (§6.2 step 4). */
const WINDOW_RECOVERIES = 16;

export class RackState {
  /** Transmission time and end of the most recently sent segment that was delivered; its round-trip time. */
  sentAt: number = -1;
  end: u32 = 0;
  rttMs: number = 0;
  /** Highest delivered sequence number, and whether something arrived out of order. */
  forwardAck: u32 = 0;
  reorderingSeen: boolean = false;
  windowFactor: u32 = 1;
  windowRecoveries: u32 = 0;
  /** A tail loss probe is out; it covers up to probeEnd. */
  probeOut: boolean = false;
  probeEnd: u32 = 0;
  probeRetransmitted: boolean = false;

  /** The peer got something twice: the reordering window was too small (§6.2 step 4). */
  widen(): void {
    if (this.windowFactor < 64) this.windowFactor++;
    this.windowRecoveries = WINDOW_RECOVERIES;
  }

  recoveryEnded(): void {
    if (this.windowRecoveries === 0) return;
    this.windowRecoveries--;
    if (this.windowRecoveries === 0) this.windowFactor = 1;
  }
}
