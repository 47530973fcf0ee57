/** The examples in the three places, driven by the clients that people use. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runCommand } from "./run-command.ts";
import { canMakeTap, freePort, RunningWhelk, whelk } from "./whelk-process.ts";

const START_MS_MAX = 400_000;

for (const target of ["node", "process", "vm"]) {
  test(`examples/hello on ${target} prints its line and ends with 0`, async () => {
    const outcome = await whelk(["run", "examples/hello/main.ts", "--target", target]);
    deepStrictEqual({ code: outcome.code, stdout: outcome.stdout.replaceAll("\r\n", "\n") }, { code: 0, stdout: "Hello from a machine made of TypeScript\n" }, outcome.stderr);
  });
}

for (const target of ["node", "process", "vm"]) {
  const skip = target === "process" && !canMakeTap() ? "the process target's network needs root, for a tap device" : false;
  describe(`examples/http on ${target}`, { skip }, () => {
    let server: RunningWhelk, base = "", port = 0;
    const directory = mkdtempSync(join(tmpdir(), "whelk-http-"));

    before(async () => {
      port = await freePort();
      base = `http://127.0.0.1:${port}`;
      const words = target === "node" ? ["--target", "node"] : ["--target", target, "-p", `${port}:80`];
      server = new RunningWhelk(["run", "examples/http/main.ts", ...words], target === "node" ? { PORT: String(port) } : {});
      await server.waitFor("listening on port", START_MS_MAX);
    });
    after(async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    const curl = async (...args: readonly string[]): Promise<string> => {
      const outcome = await runCommand("curl", ["-sS", "--max-time", "20", ...args], { cwd: directory, timeoutMs: 30_000 });
      strictEqual(outcome.code, 0, outcome.stderr + server.output);
      return outcome.stdout;
    };
    const withStatus = ["-w", "\n%{http_code}"];

    test("GET / answers with the name in the query", async () => {
      strictEqual(await curl(`${base}/?name=Ann%20B`), "Hello, Ann B!\n");
    });
    test("GET /json answers JSON with its type and length", async () => {
      const answer = await curl("-i", `${base}/json`);
      match(answer, /^HTTP\/1\.1 200 OK\r\n/);
      match(answer, /\r\ncontent-type: application\/json\r\n/i);
      match(answer, /\r\ndate: \w{3}, \d\d \w{3} \d{4} [\d:]+ GMT\r\n/i);
      ok(answer.endsWith('"GET /throw"]}\n'), answer);
    });
    test("POST /words takes JSON in", async () => {
      strictEqual(await curl(`${base}/words`, "-d", '{"text": "One fish, two fish: été"}'), '{"words":5,"counts":[{"word":"fish","count":2},{"word":"one","count":1},{"word":"two","count":1},{"word":"été","count":1}]}\n');
    });
    test("POST /words answers 400 to bad JSON and to the wrong shape", async () => {
      match(await curl(`${base}/words`, "-d", "{bad", ...withStatus), /"error":.*\n\n400$/);
      match(await curl(`${base}/words`, "-d", "[1]", ...withStatus), /write .*\n\n400$/);
    });
    test("POST /echo streams a body of a megabyte back, with a length and chunked", async () => {
      const body = Buffer.alloc(1 << 20, "0123456789abcdef\n");
      const path = join(directory, "body");
      writeFileSync(path, body);
      for (const headers of [[], ["-H", "transfer-encoding: chunked"]]) {
        const out = join(directory, "echo");
        await curl(...headers, "-H", "content-type: text/plain", "--data-binary", `@${path}`, "-o", out, `${base}/echo`);
        ok(readFileSync(out).equals(body));
      }
    });
    test("GET /stream comes in pieces, while it is made", async () => {
      const answer = await curl("-N", "-w", "%{time_starttransfer} %{time_total}", `${base}/stream`);
      const [first, total] = (answer.split("\n").at(-1) ?? "").split(" ").map(Number);
      ok(answer.startsWith("tick 1\ntick 2\ntick 3\ntick 4\ntick 5\ndone\n"), answer);
      ok((total ?? 0) - (first ?? 0) > 0.3, answer);
    });
    test("a path that nothing answers is 404", async () => {
      strictEqual(await curl(`${base}/missing`, ...withStatus), '{"error":"nothing answers GET /missing"}\n\n404');
    });
    test("a route that throws is 500, and the server goes on", async () => {
      strictEqual(await curl(`${base}/throw`, ...withStatus), '{"error":"this route always throws"}\n\n500');
      strictEqual(await curl(`${base}/`), "Hello, world!\n");
    });
    test("HEAD has the headers and no body", async () => {
      const answer = await curl("-I", `${base}/`);
      match(answer, /^HTTP\/1\.1 404 Not Found\r\n/);
    });
    test("one connection carries several requests", async () => {
      const answer = await curl("-v", "--stderr", "-", `${base}/`, `${base}/?name=again`);
      match(answer, /Re-using existing connection/);
      match(answer, /Hello, again!/);
    });
    test("pipelined requests are answered in order", async () => {
      const answer = await rawExchange(port, "GET /?name=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /?name=2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      deepStrictEqual(answer.match(/Hello, \d!/g), ["Hello, 1!", "Hello, 2!"]);
    });
    test("what is not HTTP is answered 400 and closed", async () => {
      match(await rawExchange(port, "THIS IS NOT HTTP\r\n\r\n"), /^HTTP\/1\.1 400 Bad Request\r\n/);
      strictEqual(await curl(`${base}/`), "Hello, world!\n");
    });
  });
}

/** Sends `text` and answers with all that comes back until the server closes. */
function rawExchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no end after 10 s; so far: ${answer}`)));
    socket.setEncoding("latin1").on("data", (data: string) => { answer += data; });
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}
