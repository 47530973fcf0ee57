/**
 * The driver's side of a split virtqueue whose descriptors are buffers of their own: descriptor i always lends buffer
 * i, so that nothing is written per use but a length. Ids and lengths from the device are checked against what was lent.
 *
 *   memory   | descriptors 16 * size | available 6 + 2 * size | to 4096 | used 6 + 8 * size |
 *   descriptor  +0 u64 address  +8 u32 bytes  +12 u16 flags  +14 u16 next
 *   available   +0 u16 flags    +2 u16 index  +4 u16 id …    then u16 used_event
 *   used        +0 u16 flags    +2 u16 index  +4 { u32 id, u32 bytes } …  then u16 avail_event
 *
 * @spec VIRTIO 1.2 §2.7 (and §2.7.2 for the legacy layout, which is this one)
 */
import { alignUp, fenceAcquire, fenceFull, fenceRelease, store16, store32, storeSize, vload16, vload32, vstore16 } from "../../sys/intrinsics.ts";
import type { i32, u16, u32, usize } from "../../sys/types.ts";

const DESCRIPTOR_BYTES = 16;
const FLAG_WRITE = 2;
const AVAILABLE_NO_INTERRUPT = 1;
const USED_NO_NOTIFY = 1;
/** Alignment of the used ring, as the legacy interface wants it. */
const USED_ALIGN = 4096;

/** Bytes of ring memory for a queue of `size`; page-aligned, zeroed. */
export function queueBytes(size: u32): usize {
  "use no-alloc";
  return usedOffset(size) + alignUp(6 + 8 * size, USED_ALIGN);
}
export function availableOffset(size: u32): usize {
  "use no-alloc";
  return DESCRIPTOR_BYTES * size;
}
export function usedOffset(size: u32): usize {
  "use no-alloc";
  return alignUp(DESCRIPTOR_BYTES * size + 6 + 2 * size, USED_ALIGN);
}

export class SplitQueue {
  /** Power of two, at most 32768. */
  readonly size: u32;
  private readonly descriptors: usize;
  private readonly available: usize;
  private readonly used: usize;
  private readonly eventIndex: boolean;
  /** Buffers that are with the device. */
  private readonly lent: Uint8Array;
  /** How much the device may write to each buffer. */
  private readonly capacities: Uint32Array;
  /** Next slot of the available ring, free-running 16 bits; what the device sees of it is `published`. */
  private availableIndex: u32 = 0;
  private published: u32 = 0;
  /** `published` when the device was last told. */
  private notified: u32 = 0;
  private usedIndex: u32 = 0;
  /** Bytes that the device wrote to the buffer that pop() gave. */
  poppedBytes: u32 = 0;
  lentCount: u32 = 0;
  /** The device broke the rules so that the ring can't be trusted any more. */
  broken: boolean = false;
  /** Wrong ids, wrong lengths, impossible indices. */
  errors: u32 = 0;

  constructor(memory: usize, size: u32, eventIndex: boolean) {
    this.size = size;
    this.descriptors = memory;
    this.available = memory + availableOffset(size);
    this.used = memory + usedOffset(size);
    this.eventIndex = eventIndex;
    this.lent = new Uint8Array(size);
    this.capacities = new Uint32Array(size);
  }

  /** Says where buffer `id` lies, for good; `writable`: the device writes to it. */
  setBuffer(id: u32, physical: usize, bytes: u32, writable: boolean): void {
    const at = this.descriptors + DESCRIPTOR_BYTES * id;
    storeSize(at, physical);
    store32(at, bytes, 8);
    store16(at, writable ? FLAG_WRITE : 0, 12);
    store16(at, 0, 14);
    this.capacities[id] = writable ? bytes : 0;
  }

  /** Lends buffer `id` from `offset` bytes on with `bytes` to read: for buffers that the device reads. */
  pushSlice(id: u32, physical: usize, bytes: u32): void {
    "use no-alloc";
    const at = this.descriptors + DESCRIPTOR_BYTES * id;
    storeSize(at, physical);
    store32(at, bytes, 8);
    this.push(id);
  }

  /** Lends buffer `id`; the device sees it after publish(). */
  push(id: u32): void {
    "use no-alloc";
    this.lent[id] = 1;
    this.lentCount = this.lentCount + 1;
    store16(this.available + 4 + 2 * (this.availableIndex & (this.size - 1)), id & 0xffff);
    this.availableIndex = (this.availableIndex + 1) & 0xffff;
  }

  /** Shows the device all pushed buffers. True: it wants to be notified. */
  publish(): boolean {
    "use no-alloc";
    if (this.published === this.availableIndex) return false;
    fenceRelease(); // descriptors and ring entries before the index
    vstore16(this.available + 2, this.availableIndex & 0xffff);
    this.published = this.availableIndex;
    fenceFull(); // our index before its wish: one of both sides sees the other's store
    if (!this.eventIndex) {
      this.notified = this.published;
      return (vload16(this.used) & USED_NO_NOTIFY) === 0;
    }
    // Any number of buffers may have been added since the last notification (VIRTIO 1.2 §2.7.10).
    const event = vload16(this.used + 4 + 8 * this.size);
    const wanted = ((this.published - event - 1) & 0xffff) < ((this.published - this.notified) & 0xffff);
    this.notified = this.published;
    return wanted;
  }

  /** The next buffer that the device gave back (its bytes in `poppedBytes`), or -1: none. */
  pop(): i32 {
    "use no-alloc";
    while (!this.broken) {
      const waiting = (vload16(this.used + 2) - this.usedIndex) & 0xffff;
      if (waiting === 0) return -1;
      if (waiting > this.lentCount) {
        // More than we ever lent: nothing in this ring means anything now.
        this.errors = this.errors + 1;
        this.broken = true;
        return -1;
      }
      fenceAcquire(); // the index before the entry and the buffer's content
      const entry = this.used + 4 + 8 * (this.usedIndex & (this.size - 1));
      const id = vload32(entry);
      const bytes = vload32(entry + 4);
      this.usedIndex = (this.usedIndex + 1) & 0xffff;
      if (id >= this.size || this.lent[id] === 0) {
        this.errors = this.errors + 1; // not ours to take: skip the entry
        continue;
      }
      this.lent[id] = 0;
      this.lentCount = this.lentCount - 1;
      const capacity: u32 = this.capacities[id];
      if (bytes > capacity && capacity !== 0) {
        this.errors = this.errors + 1;
        this.poppedBytes = 0;
      } else this.poppedBytes = bytes;
      return id | 0;
    }
    return -1;
  }

  /** True: pop() would give something. */
  hasUsed(): boolean {
    "use no-alloc";
    return !this.broken && vload16(this.used + 2) !== this.usedIndex;
  }

  /** Asks for an interrupt at the next used buffer. False: there is one already, no interrupt will tell. */
  arm(): boolean {
    "use no-alloc";
    if (this.eventIndex) vstore16(this.available + 4 + 2 * this.size, this.usedIndex & 0xffff);
    else vstore16(this.available, 0);
    fenceFull(); // our wish before its index: otherwise both could miss the other
    return !this.hasUsed();
  }

  /** Wants no interrupts. */
  disarm(): void {
    "use no-alloc";
    if (this.eventIndex) {
      // An event index that the device has just passed comes again only after 65,535 buffers.
      const passed: u16 = (this.usedIndex - 1) & 0xffff;
      vstore16(this.available + 4 + 2 * this.size, passed);
    } else vstore16(this.available, AVAILABLE_NO_INTERRUPT);
  }
}
