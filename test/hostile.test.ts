/**
 * Hostile and unlucky clients against examples/http in a machine with 32 MiB, over a tap device: after each of them a
 * good client is served at once, and the machine ends with the program that it began with.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeTap, removeTap, type MadeTap } from "../src/cli/run-process.ts";
import { canMakeTap, RunningWhelk, whelk } from "./whelk-process.ts";

const SERVED_MS_MAX = 5000;
const PIECE = Buffer.alloc(65_536, "x");

const skip = canMakeTap() ? false : "it needs root, for a tap device";
describe("hostile clients of examples/http with 32 MiB", { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), "whelk-hostile-"));
  let tap: MadeTap, server: RunningWhelk;

  before(async () => {
    const image = join(directory, "http.elf");
    const outcome = await whelk(["build", "examples/http/main.ts", "-o", image]);
    strictEqual(outcome.code, 0, outcome.stderr);
    tap = makeTap();
    server = new RunningWhelk(["run", image, "-m", "32M", "--net", `tap:${tap.name}`, "--ip", `${tap.guest}/30`, "--gateway", tap.host]);
    await server.waitFor("listening on port 80", 60_000);
  });
  after(async () => {
    await server.stop();
    removeTap(tap);
    rmSync(directory, { recursive: true, force: true });
  });

  /** Status of a request on a connection of its own. */
  function get(agent: Agent | false = false): Promise<number> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: tap.guest, port: 80, path: "/", agent, timeout: SERVED_MS_MAX }, (answer) => {
        answer.resume().on("end", () => resolve(answer.statusCode ?? 0)).on("error", reject);
      });
      asked.on("error", reject).on("timeout", () => asked.destroy(new Error(`no answer in ${SERVED_MS_MAX} ms`))).end();
    });
  }
  async function isServed(): Promise<void> { strictEqual(await get(), 200, server.output); }

  async function opened(): Promise<Socket> {
    const socket = connect(80, tap.guest);
    socket.on("error", () => {}); // what the server does to it is looked at elsewhere
    await once(socket, "connect");
    return socket;
  }
  /** Everything that comes until the connection ends. */
  function answerTo(socket: Socket): Promise<string> {
    let text = "";
    socket.on("data", (bytes: Buffer) => { text += bytes.toString("latin1"); });
    return new Promise((resolve) => socket.on("close", () => resolve(text)));
  }
  /** Sends `bytes` over and over, up to 100 MB or the end of the connection; how many went. */
  async function pour(socket: Socket, bytes: Uint8Array): Promise<number> {
    let sent = 0;
    while (sent < 100e6 && socket.writable) {
      sent += bytes.length;
      if (!socket.write(bytes)) await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => {});
    }
    return sent;
  }

  test("garbage is answered by 400", async () => {
    for (let seed = 1; seed <= 50; seed++) {
      const socket = await opened();
      socket.write(Uint8Array.from({ length: 2000 }, (_, i) => ((i + 1) * seed * 7919) & 255));
      match(await answerTo(socket), /^HTTP\/1\.1 400 /);
    }
    await isServed();
  });

  for (const [what, start, piece] of [
    ["a field of 100 MB", "GET / HTTP/1.1\r\nA: ", PIECE], ["100 MB of fields", "GET / HTTP/1.1\r\n", Buffer.from("a: b\r\n".repeat(10_000))],
    ["a URL of 100 MB", "GET /", PIECE],
  ] as const) {
    test(`${what} is cut off by 431`, async () => {
      const socket = await opened();
      const answer = answerTo(socket);
      socket.write(start);
      const sent = await pour(socket, piece);
      ok(sent < 20e6, `${sent} bytes were taken`);
      match(await answer, /^(HTTP\/1\.1 431 |$)/); // a reset may overtake the answer
      await isServed();
    });
  }

  test("half a request, a byte at a time, and silence hold nobody up", async () => {
    const sockets: Socket[] = [];
    for (let i = 0; i < 100; i++) {
      const socket = await opened();
      if (i % 3 === 0) socket.write("GET / HT");
      sockets.push(socket);
    }
    for (const byte of "GET / HTTP") {
      for (const [i, socket] of sockets.entries()) if (i % 3 === 1) socket.write(byte);
      await isServed();
      await sleep(50);
    }
    for (const socket of sockets) socket.destroy();
    await isServed();
  });

  test("300 resets in the middle of a body", async () => {
    for (let i = 0; i < 300; i++) {
      const socket = await opened();
      socket.write(`POST /words HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n${"x".repeat(5000)}`);
      await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
    await isServed();
  });

  test("datagrams for nobody, 20,000 at once", async () => {
    const socket = createSocket("udp4");
    for (let i = 0; i < 20_000; i++) socket.send(PIECE.subarray(0, 1000), 9, tap.guest);
    await isServed();
    socket.close();
    await isServed();
  });

  test("2,000 connections at once are all answered, and others meanwhile", async () => {
    const sockets = await Promise.all(Array.from({ length: 2000 }, opened));
    await Promise.all(sockets.map(async (socket) => {
      socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const [bytes] = (await once(socket, "data")) as [Buffer];
      match(bytes.toString("latin1"), /^HTTP\/1\.1 200 OK\r\n/);
    }));
    for (let i = 0; i < 50; i++) await isServed();
    for (const socket of sockets) socket.destroy();
    await isServed();
  });

  test("10,000 connections in turn are all answered", async () => {
    const statuses = new Map<number, number>();
    let left = 10_000;
    await Promise.all(Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        const status = await get();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }));
    deepStrictEqual([...statuses], [[200, 10_000]]);
  });
});
