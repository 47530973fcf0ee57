/**
 * Two ports joined by a wire with faults, in simulated time: loss, duplicates, reordering, corruption, delay,
 * blackouts, a narrow path. Everything follows from the seed.
 */
import { Frame, type NetFeatures, type NetPort } from "../../platform/contract.ts";
import type { PcapWriter } from "./pcap.ts";
import { SeededRandom } from "./seeded-random.ts";

export interface Faults {
  readonly loss?: number;
  readonly duplicate?: number;
  readonly corrupt?: number;
  /** Probability that a frame is held back by up to `jitterMs`. */
  readonly reorder?: number;
  readonly delayMs?: number;
  readonly jitterMs?: number;
  /** Nothing gets through in these spans of ms. */
  readonly blackouts?: readonly (readonly [number, number])[];
  /** Frames with larger IP packets vanish (and nobody says so). */
  readonly pathMtu?: number;
  /** Bytes per ms; with `queueBytes` of buffer before the tail drops. */
  readonly bytesPerMs?: number;
  readonly queueBytes?: number;
}

export class TestFrame extends Frame {
  constructor(bytes: Uint8Array) {
    super(bytes);
    this.end = bytes.length;
  }
}

/** One end of the wire; frames sit at an odd offset in their buffers, as devices like to do. */
export class TestPort implements NetPort {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly features: NetFeatures = { txChecksum: false, rxChecksum: false, txSegmentation: false };
  readonly counters = { rxFrames: 0, rxBytes: 0, txFrames: 0, txBytes: 0, rxDropped: 0, txFull: 0, deviceErrors: 0 };
  readonly sent: Uint8Array[] = [];
  readonly received: Uint8Array[] = [];
  /** Frames that `reserve` gives before it says "full"; refilled by the wire. */
  transmitRoom: number = 64;
  lent: number = 0;

  constructor(lastByte: number, mtu: number) {
    this.mac = new Uint8Array([2, 0, 0, 0, 0, lastByte]);
    this.mtu = mtu;
  }

  receive(): Frame | undefined {
    const bytes = this.received.shift();
    if (bytes === undefined) return undefined;
    const buffer = new Uint8Array(bytes.length + 12);
    buffer.set(bytes, 10);
    const frame = new TestFrame(buffer);
    frame.start = 10;
    frame.end = 10 + bytes.length;
    this.lent++;
    this.counters.rxFrames++;
    return frame;
  }

  recycle(_frame: Frame): void {
    this.lent--;
  }

  reserve(bytes: number): Frame | undefined {
    if (this.sent.length >= this.transmitRoom) {
      this.counters.txFull++;
      return undefined;
    }
    const frame = new TestFrame(new Uint8Array(bytes + 10).fill(0xee));
    frame.start = 6;
    this.lent++;
    return frame;
  }

  transmit(frame: Frame): void {
    this.lent--;
    this.counters.txFrames++;
    this.sent.push(frame.bytes.slice(frame.start, frame.end));
  }

  cancel(_frame: Frame): void {
    this.lent--;
  }

  flush(): void {}

  arm(): boolean {
    return this.received.length === 0;
  }
}

interface Flight {
  readonly at: number;
  readonly order: number;
  readonly to: TestPort;
  readonly bytes: Uint8Array;
}

export class FaultyWire {
  readonly a: TestPort;
  readonly b: TestPort;
  readonly random: SeededRandom;
  faults: Faults;
  pcap: PcapWriter | undefined = undefined;
  dropped: number = 0;
  private readonly flights: Flight[] = [];
  private order: number = 0;
  private busyUntil: number[] = [0, 0];

  constructor(seed: number, faults: Faults, mtu: number = 1500) {
    this.random = new SeededRandom(seed);
    this.faults = faults;
    this.a = new TestPort(1, mtu);
    this.b = new TestPort(2, mtu);
  }

  /** Takes what the ports have transmitted. */
  carry(now: number): void {
    this.take(this.a, this.b, 0, now);
    this.take(this.b, this.a, 1, now);
  }

  private take(from: TestPort, to: TestPort, direction: number, now: number): void {
    for (const bytes of from.sent) this.launch(to, bytes, direction, now);
    from.sent.length = 0;
  }

  private launch(to: TestPort, bytes: Uint8Array, direction: number, now: number): void {
    const faults = this.faults;
    this.pcap?.add(now, bytes);
    let leaves = now;
    if (faults.bytesPerMs !== undefined) {
      const begins = Math.max(now, this.busyUntil[direction]);
      if ((begins - now) * faults.bytesPerMs > (faults.queueBytes ?? 65536)) {
        this.dropped++;
        return;
      }
      leaves = begins + bytes.length / faults.bytesPerMs;
      this.busyUntil[direction] = leaves;
    }
    const dark = (faults.blackouts ?? []).some(([from, until]) => now >= from && now < until);
    if (dark || this.random.chance(faults.loss ?? 0) || (faults.pathMtu !== undefined && bytes.length - 14 > faults.pathMtu)) {
      this.dropped++;
      return;
    }
    const copies = this.random.chance(faults.duplicate ?? 0) ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      let at = leaves + (faults.delayMs ?? 1);
      if (this.random.chance(faults.reorder ?? 0)) at += (faults.jitterMs ?? 5) * (this.random.below(1000) / 1000);
      const copy = bytes.slice();
      if (this.random.chance(faults.corrupt ?? 0)) copy[this.random.below(copy.length)] ^= 1 << this.random.below(8);
      this.flights.push({ at, order: this.order++, to, bytes: copy });
    }
  }

  /** When the next frame arrives; Infinity: none is under way. */
  next(): number {
    let next = Infinity;
    for (const flight of this.flights) if (flight.at < next) next = flight.at;
    return next;
  }

  /** Hands over what has arrived. */
  deliver(now: number): void {
    const due = this.flights.filter((flight) => flight.at <= now).sort((x, y) => x.at - y.at || x.order - y.order);
    if (due.length === 0) return;
    const rest = this.flights.filter((flight) => flight.at > now);
    this.flights.length = 0;
    this.flights.push(...rest);
    for (const flight of due) flight.to.received.push(flight.bytes);
  }
}
