/**
 * The machine's virtio devices: over MMIO as the command line lists them (Firecracker, QEMU's microvm without ACPI) or
 * as ACPI does (QEMU's microvm), and over PCI. Joins drivers to interrupts.
 */
import { findAcpiDevices, findIoApic } from "./acpi.ts";
import { openMmio } from "../../drivers/virtio/mmio.ts";
import { findVirtioFunctions, openPci, virtioDeviceId } from "../../drivers/virtio/pci.ts";
import { DeviceMemory } from "../../drivers/device-memory.ts";
import type { Transport } from "../../drivers/virtio/transport.ts";
import { deviceSettings } from "./args.ts";
import { IO_APIC_PHYSICAL, messageAddress, routePin, takeLine, vectorOf } from "./interrupts.ts";
import { physicalAddress, takeDeviceMemory } from "./memory.ts";
import { mapDevice } from "./page-tables.ts";
import type { u32, usize } from "../../sys/types.ts";

const LAST_PIN = 255;

/** A device and the line that it raises. */
export interface FoundDevice { readonly transport: Transport; readonly line: u32 }

/** Where a device is said to be; `pin` counts over all I/O APICs. */
export interface MmioPlace { readonly address: usize; readonly bytes: usize; readonly pin: u32 }

/** The first device of a kind; a string says what is wrong with it; undefined: there is none. */
export function findDevice(deviceId: u32): FoundDevice | string | undefined {
  const places: MmioPlace[] = [];
  for (const text of deviceSettings()) {
    const place = parsePlace(text);
    if (place === undefined) return `virtio_mmio.device=${text} is not <bytes>@<address>:<pin>`;
    places.push(place);
  }
  if (places.length === 0) findAcpiDevices((address, bytes, pin) => places.push({ address, bytes, pin }));
  for (const place of places) {
    const transport = openMmio(mapDevice(place.address, place.bytes));
    if (transport === undefined || transport.deviceId !== deviceId) continue;
    const line = takeLine();
    const ioApic = findIoApic(place.pin);
    routePin(ioApic.address === 0 ? IO_APIC_PHYSICAL : ioApic.address, place.pin - ioApic.first, line);
    return { transport, line };
  }
  for (const func of findVirtioFunctions()) {
    if (virtioDeviceId(func) !== deviceId) continue;
    const transport = openPci(func, mapDevice);
    if (typeof transport === "string") return transport;
    const line = takeLine();
    if (!func.enableMessages(mapDevice, messageAddress(), vectorOf(line))) return "the device has no MSI-X";
    return { transport, line };
  }
  return undefined;
}

/** Memory for a driver; a string when there isn't that much. */
export function takeDriverMemory(bytes: usize): DeviceMemory | string {
  const address = takeDeviceMemory(bytes);
  if (address === 0) return `not enough memory: the driver needs ${Math.ceil(bytes / 1024)} KiB in one piece`;
  return new DeviceMemory(address, physicalAddress(address), bytes);
}

/** "512@0xfeb00e00:12" or "4K@0xd0000000:5", with an optional ":<id>". */
export function parsePlace(text: string): MmioPlace | undefined {
  const at = text.indexOf("@");
  const colon = text.indexOf(":", at + 1);
  if (at < 0 || colon < 0) return undefined;
  const bytes = parseBytes(text.slice(0, at));
  const address = parseNumber(text.slice(at + 1, colon));
  const last = text.indexOf(":", colon + 1);
  const pin = parseNumber(last < 0 ? text.slice(colon + 1) : text.slice(colon + 1, last));
  if (!(bytes > 0) || !(address > 0) || !(pin >= 0 && pin <= LAST_PIN)) return undefined;
  return { address, bytes, pin };
}

function parseBytes(text: string): number {
  const unit = text.slice(-1);
  const factor = unit === "K" || unit === "k" ? 1024 : unit === "M" ? 1024 * 1024 : 1;
  return parseNumber(factor === 1 ? text : text.slice(0, -1)) * factor;
}

/** Decimal or 0x…; NaN when it is neither. */
function parseNumber(text: string): number {
  const hex = text.startsWith("0x");
  const digits = hex ? text.slice(2) : text;
  if (digits.length === 0) return NaN;
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = "0123456789abcdef".indexOf(digits[i].toLowerCase());
    if (digit < 0 || (!hex && digit > 9)) return NaN;
    value = value * (hex ? 16 : 10) + digit;
  }
  return value;
}
