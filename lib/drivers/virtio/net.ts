/**
 * The virtio network device as a NetPort: one receive and one transmit queue, buffers made once.
 *
 * With enough memory the device may hand over TCP segments it merged (up to 64 KiB in one buffer) and cuts ours;
 * with little memory buffers are 2 KiB and frames as on the wire. A frame that a device spreads over several
 * buffers (it needn't) is put together by copying.
 *
 * @spec VIRTIO 1.2 §5.1
 */
import { DeviceFrame } from "../frame.ts";
import { checksumIsGood, emitHeader, HEADER_BUFFERS, HEADER_BYTES, LEGACY_HEADER_BYTES } from "./net-header.ts";
import { SplitQueue, queueBytes } from "./split-queue.ts";
import { FEATURE_ANY_LAYOUT, FEATURE_EVENT_INDEX, negotiate, startDevice } from "./transport.ts";
import type { DeviceMemory } from "../device-memory.ts";
import type { Transport } from "./transport.ts";
import type { Frame, NetFeatures, NetPort } from "../../platform/contract.ts";
import { copyMemory, load16 } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const FEATURE_CHECKSUM = 1 << 0;
const FEATURE_GUEST_CHECKSUM = 1 << 1;
const FEATURE_MAC = 1 << 5;
const FEATURE_GUEST_TSO4 = 1 << 7;
const FEATURE_HOST_TSO4 = 1 << 11;
const FEATURE_MERGE = 1 << 15;

const RECEIVE_QUEUE = 0;
const TRANSMIT_QUEUE = 1;
const QUEUE_SIZE_MAX = 256;
const MAC_BYTES = 6;
const MTU = 1500;

const SMALL_BYTES = 2048;
/** Largest frame of merged or uncut TCP: Ethernet header and an IP datagram, with our header, in whole cache lines. */
const LARGE_BYTES = 65_664;
/** From this much memory on, buffers for whole super-segments are worth their place. */
const MEMORY_BYTES_LARGE = 24 * 1024 * 1024;

/** How many buffers of which size. */
export interface NetPlan {
  readonly receiveBuffers: u32;
  readonly receiveBytes: u32;
  readonly smallTransmits: u32;
  readonly largeTransmits: u32;
}

/** A plan for a machine with this much free memory. */
export function planNet(memoryBytes: usize): NetPlan {
  if (memoryBytes >= MEMORY_BYTES_LARGE) return { receiveBuffers: 64, receiveBytes: LARGE_BYTES, smallTransmits: 224, largeTransmits: 32 };
  const few = memoryBytes < 4 * 1024 * 1024;
  return { receiveBuffers: few ? 32 : 128, receiveBytes: SMALL_BYTES, smallTransmits: few ? 32 : 128, largeTransmits: 0 };
}

/** Bytes of device memory for a plan. */
export function netMemoryBytes(plan: NetPlan): usize {
  const buffers = plan.receiveBuffers * plan.receiveBytes + plan.smallTransmits * SMALL_BYTES + plan.largeTransmits * LARGE_BYTES;
  return 2 * queueBytes(QUEUE_SIZE_MAX) + buffers + (plan.receiveBytes === LARGE_BYTES ? 0 : SMALL_BYTES);
}

/** What the port needs of the interrupt that tells about frames. */
export interface FrameInterrupt {
  /** Forgets what was raised so far; called before the device's status is read. */
  clear(): void;
}

/** Brings the device up; a string says why not. `memory` has netMemoryBytes(plan), zeroed. */
export function openVirtioNet(transport: Transport, memory: DeviceMemory, plan: NetPlan, interrupt: FrameInterrupt): VirtioNet | string {
  const large = plan.receiveBytes === LARGE_BYTES;
  const offloads = FEATURE_CHECKSUM | FEATURE_GUEST_CHECKSUM | (large ? FEATURE_GUEST_TSO4 | FEATURE_HOST_TSO4 : 0);
  const agreed = negotiate(transport, (FEATURE_ANY_LAYOUT | FEATURE_EVENT_INDEX | FEATURE_MAC | FEATURE_MERGE | offloads) >>> 0, FEATURE_MAC | (transport.legacy ? FEATURE_ANY_LAYOUT : 0));
  if (typeof agreed === "string") return agreed;
  const receiveSize = Math.min(transport.queueSizeMax(RECEIVE_QUEUE), QUEUE_SIZE_MAX);
  const transmitSize = Math.min(transport.queueSizeMax(TRANSMIT_QUEUE), QUEUE_SIZE_MAX);
  if (receiveSize < plan.receiveBuffers || transmitSize < plan.smallTransmits + plan.largeTransmits) return "the device's queues are too short";
  const eventIndex = (agreed.low & FEATURE_EVENT_INDEX) !== 0;
  const ringBytes = queueBytes(QUEUE_SIZE_MAX);
  const receive = new SplitQueue(memory.address, receiveSize, eventIndex);
  const transmit = new SplitQueue(memory.address + ringBytes, transmitSize, eventIndex);
  const port = new VirtioNet(transport, receive, transmit, memory.slice(2 * ringBytes, memory.bytes - 2 * ringBytes), plan, agreed.low, interrupt);
  if (!transport.enableQueue(RECEIVE_QUEUE, receiveSize, memory.physical) || !transport.enableQueue(TRANSMIT_QUEUE, transmitSize, memory.physical + ringBytes)) return "the device refuses its queues";
  startDevice(transport);
  port.flush();
  return port;
}

export class VirtioNet implements NetPort {
  readonly mac: Uint8Array;
  readonly mtu: number = MTU;
  readonly features: NetFeatures;
  readonly counters = { rxFrames: 0, rxBytes: 0, txFrames: 0, txBytes: 0, rxDropped: 0, txFull: 0, deviceErrors: 0 };
  private readonly transport: Transport;
  private readonly receiveQueue: SplitQueue;
  private readonly transmitQueue: SplitQueue;
  private readonly interrupt: FrameInterrupt;
  /** Bytes of the header that the device puts before a frame. */
  private readonly headerBytes: u32;
  private readonly merges: boolean;
  private readonly receiveFrames: DeviceFrame[] = [];
  private readonly transmitFrames: DeviceFrame[] = [];
  /** Free transmit frames by number, as stacks. */
  private readonly freeSmall: Uint16Array;
  private readonly freeLarge: Uint16Array;
  private smallCount: u32 = 0;
  private largeCount: u32 = 0;
  private readonly smallTransmits: u32;
  /** Puts frames of several buffers together; undefined while the stack has it, or when there is no need for one. */
  private readonly assembly: DeviceFrame;
  /** A reserve() found nothing: transmit interrupts are wanted. */
  private starved: boolean = false;

  constructor(transport: Transport, receiveQueue: SplitQueue, transmitQueue: SplitQueue, memory: DeviceMemory, plan: NetPlan, features: u32, interrupt: FrameInterrupt) {
    this.transport = transport;
    this.receiveQueue = receiveQueue;
    this.transmitQueue = transmitQueue;
    this.interrupt = interrupt;
    this.merges = (features & FEATURE_MERGE) !== 0;
    this.headerBytes = this.merges || !transport.legacy ? HEADER_BYTES : LEGACY_HEADER_BYTES;
    this.features = {
      txChecksum: (features & FEATURE_CHECKSUM) !== 0,
      rxChecksum: (features & FEATURE_GUEST_CHECKSUM) !== 0,
      txSegmentation: (features & FEATURE_HOST_TSO4) !== 0,
    };
    this.mac = new Uint8Array(MAC_BYTES);
    for (let i = 0; i < MAC_BYTES; i++) this.mac[i] = transport.configuration8(i);
    this.smallTransmits = plan.smallTransmits;
    this.freeSmall = new Uint16Array(plan.smallTransmits);
    this.freeLarge = new Uint16Array(plan.largeTransmits);

    let offset: usize = 0;
    for (let id = 0; id < plan.receiveBuffers; id++) {
      const frame = makeFrame(memory, offset, plan.receiveBytes, id);
      this.receiveFrames.push(frame);
      receiveQueue.setBuffer(id, frame.physical, plan.receiveBytes, true);
      receiveQueue.push(id);
      offset += plan.receiveBytes;
    }
    for (let id = 0; id < plan.smallTransmits + plan.largeTransmits; id++) {
      const bytes = id < plan.smallTransmits ? SMALL_BYTES : LARGE_BYTES;
      const frame = makeFrame(memory, offset, bytes, id);
      this.transmitFrames.push(frame);
      transmitQueue.setBuffer(id, frame.physical, bytes, false);
      this.release(frame);
      offset += bytes;
    }
    // A device that merges into 2 KiB buffers makes frames up to the MTU only: they fit one more small buffer.
    const spare = memory.bytes - offset >= SMALL_BYTES ? SMALL_BYTES : 0;
    this.assembly = makeFrame(memory, offset, spare, plan.receiveBuffers);
    transmitQueue.disarm();
    receiveQueue.disarm();
  }

  receive(): Frame | undefined {
    for (let id = this.receiveQueue.pop(); id >= 0; id = this.receiveQueue.pop()) {
      const frame = this.receiveFrames[id];
      const bytes: u32 = this.receiveQueue.poppedBytes;
      if (bytes <= this.headerBytes) {
        this.counters.deviceErrors++;
        this.receiveQueue.push(frame.id);
        continue;
      }
      const buffers: u32 = this.merges ? load16(frame.address, HEADER_BUFFERS) : 1;
      if (buffers > 1) {
        const whole = this.assemble(frame, bytes, buffers);
        if (whole !== undefined) return whole;
        continue;
      }
      frame.start = this.headerBytes;
      frame.end = bytes;
      frame.checksumGood = checksumIsGood(frame.address);
      return this.lend(frame);
    }
    return undefined;
  }

  recycle(frame: Frame): void {
    const own = this.takeBack(frame);
    if (own !== this.assembly) this.receiveQueue.push(own.id);
  }

  reserve(bytes: number): Frame | undefined {
    const needed = bytes + this.headerBytes;
    if (this.smallCount === 0 || this.largeCount === 0) this.reclaim();
    let id: u32 = 0;
    if (needed <= SMALL_BYTES && this.smallCount > 0) {
      this.smallCount = this.smallCount - 1;
      id = this.freeSmall[this.smallCount];
    } else if (needed <= LARGE_BYTES && this.largeCount > 0) {
      this.largeCount = this.largeCount - 1;
      id = this.freeLarge[this.largeCount];
    } else {
      this.starved = true;
      this.counters.txFull++;
      return undefined;
    }
    const frame = this.transmitFrames[id];
    frame.clearOffloads();
    frame.start = this.headerBytes;
    frame.end = this.headerBytes;
    frame.borrowed = true;
    return frame;
  }

  transmit(frame: Frame): void {
    const own = this.takeBack(frame);
    const header = own.start - this.headerBytes;
    emitHeader(own.address + header, own);
    this.transmitQueue.pushSlice(own.id, own.physical + header, own.end - header);
    this.counters.txFrames++;
    this.counters.txBytes += own.end - own.start;
  }

  cancel(frame: Frame): void {
    this.release(this.takeBack(frame));
  }

  flush(): void {
    if (this.receiveQueue.publish()) this.transport.notify(RECEIVE_QUEUE);
    if (this.transmitQueue.publish()) this.transport.notify(TRANSMIT_QUEUE);
  }

  arm(): boolean {
    this.interrupt.clear();
    this.transport.acknowledge();
    this.flush();
    const quiet = this.receiveQueue.arm();
    if (!this.starved) return quiet;
    // Somebody waits for room: the device tells about the next sent frame, and if one is sent already, we go on.
    this.starved = false;
    return this.transmitQueue.arm() && quiet;
  }

  private lend(frame: DeviceFrame): Frame {
    frame.borrowed = true;
    this.counters.rxFrames++;
    this.counters.rxBytes += frame.end - frame.start;
    return frame;
  }

  /** Checks that a frame is one that the stack has. */
  private takeBack(frame: Frame): DeviceFrame {
    const own = frame as DeviceFrame;
    if (!own.borrowed) throw new Error("a frame was given back twice");
    own.borrowed = false;
    return own;
  }

  /** Collects sent frames. */
  private reclaim(): void {
    for (let id = this.transmitQueue.pop(); id >= 0; id = this.transmitQueue.pop()) this.release(this.transmitFrames[id]);
  }

  private release(frame: DeviceFrame): void {
    if (frame.id < this.smallTransmits) {
      this.freeSmall[this.smallCount] = frame.id;
      this.smallCount = this.smallCount + 1;
    } else {
      this.freeLarge[this.largeCount] = frame.id;
      this.largeCount = this.largeCount + 1;
    }
  }

  /** Copies a frame of several buffers together; undefined: it is dropped, all its buffers are back with the device. */
  private assemble(first: DeviceFrame, firstBytes: u32, buffers: u32): Frame | undefined {
    const whole = this.assembly;
    const room: u32 = whole.bytes.length;
    let end: u32 = firstBytes;
    let fits = !whole.borrowed && firstBytes <= room;
    if (fits) copyMemory(whole.address, first.address, firstBytes);
    this.receiveQueue.push(first.id);
    for (let i: u32 = 1; i < buffers; i = i + 1) {
      const id = this.receiveQueue.pop();
      if (id < 0) { // promised, but not there (VIRTIO 1.2 §5.1.6.4: all of a frame comes at once)
        this.counters.deviceErrors++;
        return undefined;
      }
      const bytes: u32 = this.receiveQueue.poppedBytes;
      fits = fits && end + bytes <= room;
      if (fits) copyMemory(whole.address + end, this.receiveFrames[id].address, bytes);
      end = end + bytes;
      this.receiveQueue.push(this.receiveFrames[id].id);
    }
    if (!fits) {
      this.counters.rxDropped++;
      return undefined;
    }
    whole.start = this.headerBytes;
    whole.end = end;
    whole.checksumGood = checksumIsGood(whole.address);
    return this.lend(whole);
  }
}

function makeFrame(memory: DeviceMemory, offset: usize, bytes: u32, id: u32): DeviceFrame {
  return new DeviceFrame(memory.view(offset, bytes), id, memory.address + offset, memory.physical + offset);
}
