/** The network words of `whelk run`: -p, --net, --ip, --gateway, --dns, -m. */
import { isIPv4 } from "node:net";
import { usageFailure } from "./failure.ts";

/** A port of the host that leads to one of the program. */
export interface Forward {
  /** Address of the host that listens; "127.0.0.1" unless said otherwise. */
  readonly address: string;
  readonly host: number;
  readonly guest: number;
  readonly protocol: "tcp" | "udp";
}

/** "8080:80", "0.0.0.0:8080:80" or "5353:53/udp". */
export function parseForward(word: string): Forward {
  const match = /^(?:(.+):)?(\d+):(\d+)(?:\/(tcp|udp))?$/.exec(word);
  const [host, guest] = [Number(match?.[2]), Number(match?.[3])];
  const address = match?.[1] ?? "127.0.0.1";
  if (match === null || !isPort(host) || !isPort(guest) || !isIPv4(address)) throw usageFailure(`-p ${word}: write -p HOST:GUEST, as in -p 8080:80 (or -p ADDRESS:HOST:GUEST, or -p HOST:GUEST/udp).`);
  return { address, host, guest, protocol: match[4] === "udp" ? "udp" : "tcp" };
}

function isPort(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= 65535;
}

export type Network = "user" | { readonly tap: string };

export function parseNetwork(word: string): Network {
  if (word === "user") return "user";
  const tap = /^tap:([A-Za-z0-9_.-]{1,15})$/.exec(word)?.[1];
  if (tap === undefined) throw usageFailure(`--net ${word}: write --net user, or --net tap:NAME with the name of a tap device.`);
  return { tap };
}

export interface Addresses {
  /** "10.0.0.2/24"; without it the program asks DHCP. */
  readonly ip?: string;
  readonly gateway?: string;
  readonly dns?: string;
}

export function checkAddresses(addresses: Addresses): Addresses {
  const [ip, bits] = (addresses.ip ?? "0.0.0.0/0").split("/");
  if (ip === undefined || bits === undefined || !isIPv4(ip) || !/^\d+$/.test(bits) || Number(bits) > 32) throw usageFailure(`--ip ${addresses.ip ?? ""}: write an address with its prefix length, as in --ip 10.0.0.2/24.`);
  for (const name of ["gateway", "dns"] as const) {
    const address = addresses[name];
    if (address === undefined) continue;
    if (!isIPv4(address)) throw usageFailure(`--${name} ${address}: write an IPv4 address.`);
    if (addresses.ip === undefined) throw usageFailure(`--${name} needs --ip too; without --ip the program asks DHCP for all of them.`);
  }
  if (addresses.gateway !== undefined && !sameSubnet(ip, addresses.gateway, Number(bits))) throw usageFailure(`--gateway ${addresses.gateway} is outside of --ip ${ip}/${bits}; the program could not reach it.`);
  return addresses;
}

function sameSubnet(a: string, b: string, bits: number): boolean {
  const number = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - bits);
  return Math.floor(number(a) / size) === Math.floor(number(b) / size);
}

/** "32M" → 32 (MiB). */
export function parseMemory(word: string): number {
  const match = /^(\d+)([MG]?)$/i.exec(word);
  const mib = Number(match?.[1]) * (match?.[2]?.toUpperCase() === "G" ? 1024 : 1);
  if (match === null || mib < 1) throw usageFailure(`-m ${word}: write an amount of memory, as in -m 32M or -m 1G.`);
  return mib;
}
