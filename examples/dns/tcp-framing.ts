/** Messages on a TCP connection: each after its length in two bytes (RFC 7766 §8). */
import type { Socket } from "node:net";

const IDLE_MS = 10_000;
const LENGTH_BYTES = 2;

/** Answers each message on the connection, in order, until it ends or is idle for too long. */
export function serveConnection(socket: Socket, respond: (message: Buffer) => Buffer | undefined): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on("error", () => socket.destroy()); // a peer that vanishes is no news
  // While a peer leaves its answers unread, its questions wait.
  socket.on("drain", () => socket.resume());
  socket.on("data", (chunk: Buffer) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= LENGTH_BYTES && waiting.length >= LENGTH_BYTES + waiting.readUInt16BE(0)) {
      const end = LENGTH_BYTES + waiting.readUInt16BE(0);
      const response = respond(waiting.subarray(LENGTH_BYTES, end));
      waiting = waiting.subarray(end);
      if (response !== undefined && !socket.write(frame(response))) socket.pause();
    }
  });
}

function frame(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(LENGTH_BYTES + message.length);
  framed.writeUInt16BE(message.length, 0);
  framed.set(message, LENGTH_BYTES);
  return framed;
}
