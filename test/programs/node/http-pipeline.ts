// `pipeline` into messages of HTTP, which are streams without a Writable inside: a request's body and a response's.
import { createServer, request as sendRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable, finished, pipeline } from "node:stream";

const BLOCK = Buffer.alloc(50_000, "0123456789");
const BLOCKS = 40;

function* blocks(): Generator<Buffer> {
  for (let n = 0; n < BLOCKS; n++) yield BLOCK;
}

async function sizeOf(body: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}

const server = createServer((request, response) => {
  if (request.url === "/echo") {
    pipeline(request, response, (error) => { console.log("echo", error, response.writableFinished); });
    return;
  }
  finished(response, (error) => { console.log("finished", error); });
  void sizeOf(request).then((bytes) => response.end(String(bytes)));
});

function upload(path: string): Promise<number> {
  return new Promise((resolve) => {
    const { port } = server.address() as AddressInfo;
    const outgoing = sendRequest({ port, path, method: "PUT", agent: false }, (incoming) => { resolve(sizeOf(incoming)); });
    pipeline(Readable.from(blocks()), outgoing, (error) => { console.log("sent", error, outgoing.writableFinished); });
  });
}

server.listen(0, async () => {
  console.log(await upload("/echo"));
  console.log(await upload("/size"));
  server.close();
});
