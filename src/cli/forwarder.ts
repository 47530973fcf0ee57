/** TCP forwarding in this process, for the targets where QEMU does not do it. */
import { createServer, connect, type Server } from "node:net";
import { machineFailure } from "./failure.ts";
import type { Forward } from "./network-words.ts";

/** Listens on the host's ports and joins each connection to `guestAddress`. Close the servers to stop. */
export async function startForwarders(forwards: readonly Forward[], guestAddress: string): Promise<Server[]> {
  return Promise.all(forwards.map((forward) => startForwarder(forward, guestAddress)));
}

function startForwarder(forward: Forward, guestAddress: string): Promise<Server> {
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
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(machineFailure(listenProblem(forward, error)));
    });
    server.listen(forward.host, forward.address, () => resolve(server));
  });
}

function listenProblem(forward: Forward, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "EADDRINUSE": return `Port ${forward.host} of this host is taken; choose another, as in -p ${forward.host < 65535 ? forward.host + 1 : 8080}:${forward.guest}.`;
    case "EACCES": return `Port ${forward.host} of this host is for root; choose one from 1024 on, as in -p ${forward.host + 8000}:${forward.guest}.`;
    case "EADDRNOTAVAIL": return `This host has no address ${forward.address}; leave it out for 127.0.0.1, or write 0.0.0.0 for all.`;
    default: return `Can't listen on ${forward.address}:${forward.host}: ${error.message}.`;
  }
}
