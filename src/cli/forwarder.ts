/** Forwarding of ports in this process, for the targets where QEMU does not do it. */
import { createSocket, type Socket } from "node:dgram";
import { createServer, connect } from "node:net";
import { machineFailure } from "./failure.ts";
import type { Forward } from "./network-words.ts";

/** A UDP client that is silent for so long is forgotten. */
const UDP_IDLE_MS = 60_000;

export interface Forwarder { close(done?: () => void): void }

/** Listens on the host's ports and joins each connection, or UDP client, to `guestAddress`. Close them to stop. */
export async function startForwarders(forwards: readonly Forward[], guestAddress: string): Promise<Forwarder[]> {
  return Promise.all(forwards.map((forward) => forward.protocol === "udp" ? startUdp(forward, guestAddress) : startTcp(forward, guestAddress)));
}

function startTcp(forward: Forward, guestAddress: string): Promise<Forwarder> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: guestAddress, port: forward.guest, allowHalfOpen: true });
    near.pipe(far);
    far.pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.setNoDelay(true);
    far.setNoDelay(true);
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(forward, error)));
    server.listen(forward.host, forward.address, () => resolve(server));
  });
}

/** Each client has a socket of its own towards the program, so that answers find their way back. */
class UdpForwarder implements Forwarder {
  readonly near = createSocket("udp4");
  readonly #clients = new Map<string, { readonly far: Socket; readonly idle: NodeJS.Timeout }>();

  constructor(guestAddress: string, guestPort: number) {
    this.near.on("message", (message, { address, port }) => {
      const { far, idle } = this.#client(address, port);
      idle.refresh();
      far.send(message, guestPort, guestAddress);
    });
  }

  #client(address: string, port: number): { readonly far: Socket; readonly idle: NodeJS.Timeout } {
    const key = `${address}:${port}`;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const far = createSocket("udp4");
    far.on("message", (message) => this.near.send(message, port, address));
    const idle = setTimeout(() => {
      far.close();
      this.#clients.delete(key);
    }, UDP_IDLE_MS);
    const client = { far, idle };
    this.#clients.set(key, client);
    return client;
  }

  close(done?: () => void): void {
    this.near.close(done);
    for (const { far, idle } of this.#clients.values()) {
      clearTimeout(idle);
      far.close();
    }
    this.#clients.clear();
  }
}

function startUdp(forward: Forward, guestAddress: string): Promise<Forwarder> {
  const forwarder = new UdpForwarder(guestAddress, forward.guest);
  return new Promise((resolve, reject) => {
    forwarder.near.once("error", (error) => reject(cannotListen(forward, error)));
    forwarder.near.bind(forward.host, forward.address, () => resolve(forwarder));
  });
}

function cannotListen(forward: Forward, error: NodeJS.ErrnoException): Error { return machineFailure(listenProblem(forward, error)); }

function listenProblem(forward: Forward, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "EADDRINUSE": return `Port ${forward.host} of this host is taken; choose another, as in -p ${forward.host < 65535 ? forward.host + 1 : 8080}${guestWords(forward)}.`;
    case "EACCES": return `Port ${forward.host} of this host is for root; choose one from 1024 on, as in -p ${forward.host + 8000}${guestWords(forward)}.`;
    case "EADDRNOTAVAIL": return `This host has no address ${forward.address}; leave it out for 127.0.0.1, or write 0.0.0.0 for all.`;
    default: return `Can't listen on ${forward.address}:${forward.host}: ${error.message}.`;
  }
}

function guestWords({ guest, protocol }: Forward): string { return `:${guest}${protocol === "udp" ? "/udp" : ""}`; }
