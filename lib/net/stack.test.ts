/** Two stacks on a wire that loses, doubles, reorders, corrupts, stops and narrows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_ACCEPT } from "./contract.ts";
import { TcpLimits } from "./tcp/context.ts";
import { check } from "./testing/failure.ts";
import type { Faults } from "./testing/faulty-wire.ts";
import { ADDRESS_A, ADDRESS_B, OPTIONS, pattern, Talker, TwoStacks } from "./testing/two-stacks.ts";
import { ARP_REPLY, ArpPacket } from "./wire/arp.ts";
import { emitEthernet, ETHERNET_BYTES, ETHERTYPE_ARP } from "./wire/ethernet.ts";

interface Case { readonly name: string; readonly faults: Faults; readonly mtu?: number; readonly seeds: number }

const CASES: readonly Case[] = [
  { name: "a perfect wire", faults: { delayMs: 5 }, seeds: 2 },
  { name: "1 % loss", faults: { delayMs: 5, loss: 0.01 }, seeds: 20 },
  { name: "10 % loss", faults: { delayMs: 5, loss: 0.1 }, seeds: 20 },
  { name: "30 % loss", faults: { delayMs: 5, loss: 0.3 }, seeds: 20 },
  { name: "duplicates", faults: { delayMs: 5, duplicate: 0.3 }, seeds: 5 },
  { name: "reordering", faults: { delayMs: 5, reorder: 0.3, jitterMs: 10 }, seeds: 10 },
  { name: "corruption", faults: { delayMs: 5, corrupt: 0.05 }, seeds: 20 },
  { name: "everything at once", faults: { delayMs: 10, loss: 0.05, duplicate: 0.05, reorder: 0.1, corrupt: 0.03, jitterMs: 30 }, seeds: 40 },
  { name: "MTU 576", faults: { delayMs: 5, loss: 0.02 }, mtu: 576, seeds: 10 },
  { name: "MTU 200", faults: { delayMs: 5, loss: 0.02 }, mtu: 200, seeds: 3 },
  { name: "blackouts", faults: { delayMs: 5, blackouts: [[1020, 3000], [3010, 9000], [12000, 40000]] }, seeds: 3 },
  { name: "a slow link with a short queue", faults: { delayMs: 20, bytesPerMs: 125, queueBytes: 20000 }, seeds: 3 },
  { name: "a fast short link", faults: { delayMs: 0.05, bytesPerMs: 125000, queueBytes: 200000 }, seeds: 3 },
];

const FROM_A = pattern(300_000, 1);
const FROM_B = pattern(200_000, 2);

for (const { name, faults, mtu, seeds } of CASES) {
  test(`TCP carries both directions exactly over ${name}`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const stacks = new TwoStacks(seed, faults, mtu);
      const { client, server } = stacks.join(80, FROM_A, FROM_B);
      const done = stacks.run(() => client.closed && server()?.closed === true, 3_600_000);
      const peer = server();
      check(stacks, name, seed, done && peer !== undefined, `not over: ${client.socket.stateName()} ${client.receivedBytes}, ${peer?.socket.stateName()} ${peer?.receivedBytes}`);
      if (peer === undefined) return;
      check(stacks, name, seed, client.socket.error === "" && peer.socket.error === "", `errors "${client.socket.error}" "${peer.socket.error}"`);
      check(stacks, name, seed, Buffer.compare(client.data(), FROM_B) === 0, "the client got other bytes");
      check(stacks, name, seed, Buffer.compare(peer.data(), FROM_A) === 0, "the server got other bytes");
      check(stacks, name, seed, stacks.wire.a.lent === 0 && stacks.wire.b.lent === 0, "frames leaked");
      // The last FIN may be answered by RST, when all answers to it were lost until the peer's TIME-WAIT ended.
      check(stacks, name, seed, (client.drained || stacks.a.counters.tcpResetsReceived > 0) && (peer.drained || stacks.b.counters.tcpResetsReceived > 0), "no EVENT_DRAINED");
    }
  });
}

test("a neighbour's address that is wrong is asked for again when nothing is answered", () => {
  const stacks = new TwoStacks(1, { delayMs: 5 });
  const { client, server } = stacks.join(80, FROM_A, FROM_B);
  stacks.run(() => client.receivedBytes > 1000, 10_000);
  // Corrupted on the way, or a lie: B's address with another station's MAC.
  const lie = new Uint8Array(60);
  emitEthernet(lie, 0, stacks.wire.a.mac, new Uint8Array([2, 0, 0, 0, 0, 77]), ETHERTYPE_ARP);
  const arp = new ArpPacket();
  arp.operation = ARP_REPLY;
  arp.senderMac.set([2, 0, 0, 0, 0, 77]);
  arp.senderAddress = ADDRESS_B;
  arp.targetMac.set(stacks.wire.a.mac);
  arp.targetAddress = ADDRESS_A;
  arp.emit(lie, ETHERNET_BYTES);
  stacks.wire.a.received.push(lie);
  const done = stacks.run(() => client.closed && server()?.closed === true, 30_000);
  check(stacks, "wrong neighbour", 1, done && client.socket.error === "", `not over: ${client.socket.stateName()} ${client.socket.error}`);
  assert.deepEqual(Buffer.compare(client.data(), FROM_B), 0);
});

test("TCP fills a long fat link: windows grow with it", () => {
  const stacks = new TwoStacks(3, { delayMs: 20, bytesPerMs: 12500, queueBytes: 1_000_000 });
  const bytes = pattern(20_000_000, 3);
  const { client, server } = stacks.join(80, bytes, new Uint8Array(0));
  const started = stacks.now;
  check(stacks, "long fat link", 3, stacks.run(() => server()?.ended === true, 60_000), "not over");
  const seconds = (stacks.now - started) / 1000;
  assert.ok(seconds < 3.5, `20 MB over 100 Mbit/s took ${seconds} s`);
  assert.equal(server()?.receivedBytes, bytes.length);
  assert.equal(client.socket.error, "");
});

test("a reader that stops closes the window; when it reads again the transfer goes on", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const stacks = new TwoStacks(seed, { delayMs: 2, loss: seed > 5 ? 0.2 : 0 });
    const { client, server } = stacks.join(80, pattern(3_000_000, 4), new Uint8Array(0));
    check(stacks, "zero window", seed, stacks.run(() => server() !== undefined, 60_000), "no connection");
    const peer = server();
    assert.ok(peer);
    peer.paused = true;
    const until = stacks.now + 120_000;
    stacks.run(() => stacks.now > until, 121_000);
    check(stacks, "zero window", seed, client.socket.error === "" && client.socket.unacknowledged() > 100_000, "the sender should be waiting");
    const waiting = peer.socket.receivable() + peer.receivedBytes;
    check(stacks, "zero window", seed, waiting < 1_000_000, `${waiting} bytes taken in without a reader`);
    peer.paused = false;
    peer.pump();
    check(stacks, "zero window", seed, stacks.run(() => peer.ended && client.closed, 600_000), "it did not go on");
    check(stacks, "zero window", seed, Buffer.compare(peer.data(), pattern(3_000_000, 4)) === 0, "other bytes");
  }
});

test("half-close: after FIN the other direction goes on as long as it likes", () => {
  const stacks = new TwoStacks(1, { delayMs: 3, loss: 0.05 });
  const { client, server } = stacks.join(80, new Uint8Array([1, 2, 3]), FROM_B, true, false);
  check(stacks, "half-close", 1, stacks.run(() => server()?.ended === true && client.receivedBytes === FROM_B.length, 600_000), "data after FIN was lost");
  assert.equal(client.socket.stateName(), "fin-wait-2");
  assert.equal(server()?.socket.stateName(), "close-wait");
  const later = stacks.now + 200_000;
  stacks.run(() => stacks.now > later, 300_000);
  assert.equal(client.socket.stateName(), "fin-wait-2", "a program that holds the socket may wait for ever");
  server()?.socket.shutdown();
  check(stacks, "half-close", 1, stacks.run(() => client.closed && server()?.closed === true, 60_000), "not over");
});

test("close() with unread data and abort() reset the peer", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const { client, server } = stacks.join(80, FROM_A, FROM_B, false, false);
  stacks.run(() => (server()?.receivedBytes ?? 0) > 50_000, 10_000);
  server()?.socket.abort();
  assert.ok(stacks.run(() => client.closed, 10_000));
  assert.equal(client.socket.error, "ECONNRESET");
  assert.equal(server()?.socket.stateName(), "closed");
});

test("close() of one side lets queued data out, and data that comes later is answered by RST", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const sent = FROM_A.subarray(0, 100_000);
  const { client, server } = stacks.join(80, sent, new Uint8Array(0), false, false);
  stacks.run(() => client.connected, 1000);
  client.socket.close();
  assert.ok(stacks.run(() => server()?.ended === true, 10_000));
  assert.equal(server()?.receivedBytes, sent.length);
  server()?.socket.send(FROM_B, 0, 1000);
  assert.ok(stacks.run(() => server()?.closed === true, 10_000));
  assert.equal(server()?.socket.error, "ECONNRESET");
});

test("a closed port refuses, a silent host times out, an absent one is unreachable, no route says so", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const refused = stacks.a.connect(ADDRESS_B, 81, OPTIONS);
  const absent = stacks.a.connect(0x0a000063, 80, OPTIONS);
  assert.equal(stacks.a.connect(0x08080808, 80, OPTIONS), "ENETUNREACH");
  assert.ok(typeof refused !== "string" && typeof absent !== "string");
  const first = new Talker(refused, new Uint8Array(0), false);
  const second = new Talker(absent, new Uint8Array(0), false);
  assert.ok(stacks.run(() => first.closed && second.closed, 20_000));
  assert.equal(refused.error, "ECONNREFUSED");
  assert.equal(absent.error, "EHOSTUNREACH");
  stacks.wire.faults = { loss: 1 };
  const silent = stacks.a.connect(ADDRESS_B, 80, OPTIONS);
  assert.ok(typeof silent !== "string");
  const third = new Talker(silent, new Uint8Array(0), false);
  const started = stacks.now;
  assert.ok(stacks.run(() => third.closed, 300_000));
  assert.ok(silent.error === "ETIMEDOUT" || silent.error === "EHOSTUNREACH");
  assert.ok(stacks.now - started < 200_000);
});

test("a device without room delays, loses nothing and wakes up again", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  stacks.wire.a.transmitRoom = 2;
  stacks.wire.b.transmitRoom = 1;
  const { client, server } = stacks.join(80, FROM_A, FROM_B);
  check(stacks, "full rings", 1, stacks.run(() => client.closed && server()?.closed === true, 100_000), "not over");
  assert.equal(Buffer.compare(client.data(), FROM_B), 0);
  assert.ok(stacks.a.counters.tcpTransmitFull > 0);
});

test("keep-alive finds a dead peer; a silent living one stays", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const { client } = stacks.join(80, new Uint8Array(0), new Uint8Array(0), false, false, { ...OPTIONS, keepAliveMs: 5000 });
  stacks.run(() => client.connected, 1000);
  const later = stacks.now + 60_000;
  stacks.run(() => stacks.now > later, 61_000);
  assert.equal(client.socket.stateName(), "established");
  assert.ok(stacks.a.counters.tcpKeepAliveProbes > 5);
  stacks.wire.faults = { loss: 1 };
  assert.ok(stacks.run(() => client.closed, 60_000));
  assert.equal(client.socket.error, "ETIMEDOUT");
});

test("Nagle gathers small writes, noDelay sends them at once", () => {
  for (const noDelay of [false, true]) {
    const stacks = new TwoStacks(1, { delayMs: 10 });
    const { client, server } = stacks.join(80, new Uint8Array(0), new Uint8Array(0), false, false, { ...OPTIONS, noDelay });
    stacks.run(() => client.connected, 1000);
    const before = stacks.a.counters.tcpSegmentsSent;
    for (let i = 0; i < 20; i++) {
      client.socket.send(new Uint8Array([i]), 0, 1);
      stacks.a.sendAll(stacks.now);
    }
    stacks.run(() => server()?.receivedBytes === 20, 1000);
    const sent = stacks.a.counters.tcpSegmentsSent - before;
    if (noDelay) assert.ok(sent >= 20, `${sent}`);
    else assert.ok(sent <= 3, `${sent}`);
  }
});

test("a thousand connections come, talk and go; nothing is left behind", () => {
  const stacks = new TwoStacks(7, { delayMs: 1, loss: 0.01 });
  stacks.wire.a.transmitRoom = 4096;
  stacks.wire.b.transmitRoom = 4096;
  const listener = stacks.b.listen(0, 80, 512);
  assert.ok(typeof listener !== "string");
  const servers: Talker[] = [];
  listener.setOwner({
    ready: (events) => {
      if ((events & EVENT_ACCEPT) === 0) return;
      for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) servers.push(new Talker(socket, FROM_B.subarray(0, 3000), true));
    },
  });
  const clients: Talker[] = [];
  for (let i = 0; i < 1000; i++) {
    const socket = stacks.a.connect(ADDRESS_B, 80, OPTIONS);
    assert.ok(typeof socket !== "string");
    clients.push(new Talker(socket, FROM_A.subarray(0, 2000), true));
  }
  check(stacks, "thousand", 7, stacks.run(() => clients.every((client) => client.closed) && servers.length === 1000 && servers.every((server) => server.closed), 300_000), "not over");
  for (const client of clients) assert.equal(client.receivedBytes, 3000);
  for (const server of servers) assert.equal(server.receivedBytes, 2000);
});

test("the accept queue is bounded, a full SYN queue answers by cookies", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const listener = stacks.b.listen(0, 80, 4);
  assert.ok(typeof listener !== "string");
  const clients: Talker[] = [];
  for (let i = 0; i < 20; i++) {
    const socket = stacks.a.connect(ADDRESS_B, 80, OPTIONS);
    assert.ok(typeof socket !== "string");
    clients.push(new Talker(socket, new Uint8Array([i]), false));
  }
  stacks.run(() => false, 20_000);
  let accepted = 0;
  for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) accepted++;
  assert.equal(accepted, 4);
  assert.ok(stacks.b.counters.tcpSynCookiesSent > 0 && stacks.b.counters.tcpAcceptQueueFull > 0);
});

test("loopback: a program talks to itself by 127.0.0.1 and by its own address", () => {
  for (const address of [0x7f000001, 0x0a000001, 0x7f123456]) {
    const stacks = new TwoStacks(1, {});
    const listener = stacks.a.listen(0, 8080, 16);
    assert.ok(typeof listener !== "string");
    let server: Talker | undefined;
    listener.setOwner({ ready: () => {
      for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) server = new Talker(socket, FROM_B, true);
    } });
    const socket = stacks.a.connect(address, 8080, OPTIONS);
    assert.ok(typeof socket !== "string");
    const client = new Talker(socket, FROM_A, true);
    check(stacks, "loopback", 1, stacks.run(() => client.closed && server?.closed === true, 60_000), "not over");
    assert.equal(Buffer.compare(client.data(), FROM_B), 0);
    assert.equal(server?.receivedBytes, FROM_A.length);
  }
});

test("memory of all buffers together is bounded, and what does not fit is counted, not lost", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 }, 1500, { ...new TcpLimits(), memoryBytes: 400_000 });
  const { client, server } = stacks.join(80, FROM_A, FROM_B);
  check(stacks, "memory", 1, stacks.run(() => client.closed && server()?.closed === true, 600_000), "not over");
  assert.equal(Buffer.compare(client.data(), FROM_B), 0);
});

test("an orphaned connection does not wait for ever for the peer's FIN", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const { client, server } = stacks.join(80, new Uint8Array(10), new Uint8Array(0), false, false);
  stacks.run(() => server()?.receivedBytes === 10, 1000);
  client.socket.close();
  stacks.run(() => server()?.ended === true, 1000);
  assert.ok(stacks.run(() => server()?.closed === true || client.socket.stateName() === "closed", 100_000));
});

test("a path with a smaller MTU that says so: PMTU discovery", async () => {
  const stacks = new TwoStacks(1, { delayMs: 5 });
  const { client, server } = stacks.join(80, FROM_A, new Uint8Array(0));
  stacks.run(() => client.connected, 1000);
  stacks.wire.faults = { delayMs: 5, pathMtu: 1000 };
  const { fragmentationNeeded } = await import("./testing/router.ts");
  const original = stacks.wire.carry.bind(stacks.wire);
  stacks.wire.carry = (now: number): void => {
    // The router answers what is too large for its next link.
    for (const bytes of stacks.wire.a.sent) if (bytes.length - 14 > 1000) stacks.wire.a.received.push(fragmentationNeeded(bytes, 1000));
    original(now);
  };
  check(stacks, "pmtu", 1, stacks.run(() => server()?.ended === true, 60_000), "not over");
  assert.equal(stacks.a.counters.icmpPathMtuChanges, 1);
  assert.equal(server()?.receivedBytes, FROM_A.length);
});

