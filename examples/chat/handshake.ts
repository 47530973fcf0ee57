/** The opening of a WebSocket (RFC 6455 §4.2). */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The server's answer, or the status line with which it refuses. */
export type Handshake = { readonly accepted: true; readonly response: string } | { readonly accepted: false; readonly response: string };

export function answerHandshake(request: IncomingMessage): Handshake {
  const { headers, method } = request;
  const key = headers["sec-websocket-key"];
  const isWebSocket = method === "GET" && headers.upgrade?.toLowerCase() === "websocket" && typeof key === "string" && /^[A-Za-z0-9+/]{22}==$/.test(key);
  if (!isWebSocket) return { accepted: false, response: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" };
  if (headers["sec-websocket-version"] !== "13") {
    return { accepted: false, response: "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" };
  }
  return { accepted: true, response: `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptKey(key)}\r\n\r\n` };
}

export function acceptKey(key: string): string {
  return createHash("sha1").update(key + GUID).digest("base64");
}
