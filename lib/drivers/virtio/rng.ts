/**
 * The host's source of randomness. Polled: it is asked seldom and answers at once.
 * @spec VIRTIO 1.2 §5.4
 */
import type { DeviceMemory } from "../device-memory.ts";
import { SplitQueue, queueBytes } from "./split-queue.ts";
import { FEATURE_ANY_LAYOUT, negotiate, startDevice } from "./transport.ts";
import type { Transport } from "./transport.ts";
import { cpuPause, load8, store8 } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const QUEUE = 0;
const QUEUE_SIZE = 8;
const BUFFER_BYTES = 256;
const PATIENCE = 10_000_000;

/** Bytes of device memory that the driver needs. */
export function entropyMemoryBytes(): usize { return queueBytes(QUEUE_SIZE) + BUFFER_BYTES; }

export class EntropyDevice {
  private readonly transport: Transport;
  private readonly queue: SplitQueue;
  private readonly buffer: usize;

  constructor(transport: Transport, queue: SplitQueue, buffer: usize) {
    this.transport = transport;
    this.queue = queue;
    this.buffer = buffer;
  }

  /** Random bytes to [address, address + bytes), bytes <= 256; how many came, 0: the host has none. */
  read(address: usize, bytes: usize): u32 {
    this.queue.push(0);
    if (this.queue.publish()) this.transport.notify(QUEUE);
    for (let polls = 0; polls < PATIENCE && !this.queue.hasUsed(); polls++) cpuPause();
    this.transport.acknowledge();
    if (this.queue.pop() < 0) return 0;
    const count = Math.min(this.queue.poppedBytes, bytes);
    for (let i = 0; i < count; i++) {
      store8(address + i, load8(this.buffer, i));
      store8(this.buffer, 0, i);
    }
    return count;
  }
}

/** Brings the device up; a string says why not. */
export function openEntropy(transport: Transport, memory: DeviceMemory): EntropyDevice | string {
  const agreed = negotiate(transport, FEATURE_ANY_LAYOUT, 0);
  if (typeof agreed === "string") return agreed;
  if (transport.queueSizeMax(QUEUE) < QUEUE_SIZE) return "the device has no queue";
  const queue = new SplitQueue(memory.address, QUEUE_SIZE, false);
  const rings = queueBytes(QUEUE_SIZE);
  queue.setBuffer(0, memory.physical + rings, BUFFER_BYTES, true);
  if (!transport.enableQueue(QUEUE, QUEUE_SIZE, memory.physical)) return "the device refuses its queue";
  queue.disarm();
  startDevice(transport);
  return new EntropyDevice(transport, queue, memory.address + rings);
}
