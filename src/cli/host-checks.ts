/** What a run needs of this host, looked at before it starts: QEMU's own words about it help few. */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { machineFailure, usageFailure } from "./failure.ts";
import { startForwarders } from "./forwarder.ts";
import type { Forward } from "./network-words.ts";

const TUN = "/dev/net/tun";

/** All the host's ports are free: listens on each for a moment. */
export async function checkPorts(forwards: readonly Forward[]): Promise<void> {
  const twice = forwards.find((forward, index) => forwards.slice(0, index).some((other) => other.host === forward.host && other.address === forward.address && other.protocol === forward.protocol));
  if (twice !== undefined) throw usageFailure(`-p has port ${twice.host} of this host twice; it can lead to one port only.`);
  for (const server of await startForwarders(forwards, "127.0.0.1")) await new Promise<void>((resolve) => server.close(resolve));
}

/** The tap device is there and this user may open it. QEMU as root would make one that leads nowhere. */
export function checkTap(name: string, root = "/sys/class/net"): void {
  const device = join(root, name);
  const make = recipe(name);
  if (!existsSync(device)) throw machineFailure(`There is no tap device ${name}. Make it: ${make}`);
  if (!existsSync(join(device, "tun_flags"))) throw machineFailure(`${name} is a network device, but no tap device. Make one of another name.`);
  if (process.getuid?.() === 0) return;
  const owner = Number(readFileSync(join(device, "owner"), "utf8"));
  if (owner !== process.getuid?.()) throw machineFailure(`The tap device ${name} is not this user's. Make it anew: sudo ip link delete ${name}; ${make}`);
  try {
    accessSync(TUN, constants.R_OK | constants.W_OK);
  } catch {
    throw machineFailure(`This user may not open ${TUN}; ask for read and write permission on it, or leave out --net.`);
  }
}

function recipe(name: string): string {
  return `sudo ip tuntap add ${name} mode tap user $USER; sudo ip addr add 10.0.0.1/24 dev ${name}; sudo ip link set ${name} up`;
}

/** The process target with -p makes a tap device of its own. */
export function needRootForTap(): void {
  if (process.getuid?.() === 0) return;
  throw machineFailure(`-p on the process target needs a tap device, which only root can make. Run as root; or make one (${recipe("whelk0")}) and add --net tap:whelk0 --ip 10.0.0.2/24; or leave out --target process: QEMU's user networking needs no root.`);
}
