import assert from "node:assert/strict";
import { test } from "node:test";
import { shim } from "../../sys/shim.ts";
import { PlayedQueue } from "./played-device.ts";
import { SplitQueue, queueBytes } from "./split-queue.ts";

const MEMORY = 0x10000;

function join(size: number, eventIndex: boolean): { queue: SplitQueue; device: PlayedQueue } {
  shim.reset(0x40000);
  const queue = new SplitQueue(MEMORY, size, eventIndex);
  for (let id = 0; id < size; id++) queue.setBuffer(id, 0x20000 + 64 * id, 64, true);
  return { queue, device: new PlayedQueue(MEMORY, size) };
}

test("SplitQueue.pop() gives buffers in the device's order, over many turns of its 16-bit indices", () => {
  const { queue, device } = join(8, true);
  for (let turn = 0; turn < 20_000; turn++) {
    const count = 1 + turn % 8;
    for (let id = 0; id < count; id++) queue.push(id);
    queue.publish();
    const lent = [];
    for (let buffer = device.take(); buffer !== undefined; buffer = device.take()) lent.push(buffer);
    assert.equal(lent.length, count);
    lent.reverse();
    for (const buffer of lent) device.give(buffer.id, buffer.id + 1);
    for (const buffer of lent) {
      assert.equal(queue.pop(), buffer.id);
      assert.equal(queue.poppedBytes, buffer.id + 1);
    }
    assert.equal(queue.pop(), -1);
  }
  assert.equal(queue.errors, 0);
});

test("SplitQueue.publish() notifies a device with event index once for any number of buffers, at any index", () => {
  const { queue, device } = join(64, true);
  let lent = 0;
  for (let turn = 0; turn < 5000; turn++) {
    device.wantNotification();
    const count = 1 + (turn * 7) % 64;
    for (let id = 0; id < count; id++) queue.push(id);
    assert.equal(queue.publish(), true, `turn ${turn}: ${count} buffers`);
    // The device is awake now and doesn't move its event: no more notifications.
    assert.equal(queue.publish(), false);
    for (let buffer = device.take(); buffer !== undefined; buffer = device.take()) device.give(buffer.id, 0);
    while (queue.pop() >= 0) lent++;
  }
  assert.ok(lent > 100_000);
});

test("SplitQueue.publish() leaves a busy device alone", () => {
  const { queue, device } = join(64, true);
  device.wantNotification();
  queue.push(0);
  assert.equal(queue.publish(), true);
  for (let id = 1; id < 64; id++) {
    queue.push(id);
    assert.equal(queue.publish(), false);
  }
});

test("SplitQueue.arm() asks for the next buffer and says when one is there already", () => {
  const { queue, device } = join(8, true);
  for (let id = 0; id < 4; id++) queue.push(id);
  queue.publish();
  queue.disarm();
  assert.equal(device.give(0, 1), false);
  assert.equal(queue.arm(), false);
  assert.equal(queue.pop(), 0);
  assert.equal(queue.arm(), true);
  assert.equal(device.give(1, 1), true);
  assert.equal(queue.arm(), false);
});

test("SplitQueue.pop() skips an id that was not lent, and one that comes back twice", () => {
  const { queue, device } = join(8, false);
  for (let id = 0; id < 4; id++) queue.push(id);
  queue.publish();
  device.give(7, 1);
  device.give(0xffff_ffff, 1);
  device.give(2, 1);
  assert.equal(queue.pop(), 2);
  assert.equal(queue.errors, 2);
  device.give(2, 1);
  assert.equal(queue.pop(), -1);
  assert.equal(queue.errors, 3);
});

test("SplitQueue.pop() gives no bytes when the device claims more than the buffer holds", () => {
  const { queue, device } = join(8, false);
  queue.push(3);
  queue.publish();
  device.give(3, 65);
  assert.equal(queue.pop(), 3);
  assert.equal(queue.poppedBytes, 0);
  assert.equal(queue.errors, 1);
});

test("SplitQueue.pop() stops for good when the used index runs past everything lent", () => {
  const { queue, device } = join(8, false);
  queue.push(0);
  queue.publish();
  device.setUsedIndex(2);
  assert.equal(queue.pop(), -1);
  assert.ok(queue.broken);
  assert.equal(queue.hasUsed(), false);
});

test("SplitQueue survives a device that writes anything anywhere", () => {
  let seed = 12345;
  const random = (below: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % below; };
  for (let round = 0; round < 300; round++) {
    const { queue, device } = join(16, round % 2 === 0);
    const free = new Set(Array.from({ length: 16 }, (_, id) => id));
    for (let step = 0; step < 60; step++) {
      for (const id of free) { if (random(3) > 0) { queue.push(id); free.delete(id); } }
      queue.publish();
      if (random(20) === 0) device.setUsedIndex(random(0x10000));
      else device.give(random(4) === 0 ? random(0x10000) : random(16), random(100));
      for (let id = queue.pop(); id >= 0; id = queue.pop()) {
        assert.ok(id < 16 && !free.has(id), "a buffer that was with the device");
        assert.ok(queue.poppedBytes <= 64);
        free.add(id);
      }
      queue.arm();
    }
  }
});

test("queueBytes() is whole pages with the used ring on its own", () => {
  assert.equal(queueBytes(8), 8192);
  assert.equal(queueBytes(256), 12288);
});
