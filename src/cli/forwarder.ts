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
      reject(machineFailure(error.code === "EADDRINUSE" ? `Port ${forward.host} of this host is taken; choose another, as in -p ${forward.host + 1}:${forward.guest}.` : `Can't listen on ${forward.address}:${forward.host}: ${error.message}.`));
    });
    server.listen(forward.host, forward.address, () => resolve(server));
  });
}
