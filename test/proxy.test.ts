/** examples/proxy between curl and a server of Node's. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { after, test } from "node:test";
import { describeExample } from "./example-server.ts";
import { runCommand } from "./run-command.ts";

const BLOCK = Buffer.alloc(64 << 10, "0123456789abcdef");
/** Twice what the machine has. */
const BODY_BYTES = 64 << 20;

/** What is behind the proxy. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (request.url) {
    case "/fields":
      response.writeHead(418, "Short and Stout", { "x-test": "yes", "set-cookie": ["a=1", "b=2"], "connection": "x-private", "x-private": "hop" });
      response.end(JSON.stringify({ method: request.method, headers: request.headers }));
      break;
    case "/digest": {
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      response.end(`${bytes} ${hash.digest("hex")}`);
      break;
    }
    case "/bytes":
      response.writeHead(200, { "content-length": BODY_BYTES });
      await pipeline(blocks(), response);
      break;
    case "/echo":
      response.writeHead(200, { "content-type": request.headers["content-type"] ?? "" });
      await pipeline(request, response);
      break;
    case "/broken":
      response.writeHead(200, { "content-length": 1000 });
      response.write("the beginning", () => request.socket.destroy());
      break;
    case "/silent":
      request.socket.destroy();
      break;
    default:
      response.end(`hello ${request.url}\n`);
  }
}

function* blocks(): Generator<Buffer> {
  for (let bytes = 0; bytes < BODY_BYTES; bytes += BLOCK.length) yield BLOCK;
}

const behind = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
await new Promise<void>((resolve) => behind.listen(0, resolve));
const behindPort = (behind.address() as AddressInfo).port;
after(() => {
  behind.closeAllConnections();
  behind.close();
});

const directory = mkdtempSync(join(tmpdir(), "whelk-proxy-"));
const body = join(directory, "body");
await pipeline(Readable.from(blocks()), createWriteStream(body));
after(() => rmSync(directory, { recursive: true, force: true }));
const DIGEST = createHash("sha256");
for (const block of blocks()) DIGEST.update(block);
const digest = `${BODY_BYTES} ${DIGEST.digest("hex")}`;

describeExample({ name: "proxy", port: 80, memory: "32M", arguments: (host) => [`http://${host}:${behindPort}`] }, (server) => {
  const curl = async (path: string, ...args: readonly string[]): Promise<string> => {
    const outcome = await runCommand("curl", ["-sS", "--max-time", "100", ...args, `http://127.0.0.1:${server().port}${path}`], { cwd: directory, timeoutMs: 110_000 });
    strictEqual(outcome.code, 0, outcome.stderr + server().whelk.output);
    return outcome.stdout;
  };

  test("requests go on with their method, path and fields, and responses come back with theirs", async () => {
    const answer = await curl("/fields", "-i", "-X", "DELETE", "-H", "X-Mine: 1", "-H", "Connection: X-Drop", "-H", "X-Drop: 1", "-H", "X-Forwarded-For: 192.0.2.9");
    match(answer, /^HTTP\/1\.1 418 Short and Stout\r\n/);
    match(answer, /\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n/i);
    match(answer, /\r\nvia: 1\.1 whelk\r\n/i);
    ok(!/x-private/i.test(answer));
    const { method, headers } = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))) as { readonly method: string; readonly headers: Readonly<Record<string, string>> };
    strictEqual(method, "DELETE");
    deepStrictEqual([headers["x-mine"], headers["x-drop"], headers["via"]], ["1", undefined, "1.1 whelk"]);
    match(headers["x-forwarded-for"] ?? "", /^192\.0\.2\.9, [\d.:a-f]+$/);
    strictEqual(headers["x-forwarded-host"], `127.0.0.1:${server().port}`);
    strictEqual(await curl("/a%20path?with=query&more"), "hello /a%20path?with=query&more\n");
  });

  test("a body of twice the machine's memory goes up whole, with a length and chunked", async () => {
    strictEqual(await curl("/digest", "-T", body), digest);
    strictEqual(await curl("/digest", "-H", "Transfer-Encoding: chunked", "-T", body), digest);
  });

  test("a body of twice the machine's memory comes down whole, as fast as the client reads", async () => {
    strictEqual((await runCommand("sha256sum", [body], { cwd: directory, timeoutMs: 60_000 })).stdout.slice(0, 64), digest.split(" ")[1]);
    const out = join(directory, "out");
    await curl("/bytes", "-o", out);
    strictEqual((await runCommand("cmp", [body, out], { cwd: directory, timeoutMs: 60_000 })).code, 0);
  });

  test("both directions at once", async () => {
    const out = join(directory, "out");
    await curl("/echo", "-T", body, "-o", out);
    strictEqual((await runCommand("cmp", [body, out], { cwd: directory, timeoutMs: 60_000 })).code, 0);
  });

  test("a server that breaks off breaks off the response, one that is silent is 502, and the proxy goes on", async () => {
    const port = server().port;
    const broken = await runCommand("curl", ["-sS", "--max-time", "20", `http://127.0.0.1:${port}/broken`], { cwd: directory, timeoutMs: 30_000 });
    deepStrictEqual([broken.code, broken.stdout], [18, "the beginning"]);
    strictEqual(await curl("/silent", "-w", "%{http_code}"), "the server behind the proxy does not answer\n502");
    strictEqual(await curl("/again"), "hello /again\n");
  });

  test("many clients at once, on connections that are kept", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => curl(`/${i}`)));
    deepStrictEqual(answers, Array.from({ length: 20 }, (_, i) => `hello /${i}\n`));
  });
});
