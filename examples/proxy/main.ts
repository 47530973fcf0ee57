/** A reverse proxy: what comes in goes on to one server. */
import { createServer } from "node:http";
import { Upstream } from "./upstream.ts";

const PORT = Number(process.env["PORT"] ?? "80");

const target = process.argv[2];
if (target === undefined || !URL.canParse(target) || new URL(target).protocol !== "http:") {
  console.error("Say where requests go: http://HOST:PORT");
  process.exit(2);
}

const upstream = new Upstream(new URL(target));
const server = createServer((request, response) => upstream.forward(request, response));
server.requestTimeout = 0; // a body takes as long as the server behind takes it

server.listen(PORT, () => console.log(`listening on port ${PORT}`));
