/** ARP, IPv4 fragments, ICMP, UDP, DHCP and DNS, on the stack as a whole. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DnsQuery, UdpSocket } from "./contract.ts";
import { parseAddress } from "./address.ts";
import { NetworkStack } from "./stack.ts";
import { TestPort } from "./testing/faulty-wire.ts";
import { RawPeer } from "./testing/raw-peer.ts";
import { SeededRandom } from "./testing/seeded-random.ts";
import { ADDRESS_A, ADDRESS_B, pattern, TwoStacks } from "./testing/two-stacks.ts";
import { readU32, writeU16, writeU32 } from "./wire/bytes.ts";
import { DHCP_ACK, DHCP_DISCOVER, DHCP_EMIT_BYTES, DHCP_NAK, DHCP_OFFER, DHCP_REQUEST } from "./wire/dhcp.ts";
import { emitEthernet, ETHERNET_BYTES, ETHERTYPE_IPV4 } from "./wire/ethernet.ts";
import { emitIcmp, ICMP_ECHO_REPLY, ICMP_ECHO_REQUEST, IcmpMessage } from "./wire/icmp.ts";
import { emitIpv4, fragmentWord, IPV4_BYTES, Ipv4Packet, PROTOCOL_ICMP, PROTOCOL_UDP, WHOLE_PACKET } from "./wire/ipv4.ts";
import { emitUdp, UDP_BYTES } from "./wire/udp.ts";

function opened(socket: UdpSocket | string): UdpSocket {
  assert.ok(typeof socket !== "string", String(socket));
  return socket;
}

test("addresses as text: four numbers, nothing else", () => {
  assert.equal(parseAddress("10.0.2.15"), 0x0a00020f);
  assert.equal(parseAddress("255.255.255.255"), 0xffffffff);
  for (const bad of ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1..2.3", "a.b.c.d", " 1.2.3.4", "1.2.3.4 ", "1.2.3.1234"]) assert.equal(parseAddress(bad), -1, bad);
});

test("UDP carries datagrams of every size, in fragments where the link is narrow", () => {
  for (const mtu of [1500, 576]) {
    const stacks = new TwoStacks(1, { delayMs: 1, reorder: 0.5, jitterMs: 3 }, mtu);
    const a = opened(stacks.a.openUdp(0, 1000));
    const b = opened(stacks.b.openUdp(0, 2000));
    stacks.wire.a.transmitRoom = 4096;
    stacks.a.resolve("x", 4);
    for (const size of [0, 1, 548, 1472, 1473, 9000, 65507]) {
      assert.equal(a.sendTo(ADDRESS_B, 2000, pattern(size, 9), 0, size), "");
      const before = stacks.b.counters.udpReceived;
      stacks.run(() => stacks.b.counters.udpReceived > before, 5000);
      const got = b.receive();
      assert.ok(got, `${size} bytes, MTU ${mtu}`);
      assert.deepEqual([got.address, got.port], [ADDRESS_A, 1000]);
      assert.equal(Buffer.compare(got.bytes, pattern(size, 9)), 0);
    }
    assert.equal(a.sendTo(ADDRESS_B, 2000, new Uint8Array(65508), 0, 65508), "EMSGSIZE");
  }
});

test("UDP: ports are exclusive, unknown ones are told, broadcast must be asked for, queues are bounded", () => {
  const stacks = new TwoStacks(1, { delayMs: 1 });
  const a = opened(stacks.a.openUdp(0, 0));
  assert.ok(a.localPort >= 32768);
  assert.equal(stacks.a.openUdp(0, a.localPort), "EADDRINUSE");
  assert.equal(stacks.a.openUdp(0x01020304, 5), "EADDRNOTAVAIL");
  assert.equal(a.connect(ADDRESS_B, 999), "");
  a.sendTo(ADDRESS_B, 999, new Uint8Array(1), 0, 1);
  stacks.run(() => stacks.a.counters.icmpErrorsReceived > 0, 1000);
  assert.equal(a.takeError(), "ECONNREFUSED");
  assert.equal(a.sendTo(0x0a0000ff, 999, new Uint8Array(1), 0, 1), "EINVAL");
  a.setBroadcast(true);
  assert.equal(a.sendTo(0x0a0000ff, 999, new Uint8Array(1), 0, 1), "");
  assert.equal(a.sendTo(0x08080808, 999, new Uint8Array(1), 0, 1), "ENETUNREACH");
  const b = opened(stacks.b.openUdp(0, 3000));
  for (let i = 0; i < 400; i++) {
    a.sendTo(ADDRESS_B, 3000, new Uint8Array(1000), 0, 1000);
    stacks.turn();
    stacks.turn();
  }
  stacks.run(() => false, 1000);
  assert.ok(stacks.b.counters.udpQueueFull > 0);
  let count = 0;
  while (b.receive() !== undefined) count++;
  assert.ok(count > 200 && count < 300, `${count}`);
});

/** An IP packet from the raw peer as a frame. */
function packet(peer: RawPeer, protocol: number, payload: Uint8Array, fragment: number = WHOLE_PACKET, identification: number = 7): Uint8Array {
  const frame = new Uint8Array(ETHERNET_BYTES + IPV4_BYTES + payload.length);
  emitEthernet(frame, 0, peer.port.mac, new Uint8Array([2, 0, 0, 0, 0, 9]), ETHERTYPE_IPV4);
  frame.set(payload, ETHERNET_BYTES + IPV4_BYTES);
  emitIpv4(frame, ETHERNET_BYTES, frame.length - ETHERNET_BYTES, identification, fragment, 64, protocol, 0x0a000002, 0x0a000001);
  return frame;
}

function echo(count: number): Uint8Array {
  const bytes = new Uint8Array(8 + count);
  bytes.set(pattern(count, 5), 8);
  emitIcmp(bytes, 0, bytes.length, ICMP_ECHO_REQUEST, 0, 42, 1);
  return bytes;
}

test("ICMP answers echoes, large and fragmented ones too", () => {
  const peer = new RawPeer();
  for (const size of [0, 56, 1400, 4000]) {
    const request = echo(size);
    if (size <= 1400) peer.port.received.push(packet(peer, PROTOCOL_ICMP, request));
    else for (const at of [2960, 0, 1480]) peer.port.received.push(packet(peer, PROTOCOL_ICMP, request.subarray(at, Math.min(at + 1480, request.length)), fragmentWord(at, at + 1480 < request.length)));
    peer.turn();
    const reply = new Uint8Array(request.length);
    for (const frame of peer.port.sent) {
      const parsed = new Ipv4Packet();
      assert.equal(parsed.parse(frame, ETHERNET_BYTES, frame.length), "");
      reply.set(frame.subarray(parsed.payloadStart, parsed.payloadEnd), parsed.fragmentOffset);
    }
    peer.port.sent.length = 0;
    const message = new IcmpMessage();
    assert.equal(message.parse(reply, 0, reply.length), "", `${size} bytes`);
    assert.deepEqual([message.type, message.identifier, message.sequence], [ICMP_ECHO_REPLY, 42, 1]);
    assert.equal(Buffer.compare(reply.subarray(8), request.subarray(8)), 0);
  }
});

test("fragments: overlaps spoil the packet, missing ones time out, memory is bounded", () => {
  const peer = new RawPeer();
  const piece = new Uint8Array(800);
  peer.port.received.push(packet(peer, PROTOCOL_UDP, piece, fragmentWord(0, true), 1), packet(peer, PROTOCOL_UDP, piece, fragmentWord(400, false), 1));
  peer.turn();
  assert.equal(peer.stack.counters.ipv4FragmentBad, 1);
  for (let i = 100; i < 140; i++) peer.port.received.push(packet(peer, PROTOCOL_UDP, piece, fragmentWord(800, true), i));
  peer.turn();
  assert.equal(peer.stack.counters.ipv4ReassemblyFull, 24);
  peer.wait(31_000);
  assert.equal(peer.stack.counters.ipv4ReassemblyTimeouts, 16);
  peer.port.received.push(packet(peer, PROTOCOL_UDP, new Uint8Array(8), fragmentWord(65528, false), 9));
  peer.turn();
  assert.equal(peer.stack.counters.ipv4FragmentBad, 2, "the ping of death");
});

/** A DHCP server in the test's hand. */
class DhcpBench {
  readonly port: TestPort = new TestPort(1, 1500);
  readonly stack: NetworkStack;
  now: number = 5000;

  constructor() {
    this.stack = new NetworkStack(new SeededRandom(3), this.now);
    const link = this.stack.addInterface("eth0", this.port, {}, this.now);
    assert.ok(typeof link !== "string");
    this.turn();
  }

  turn(): void {
    this.stack.receiveAll(this.now);
    this.stack.runTimers(this.now);
    this.stack.sendAll(this.now);
  }

  wait(ms: number): void {
    const end = this.now + ms;
    while (this.stack.nextDeadline() <= end) {
      this.now = Math.max(this.now + 0.1, this.stack.nextDeadline());
      this.turn();
    }
    this.now = end;
    this.turn();
  }

  /** Types of the client's messages since the last look; the last one's transaction. */
  transaction: number = 0;
  asked(): number[] {
    const types: number[] = [];
    for (const frame of this.port.sent) {
      if (frame.length < ETHERNET_BYTES + 28 + 240 || frame[ETHERNET_BYTES + 9] !== PROTOCOL_UDP) continue;
      types.push(frame[ETHERNET_BYTES + 28 + 242]);
      this.transaction = readU32(frame, ETHERNET_BYTES + 28 + 4);
    }
    this.port.sent.length = 0;
    return types;
  }

  answer(type: number, options: readonly number[], yours: number = 0x0a000064): void {
    const bytes = new Uint8Array(ETHERNET_BYTES + IPV4_BYTES + UDP_BYTES + DHCP_EMIT_BYTES);
    const at = ETHERNET_BYTES + IPV4_BYTES + UDP_BYTES;
    bytes.set([2, 1, 6], at);
    writeU32(bytes, at + 4, this.transaction);
    writeU32(bytes, at + 16, yours);
    bytes.set(this.port.mac, at + 28);
    writeU32(bytes, at + 236, 0x63825363);
    bytes.set([53, 1, type, 54, 4, 10, 0, 0, 1, ...options, 255], at + 240);
    emitUdp(bytes, ETHERNET_BYTES + IPV4_BYTES, 67, 68, UDP_BYTES + DHCP_EMIT_BYTES);
    emitIpv4(bytes, ETHERNET_BYTES, bytes.length - ETHERNET_BYTES, 1, WHOLE_PACKET, 64, PROTOCOL_UDP, 0x0a000001, 0xffffffff);
    emitEthernet(bytes, 0, new Uint8Array(6).fill(255), new Uint8Array([2, 0, 0, 0, 0, 1]), ETHERTYPE_IPV4);
    this.port.received.push(bytes);
    this.turn();
  }
}

/** Mask, router, DNS, 1000 s. */
const LEASE: readonly number[] = [1, 4, 255, 255, 255, 0, 3, 4, 10, 0, 0, 1, 6, 8, 10, 0, 0, 3, 10, 0, 0, 4, 51, 4, 0, 0, 3, 232];

test("DHCP: asks, takes an offer, renews at half, rebinds, gives the address up at the end", () => {
  const bench = new DhcpBench();
  const link = bench.stack.interfaces()[1];
  assert.deepEqual(bench.asked(), [DHCP_DISCOVER]);
  assert.equal(link.state, "configuring");
  bench.answer(DHCP_OFFER, LEASE);
  assert.deepEqual(bench.asked(), [DHCP_REQUEST]);
  bench.answer(DHCP_ACK, LEASE);
  assert.equal(link.status, "10.0.0.100/24 gateway 10.0.0.1 by DHCP from 10.0.0.1");
  assert.equal(link.state, "up");
  assert.deepEqual(bench.stack.dnsServers(), [0x0a000003, 0x0a000004]);
  bench.asked();
  const socket = opened(bench.stack.openUdp(0x0a000064, 99));
  bench.wait(499_000);
  assert.deepEqual(bench.asked(), []);
  bench.wait(2_000);
  assert.equal(link.state, "up");
  bench.wait(10_000); // the server's ARP is not answered here, so the unicast REQUEST stays held
  bench.wait(870_000 - 511_000);
  bench.asked();
  bench.wait(10_000);
  assert.deepEqual(bench.asked(), [DHCP_REQUEST], "rebinding goes to all");
  bench.answer(DHCP_ACK, LEASE);
  bench.wait(400_000);
  assert.equal(link.state, "up", "renewed");
  bench.wait(700_000);
  assert.equal(link.state === "up", false);
  assert.equal(link.address, 0);
  assert.equal(socket.error, "EADDRNOTAVAIL");
  assert.ok(bench.asked().includes(DHCP_DISCOVER));
});

test("DHCP: keeps asking with growing pauses, says so, starts anew after NAK, ignores what is for others", () => {
  const bench = new DhcpBench();
  const link = bench.stack.interfaces()[1];
  bench.wait(40_000);
  const asked = bench.asked();
  assert.ok(asked.length >= 5 && asked.length <= 7, `${asked.length}`);
  assert.equal(link.state, "failed");
  assert.match(link.status, /no DHCP server has answered/);
  bench.transaction ^= 1;
  bench.answer(DHCP_OFFER, LEASE);
  assert.deepEqual(bench.asked(), []);
  assert.equal(bench.stack.counters.dhcpIgnored, 1);
  bench.transaction ^= 1;
  bench.answer(DHCP_OFFER, LEASE);
  assert.deepEqual(bench.asked(), [DHCP_REQUEST]);
  bench.answer(DHCP_NAK, []);
  assert.deepEqual(bench.asked(), [DHCP_DISCOVER]);
});

test("a configuration that can't be is refused in words", () => {
  const stack = new NetworkStack(new SeededRandom(3), 0);
  const refuse = (configuration: { ip?: string; gateway?: string; dns?: string }): string => {
    const result = stack.addInterface("x", new TestPort(1, 1500), configuration, 0);
    assert.equal(typeof result, "string");
    return String(result);
  };
  assert.match(refuse({ ip: "10.0.0.300/24" }), /not an IPv4 address/);
  assert.match(refuse({ ip: "10.0.0.3/33" }), /prefix/);
  assert.match(refuse({ ip: "10.0.0.3/" }), /prefix/);
  assert.match(refuse({ ip: "10.0.0.3/24", gateway: "10.0.1.1" }), /not in the network/);
  assert.match(refuse({ ip: "10.0.0.3/24", dns: "x" }), /dns/);
  assert.match(refuse({ gateway: "10.0.0.1" }), /needs an address/);
});

/** Answers questions on b as a DNS server; `reply` changes the response. */
function serveDns(stacks: TwoStacks, reply: (question: Uint8Array) => Uint8Array | undefined): UdpSocket {
  const server = opened(stacks.b.openUdp(0, 53));
  server.setOwner({
    ready: () => {
      for (let question = server.receive(); question !== undefined; question = server.receive()) {
        const bytes = reply(question.bytes);
        if (bytes !== undefined) server.sendTo(question.address, question.port, bytes, 0, bytes.length);
      }
    },
  });
  return server;
}

function answerA(question: Uint8Array, address: number, flags: number = 0x8180): Uint8Array {
  const count = address === 0 ? 0 : 1;
  const bytes = new Uint8Array(question.length + count * 16);
  bytes.set(question);
  writeU16(bytes, 2, flags);
  writeU16(bytes, 6, count);
  if (count === 1) {
    bytes.set([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4], question.length);
    writeU32(bytes, question.length + 12, address);
  }
  return bytes;
}

function dnsStacks(faults: { loss?: number } = {}): TwoStacks {
  const stacks = new TwoStacks(2, { delayMs: 1, ...faults });
  const again = stacks.a.addInterface("c", new TestPort(7, 1500), { ip: "10.7.0.1/24", dns: "10.0.0.2" }, stacks.now);
  assert.ok(typeof again !== "string");
  return stacks;
}

function ask(stacks: TwoStacks, name: string, family: 4 | 6 = 4): DnsQuery {
  const query = stacks.a.resolve(name, family);
  stacks.run(() => query.done, 60_000);
  assert.ok(query.done);
  return query;
}

test("DNS: answers, cache until the TTL, numeric names and localhost without a question", () => {
  const stacks = dnsStacks();
  let questions = 0;
  serveDns(stacks, (question) => { questions++; return answerA(question, 0x05060708); });
  assert.deepEqual(ask(stacks, "Example.org").addresses, [0x05060708]);
  assert.deepEqual(ask(stacks, "example.org").addresses, [0x05060708]);
  assert.equal(questions, 1);
  stacks.now += 61_000;
  stacks.a.runTimers(stacks.now);
  assert.deepEqual(ask(stacks, "example.org").addresses, [0x05060708]);
  assert.equal(questions, 2);
  assert.deepEqual(ask(stacks, "10.1.2.3").addresses, [0x0a010203]);
  assert.deepEqual(ask(stacks, "localhost").addresses, [0x7f000001]);
  assert.equal(ask(stacks, "localhost", 6).addresses6[0][15], 1);
  assert.equal(ask(stacks, "not a name").error, "EBADNAME");
  assert.equal(questions, 2);
});

test("DNS: errors by their names, silence after some tries, loss is survived", () => {
  const stacks = dnsStacks();
  let flags = 0x8183;
  let silent = false;
  serveDns(stacks, (question) => (silent ? undefined : answerA(question, 0, flags)));
  assert.equal(ask(stacks, "nobody.example").error, "ENOTFOUND");
  flags = 0x8182;
  assert.equal(ask(stacks, "broken.example").error, "ESERVFAIL");
  flags = 0x8180;
  assert.equal(ask(stacks, "empty.example").error, "ENODATA");
  silent = true;
  assert.equal(ask(stacks, "silent.example").error, "ETIMEOUT");
  const lossy = dnsStacks({ loss: 0.3 });
  serveDns(lossy, (question) => answerA(question, 5));
  assert.deepEqual(ask(lossy, "lossy.example").addresses, [5]);
});

test("DNS: a cut answer is asked for again by TCP; a forged one is not believed", () => {
  const stacks = dnsStacks();
  serveDns(stacks, (question) => {
    const forged = answerA(question, 0x66666666);
    forged[0] ^= 1;
    return stacks.b.counters.udpReceived === 1 ? answerA(question, 0, 0x8380) : forged;
  });
  const listener = stacks.b.listen(0, 53, 4);
  assert.ok(typeof listener !== "string");
  listener.setOwner({
    ready: () => {
      for (let socket = listener.accept(); socket !== undefined; socket = listener.accept()) {
        const connection = socket;
        connection.setOwner({
          ready: () => {
            const bytes = connection.receive();
            if (bytes === undefined || bytes.length < 14) return;
            const response = answerA(bytes.subarray(2), 0x01010101);
            const framed = new Uint8Array(2 + response.length);
            writeU16(framed, 0, response.length);
            framed.set(response, 2);
            connection.send(framed, 0, 10);
            connection.send(framed, 10, framed.length);
          },
        });
      }
    },
  });
  assert.deepEqual(ask(stacks, "large.example").addresses, [0x01010101]);
  assert.equal(stacks.a.counters.dnsTcpFallbacks, 1);
  const doubted = ask(stacks, "forged.example");
  assert.equal(doubted.error, "ETIMEOUT");
  assert.ok(stacks.a.counters.dnsBad > 0);
});

test("ARP: a second station with our address is noticed", () => {
  const stacks = new TwoStacks(1, {});
  stacks.run(() => false, 10);
  const twin = new NetworkStack(new SeededRandom(9), stacks.now);
  const port = new TestPort(9, 1500);
  twin.addInterface("t", port, { ip: "10.0.0.1/24" }, stacks.now);
  twin.sendAll(stacks.now);
  stacks.wire.a.received.push(...port.sent);
  stacks.a.receiveAll(stacks.now);
  assert.equal(stacks.a.counters.arpConflicts, 1);
  assert.match(stacks.a.interfaces()[1].status, /02:00:00:00:00:09 uses too/);
});
