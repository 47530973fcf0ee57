/** An authoritative name server for one zone, over UDP and TCP. */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { ZONE_FILE } from "./example-zone.ts";
import { respond } from "./responder.ts";
import { serveConnection } from "./tcp-framing.ts";
import { parseZoneFile } from "./zone-file.ts";
import { Zone } from "./zone.ts";

const PORT = Number(process.env["PORT"] ?? "53");

const zone = new Zone(parseZoneFile(ZONE_FILE));

const udp = createSocket("udp4");
udp.on("message", (message, { address, port }) => {
  const response = respond(zone, message, "udp");
  if (response !== undefined) udp.send(response, port, address);
});
udp.on("error", (error) => console.error(`UDP: ${error.message}`));

const tcp = createServer((socket) => serveConnection(socket, (message) => respond(zone, message, "tcp")));

udp.bind(PORT, () => {
  tcp.listen(PORT, () => console.log(`listening on port ${PORT}`));
});
