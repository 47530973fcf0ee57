/**
 * Bytes of a stream by sequence number, in blocks of 4 KiB from a common pool: an idle connection holds none,
 * a busy one as many as it has bytes, and all of them together no more than the pool's limit.
 *
 *     slots   [ block ][ block ][ EMPTY ][ block ]     slot of sequence number s: (s >>> 12) & (slots - 1)
 *                 ^low                      ^high      bytes outside of [low, high) mean nothing
 */
import type { u32 } from "../../sys/types.ts";
import { copyBytes } from "../wire/bytes.ts";
import { seqAfter } from "./sequence.ts";

export const BLOCK_BYTES = 4096;
const BLOCK_SHIFT = 12;
/** Free blocks that are kept for reuse, at most. */
const MAX_FREE_BLOCKS = 1024;
const FIRST_SLOTS = 4;

/** Stands for "no block". */
const EMPTY: Uint8Array = new Uint8Array(0);

/** Where all rings of a stack get their blocks. */
export class BlockPool {
  private readonly free: Uint8Array[] = [];
  private readonly limit: u32;
  /** Blocks in rings now. */
  used: u32 = 0;

  constructor(limitBytes: number) {
    this.limit = Math.floor(limitBytes / BLOCK_BYTES);
  }

  /** A block with any content; one without bytes when the limit is reached. */
  take(): Uint8Array {
    if (this.used >= this.limit) return EMPTY;
    this.used++;
    const block = this.free.pop();
    return block === undefined ? new Uint8Array(BLOCK_BYTES) : block;
  }

  give(block: Uint8Array): void {
    this.used--;
    if (this.free.length < MAX_FREE_BLOCKS) this.free.push(block);
  }

  /** Is more than 3/4 of the limit in use? Then windows stop growing. */
  underPressure(): boolean {
    return this.used > this.limit - (this.limit >>> 2);
  }
}

export class BlockRing {
  private readonly pool: BlockPool;
  private slots: Uint8Array[] = [];
  low: u32 = 0;
  high: u32 = 0;

  constructor(pool: BlockPool) {
    this.pool = pool;
  }

  /** Empties the ring; the next byte has sequence number `seq`. */
  reset(seq: u32): void {
    this.clear();
    this.low = seq;
    this.high = seq;
  }

  /** Copies bytes to [seq, seq + count), seq not before `low`; false when the pool has no more blocks (nothing is written). */
  write(seq: u32, bytes: Uint8Array, from: u32, count: u32): boolean {
    const end: u32 = (seq + count) >>> 0;
    if (!this.back(seq, end)) return false;
    let at: u32 = from;
    let position: u32 = seq;
    let left: u32 = count;
    const mask: u32 = this.slots.length - 1;
    while (left > 0) {
      const offset: u32 = position & (BLOCK_BYTES - 1);
      const piece: u32 = left < BLOCK_BYTES - offset ? left : BLOCK_BYTES - offset;
      copyBytes(this.slots[(position >>> BLOCK_SHIFT) & mask], offset, bytes, at, piece);
      at += piece;
      position = (position + piece) >>> 0;
      left -= piece;
    }
    if (seqAfter(end, this.high)) this.high = end;
    return true;
  }

  /** Copies [seq, seq + count), which has been written, to into[at …). */
  read(seq: u32, into: Uint8Array, at: u32, count: u32): void {
    let to: u32 = at;
    let position: u32 = seq;
    let left: u32 = count;
    const mask: u32 = this.slots.length - 1;
    while (left > 0) {
      const offset: u32 = position & (BLOCK_BYTES - 1);
      const piece: u32 = left < BLOCK_BYTES - offset ? left : BLOCK_BYTES - offset;
      copyBytes(into, to, this.slots[(position >>> BLOCK_SHIFT) & mask], offset, piece);
      to += piece;
      position = (position + piece) >>> 0;
      left -= piece;
    }
  }

  /** Gives up the bytes before `seq`. */
  release(seq: u32): void {
    const slots: u32 = this.slots.length;
    if (slots !== 0 && seq !== this.low) {
      const mask: u32 = slots - 1;
      let block: u32 = this.low >>> BLOCK_SHIFT;
      const last: u32 = seq >>> BLOCK_SHIFT;
      while (block !== last) {
        this.drop(block & mask);
        block = (block + 1) & 0xfffff;
      }
      if (seq === this.high) this.drop(last & mask);
    }
    this.low = seq;
    if (seqAfter(seq, this.high)) this.high = seq;
  }

  /** Gives all blocks back. */
  clear(): void {
    for (let i: u32 = 0; i < this.slots.length; i++) this.drop(i);
    this.low = this.high;
  }

  private drop(slot: u32): void {
    const block = this.slots[slot];
    if (block.length === 0) return;
    this.pool.give(block);
    this.slots[slot] = EMPTY;
  }

  /** Sees that every block of [from, to) is there. */
  private back(from: u32, to: u32): boolean {
    const first: u32 = from >>> BLOCK_SHIFT;
    const end: u32 = ((to - 1) >>> 0) >>> BLOCK_SHIFT;
    const lowest: u32 = this.low >>> BLOCK_SHIFT;
    const highest = seqAfter(to, this.high) ? end : ((this.high - 1) >>> 0) >>> BLOCK_SHIFT;
    const span: u32 = ((highest - lowest) & 0xfffff) + 1;
    if (span > this.slots.length) this.grow(span, lowest);
    const mask: u32 = this.slots.length - 1;
    let block: u32 = first;
    for (;;) {
      if (this.slots[block & mask].length === 0) {
        const fresh = this.pool.take();
        if (fresh.length === 0) return false;
        this.slots[block & mask] = fresh;
      }
      if (block === end) return true;
      block = (block + 1) & 0xfffff;
    }
  }

  private grow(span: u32, lowest: u32): void {
    const old = this.slots;
    const before: u32 = old.length;
    let size: u32 = before === 0 ? FIRST_SLOTS : before;
    while (size < span) size *= 2;
    const slots: Uint8Array[] = [];
    for (let i: u32 = 0; i < size; i++) slots.push(EMPTY);
    for (let i: u32 = 0; i < before; i++) {
      const block: u32 = (lowest + i) & 0xfffff;
      slots[block & (size - 1)] = old[block & (before - 1)];
    }
    this.slots = slots;
  }
}
