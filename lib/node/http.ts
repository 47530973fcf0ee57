/** node:http. */
import { METHOD_NAMES } from "./http/method.ts";
import { ClientRequest, requestOptions, type RequestOptions } from "./http/client.ts";
import type { IncomingMessage } from "./http/incoming.ts";
import { Server, type RequestListener, type ServerOptions } from "./http/server.ts";

export { Agent, type AgentOptions } from "./http/agent.ts";
export { ClientRequest, type RequestOptions } from "./http/client.ts";
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

type ResponseCallback = (response: IncomingMessage) => void;
export function request(options: RequestOptions | string | URL, callback?: ResponseCallback): ClientRequest;
export function request(url: string | URL, options: RequestOptions, callback?: ResponseCallback): ClientRequest;
export function request(first: RequestOptions | string | URL, second?: RequestOptions | ResponseCallback, third?: ResponseCallback): ClientRequest {
  const options = typeof second === "object" ? second : undefined;
  return new ClientRequest(requestOptions(first, options), typeof second === "function" ? second : third);
}
/** A request without a body, ended at once. */
export function get(options: RequestOptions | string | URL, callback?: ResponseCallback): ClientRequest;
export function get(url: string | URL, options: RequestOptions, callback?: ResponseCallback): ClientRequest;
export function get(first: RequestOptions | string | URL, second?: RequestOptions | ResponseCallback, third?: ResponseCallback): ClientRequest {
  const options = typeof second === "object" ? second : undefined;
  const made = new ClientRequest(requestOptions(first, options), typeof second === "function" ? second : third);
  made.end();
  return made;
}
export * as default from "./http.ts";
