/**
 * PCI: configuration space by ports 0xcf8/0xcfc, the functions on all buses that the firmware numbered, base
 * addresses, capabilities, MSI-X.
 * @spec PCI Local Bus 3.0 §3.2.2.3.2, §6.1, §6.7, §6.8.2
 */
import { ind, outd, outw, vload32, vstore32 } from "../sys/intrinsics.ts";
import type { u16, u32, u8, usize } from "../sys/types.ts";

const ADDRESS_PORT = 0xcf8;
const DATA_PORT = 0xcfc;
const ENABLE = 0x8000_0000;

const VENDOR = 0x00;
const COMMAND = 0x04;
const HEADER_TYPE = 0x0e;
const FIRST_BAR = 0x10;
const SUBSYSTEM = 0x2e;
const SECONDARY_BUS = 0x19;
const CAPABILITIES = 0x34;
const COMMAND_MEMORY = 2;
const COMMAND_MASTER = 4;
const COMMAND_NO_INTX = 0x400;
const MULTIFUNCTION = 0x80;
const BRIDGE = 1;
const BARS = 6;
const CAPABILITY_MSIX = 0x11;
const MSIX_ENABLE = 0x8000;
const NOBODY = 0xffff;
/** A chain of capabilities is at most this long: 192 bytes of 4. */
const CAPABILITIES_MAX = 48;

/** One function of a device. */
export class PciFunction {
  readonly bus: u32;
  readonly slot: u32;
  readonly func: u32;
  readonly vendor: u16;
  readonly device: u16;

  constructor(bus: u32, slot: u32, func: u32) {
    this.bus = bus;
    this.slot = slot;
    this.func = func;
    this.vendor = this.read16(VENDOR);
    this.device = this.read16(VENDOR + 2);
  }

  read32(offset: u32): u32 { return readConfiguration(this.bus, this.slot, this.func, offset); }
  read16(offset: u32): u16 { return (this.read32(offset & 0xfc) >>> ((offset & 2) * 8)) & 0xffff; }
  read8(offset: u32): u8 { return (this.read32(offset & 0xfc) >>> ((offset & 3) * 8)) & 0xff; }

  write16(offset: u32, value: u16): void {
    selectConfiguration(this.bus, this.slot, this.func, offset);
    outw(DATA_PORT + (offset & 2), value);
  }

  subsystem(): u16 { return this.read16(SUBSYSTEM); }

  /** Lets the device answer in memory and reach memory, without pin interrupts. */
  enable(): void { this.write16(COMMAND, this.read16(COMMAND) | COMMAND_MEMORY | COMMAND_MASTER | COMMAND_NO_INTX); }

  /** Physical address of a memory base address, 0: none, not assigned, or of the port kind. */
  memoryBar(index: u32): usize {
    if (index >= BARS) return 0;
    const low = this.read32(FIRST_BAR + 4 * index);
    if ((low & 1) !== 0) return 0;
    const wide = (low & 6) === 4 && index + 1 < BARS;
    return ((low & 0xffff_fff0) >>> 0) + (wide ? this.read32(FIRST_BAR + 4 * index + 4) * 0x1_0000_0000 : 0);
  }

  /** Offset of the next capability with this id after `previous` (0: from the start), or 0. */
  findCapability(id: u8, previous: u32): u32 {
    let at: u32 = previous === 0 ? this.read8(CAPABILITIES) : this.read8(previous + 1);
    for (let i = 0; i < CAPABILITIES_MAX && at >= 0x40; i++) {
      at = at & 0xfc;
      if (this.read8(at) === id) return at;
      at = this.read8(at + 1);
    }
    return 0;
  }

  /** Leads message 0 of MSI-X to an interrupt vector. `map` makes registers visible. False: the device has no MSI-X. */
  enableMessages(map: (physical: usize, bytes: usize) => usize, address: u32, data: u32): boolean {
    const at = this.findCapability(CAPABILITY_MSIX, 0);
    if (at === 0) return false;
    const where = this.read32(at + 4);
    const bar = this.memoryBar(where & 7);
    if (bar === 0) return false;
    const table = map(bar + ((where & 0xffff_fff8) >>> 0), 16);
    vstore32(table, address);
    vstore32(table + 4, 0);
    vstore32(table + 8, data);
    vstore32(table + 12, vload32(table + 12) & 0xffff_fffe);
    this.write16(at + 2, (this.read16(at + 2) & 0x3fff) | MSIX_ENABLE);
    return true;
  }
}

/** All functions of one vendor. */
export function findFunctions(vendor: u16): PciFunction[] {
  const found: PciFunction[] = [];
  scanBus(0, vendor, found, 0);
  return found;
}

function scanBus(bus: u32, vendor: u16, found: PciFunction[], depth: number): void {
  for (let slot = 0; slot < 32; slot++) {
    if ((readConfiguration(bus, slot, 0, VENDOR) & 0xffff) === NOBODY) continue;
    const first = new PciFunction(bus, slot, 0);
    const functions = (first.read8(HEADER_TYPE) & MULTIFUNCTION) !== 0 ? 8 : 1;
    for (let func = 0; func < functions; func++) {
      const candidate = func === 0 ? first : new PciFunction(bus, slot, func);
      if (candidate.vendor === NOBODY) continue;
      if (candidate.vendor === vendor) found.push(candidate);
      const below = (candidate.read8(HEADER_TYPE) & 0x7f) === BRIDGE ? candidate.read8(SECONDARY_BUS) : 0;
      if (below > bus && depth < 8) scanBus(below, vendor, found, depth + 1);
    }
  }
}

function selectConfiguration(bus: u32, slot: u32, func: u32, offset: u32): void {
  outd(ADDRESS_PORT, ENABLE + bus * 0x1_0000 + slot * 0x800 + func * 0x100 + (offset & 0xfc));
}

function readConfiguration(bus: u32, slot: u32, func: u32, offset: u32): u32 {
  selectConfiguration(bus, slot, func, offset);
  return ind(DATA_PORT);
}
