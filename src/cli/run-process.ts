/**
 * Runs an image as a Linux process. It has its own TCP/IP, so that it needs a tap device to have a network: one
 * by name (--net tap:NAME), or with -p one that we make for the run, which only root may. Host ports are
 * forwarded by this process, like QEMU's user networking does for the vm target.
 */
import { spawnSync } from "node:child_process";
import { machineFailure } from "./failure.ts";
import { startForwarders, type Forwarder } from "./forwarder.ts";
import { needRootForTap } from "./host-checks.ts";
import type { Addresses, Forward } from "./network-words.ts";
import { runChild } from "./run-child.ts";
import { findTool, needTools } from "./toolchain.ts";

export interface ProcessOptions {
  readonly tap: string | undefined;
  readonly forwards: readonly Forward[];
  readonly addresses: Addresses;
  readonly arguments: readonly string[];
}

export async function runProcess(image: string, options: ProcessOptions): Promise<number> {
  const made = options.tap === undefined && options.forwards.length > 0 ? makeTap() : undefined;
  const tap = options.tap ?? made?.name;
  const addresses = made === undefined ? options.addresses : { ip: `${made.guest}/30`, gateway: made.host, dns: made.host };
  let servers: Forwarder[] = [];
  try {
    if (options.forwards.length > 0) {
      const guest = addresses.ip?.split("/")[0];
      if (guest === undefined) throw machineFailure("-p with --net tap:NAME needs the program's address: add --ip A/LEN.");
      servers = await startForwarders(options.forwards, guest);
    }
    return await runChild([image, ...options.arguments], { ...process.env, ...networkEnvironment(tap, addresses) });
  } finally {
    for (const server of servers) server.close();
    if (made !== undefined) removeTap(made);
  }
}

/** lib/platform/process/net.ts reads these. */
export function networkEnvironment(tap: string | undefined, addresses: Addresses): NodeJS.ProcessEnv {
  return {
    ...(tap === undefined ? {} : { WHELK_NET: tap }),
    ...(addresses.ip === undefined ? {} : { WHELK_IP: addresses.ip }),
    ...(addresses.gateway === undefined ? {} : { WHELK_GATEWAY: addresses.gateway }),
    ...(addresses.dns === undefined ? {} : { WHELK_DNS: addresses.dns }),
  };
}

export interface MadeTap { readonly name: string; readonly host: string; readonly guest: string }

let madeTaps = 0;

/** A tap device for this run alone: a link of two addresses between this host and the program. */
export function makeTap(): MadeTap {
  needRootForTap();
  needTools("ip");
  const slot = (process.pid + madeTaps++ * 1021) % 4096; // 10.231.0.0/18 in links of four addresses
  const name = `whelk${slot}`;
  const base = slot * 4;
  const address = (n: number): string => `10.231.${(base + n) >> 8}.${(base + n) & 255}`;
  const made: MadeTap = { name, host: address(1), guest: address(2) };
  // IFF_VNET_HDR is set by whoever opens the device; the device itself is persistent until we delete it.
  for (const words of [["tuntap", "add", name, "mode", "tap", "vnet_hdr"], ["addr", "add", `${made.host}/30`, "dev", name], ["link", "set", name, "up"]]) {
    const problem = ip(...words);
    if (problem !== undefined) {
      ip("link", "delete", name);
      throw machineFailure(`'ip ${words.join(" ")}' failed: ${problem}`);
    }
  }
  return made;
}

export function removeTap(made: MadeTap): void {
  ip("link", "delete", made.name);
}

function ip(...words: readonly string[]): string | undefined {
  const done = spawnSync(findTool("ip") ?? "ip", words, { encoding: "utf8" });
  return done.status === 0 ? undefined : done.stderr.trim() || "it can't be started";
}
