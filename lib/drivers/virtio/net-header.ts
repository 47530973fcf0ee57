/**
 * The header before every frame, of virtio and of Linux's tap devices with IFF_VNET_HDR alike.
 *   +0 u8 flags  +1 u8 kind of segmentation  +2 u16 header bytes  +4 u16 segment bytes
 *   +6 u16 checksum start  +8 u16 checksum offset  (+10 u16 number of buffers: merged or VIRTIO 1)
 * @spec VIRTIO 1.2 §5.1.6
 */
import { load8, store16, store8 } from "../../sys/intrinsics.ts";
import type { DeviceFrame } from "../frame.ts";
import type { usize } from "../../sys/types.ts";

export const HEADER_BYTES = 12;
export const LEGACY_HEADER_BYTES = 10;
export const HEADER_BUFFERS = 10;

const NEEDS_CHECKSUM = 1;
const DATA_VALID = 2;
const SEGMENT_NONE = 0;
const SEGMENT_TCP4 = 1;

/** Describes a frame to transmit. */
export function emitHeader(at: usize, frame: DeviceFrame): void {
  const summed = frame.checksumStart !== 0;
  const cut = frame.segmentBytes !== 0;
  store8(at, summed ? NEEDS_CHECKSUM : 0);
  store8(at, cut ? SEGMENT_TCP4 : SEGMENT_NONE, 1);
  store16(at, cut ? frame.headerBytes & 0xffff : 0, 2);
  store16(at, cut ? frame.segmentBytes & 0xffff : 0, 4);
  store16(at, summed ? frame.checksumStart & 0xffff : 0, 6);
  store16(at, summed ? frame.checksumOffset & 0xffff : 0, 8);
  store16(at, 0, 10);
}

/**
 * Whether the transport checksum of a received frame need not be looked at: the device checked it, or the frame
 * never was on a wire and its field holds only the pseudo-header's sum.
 */
export function checksumIsGood(at: usize): boolean {
  return (load8(at) & (NEEDS_CHECKSUM | DATA_VALID)) !== 0;
}
