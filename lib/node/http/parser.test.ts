import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { serialize } from "node:v8";
import { fieldsOfHead, HttpParser, type HttpParserOwner } from "./parser.ts";

/** What a parser says about some bytes: events, then the error's code ("" if none). */
type Report = readonly [events: readonly (readonly unknown[])[], error: string];

const REQUESTS: readonly string[] = [
  "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GARB", "GET /\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
  "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length:\r\n\r\n", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
  "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
  "GET /a b HTTP/1.1\r\n\r\n", "GET  /a  HTTP/1.1\r\n\r\n", "GET / HTTP/1.2\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET foo HTTP/1.1\r\n\r\n",
  "GET http://a@b@c/ HTTP/1.1\r\n\r\n", "GET http://a:80/x?y#z HTTP/1.1\r\n\r\n", "CONNECT a:80 HTTP/1.1\r\n\r\nxx", "GET / HTTP/1.1\rX", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
  "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n\rX",
  "POST /x?a=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.0\r\n\r\n",
  "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b;c=\"d\"\r\nabc\r\n0\r\n\r\n", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx",
  "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
  "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET /", "GET / HTTP/1.1\r\n A: b\r\n\r\n",
  "GET / HTTP/1.1\r\nA\r\n\r\n", "GET / HTTP/1.1\r\n\n", "GET / HTTP/1.1 \r\n\r\n", "\r\n\r\n\nGET / HTTP/1.1\r\n\r\n", " GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "GET / HTTP/1.1\r\nTransfer-Encoding: chunkedx\r\n\r\n",
  "GET / HTTP/1.1\r\nTransfer-Encoding: chunked \r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: 5 \r\n\r\nabcdeGET / HTTP/1.1\r\n\r\n",
  "get / HTTP/1.1\r\n\r\n", "GET\t/ HTTP/1.1\r\n\r\n", "PUT /a HTTP/1.0\r\nConnection: Keep-Alive, x\r\nContent-length: 4\r\n\r\nbodyOPTIONS * HTTP/1.1\r\nX:\r\nY:  a b \t\r\n\r\n",
  "M-SEARCH /?#?## HTTP/1.1\r\nA:b\r\nA: c\r\n\r\nPATCH / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
];
const RESPONSES: readonly string[] = [
  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "HTTP/1.1 200\r\n\r\nxx", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n",
  "HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\nA: b\n\nxx",
  "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nzz", "HTTP/1.1 304 N\r\nContent-Length: 5\r\n\r\n",
  "HTTP/1.0 200 \r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nabc", "XTTP/1.1 200 OK\r\n\r\n",
  "HTTP/1.1 200 Very fine \r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\nHTTP/1.0 404 N\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nz",
];

function random(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}

function mutants(seeds: readonly string[], count: number, seed: number): string[] {
  const next = random(seed);
  const bytes = " \t\r\n:;/?#@,0a5AGHTP.\0\x7f\x80\xff\"-_";
  const out: string[] = [];
  for (let i = 0; i < count; i++) {
    let text = seeds[Math.floor(next() * seeds.length)] as string;
    for (let changes = 1 + Math.floor(next() * 2); changes > 0; changes--) {
      const at = Math.floor(next() * (text.length + 1));
      const byte = bytes.charAt(Math.floor(next() * bytes.length));
      const kind = next();
      text = kind < 0.4 ? text.slice(0, at) + byte + text.slice(at + 1) : kind < 0.7 ? text.slice(0, at) + byte + text.slice(at) : kind < 0.9 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at);
    }
    out.push(text);
  }
  return out;
}

class Recorder implements HttpParserOwner {
  readonly events: unknown[][] = [];
  readonly #kind: "request" | "response";
  constructor(kind: "request" | "response") { this.#kind = kind; }
  onHead(parser: HttpParser): number {
    const response = this.#kind === "response";
    this.events.push(["head", parser.major, parser.minor, fieldsOfHead(parser.takeHead(), 1000), response ? null : parser.method, response ? null : parser.url(), response ? parser.status : null, response ? parser.reason() : null, parser.upgrade, parser.shouldKeepAlive]);
    return parser.upgrade ? 2 : 0;
  }
  onBody(bytes: Uint8Array, from: number, to: number): void {
    const text = Buffer.from(bytes.subarray(from, to)).toString("latin1");
    const last = this.events[this.events.length - 1];
    if (last !== undefined && last[0] === "body") last[1] = `${String(last[1])}${text}`; else this.events.push(["body", text]);
  }
  onMessage(parser: HttpParser): void {
    const trailers = parser.takeTrailers();
    if (trailers !== undefined) this.events.push(["trailers", fieldsOfHead(trailers, 1000)]);
    this.events.push(["end"]);
  }
}

function parse(text: string, kind: "request" | "response", cut: number): Report {
  const recorder = new Recorder(kind);
  const parser = new HttpParser(recorder, kind, 16384);
  const bytes = Buffer.from(text, "latin1");
  if (cut < 0) for (let i = 0; i < bytes.length && !parser.hasFailed() && !parser.hasUpgraded(); i++) parser.execute(bytes, i, i + 1);
  else {
    parser.execute(bytes, 0, Math.min(cut, bytes.length));
    if (!parser.hasFailed() && !parser.hasUpgraded() && cut < bytes.length) parser.execute(bytes, cut, bytes.length);
  }
  return [recorder.events, parser.errorCode];
}

/** The same bytes through Node's own parser, in a process that may see it. */
function oracle(texts: readonly string[], kind: "request" | "response"): Report[] {
  const script = `
    const { HTTPParser, methods } = require("_http_common");
    const all = require("node:v8").deserialize(require("node:fs").readFileSync(0));
    const out = all.map((text) => {
      const parser = new HTTPParser(); parser.initialize(HTTPParser.${kind.toUpperCase()}, {});
      const events = []; let pending = []; let url = "";
      parser[HTTPParser.kOnHeaders] = (headers, u) => { pending.push(...headers); url += u; };
      parser[HTTPParser.kOnHeadersComplete] = (major, minor, headers, method, u, status, reason, upgrade, keep) => {
        events.push(["head", major, minor, headers ?? pending, method === null || method === undefined ? null : methods[method], method === null || method === undefined ? null : (u ?? url), status ?? null, reason ?? null, upgrade, keep]); pending = []; url = ""; return upgrade ? 2 : 0; };
      parser[HTTPParser.kOnBody] = (bytes) => { const text = bytes.latin1Slice(); const last = events.at(-1); if (last[0] === "body") last[1] += text; else events.push(["body", text]); };
      parser[HTTPParser.kOnMessageComplete] = () => { if (pending.length > 0) events.push(["trailers", pending]); pending = []; url = ""; events.push(["end"]); };
      const result = parser.execute(Buffer.from(text, "latin1"));
      return [events, result instanceof Error ? result.code : ""];
    });
    process.stdout.write(JSON.stringify(out));`;
  const input = serialize([...texts]);
  return JSON.parse(execFileSync(process.execPath, ["--no-deprecation", "--expose-internals", "-e", script], { input, maxBuffer: 1 << 28 }).toString()) as Report[];
}
for (const [kind, seeds] of [["request", REQUESTS], ["response", RESPONSES]] as const) {
  test(`HttpParser says of ${kind}s what llhttp says, and the same for every cut`, () => {
    const texts = [...seeds, ...mutants(seeds, 6000, 20261122)];
    const wanted = oracle(texts, kind);
    let otherCodes = 0; // bytes that are wrong in two ways at once may be blamed for the other one
    texts.forEach((text, index) => {
      const [events, error] = wanted[index] as Report;
      const own = parse(text, kind, text.length);
      const shown = JSON.stringify(text);
      assert.deepEqual([own[0], own[1] === ""], [events, error === ""], shown);
      if (own[1] !== error) otherCodes++;
      if (index % 8 === 0 || index < seeds.length) {
        assert.deepEqual(parse(text, kind, -1), own, `${shown} byte by byte`);
        for (let cut = 1; cut < text.length; cut += 3) assert.deepEqual(parse(text, kind, cut), own, `${shown} cut at ${cut}`);
      }
    });
    assert.ok(otherCodes * 500 < texts.length, `${otherCodes} of ${texts.length} with another code`);
  });
}

test("a head larger than the limit fails with HPE_HEADER_OVERFLOW", () => {
  assert.equal(parse(`GET / HTTP/1.1\r\nA: ${"x".repeat(16384)}\r\n\r\n`, "request", 100000)[1], "HPE_HEADER_OVERFLOW");
});

test("a head that never ends fails at the limit, wherever it is cut", () => {
  for (const start of ["GET /", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: "]) {
    const parser = new HttpParser(new Recorder("request"), "request", 16384);
    const beginning = Buffer.from(start, "latin1");
    parser.execute(beginning, 0, beginning.length);
    const piece = new Uint8Array(1000).fill(0x78);
    let pieces = 0;
    while (!parser.hasFailed() && pieces < 100) {
      parser.execute(piece, 0, piece.length);
      pieces++;
    }
    assert.deepEqual([parser.errorCode, pieces], ["HPE_HEADER_OVERFLOW", 17], start);
  }
});
