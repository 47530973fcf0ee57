/** A frame of a driver: the contract's view of one buffer of device memory, made once. */
import { Frame } from "../platform/contract.ts";
import type { u32, usize } from "../sys/types.ts";

export class DeviceFrame extends Frame {
  /** Number of the buffer in its ring. */
  readonly id: u32;
  /** Where bytes[0] is for us and for the device. */
  readonly address: usize;
  readonly physical: usize;
  /** With the stack now: guards against giving it back twice. */
  borrowed: boolean = false;

  constructor(bytes: Uint8Array, id: u32, address: usize, physical: usize) {
    super(bytes);
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
