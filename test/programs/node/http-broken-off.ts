// A response that breaks off: what came of its body is there before the error, on kept connections too.
import { Agent, createServer, get } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => {
  if (request.url === "/whole") {
    response.end("whole");
    return;
  }
  response.writeHead(200, { "content-length": 1000 });
  response.write("the beginning", () => request.socket.destroy());
});
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function fetchText(path: string): Promise<string> {
  return new Promise((resolve) => {
    const { port } = server.address() as AddressInfo;
    get({ port, path, agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => { text += chunk.toString(); });
      response.on("end", () => resolve(`${text}, ended`));
      response.on("error", (error: NodeJS.ErrnoException) => resolve(`${text}, ${error.code} ${error.message}`));
    });
  });
}

server.listen(0, async () => {
  for (const path of ["/whole", "/broken", "/whole", "/broken", "/broken"]) console.log(path, await fetchText(path));
  agent.destroy();
  server.close();
});
