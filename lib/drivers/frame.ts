/** A frame of a driver: the contract's view of one buffer of device memory, made once. */
import type { Frame } from "../platform/contract.ts";
import type { u32, usize } from "../sys/types.ts";

export class DeviceFrame implements Frame {
  readonly bytes: Uint8Array;
  start: number = 0;
  end: number = 0;
  checksumGood: boolean = false;
  checksumStart: number = 0;
  checksumOffset: number = 0;
  segmentBytes: number = 0;
  headerBytes: number = 0;
  /** Number of the buffer in its ring. */
  readonly id: u32;
  /** Where bytes[0] is for us and for the device. */
  readonly address: usize;
  readonly physical: usize;
  /** With the stack now: guards against giving it back twice. */
  borrowed: boolean = false;

  constructor(bytes: Uint8Array, id: u32, address: usize, physical: usize) {
    this.bytes = bytes;
    this.id = id;
    this.address = address;
    this.physical = physical;
  }

  /** Nothing to sum, nothing to cut. */
  clearOffloads(): void {
    "use no-alloc";
    this.checksumGood = false;
    this.checksumStart = 0;
    this.checksumOffset = 0;
    this.segmentBytes = 0;
    this.headerBytes = 0;
  }
}
