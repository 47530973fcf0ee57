import assert from "node:assert/strict";
import { test } from "node:test";
import { shim } from "../../sys/shim.ts";
import { load16, load8, store16, store8 } from "../../sys/intrinsics.ts";
import { DeviceMemory } from "../device-memory.ts";
import { netMemoryBytes, openVirtioNet, planNet } from "./net.ts";
import type { NetPlan, VirtioNet } from "./net.ts";
import { PlayedQueue, PlayedTransport } from "./played-device.ts";
import { queueBytes } from "./split-queue.ts";
import { DEVICE_NET } from "./transport.ts";
import type { Frame } from "../../platform/contract.ts";

const MEMORY = 0x10000;
/** The device sees memory elsewhere: mistakes between the two addresses show. */
const SHIFT = 0x1000_0000;
const ALL = 0xffff_ffff;

interface Joined { port: VirtioNet; transport: PlayedTransport; receive: PlayedQueue; transmit: PlayedQueue; cleared: () => number }

function joinPort(plan: NetPlan, features = ALL, legacy = false): Joined {
  const bytes = netMemoryBytes(plan);
  shim.reset(MEMORY + bytes + 0x1000);
  const transport = new PlayedTransport(DEVICE_NET, legacy, [features >>> 0, 1], 256);
  let cleared = 0;
  const port = openVirtioNet(transport, new DeviceMemory(MEMORY, MEMORY + SHIFT, bytes), plan, { clear: () => { cleared++; } });
  if (typeof port === "string") throw new Error(port);
  return { port, transport, receive: new PlayedQueue(MEMORY, 256, SHIFT), transmit: new PlayedQueue(MEMORY + queueBytes(256), 256, SHIFT), cleared: () => cleared };
}

const SMALL = planNet(8 * 1024 * 1024);
const LARGE = planNet(64 * 1024 * 1024);

function deliver(queue: PlayedQueue, payload: readonly number[], flags = 0, buffers = 1): void {
  const buffer = queue.take();
  assert.ok(buffer !== undefined);
  for (let i = 0; i < 12; i++) store8(buffer.address, 0, i);
  store8(buffer.address, flags);
  store16(buffer.address, buffers, 10);
  payload.forEach((byte, i) => store8(buffer.address, byte, 12 + i));
  queue.give(buffer.id, 12 + payload.length);
}

test("VirtioNet lends all receive buffers at the start and tells the device", () => {
  const { receive, transport, port } = joinPort(LARGE);
  let count = 0;
  for (let buffer = receive.take(); buffer !== undefined; buffer = receive.take()) {
    assert.ok(buffer.writable);
    assert.equal(buffer.bytes, 65_664);
    count++;
  }
  assert.equal(count, 64);
  assert.deepEqual(transport.notifications, [0]);
  assert.deepEqual([...port.mac], [0x52, 0x54, 0, 0x12, 0x34, 0x56]);
  assert.deepEqual(port.features, { txChecksum: true, rxChecksum: true, txSegmentation: true });
});

test("VirtioNet asks only for features that it has code for", () => {
  const { transport } = joinPort(SMALL);
  assert.equal(transport.accepted[0], (2 ** 29 + 2 ** 27 + (1 << 15) + (1 << 5) + 3) >>> 0);
  assert.equal(transport.accepted[1], 1);
});

test("VirtioNet.receive() gives frames without the header, and lends the buffer again after recycle()", () => {
  const { port, receive } = joinPort(SMALL);
  for (let round = 0; round < 1000; round++) {
    deliver(receive, [1, 2, round & 0xff], round % 2);
    const frame = port.receive();
    assert.ok(frame !== undefined);
    assert.deepEqual([...frame.bytes.subarray(frame.start, frame.end)], [1, 2, round & 0xff]);
    assert.equal(frame.checksumGood, round % 2 === 1);
    assert.equal(port.receive(), undefined);
    port.recycle(frame);
    port.flush();
  }
  assert.equal(port.counters.rxFrames, 1000);
  assert.equal(port.counters.rxBytes, 3000);
});

test("VirtioNet.receive() puts a frame of several buffers together", () => {
  const { port, receive } = joinPort(SMALL);
  deliver(receive, [1, 2, 3], 0, 3);
  for (const rest of [[4, 5], [6]]) {
    const buffer = receive.take();
    assert.ok(buffer !== undefined);
    rest.forEach((byte, i) => store8(buffer.address, byte, i));
    receive.give(buffer.id, rest.length);
  }
  const frame = port.receive();
  assert.ok(frame !== undefined);
  assert.deepEqual([...frame.bytes.subarray(frame.start, frame.end)], [1, 2, 3, 4, 5, 6]);
  // A second one while the stack has the first: dropped and counted, buffers come back.
  deliver(receive, [1], 0, 2);
  const more = receive.take();
  assert.ok(more !== undefined);
  receive.give(more.id, 1);
  assert.equal(port.receive(), undefined);
  assert.equal(port.counters.rxDropped, 1);
  port.recycle(frame);
  deliver(receive, [9]);
  assert.ok(port.receive() !== undefined);
});

test("VirtioNet.receive() counts frames that are shorter than their header, and promised buffers that don't come", () => {
  const { port, receive } = joinPort(SMALL);
  const buffer = receive.take();
  assert.ok(buffer !== undefined);
  receive.give(buffer.id, 5);
  deliver(receive, [1], 0, 9);
  assert.equal(port.receive(), undefined);
  assert.equal(port.counters.deviceErrors, 2);
});

test("VirtioNet.transmit() writes the header, and reclaims frames when it runs out of them", () => {
  const { port, transmit } = joinPort(SMALL);
  for (let round = 0; round < 2000; round++) {
    const frame = port.reserve(60);
    assert.ok(frame !== undefined, `round ${round}`);
    for (let i = 0; i < 60; i++) frame.bytes[frame.start + i] = i;
    frame.end = frame.start + 60;
    frame.checksumStart = 34;
    frame.checksumOffset = 16;
    port.transmit(frame);
    port.flush();
    const sent = transmit.take();
    assert.ok(sent !== undefined);
    assert.equal(sent.bytes, 72);
    assert.equal(load8(sent.address), 1);
    assert.equal(load16(sent.address, 6), 34);
    assert.equal(load16(sent.address, 8), 16);
    assert.equal(load8(sent.address, 12 + 59), 59);
    transmit.give(sent.id, 0);
  }
});

test("VirtioNet.transmit() describes super-segments", () => {
  const { port, transmit } = joinPort(LARGE);
  const frame = port.reserve(60_000);
  assert.ok(frame !== undefined);
  frame.end = frame.start + 60_000;
  frame.checksumStart = 34;
  frame.checksumOffset = 16;
  frame.segmentBytes = 1448;
  frame.headerBytes = 66;
  port.transmit(frame);
  port.flush();
  const sent = transmit.take();
  assert.ok(sent !== undefined);
  assert.equal(load8(sent.address, 1), 1);
  assert.equal(load16(sent.address, 2), 66);
  assert.equal(load16(sent.address, 4), 1448);
});

test("VirtioNet.reserve() gives undefined when all frames are with the device, and arm() then waits for one", () => {
  const { port, transmit, receive } = joinPort(SMALL);
  const plan = SMALL.smallTransmits;
  for (let i = 0; i < plan; i++) {
    const frame = port.reserve(10);
    assert.ok(frame !== undefined);
    frame.end = frame.start + 10;
    port.transmit(frame);
  }
  assert.equal(port.reserve(10), undefined);
  assert.equal(port.counters.txFull, 1);
  assert.equal(port.arm(), true);
  const sent = transmit.take();
  assert.ok(sent !== undefined);
  assert.equal(transmit.give(sent.id, 0), true, "the interrupt was asked for");
  assert.ok(port.reserve(10) !== undefined);
  deliver(receive, [1]);
  assert.equal(port.arm(), false, "a frame is there: no sleep");
});

test("VirtioNet refuses a frame that comes back twice", () => {
  const { port } = joinPort(SMALL);
  const frame = port.reserve(10) as Frame;
  port.cancel(frame);
  assert.throws(() => { port.cancel(frame); }, /twice/);
});

test("VirtioNet on a legacy device without merging uses the short header", () => {
  const { port, receive } = joinPort(SMALL, (ALL & ~(1 << 15)) >>> 0, true);
  const buffer = receive.take();
  assert.ok(buffer !== undefined);
  for (let i = 0; i < 10; i++) store8(buffer.address, 0, i);
  store8(buffer.address, 77, 10);
  receive.give(buffer.id, 11);
  const frame = port.receive();
  assert.ok(frame !== undefined);
  assert.deepEqual([...frame.bytes.subarray(frame.start, frame.end)], [77]);
});
