/**
 * A Linux tap device as a NetPort. Frames carry virtio's header (IFF_VNET_HDR), so that Linux leaves checksums to us
 * and hands over, and takes, TCP segments of up to 64 KiB.
 * @spec Linux Documentation/networking/tuntap.rst, include/uapi/linux/if_tun.h
 */
import { DeviceFrame } from "./frame.ts";
import { viewMemory } from "./device-memory.ts";
import { checksumIsGood, emitHeader, HEADER_BYTES } from "./virtio/net-header.ts";
import type { Frame, NetFeatures, NetPort } from "../platform/contract.ts";
import { EAGAIN, EINTR, SYS_READ, SYS_WRITE } from "../platform/process/linux.ts";
import { setNetWantsOut } from "../platform/process/descriptors.ts";
import { fillMemory, syscall } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";

const MTU = 1500;
const BUFFER_BYTES = 65_664;
const RECEIVE_FRAMES = 16;
const TRANSMIT_FRAMES = 64;

/** Bytes of memory for the port's frames. */
export const TAP_MEMORY_BYTES: usize = (RECEIVE_FRAMES + TRANSMIT_FRAMES) * BUFFER_BYTES;

export class TapPort implements NetPort {
  readonly mac: Uint8Array;
  readonly mtu: number = MTU;
  readonly features: NetFeatures = { txChecksum: true, rxChecksum: true, txSegmentation: true };
  readonly counters = { rxFrames: 0, rxBytes: 0, txFrames: 0, txBytes: 0, rxDropped: 0, txFull: 0, deviceErrors: 0 };
  private readonly descriptor: u32;
  private readonly receiveFrames: DeviceFrame[] = [];
  private readonly transmitFrames: DeviceFrame[] = [];
  private freeReceive: DeviceFrame[] = [];
  private freeTransmit: DeviceFrame[] = [];
  /** Frames to write, oldest first: a ring of TRANSMIT_FRAMES. */
  private readonly waiting: Uint16Array = new Uint16Array(TRANSMIT_FRAMES);
  private waitingHead: u32 = 0;
  private waitingCount: u32 = 0;

  /** `memory` has TAP_MEMORY_BYTES; `descriptor` is the device's, non-blocking. */
  constructor(descriptor: u32, mac: Uint8Array, memory: usize) {
    this.descriptor = descriptor;
    this.mac = mac;
    let at: usize = memory;
    for (let id = 0; id < RECEIVE_FRAMES; id++) {
      this.receiveFrames.push(new DeviceFrame(viewMemory(at, BUFFER_BYTES), id, at, at));
      at += BUFFER_BYTES;
    }
    for (let id = 0; id < TRANSMIT_FRAMES; id++) {
      this.transmitFrames.push(new DeviceFrame(viewMemory(at, BUFFER_BYTES), id, at, at));
      at += BUFFER_BYTES;
    }
    this.freeReceive = this.receiveFrames.slice();
    this.freeTransmit = this.transmitFrames.slice();
  }

  receive(): Frame | undefined {
    const frame = this.freeReceive[this.freeReceive.length - 1];
    if (frame === undefined) return undefined;
    const bytes = syscall(SYS_READ, this.descriptor, frame.address, BUFFER_BYTES);
    if (bytes <= HEADER_BYTES) {
      if (bytes !== EAGAIN && bytes !== EINTR) this.counters.deviceErrors++;
      return undefined;
    }
    this.freeReceive.pop();
    frame.start = HEADER_BYTES;
    frame.end = bytes >>> 0;
    frame.checksumGood = checksumIsGood(frame.address);
    frame.borrowed = true;
    this.counters.rxFrames++;
    this.counters.rxBytes += bytes - HEADER_BYTES;
    return frame;
  }

  recycle(frame: Frame): void { this.freeReceive.push(this.takeBack(frame)); }

  reserve(bytes: number): Frame | undefined {
    if (bytes + HEADER_BYTES > BUFFER_BYTES) return undefined;
    const frame = this.freeTransmit.pop();
    if (frame === undefined) {
      this.counters.txFull++;
      return undefined;
    }
    frame.clearOffloads();
    frame.start = HEADER_BYTES;
    frame.end = HEADER_BYTES;
    frame.borrowed = true;
    return frame;
  }

  transmit(frame: Frame): void {
    const own = this.takeBack(frame);
    this.waiting[(this.waitingHead + this.waitingCount) % TRANSMIT_FRAMES] = own.id;
    this.waitingCount = this.waitingCount + 1;
  }

  cancel(frame: Frame): void { this.freeTransmit.push(this.takeBack(frame)); }

  flush(): void {
    while (this.waitingCount > 0) {
      const frame = this.transmitFrames[this.waiting[this.waitingHead]];
      const header = frame.start - HEADER_BYTES;
      fillMemory(frame.address + header, 0, HEADER_BYTES);
      emitHeader(frame.address + header, frame);
      const written = syscall(SYS_WRITE, this.descriptor, frame.address + header, frame.end - header);
      if (written === EAGAIN || written === EINTR) break;
      if (written < 0) this.counters.deviceErrors++;
      else {
        this.counters.txFrames++;
        this.counters.txBytes += frame.end - frame.start;
      }
      this.waitingHead = (this.waitingHead + 1) % TRANSMIT_FRAMES;
      this.waitingCount = this.waitingCount - 1;
      this.freeTransmit.push(frame);
    }
    setNetWantsOut(this.waitingCount > 0);
  }

  /** ppoll() looks for itself: nothing is missed between here and there. */
  arm(): boolean {
    this.flush();
    return true;
  }

  private takeBack(frame: Frame): DeviceFrame {
    const own = frame as DeviceFrame;
    if (!own.borrowed) throw new Error("a frame was given back twice");
    own.borrowed = false;
    return own;
  }
}
