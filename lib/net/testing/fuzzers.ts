/**
 * Fuzzers of the codecs and of the TCP core: each takes a seed, from which everything follows, and throws when something
 * is wrong. fuzz.test.ts runs the first seeds and those that once failed; `npm run fuzz` runs as many as there is time for.
 */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "./failure.ts";
import type { Faults } from "./faulty-wire.ts";
import { PcapWriter } from "./pcap.ts";
import { RawPeer } from "./raw-peer.ts";
import { SeededRandom } from "./seeded-random.ts";
import { pattern, TwoStacks } from "./two-stacks.ts";
import { ArpPacket } from "../wire/arp.ts";
import { writeU16 } from "../wire/bytes.ts";
import { DhcpMessage, parseDhcp } from "../wire/dhcp.ts";
import { parseDnsResponse } from "../wire/dns.ts";
import { emitEthernet, ETHERNET_BYTES, ETHERTYPE_IPV4 } from "../wire/ethernet.ts";
import { IcmpMessage } from "../wire/icmp.ts";
import { emitIpv4, IPV4_BYTES, Ipv4Packet, WHOLE_PACKET } from "../wire/ipv4.ts";
import { TcpSegment } from "../wire/tcp.ts";
import { UdpPacket } from "../wire/udp.ts";

export interface Fuzzer {
  readonly name: string;
  /** Seeds that unit tests run: about a second's. */
  readonly seeds: number;
  run(seed: number): void;
}

export const FUZZERS: readonly Fuzzer[] = [
  { name: "codecs", seeds: 3000, run: fuzzCodecs },
  { name: "frames", seeds: 200, run: fuzzFrames },
  { name: "segments", seeds: 150, run: fuzzSegments },
  { name: "wire", seeds: 25, run: fuzzWire },
];

/** Random bytes never make a parser throw. */
function fuzzCodecs(seed: number): void {
  const random = new SeededRandom(seed);
  const bytes = randomBytes(random, 300);
  new ArpPacket().parse(bytes, 0, bytes.length);
  new Ipv4Packet().parse(bytes, 0, bytes.length);
  new TcpSegment().parse(bytes, 0, bytes.length, 0, true);
  new UdpPacket().parse(bytes, 0, bytes.length, 0, true);
  new IcmpMessage().parse(bytes, 0, bytes.length);
  if (bytes.length > 3) bytes.set([2, 1, 6], 0);
  parseDhcp(new DhcpMessage(), bytes, 0, bytes.length);
  if (bytes.length > 12) {
    writeU16(bytes, 0, 7);
    writeU16(bytes, 2, 0x8000);
    writeU16(bytes, 4, 1);
  }
  parseDnsResponse(bytes, 0, bytes.length, 7, "", 1);
}

/** Random frames, most of them IPv4, are dropped; every frame comes back to the port. */
function fuzzFrames(seed: number): void {
  const random = new SeededRandom(seed);
  const peer = new RawPeer();
  peer.listen();
  capturing("frames", seed, (pcap) => {
    for (let step = 0; step < 10; step++) {
      const frame = randomBytes(random, 200);
      if (frame.length > 40 && random.chance(0.9)) {
        emitEthernet(frame, 0, peer.port.mac, new Uint8Array([2, 0, 0, 0, 0, 9]), ETHERTYPE_IPV4);
        emitIpv4(frame, ETHERNET_BYTES, frame.length - ETHERNET_BYTES, 7, random.chance(0.2) ? random.below(65536) : WHOLE_PACKET, 64, [1, 6, 17, 200][random.below(4)], 0x0a000002, 0x0a000001);
        frame.fill(0, ETHERNET_BYTES + IPV4_BYTES);
      }
      pcap.add(peer.now, frame);
      peer.port.received.push(frame);
      peer.turn();
    }
    assert.equal(peer.port.lent, 0, "frames leaked");
  });
}

/** Segments near to what a live connection expects never break the stack. */
function fuzzSegments(seed: number): void {
  const random = new SeededRandom(seed);
  const peer = new RawPeer();
  const talker = peer.open({ sackPermitted: true, timestamps: random.chance(0.5) ? [1, 0] : undefined, windowShift: random.chance(0.5) ? random.below(15) : undefined });
  const near = (limit: number): number => (random.chance(0.1) ? random.next() : random.below(limit * 2) - limit);
  capturing("segments", seed, (pcap) => {
    for (let step = 0; step < 60; step++) {
      if (random.chance(0.3)) talker.socket.send(pattern(5000, seed), 0, random.below(5000));
      if (random.chance(0.05)) talker.socket.shutdown();
      if (random.chance(0.02)) talker.socket.close();
      const frame = peer.frame({
        seq: 1001 + near(3000), ack: peer.iss + 1 + near(8000),
        flags: ["A", "A", "A", "AP", "FA", "S", "SA", "R", "RA", "F"][random.below(random.chance(0.7) ? 4 : 10)],
        window: random.chance(0.2) ? 0 : random.below(65536), payload: random.below(1200),
        timestamps: random.chance(0.7) ? [random.below(200), random.next()] : undefined,
        sacks: random.chance(0.4) ? [peer.iss + near(9000), peer.iss + near(9000), peer.iss + near(9000), peer.iss + near(9000)] : undefined,
      });
      pcap.add(peer.now, frame);
      peer.port.received.push(frame);
      peer.now += random.below(random.chance(0.1) ? 3000 : 30);
      peer.turn();
    }
    peer.wait(20_000);
    assert.equal(peer.port.lent, 0, "frames leaked");
  });
}

/** Over a wire with random faults every byte arrives once and in order, both ways. */
function fuzzWire(seed: number): void {
  const random = new SeededRandom(seed);
  const upTo = (most: number): number => (random.chance(0.5) ? (random.below(1000) / 1000) * most : 0);
  const faults: Faults = { delayMs: 1 + random.below(50), loss: upTo(0.3), duplicate: upTo(0.3), reorder: upTo(0.3), corrupt: upTo(0.05), jitterMs: random.below(30) };
  const fromA = pattern(random.below(100_000), seed), fromB = pattern(random.below(100_000), seed + 1);
  const stacks = new TwoStacks(seed, faults, random.chance(0.3) ? 200 + random.below(1300) : 1500);
  const { client, server } = stacks.join(80, fromA, fromB);
  const done = stacks.run(() => client.closed && server()?.closed === true, 7_200_000);
  const peer = server();
  check(stacks, "wire", seed, done || (client.closed && client.socket.error !== ""), `not over: ${client.socket.stateName()}`);
  if (peer === undefined) return; // the opening failed, and the client was told
  // A wire that loses 30 % may lose all tries: then both ends say so; what did arrive is right.
  const gaveUp = client.socket.error === "ETIMEDOUT" || peer.socket.error !== "";
  check(stacks, "wire", seed, Buffer.compare(client.data(), fromB.subarray(0, gaveUp ? client.data().length : fromB.length)) === 0, "the client got other bytes");
  check(stacks, "wire", seed, Buffer.compare(peer.data(), fromA.subarray(0, gaveUp ? peer.data().length : fromA.length)) === 0, "the server got other bytes");
  check(stacks, "wire", seed, stacks.wire.a.lent === 0 && stacks.wire.b.lent === 0, "frames leaked");
}

function randomBytes(random: SeededRandom, most: number): Uint8Array { return new Uint8Array(random.below(most)).map(() => random.next() >>> 9); }

/** Runs with a capture that a failure leaves behind. */
function capturing(name: string, seed: number, run: (pcap: PcapWriter) => void): void {
  const pcap = new PcapWriter();
  try {
    run(pcap);
  } catch (error) {
    const path = join(tmpdir(), `whelk-net-${name}-${seed}.pcap`);
    pcap.write(path);
    throw new Error(`${name}, seed ${seed}: ${String(error)}\n  capture: ${path}`, { cause: error });
  }
}
