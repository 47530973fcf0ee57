/**
 * Virtio over memory-mapped registers, version 2 and the legacy version 1 (QEMU's default).
 * @spec VIRTIO 1.2 §4.2.2, §4.2.4
 */
import { read32, ro, rw, wo, write32, writeAddress } from "../registers.ts";
import { availableOffset, usedOffset } from "./split-queue.ts";
import type { Transport } from "./transport.ts";
import { vload8 } from "../../sys/intrinsics.ts";
import type { u32, u8, usize } from "../../sys/types.ts";

const Mmio = {
  MagicValue: ro(0x000), // "virt", little-endian
  Version: ro(0x004), // 1 legacy, 2 modern
  DeviceId: ro(0x008), // 0: an empty slot
  DeviceFeatures: ro(0x010),
  DeviceFeaturesSel: wo(0x014),
  DriverFeatures: wo(0x020),
  DriverFeaturesSel: wo(0x024),
  GuestPageSize: wo(0x028), // legacy
  QueueSel: wo(0x030),
  QueueNumMax: ro(0x034),
  QueueNum: wo(0x038),
  QueueAlign: wo(0x03c), // legacy
  QueuePfn: rw(0x040), // legacy: page number of the queue's memory
  QueueReady: rw(0x044),
  QueueNotify: wo(0x050), // value: queue index
  InterruptStatus: ro(0x060),
  InterruptAck: wo(0x064),
  Status: rw(0x070), // writing 0 resets the device
  QueueDescLow: wo(0x080),
  QueueDescHigh: wo(0x084),
  QueueDriverLow: wo(0x090),
  QueueDriverHigh: wo(0x094),
  QueueDeviceLow: wo(0x0a0),
  QueueDeviceHigh: wo(0x0a4),
} as const;
const CONFIGURATION = 0x100;
const MAGIC = 0x7472_6976;
const PAGE_BYTES = 4096;
const USED_BUFFER = 1;

/** The device at `base`, or undefined: an empty slot or no virtio at all. */
export function openMmio(base: usize): MmioTransport | undefined {
  if (read32(base, Mmio.MagicValue) !== MAGIC) return undefined;
  const version = read32(base, Mmio.Version);
  const deviceId = read32(base, Mmio.DeviceId);
  if (deviceId === 0 || (version !== 1 && version !== 2)) return undefined;
  return new MmioTransport(base, deviceId, version === 1);
}

export class MmioTransport implements Transport {
  readonly deviceId: u32;
  readonly legacy: boolean;
  private readonly base: usize;

  constructor(base: usize, deviceId: u32, legacy: boolean) {
    this.base = base;
    this.deviceId = deviceId;
    this.legacy = legacy;
  }

  status(): u32 { return read32(this.base, Mmio.Status); }

  setStatus(status: u32): void {
    write32(this.base, Mmio.Status, status);
    if (status === 0 && this.legacy) write32(this.base, Mmio.GuestPageSize, PAGE_BYTES);
  }

  features(word: u32): u32 {
    write32(this.base, Mmio.DeviceFeaturesSel, word);
    return read32(this.base, Mmio.DeviceFeatures);
  }

  acceptFeatures(word: u32, features: u32): void {
    write32(this.base, Mmio.DriverFeaturesSel, word);
    write32(this.base, Mmio.DriverFeatures, features);
  }

  queueSizeMax(queue: u32): u32 {
    write32(this.base, Mmio.QueueSel, queue);
    return read32(this.base, Mmio.QueueNumMax);
  }

  enableQueue(queue: u32, size: u32, physical: usize): boolean {
    write32(this.base, Mmio.QueueSel, queue);
    write32(this.base, Mmio.QueueNum, size);
    if (this.legacy) {
      write32(this.base, Mmio.QueueAlign, PAGE_BYTES);
      write32(this.base, Mmio.QueuePfn, Math.floor(physical / PAGE_BYTES));
      return read32(this.base, Mmio.QueuePfn) !== 0;
    }
    writeAddress(this.base, Mmio.QueueDescLow, Mmio.QueueDescHigh, physical);
    writeAddress(this.base, Mmio.QueueDriverLow, Mmio.QueueDriverHigh, physical + availableOffset(size));
    writeAddress(this.base, Mmio.QueueDeviceLow, Mmio.QueueDeviceHigh, physical + usedOffset(size));
    write32(this.base, Mmio.QueueReady, 1);
    return read32(this.base, Mmio.QueueReady) === 1;
  }

  notify(queue: u32): void {
    write32(this.base, Mmio.QueueNotify, queue);
  }

  configuration8(offset: u32): u8 { return vload8(this.base + CONFIGURATION + offset); }

  acknowledge(): boolean {
    const status = read32(this.base, Mmio.InterruptStatus);
    if (status !== 0) write32(this.base, Mmio.InterruptAck, status);
    return (status & USED_BUFFER) !== 0;
  }
}
