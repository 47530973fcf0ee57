import { deepStrictEqual } from "node:assert/strict";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { test } from "node:test";
import { startForwarders } from "./forwarder.ts";

async function bound(): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}

test("startForwarders() gives each UDP client its own answers", async () => {
  const guest = await bound(), probe = await bound();
  guest.on("message", (message, { address, port }) => guest.send(`answer to ${message.toString()}`, port, address));
  const host = probe.address().port;
  probe.close();
  await once(probe, "close");
  const [forwarder] = await startForwarders([{ address: "127.0.0.1", host, guest: guest.address().port, protocol: "udp" }], "127.0.0.1");
  const clients = [await bound(), await bound()];
  const answers = clients.map((client) => new Promise<string>((resolve) => client.on("message", (message) => resolve(message.toString()))));
  clients.forEach((client, i) => client.send(`client ${i}`, host, "127.0.0.1"));
  deepStrictEqual(await Promise.all(answers), ["answer to client 0", "answer to client 1"]);
  forwarder?.close();
  for (const socket of [guest, ...clients]) socket.close();
});
