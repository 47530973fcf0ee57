/** fetch() over node:http (Fetch Standard §4, §5.6): http: only, redirects followed, bodies streamed, aborts heard. */
import { ClientRequest } from "../node/http/client.ts";
import type { IncomingMessage } from "../node/http/incoming.ts";
import { ReadableStream, type ReadableStreamDefaultController } from "./readable-stream.ts";
import { Request, type RequestInit } from "./request.ts";
import { Response } from "./response.ts";
import { URL } from "./url.ts";

const REDIRECTS_MAX = 20;

class FetchError extends TypeError {
  constructor(cause: unknown) { super("fetch failed", { cause }); }
}

export async function globalFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  let request = new Request(input, init);
  let redirected = false;
  for (let count = 0; ; count++) {
    const response = await exchange(request);
    const location = response.headers.get("location");
    const status = response.status;
    if (location === null || ![301, 302, 303, 307, 308].includes(status) || request.redirect === "manual") {
      response.url = request.url;
      response.redirected = redirected;
      return response;
    }
    if (request.redirect === "error") throw new FetchError(new Error("unexpected redirect"));
    if (count === REDIRECTS_MAX) throw new FetchError(new Error("redirect count exceeded"));
    const stream = response.body;
    if (stream !== null) await stream.cancel();
    request = redirect(request, status, new URL(location, request.url));
    redirected = true;
  }
}

/** The request that follows a redirect; POST becomes GET where browsers do so. */
function redirect(request: Request, status: number, url: URL): Request {
  const toGet = (status === 303 && request.method !== "GET" && request.method !== "HEAD") || ((status === 301 || status === 302) && request.method === "POST");
  const next = new Request(url, { method: toGet ? "GET" : request.method, headers: request.headers, signal: request.signal, redirect: request.redirect });
  if (toGet) {
    for (const name of ["content-type", "content-length", "content-encoding", "content-language", "content-location"]) next.headers.delete(name);
  } else {
    if (request._stream !== undefined) throw new FetchError(new Error("a streamed body can't be sent again"));
    next._bytes = request._bytes;
  }
  if (new URL(request.url).origin !== url.origin) for (const name of ["authorization", "cookie", "host"]) next.headers.delete(name);
  return next;
}

function exchange(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (url.protocol !== "http:") return Promise.reject(new FetchError(new Error(`${url.protocol} is not supported, only http:`)));
  return new Promise<Response>((resolve, reject) => {
    const signal = request.signal;
    if (signal.aborted) { reject(signal.reason as Error); return; }
    const headers: Record<string, string> = {};
    for (const [name, value] of request.headers) headers[name] = value;
    for (const [name, value] of [["accept", "*/*"], ["accept-language", "*"], ["sec-fetch-mode", "cors"], ["user-agent", "node"]] as const) headers[name] ??= value;
    const bytes = request._bytes;
    if (bytes !== undefined) headers["content-length"] = String(bytes.length);
    const client = new ClientRequest({
      hostname: url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname, port: url.port === "" ? 80 : Number(url.port), path: `${url.pathname}${url.search}`, method: request.method, headers,
    });
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const onAbort = (): void => {
      reject(signal.reason as Error);
      if (controller !== undefined) controller.error(signal.reason);
      client.destroy();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    client.on("error", (error) => {
      signal.removeEventListener("abort", onAbort);
      reject(signal.aborted ? (signal.reason as Error) : new FetchError(error));
    });
    client.on("response", (message) => {
      const stream = streamOf(message, (made) => { controller = made; }, () => { signal.removeEventListener("abort", onAbort); });
      resolve(responseOf(request, message, stream));
    });
    if (bytes !== undefined) client.end(bytes);
    else if (request._stream === undefined) client.end();
    else void send(request._stream, client);
  });
}

async function send(stream: ReadableStream<Uint8Array>, client: ClientRequest): Promise<void> {
  try {
    for await (const chunk of stream) {
      if (!client.write(chunk)) await new Promise<void>((resolve) => { client.once("drain", () => { resolve(); }); });
    }
    client.end();
  } catch (error) {
    client.destroy(error as Error);
  }
}

/** The message's body, read as fast as the stream's reader wants it. */
function streamOf(message: IncomingMessage, made: (controller: ReadableStreamDefaultController<Uint8Array>) => void, over: () => void): ReadableStream<Uint8Array> {
  let finished = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      made(controller);
      message.on("data", (chunk: Buffer) => {
        controller.enqueue(new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.length));
        if ((controller.desiredSize ?? 0) <= 0) message.pause();
      });
      message.on("end", () => {
        finished = true;
        over();
        controller.close();
      });
      message.on("error", (error) => {
        finished = true;
        over();
        controller.error(new TypeError("terminated", { cause: error }));
      });
      message.pause();
    },
    pull() { message.resume(); },
    cancel() {
      over();
      if (!finished) message.destroy();
    },
  });
}

function responseOf(request: Request, message: IncomingMessage, stream: ReadableStream<Uint8Array>): Response {
  const status = message.statusCode ?? 0;
  const bodyless = request.method === "HEAD" || status === 204 || status === 205 || status === 304;
  const response = new Response(bodyless ? null : stream, { status: status < 200 ? 200 : status, statusText: message.statusMessage ?? "" });
  const raw = message.rawHeaders;
  for (let i = 0; i + 1 < raw.length; i += 2) response.headers.append(raw[i] as string, raw[i + 1] as string);
  response.type = "basic";
  if (bodyless) message.resume();
  return response;
}
