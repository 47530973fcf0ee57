/** examples/chat: two tabs of a headless Chromium talk through it, and hostile frames are refused. */
import { match, ok, strictEqual } from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { after, before, test } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";
import { findTool } from "../src/cli/toolchain.ts";
import { describeExample } from "./example-server.ts";

const WAIT_MS = 20_000;
const UPGRADE = "GET /socket HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

describeExample({ name: "chat", port: 80, memory: "32M" }, (server) => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: findTool("chromium") ?? "", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  });
  after(() => browser.close());

  const openTab = async (name: string): Promise<Page> => {
    const tab = await browser.newPage();
    tab.setDefaultTimeout(WAIT_MS);
    await tab.goto(`http://127.0.0.1:${server().port}/`);
    await tab.fill("#name", name);
    await tab.waitForSelector("#state:has-text('here')");
    return tab;
  };
  const say = async (tab: Page, text: string): Promise<void> => {
    await tab.fill("#text", text);
    await tab.click("button");
  };

  test("two tabs talk to each other, and a third sees what was said", async () => {
    const [ann, bob] = [await openTab("Ann"), await openTab("Bob")];
    await ann.waitForSelector("#state:has-text('2 here')");
    await say(ann, "hello <b>Bob</b> 🐚");
    await bob.waitForSelector("li:has-text('hello <b>Bob</b> 🐚')");
    await say(bob, "x".repeat(1500));
    await ann.waitForSelector(`li:has-text("Bob${"x".repeat(1500)}")`);
    for (let i = 1; i <= 30; i++) await say(i % 2 === 0 ? ann : bob, `line ${i}`);
    await ann.waitForSelector("li:has-text('line 30')");
    await bob.waitForSelector("li:has-text('line 30')");
    const cleo = await openTab("Cleo");
    await cleo.waitForSelector("li:has-text('line 30')");
    for (const tab of [ann, bob, cleo]) {
      const lines = (await tab.locator("li").allTextContents()).slice(-30);
      ok(lines.every((line, i) => line === `${i % 2 === 0 ? "Bob" : "Ann"}line ${i + 1}`), lines.join("\n"));
    }
    await cleo.close();
    await ann.waitForSelector("#state:has-text('2 here')");
    await Promise.all([ann.close(), bob.close()]);
  });

  test("the handshake has the RFC's answer to the RFC's key", async () => {
    const peer = await Peer.open(server().port, UPGRADE);
    match(await peer.until("\r\n\r\n"), /^HTTP\/1\.1 101 Switching Protocols\r\n[\s\S]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n/);
    peer.socket.destroy();
  });

  test("requests that are no handshake are refused", async () => {
    for (const [request, status] of [[UPGRADE.replace("13", "12"), 426], [UPGRADE.replace("dGhl", "!"), 400], [UPGRADE.replace("/socket", "/"), 404]] as const) {
      const peer = await Peer.open(server().port, request);
      match(await peer.end(), new RegExp(`^HTTP/1\\.1 ${status} `));
    }
  });

  test("frames that break the rules close with the rule's code", async () => {
    const cases: readonly (readonly [frame: readonly number[], code: number])[] = [
      [[0x81, 0x00], 1002], [[0xc1, 0x80, 0, 0, 0, 0], 1002], [[0x83, 0x80, 0, 0, 0, 0], 1002], [[0x09, 0x80, 0, 0, 0, 0], 1002], [[0x80, 0x80, 0, 0, 0, 0], 1002],
      [[0x82, 0x80, 0, 0, 0, 0], 1003], [[0x81, 0x81, 0, 0, 0, 0, 0xff], 1007], [[0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0], 1009], [[0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8], 1000],
    ];
    for (const [frame, code] of cases) {
      const peer = await Peer.open(server().port, UPGRADE);
      await peer.until("\r\n\r\n");
      peer.socket.write(Buffer.from(frame));
      const bytes = Buffer.from(await peer.end(), "latin1");
      const close = bytes.indexOf(Buffer.from([0x88])) + 2;
      strictEqual(bytes.readUInt16BE(close), code, Buffer.from(frame).toString("hex"));
    }
  });

  test("a ping is answered, and a fragmented message put together", async () => {
    const peer = await Peer.open(server().port, UPGRADE);
    await peer.until("\r\n\r\n");
    const [first, rest] = [Buffer.from('{"name":"Fay","te'), Buffer.from('xt":"in pieces"}')];
    const masked = (opcode: number, payload: Buffer): Buffer => Buffer.concat([Buffer.from([opcode, 0x80 | payload.length, 1, 2, 3, 4]), payload.map((byte, i) => byte ^ ((i & 3) + 1))]);
    for (const byte of Buffer.concat([masked(0x01, first), masked(0x89, Buffer.from("hi")), masked(0x80, rest)])) peer.socket.write(Buffer.from([byte]));
    const answer = await peer.until("in pieces");
    ok(answer.includes("\x8a\x02hi"), answer);
    peer.socket.destroy();
  });
});

/** A client that writes bytes. */
class Peer {
  readonly socket: Socket;
  #heard = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error(`nothing in ${WAIT_MS} ms; so far: ${this.#heard}`)));
    socket.setEncoding("latin1").on("data", (text: string) => { this.#heard += text; });
  }

  static open(port: number, text: string): Promise<Peer> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(text);
        resolve(new Peer(socket));
      }).on("error", reject);
    });
  }

  /** All that was heard, as soon as `text` is in it. */
  until(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => { if (this.#heard.includes(text)) resolve(this.#heard); };
      this.socket.on("data", look).on("error", reject).on("end", () => reject(new Error(`ended after ${this.#heard}`)));
      look();
    });
  }

  /** All that was heard until the server closes. */
  end(): Promise<string> {
    return new Promise((resolve, reject) => this.socket.on("end", () => resolve(this.#heard)).on("error", reject));
  }
}
