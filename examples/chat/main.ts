/** A chat: a page over HTTP, messages over WebSockets. */
import { createServer, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { answerHandshake } from "./handshake.ts";
import { PAGE } from "./page.ts";
import { Room } from "./room.ts";
import { WebSocket } from "./web-socket.ts";

const PORT = Number(process.env["PORT"] ?? "80");

const room = new Room();

const server = createServer((request, response) => {
  const found = request.method === "GET" && request.url === "/";
  response.writeHead(found ? 200 : 404, { "content-type": found ? "text/html; charset=utf-8" : "text/plain" });
  response.end(found ? PAGE : "not found\n");
});

server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
  const handshake = answerHandshake(request);
  if (!handshake.accepted || request.url !== "/socket") {
    socket.end(handshake.accepted ? "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" : handshake.response);
    return;
  }
  socket.write(handshake.response);
  socket.setNoDelay(true);
  const member: WebSocket = new WebSocket(socket, {
    message: (text) => room.say(member, text),
    closed: () => room.leave(member),
  });
  room.enter(member);
  member.receive(head);
});

server.listen(PORT, () => console.log(`listening on port ${PORT}`));
