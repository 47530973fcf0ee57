/**
 * What every way to a virtio device offers (VIRTIO 1.2 §4), and the device-independent part of bringing one up.
 */
import type { u32, u8, usize } from "../../sys/types.ts";

export const DEVICE_NET = 1;
export const DEVICE_ENTROPY = 4;

export const STATUS_ACKNOWLEDGE = 1;
export const STATUS_DRIVER = 2;
export const STATUS_DRIVER_OK = 4;
export const STATUS_FEATURES_OK = 8;
export const STATUS_FAILED = 128;

// Feature bits of every device. Low word and high word.
export const FEATURE_ANY_LAYOUT = 2 ** 27;
export const FEATURE_EVENT_INDEX = 2 ** 29;
export const FEATURE_HIGH_VERSION_1 = 1;

export interface Transport {
  readonly deviceId: u32;
  /** Legacy interface: no FEATURES_OK, queue by page number, own byte order. */
  readonly legacy: boolean;
  status(): u32;
  setStatus(status: u32): void;
  /** Word 0 or 1 of the device's features. */
  features(word: u32): u32;
  acceptFeatures(word: u32, features: u32): void;
  /** Most descriptors of a queue; 0: there is no such queue. */
  queueSizeMax(queue: u32): u32;
  /** Tells the device where a queue's memory is; false: it refuses. */
  enableQueue(queue: u32, size: u32, physical: usize): boolean;
  notify(queue: u32): void;
  configuration8(offset: u32): u8;
  /** Reads and acknowledges the interrupt status: before looking at queues. True: the queues had an interrupt. */
  acknowledge(): boolean;
}

export interface Negotiated { readonly low: u32; readonly high: u32 }

/**
 * Steps 1 to 6 of VIRTIO 1.2 §3.1.1: resets the device and agrees on features. `wanted` are of word 0; `required`
 * ones must be there. A string says what is wrong.
 */
export function negotiate(transport: Transport, wanted: u32, required: u32): Negotiated | string {
  transport.setStatus(0);
  let polls = 0;
  while (transport.status() !== 0) if (++polls > 100_000) return "the device does not finish its reset";
  transport.setStatus(STATUS_ACKNOWLEDGE);
  transport.setStatus(STATUS_ACKNOWLEDGE | STATUS_DRIVER);
  const offered = transport.features(0);
  const low = (offered & wanted) >>> 0;
  if (((low & required) >>> 0) !== (required >>> 0)) return fail(transport, `the device lacks required features (it offers 0x${offered.toString(16)}, needed are 0x${required.toString(16)})`);
  transport.acceptFeatures(0, low);
  if (transport.legacy) return { low, high: 0 };
  if ((transport.features(1) & FEATURE_HIGH_VERSION_1) === 0) return fail(transport, "the device is not a VIRTIO 1 device, though its interface is");
  transport.acceptFeatures(1, FEATURE_HIGH_VERSION_1);
  transport.setStatus(STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK);
  if ((transport.status() & STATUS_FEATURES_OK) === 0) return fail(transport, "the device does not accept the features it offered");
  return { low, high: FEATURE_HIGH_VERSION_1 };
}

/** Step 8: the device may work now. */
export function startDevice(transport: Transport): void {
  transport.setStatus(STATUS_ACKNOWLEDGE | STATUS_DRIVER | (transport.legacy ? 0 : STATUS_FEATURES_OK) | STATUS_DRIVER_OK);
}

export function fail(transport: Transport, reason: string): string {
  transport.setStatus(STATUS_FAILED);
  return reason;
}
