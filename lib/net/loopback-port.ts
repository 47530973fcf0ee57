/** The device of 127.0.0.0/8: what is transmitted is received, in order, by this stack. Bounded, frames made as needed. */
import type { u32 } from "../sys/types.ts";
import { Frame, type NetFeatures, type NetPort } from "../platform/contract.ts";

export const LOOPBACK_MTU = 16384;
const FRAME_BYTES = LOOPBACK_MTU + 64;
const MAX_FRAMES = 128;

export class LoopbackPort implements NetPort {
  readonly mac: Uint8Array = new Uint8Array(6);
  readonly mtu: number = LOOPBACK_MTU;
  /** Nothing on the way can break a frame, so nobody sums. */
  readonly features: NetFeatures = { txChecksum: true, rxChecksum: true, txSegmentation: false };
  readonly counters = { rxFrames: 0, rxBytes: 0, txFrames: 0, txBytes: 0, rxDropped: 0, txFull: 0, deviceErrors: 0 };
  private readonly free: Frame[] = [];
  /** A ring of transmitted frames. */
  private readonly queue: Frame[] = [];
  private head: u32 = 0;
  private count: u32 = 0;
  private made: u32 = 0;

  receive(): Frame | undefined {
    if (this.count === 0) return undefined;
    const frame = this.queue[this.head];
    this.head = this.head + 1 === MAX_FRAMES ? 0 : this.head + 1;
    this.count--;
    this.counters.rxFrames++;
    this.counters.rxBytes += frame.end - frame.start;
    return frame;
  }

  recycle(frame: Frame): void {
    this.free.push(frame);
  }

  reserve(bytes: number): Frame | undefined {
    if (bytes > FRAME_BYTES) return undefined;
    const frame = this.free.pop();
    if (frame !== undefined) {
      frame.start = 0;
      return frame;
    }
    if (this.made === MAX_FRAMES) {
      this.counters.txFull++;
      return undefined;
    }
    this.made++;
    return new Frame(new Uint8Array(FRAME_BYTES));
  }

  transmit(frame: Frame): void {
    frame.checksumGood = true;
    const at = (this.head + this.count) % MAX_FRAMES;
    if (at === this.queue.length) this.queue.push(frame);
    else this.queue[at] = frame;
    this.count++;
    this.counters.txFrames++;
    this.counters.txBytes += frame.end - frame.start;
  }

  cancel(frame: Frame): void {
    this.free.push(frame);
  }

  flush(): void {}

  arm(): boolean {
    return this.count === 0;
  }
}
