/**
 * The little of ACPI that a machine without PCI and without a command line needs: where its virtio-mmio devices and
 * its I/O APICs are. Tables come from the hypervisor; still every length is checked. AML is not run: QEMU describes
 * each device by a constant resource template, which is searched for.
 * @spec ACPI 6.5 §5.2.5 (root pointer), §5.2.12 (MADT), §6.4.3.4 (Memory32Fixed), §6.4.3.6 (Interrupt), §19.6
 */
import { acpiRoot } from "./start-info.ts";
import { mapDevice } from "./page-tables.ts";
import { load16, load32, load8, loadSize } from "../../sys/intrinsics.ts";
import type { u32, usize } from "../../sys/types.ts";

const SIGNATURE_XSDT = 0x5444_5358;
const SIGNATURE_FADT = 0x5043_4146;
const SIGNATURE_MADT = 0x4349_5041;
const HEADER_BYTES = 36;
const TABLE_BYTES_MAX = 0x10_0000;
const ROOT_RSDT = 16;
const ROOT_XSDT = 24;
const FADT_DSDT = 40;
const FADT_DSDT_WIDE = 140;
const MADT_ENTRIES = 44;
const MADT_IO_APIC = 1;

/** "LNRO" of the hardware id LNRO0005 that Linux gave virtio-mmio, and "0005". */
const HID_FIRST = 0x4f52_4e4c;
const HID_SECOND = 0x3530_3030;
/** Bytes after the id in which the resources must lie. */
const RESOURCES_WITHIN = 128;
const MEMORY_32_FIXED = 0x86;
const INTERRUPT = 0x89;

/** Called with each virtio-mmio device's registers and interrupt number. */
export type DeviceVisitor = (address: usize, bytes: usize, interrupt: u32) => void;

/** Finds the virtio-mmio devices that the DSDT describes. */
export function findAcpiDevices(visit: DeviceVisitor): void {
  const fadt = findTable(SIGNATURE_FADT);
  if (fadt === 0) return;
  const wide: usize = load32(fadt, 4) >= FADT_DSDT_WIDE + 8 ? loadSize(fadt, FADT_DSDT_WIDE) : 0;
  const dsdt = mapTable(wide !== 0 ? wide : load32(fadt, FADT_DSDT));
  if (dsdt === 0) return;
  const end: usize = dsdt + load32(dsdt, 4);
  for (let at: usize = dsdt + HEADER_BYTES; at + 8 <= end; at = at + 1) {
    if (load32(at) === HID_FIRST && load32(at, 4) === HID_SECOND) readResources(at, end, visit);
  }
}

/** Physical address of the I/O APIC that serves an interrupt number, and its first number; 0: none is described. */
export function findIoApic(interrupt: u32): { readonly address: usize; readonly first: u32 } {
  const madt = findTable(SIGNATURE_MADT);
  let address: usize = 0;
  let first: u32 = 0;
  if (madt === 0) return { address, first };
  const end: usize = madt + load32(madt, 4);
  let at: usize = madt + MADT_ENTRIES;
  while (at + 12 <= end) {
    const length = load8(at, 1);
    if (length < 2) break;
    const base = load32(at, 8);
    if (load8(at) === MADT_IO_APIC && base <= interrupt && (address === 0 || base > first)) {
      address = load32(at, 4);
      first = base;
    }
    at = at + length;
  }
  return { address, first };
}

/** The resources after a hardware id: of the table's last device they end with the table. */
function readResources(id: usize, tableEnd: usize, visit: DeviceVisitor): void {
  const end: usize = tableEnd < id + RESOURCES_WITHIN ? tableEnd : id + RESOURCES_WITHIN;
  let address: usize = 0;
  let bytes: usize = 0;
  for (let at: usize = id + 8; at + 9 <= end; at = at + 1) {
    if (at + 12 <= end && load8(at) === MEMORY_32_FIXED && load16(at, 1) === 9) {
      address = load32(at, 4);
      bytes = load32(at, 8);
    }
    if (address !== 0 && load8(at) === INTERRUPT && load16(at, 1) >= 6 && load8(at, 4) === 1) {
      visit(address, bytes, load32(at, 5));
      return;
    }
  }
}

/** The mapped table, or 0. */
function findTable(signature: u32): usize {
  if (acpiRoot() === 0) return 0;
  const root = mapDevice(acpiRoot(), 36);
  const wide = load8(root, 15) >= 2 && loadSize(root, ROOT_XSDT) !== 0;
  const list = mapTable(wide ? loadSize(root, ROOT_XSDT) : load32(root, ROOT_RSDT));
  if (list === 0) return 0;
  const entryBytes: usize = load32(list) === SIGNATURE_XSDT ? 8 : 4;
  const end: usize = list + load32(list, 4);
  for (let at: usize = list + HEADER_BYTES; at + entryBytes <= end; at = at + entryBytes) {
    const table = mapTable(entryBytes === 8 ? loadSize(at) : load32(at));
    if (table !== 0 && load32(table) === signature) return table;
  }
  return 0;
}

/** Maps a whole table: its header first, for its length. 0: it can't be one. */
function mapTable(physical: usize): usize {
  if (physical === 0) return 0;
  const bytes = load32(mapDevice(physical, HEADER_BYTES), 4);
  if (bytes < HEADER_BYTES || bytes > TABLE_BYTES_MAX) return 0;
  return mapDevice(physical, bytes);
}
