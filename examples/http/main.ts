/** A small HTTP server: routes, JSON in and out, streaming, 404, and a route that throws. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { badRequest, HttpError } from "./http-error.ts";
import { countWords, type Text } from "./words.ts";

const PORT = Number(process.env["PORT"] ?? "80");
const BODY_BYTES_MAX = 1 << 20;
const TICKS = 5, TICK_MS = 100;

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** "METHOD /path" → what answers it. */
const ROUTES: ReadonlyMap<string, Handler> = new Map([
  ["GET /", hello],
  ["GET /json", about],
  ["POST /words", words],
  ["POST /echo", echo],
  ["GET /stream", stream],
  ["GET /throw", fail],
]);

function hello(_request: IncomingMessage, response: ServerResponse, url: URL): void {
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(`Hello, ${url.searchParams.get("name") ?? "world"}!\n`);
}

function about(_request: IncomingMessage, response: ServerResponse): void {
  sendJson(response, 200, { name: "examples/http", routes: [...ROUTES.keys()] });
}

async function words(request: IncomingMessage, response: ServerResponse): Promise<void> {
  sendJson(response, 200, countWords(parseText(await readBody(request))));
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": request.headers["content-type"] ?? "application/octet-stream" });
  request.pipe(response);
}

async function stream(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/plain" });
  for (let tick = 1; tick <= TICKS; tick++) {
    response.write(`tick ${tick}\n`);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  response.end("done\n");
}

function fail(): void {
  throw new Error("this route always throws");
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new HttpError(413, "the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseText(body: string): Text {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : "bad JSON");
  }
  if (typeof value === "object" && value !== null && "text" in value && typeof value.text === "string") return { text: value.text };
  throw badRequest('write {"text": "…"}');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value) + "\n";
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const handler = ROUTES.get(`${request.method} ${url.pathname}`);
  if (handler === undefined) throw new HttpError(404, `nothing answers ${request.method} ${url.pathname}`);
  await handler(request, response, url);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const status = error instanceof HttpError ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    if (status === 500) console.error(`${request.method} ${request.url}: ${message}`);
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: message });
  });
});

server.listen(PORT, () => console.log(`listening on port ${PORT}`));
