/**
 * Deadlines of any number of things in a heap. Moving a deadline later costs nothing: the heap keeps the earlier
 * key and looks again when that comes, so `next()` may be earlier than anything that is really due.
 */
import type { i32, u32 } from "../sys/types.ts";

/** Something with one deadline; ms, Infinity: none. */
export abstract class Timed {
  deadline: number = Infinity;
  heapKey: number = Infinity;
  heapAt: i32 = -1;
  /** The deadline has come; it is Infinity again unless this sets a new one. */
  abstract expire(now: number): void;
}

export class DeadlineHeap {
  private readonly heap: Timed[] = [];

  /** Sets when `timed` expires; Infinity: not at all. */
  set(timed: Timed, deadline: number): void {
    timed.deadline = deadline;
    if (deadline === Infinity) return;
    if (timed.heapAt < 0) {
      timed.heapKey = deadline;
      timed.heapAt = this.heap.length;
      this.heap.push(timed);
      this.siftUp(timed.heapAt);
    } else if (deadline < timed.heapKey) {
      timed.heapKey = deadline;
      this.siftUp(timed.heapAt);
    }
  }

  /** Takes `timed` out for good: without a deadline alone it would be kept alive until its key comes. */
  remove(timed: Timed): void {
    timed.deadline = Infinity;
    const at = timed.heapAt;
    if (at < 0) return;
    timed.heapAt = -1;
    timed.heapKey = Infinity;
    const last = this.heap.pop();
    if (last === undefined || last === timed) return;
    this.heap[at] = last;
    last.heapAt = at;
    this.siftDown(at);
    this.siftUp(last.heapAt);
  }

  /** No later than the first deadline. */
  next(): number {
    return this.heap.length === 0 ? Infinity : this.heap[0].heapKey;
  }

  /** Expires what is due. What is set again for now or before waits for the next run. */
  run(now: number): void {
    let count = this.heap.length;
    while (count > 0 && this.heap.length > 0 && this.heap[0].heapKey <= now) {
      count--;
      const timed = this.heap[0];
      if (timed.deadline === Infinity) this.remove(timed);
      else if (timed.deadline > now) {
        timed.heapKey = timed.deadline;
        this.siftDown(0);
      } else {
        this.remove(timed);
        timed.expire(now);
      }
    }
  }

  private siftUp(from: i32): void {
    const timed = this.heap[from];
    let at: i32 = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.heap[parent];
      if (above.heapKey <= timed.heapKey) break;
      this.heap[at] = above;
      above.heapAt = at;
      at = parent;
    }
    this.heap[at] = timed;
    timed.heapAt = at;
  }

  private siftDown(from: i32): void {
    const timed = this.heap[from];
    const count: u32 = this.heap.length;
    let at: i32 = from;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= count) break;
      if (child + 1 < count && this.heap[child + 1].heapKey < this.heap[child].heapKey) child++;
      const below = this.heap[child];
      if (below.heapKey >= timed.heapKey) break;
      this.heap[at] = below;
      below.heapAt = at;
      at = child;
    }
    this.heap[at] = timed;
    timed.heapAt = at;
  }
}
