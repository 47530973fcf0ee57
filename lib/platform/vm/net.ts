/** The network of the machine: its first virtio network device. */
import type { NetPort } from "../contract.ts";
import { setting } from "./args.ts";
import { writeText } from "./console.ts";
import { findDevice, takeDriverMemory } from "./devices.ts";
import { takeRaised } from "./interrupts.ts";
import { heapLimit, heapStart } from "./memory.ts";
import { netMemoryBytes, openVirtioNet, planNet } from "../../drivers/virtio/net.ts";
import type { FrameInterrupt } from "../../drivers/virtio/net.ts";
import { DEVICE_NET } from "../../drivers/virtio/transport.ts";
import type { u32 } from "../../sys/types.ts";

const NO_DEVICE = "no network device: start the machine with virtio-net (QEMU: -device virtio-net-device on microvm, virtio-net-pci on q35)";

class LineInterrupt implements FrameInterrupt {
  private readonly line: u32;
  constructor(line: u32) { this.line = line; }
  clear(): void {
    "use no-alloc";
    takeRaised(this.line);
  }
}

/** Opens the device; a string says why there is none. */
export function openNetPort(): NetPort | string {
  const device = findDevice(DEVICE_NET);
  if (device === undefined) {
    writeText(2, `whelk: network: ${NO_DEVICE}\n`); // a program that listens to nobody should not be silent about it
    return NO_DEVICE;
  }
  if (typeof device === "string") return `virtio-net: ${device}`;
  const plan = planNet(heapLimit() - heapStart());
  const memory = takeDriverMemory(netMemoryBytes(plan));
  if (typeof memory === "string") return `virtio-net: ${memory}`;
  const port = openVirtioNet(device.transport, memory, plan, new LineInterrupt(device.line));
  return typeof port === "string" ? `virtio-net: ${port}` : port;
}

/** Fixed addresses from the command line (ip=10.0.2.15/24 gateway=… dns=…); without `ip` the stack asks DHCP. */
export function networkOptions(): { ip?: string; gateway?: string; dns?: string } {
  return { ip: setting("ip"), gateway: setting("gateway"), dns: setting("dns") };
}
