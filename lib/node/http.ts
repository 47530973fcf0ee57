/** node:http. */
import { METHOD_NAMES } from "./http/method.ts";
import { Server, type RequestListener, type ServerOptions } from "./http/server.ts";

export { IncomingMessage, type IncomingHttpHeaders } from "./http/incoming.ts";
export { OutgoingMessage, validateHeaderName, validateHeaderValue, type OutgoingHttpHeader, type OutgoingHttpHeaders } from "./http/outgoing.ts";
export { ServerResponse } from "./http/server-response.ts";
export { Server, type RequestListener, type ServerOptions } from "./http/server.ts";
export { STATUS_CODES } from "./http/status.ts";

/** Most bytes of a message's head. */
export const maxHeaderSize = 16384;
export const METHODS: readonly string[] = [...METHOD_NAMES].sort();

export function createServer(requestListener?: RequestListener): Server;
export function createServer(options: ServerOptions, requestListener?: RequestListener): Server;
export function createServer(first?: ServerOptions | RequestListener, second?: RequestListener): Server {
  return typeof first === "object" ? new Server(first, second) : new Server(first);
}
export * as default from "./http.ts";
