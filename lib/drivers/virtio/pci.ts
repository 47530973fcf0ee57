/**
 * Virtio over PCI with the modern interface, which transitional devices (ids 0x1000 to 0x103f) have as well.
 * Queue interrupts are message 0 of MSI-X; a configuration change interrupts nobody.
 * @spec VIRTIO 1.2 §4.1.4
 */
import { PciFunction, findFunctions } from "../pci.ts";
import { read16, read32, read8, ro, rw, wo, write16, write32, write8, writeAddress } from "../registers.ts";
import { availableOffset, usedOffset } from "./split-queue.ts";
import type { Transport } from "./transport.ts";
import { vload8, vstore16 } from "../../sys/intrinsics.ts";
import type { u32, u8, usize } from "../../sys/types.ts";

const VENDOR = 0x1af4;
const FIRST_TRANSITIONAL = 0x1000;
const LAST_TRANSITIONAL = 0x103f;
const FIRST_MODERN = 0x1040;
const LAST_MODERN = 0x107f;

const CAPABILITY_VENDOR = 0x09;
const TYPE_COMMON = 1;
const TYPE_NOTIFY = 2;
const TYPE_ISR = 3;
const TYPE_DEVICE = 4;

const Common = {
  DeviceFeatureSelect: rw(0x00),
  DeviceFeature: ro(0x04),
  DriverFeatureSelect: rw(0x08),
  DriverFeature: wo(0x0c),
  ConfigMsixVector: rw(0x10),
  DeviceStatus: rw(0x14), // writing 0 resets the device
  QueueSelect: rw(0x16),
  QueueSize: rw(0x18),
  QueueMsixVector: rw(0x1a),
  QueueEnable: rw(0x1c),
  QueueNotifyOff: ro(0x1e), // times the multiplier of the notify capability
  QueueDescLow: wo(0x20),
  QueueDescHigh: wo(0x24),
  QueueDriverLow: wo(0x28),
  QueueDriverHigh: wo(0x2c),
  QueueDeviceLow: wo(0x30),
  QueueDeviceHigh: wo(0x34),
} as const;
const COMMON_BYTES = 0x38;
const NO_VECTOR = 0xffff;
const QUEUES_MAX = 4;

export type MapRegisters = (physical: usize, bytes: usize) => usize;

/** All virtio functions of the machine. */
export function findVirtioFunctions(): PciFunction[] {
  return findFunctions(VENDOR).filter((f) => f.device >= FIRST_TRANSITIONAL && f.device <= LAST_MODERN);
}

/** The virtio device id of a function, by its PCI ids. */
export function virtioDeviceId(func: PciFunction): u32 {
  return func.device >= FIRST_MODERN ? func.device - FIRST_MODERN : func.subsystem();
}

/** Opens the modern interface; a string says what the function lacks. */
export function openPci(func: PciFunction, map: MapRegisters): PciTransport | string {
  const common = mapStructure(func, TYPE_COMMON, map, COMMON_BYTES);
  const notify = mapStructure(func, TYPE_NOTIFY, map, 4);
  const isr = mapStructure(func, TYPE_ISR, map, 1);
  const device = mapStructure(func, TYPE_DEVICE, map, 1);
  if (common === undefined || notify === undefined || isr === undefined) {
    return func.device <= LAST_TRANSITIONAL ? "the device has the legacy interface only: give it disable-modern=off" : "the device's capabilities are incomplete";
  }
  func.enable();
  return new PciTransport(virtioDeviceId(func), common.address, notify.address, func.read32(notify.capability + 16), isr.address, device === undefined ? 0 : device.address);
}

interface Structure { readonly address: usize; readonly capability: u32; readonly bytes: u32 }

/** struct virtio_pci_cap: +3 type, +4 bar, +8 offset, +12 length. */
function mapStructure(func: PciFunction, type: u8, map: MapRegisters, least: u32): Structure | undefined {
  for (let at = func.findCapability(CAPABILITY_VENDOR, 0); at !== 0; at = func.findCapability(CAPABILITY_VENDOR, at)) {
    if (func.read8(at + 3) !== type) continue;
    const bar = func.memoryBar(func.read8(at + 4));
    const bytes = func.read32(at + 12);
    if (bar === 0 || bytes < least) continue;
    return { address: map(bar + func.read32(at + 8), bytes), capability: at, bytes };
  }
  return undefined;
}

export class PciTransport implements Transport {
  readonly deviceId: u32;
  readonly legacy: boolean = false;
  private readonly common: usize;
  private readonly notifyBase: usize;
  private readonly notifyMultiplier: u32;
  private readonly isr: usize;
  private readonly device: usize;
  /** Offsets of the queues' notify registers from notifyBase. */
  private readonly notifyOffsets: Uint32Array = new Uint32Array(QUEUES_MAX);

  constructor(deviceId: u32, common: usize, notifyBase: usize, notifyMultiplier: u32, isr: usize, device: usize) {
    this.deviceId = deviceId;
    this.common = common;
    this.notifyBase = notifyBase;
    this.notifyMultiplier = notifyMultiplier;
    this.isr = isr;
    this.device = device;
  }

  status(): u32 { return read8(this.common, Common.DeviceStatus); }
  setStatus(status: u32): void { write8(this.common, Common.DeviceStatus, status & 0xff); }

  features(word: u32): u32 {
    write32(this.common, Common.DeviceFeatureSelect, word);
    return read32(this.common, Common.DeviceFeature);
  }

  acceptFeatures(word: u32, features: u32): void {
    write32(this.common, Common.DriverFeatureSelect, word);
    write32(this.common, Common.DriverFeature, features);
  }

  queueSizeMax(queue: u32): u32 {
    write16(this.common, Common.QueueSelect, queue & 0xffff);
    return read16(this.common, Common.QueueSize);
  }

  enableQueue(queue: u32, size: u32, physical: usize): boolean {
    if (queue >= QUEUES_MAX) return false;
    write16(this.common, Common.QueueSelect, queue & 0xffff);
    write16(this.common, Common.QueueSize, size & 0xffff);
    write16(this.common, Common.ConfigMsixVector, NO_VECTOR);
    write16(this.common, Common.QueueMsixVector, 0);
    if (read16(this.common, Common.QueueMsixVector) !== 0) return false;
    writeAddress(this.common, Common.QueueDescLow, Common.QueueDescHigh, physical);
    writeAddress(this.common, Common.QueueDriverLow, Common.QueueDriverHigh, physical + availableOffset(size));
    writeAddress(this.common, Common.QueueDeviceLow, Common.QueueDeviceHigh, physical + usedOffset(size));
    this.notifyOffsets[queue] = read16(this.common, Common.QueueNotifyOff) * this.notifyMultiplier;
    write16(this.common, Common.QueueEnable, 1);
    return true;
  }

  notify(queue: u32): void {
    vstore16(this.notifyBase + this.notifyOffsets[queue], queue & 0xffff);
  }

  configuration8(offset: u32): u8 { return vload8(this.device + offset); }

  /** Reading clears it; with MSI-X it tells nothing, and every turn looks at the queues anyway. */
  acknowledge(): boolean {
    return (vload8(this.isr) & 1) !== 0;
  }
}
