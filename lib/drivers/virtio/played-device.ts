/** For tests: the device's side of a split queue and a transport, played on the shim's memory, well- or ill-behaved. */
import { load16, load32, loadSize, store16, store32 } from "../../sys/intrinsics.ts";
import { availableOffset, usedOffset } from "./split-queue.ts";
import type { Transport } from "./transport.ts";

export interface LentBuffer { readonly id: number; readonly address: number; readonly bytes: number; readonly writable: boolean }

/** A device that takes what the driver lends and gives it back, counting notifications that it asked for. */
export class PlayedQueue {
  private readonly descriptors: number;
  private readonly available: number;
  private readonly used: number;
  private readonly size: number;
  private readonly shift: number;
  private taken = 0;
  usedIndex = 0;

  /** `shift`: how much further up the device sees memory than the driver. */
  constructor(memory: number, size: number, shift = 0) {
    this.size = size;
    this.shift = shift;
    this.descriptors = memory;
    this.available = memory + availableOffset(size);
    this.used = memory + usedOffset(size);
  }

  /** The next lent buffer, undefined: none. */
  take(): LentBuffer | undefined {
    if (this.taken === load16(this.available, 2)) return undefined;
    const id = load16(this.available, 4 + 2 * (this.taken % this.size));
    this.taken = (this.taken + 1) & 0xffff;
    const at = this.descriptors + 16 * id;
    return { id, address: loadSize(at) - this.shift, bytes: load32(at, 8), writable: (load16(at, 12) & 2) !== 0 };
  }

  /** Gives a buffer back; true: the driver wants an interrupt (with event index). */
  give(id: number, bytes: number): boolean {
    const entry = this.used + 4 + 8 * (this.usedIndex % this.size);
    store32(entry, id >>> 0);
    store32(entry, bytes >>> 0, 4);
    const before = this.usedIndex;
    this.setUsedIndex(this.usedIndex + 1);
    const event = load16(this.available, 4 + 2 * this.size);
    return ((this.usedIndex - event - 1) & 0xffff) < ((this.usedIndex - before) & 0xffff);
  }

  setUsedIndex(index: number): void {
    this.usedIndex = index & 0xffff;
    store16(this.used, this.usedIndex, 2);
  }

  /** Asks for a notification when the available index passes this one (avail_event). */
  wantNotification(): void { store16(this.used, this.taken, 4 + 8 * this.size); }
}

/** A transport whose registers are fields. */
export class PlayedTransport implements Transport {
  readonly deviceId: number;
  readonly legacy: boolean;
  readonly queueAddresses: number[] = [];
  readonly queueSizes: number[] = [];
  notifications: number[] = [];
  accepted = [0, 0];
  interrupts = 0;
  private state = 0;
  private readonly offered: readonly number[];
  private readonly sizeMax: number;

  constructor(deviceId: number, legacy: boolean, offered: readonly number[], sizeMax: number) {
    this.deviceId = deviceId;
    this.legacy = legacy;
    this.offered = offered;
    this.sizeMax = sizeMax;
  }

  status(): number { return this.state; }
  setStatus(status: number): void { this.state = status; }
  features(word: number): number { return this.offered[word]; }
  acceptFeatures(word: number, features: number): void { this.accepted[word] = features; }
  queueSizeMax(_queue: number): number { return this.sizeMax; }
  enableQueue(queue: number, size: number, physical: number): boolean {
    this.queueAddresses[queue] = physical;
    this.queueSizes[queue] = size;
    return true;
  }
  notify(queue: number): void { this.notifications.push(queue); }
  configuration8(offset: number): number { return [0x52, 0x54, 0, 0x12, 0x34, 0x56][offset] ?? 0; }
  acknowledge(): boolean { this.interrupts++; return true; }
}
