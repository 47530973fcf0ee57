/** The server behind the proxy: each request goes on to it, body and all, and its response comes back. */
import { Agent, request as sendRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { endToEnd, withForwarded } from "./fields.ts";

const RESPONSE_MS_MAX = 60_000;
const CONNECTIONS_MAX = 64;

export class Upstream {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });

  /** `url`: "http://HOST:PORT"; paths of requests follow it. */
  constructor(url: URL) {
    this.#url = url;
  }

  /** Forwards a request. Neither body is held here: `pipeline` reads only as fast as the other side takes it. */
  forward(request: IncomingMessage, response: ServerResponse): void {
    const outgoing = this.#begin(request);
    outgoing.setTimeout(RESPONSE_MS_MAX, () => outgoing.destroy(new Error("the server behind the proxy is silent")));
    outgoing.on("response", (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, endToEnd(incoming.headers));
      pipeline(incoming, response, (error) => { if (error !== null && error !== undefined) outgoing.destroy(); });
    });
    outgoing.on("error", (error) => this.#fail(request, response, error));
    // The client went away before it had all of its response: nobody needs the rest.
    response.on("close", () => { if (!response.writableFinished) outgoing.destroy(); });
    pipeline(request, outgoing, () => {}); // what fails here comes as "error" or "close" above
  }

  #begin(request: IncomingMessage): ClientRequest {
    const headers = withForwarded(endToEnd(request.headers), request.headers, request.socket.remoteAddress ?? "unknown");
    headers["host"] = this.#url.host;
    if (request.headers["transfer-encoding"] !== undefined) headers["transfer-encoding"] = "chunked";
    return sendRequest({
      host: this.#url.hostname, port: this.#url.port === "" ? 80 : Number(this.#url.port), agent: this.#agent,
      method: request.method ?? "GET", path: request.url ?? "/", headers,
    });
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: Error): void {
    if (response.destroyed || response.writableEnded) return;
    console.error(`${request.method} ${request.url}: ${error.message}`);
    if (response.headersSent) {
      response.destroy(); // so that the client sees that its response is not whole
      return;
    }
    response.writeHead(502, { "content-type": "text/plain", "connection": "close" });
    response.end("the server behind the proxy does not answer\n");
  }
}
