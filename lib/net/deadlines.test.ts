import assert from "node:assert/strict";
import { test } from "node:test";
import { DeadlineHeap, Timed } from "./deadlines.ts";

class Alarm extends Timed {
  readonly rung: number[];
  constructor(rung: number[]) { super(); this.rung = rung; }
  override expire(now: number): void { this.rung.push(now); }
}

test("DeadlineHeap.remove() lets go of what it held, wherever that was, and the others expire in order", () => {
  for (let removed = 0; removed < 40; removed++) {
    const heap = new DeadlineHeap(), rung: number[] = [];
    const alarms = Array.from({ length: 40 }, () => new Alarm(rung));
    alarms.forEach((alarm, i) => heap.set(alarm, 1 + (i * 17) % 40));
    const gone = alarms[removed]!;
    heap.remove(gone);
    assert.equal(gone.heapAt, -1);
    heap.remove(gone); // twice is once
    const times: number[] = [];
    for (let now = 1; now <= 40; now++) { heap.run(now); if (rung.length > times.length) times.push(now); }
    assert.deepEqual(times, Array.from({ length: 40 }, (_, i) => i + 1).filter((time) => time !== 1 + (removed * 17) % 40));
    assert.equal(heap.next(), Infinity);
  }
});
