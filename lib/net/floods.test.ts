/** Floods of frames against one stack: all are answered or counted, none is kept, and a good client gets in during them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PEER, PEER_MAC, RawPeer, US } from "./testing/raw-peer.ts";
import { SeededRandom } from "./testing/seeded-random.ts";
import { emitEthernet, ETHERNET_BYTES, ETHERTYPE_IPV4 } from "./wire/ethernet.ts";
import { emitIcmp, ICMP_BYTES, ICMP_ECHO_REPLY, ICMP_ECHO_REQUEST } from "./wire/icmp.ts";
import { emitIpv4, IPV4_BYTES, PROTOCOL_ICMP, WHOLE_PACKET } from "./wire/ipv4.ts";

const FLOOD_FRAMES = 20_000;
const PING_DATA_BYTES = 56;
const ICMP_START = ETHERNET_BYTES + IPV4_BYTES;

function echoRequest(peer: RawPeer, sequence: number): Uint8Array {
  const frame = new Uint8Array(ICMP_START + ICMP_BYTES + PING_DATA_BYTES);
  emitIcmp(frame, ICMP_START, frame.length, ICMP_ECHO_REQUEST, 0, 1, sequence & 0xffff);
  emitIpv4(frame, ETHERNET_BYTES, frame.length - ETHERNET_BYTES, sequence & 0xffff, WHOLE_PACKET, 64, PROTOCOL_ICMP, PEER, US);
  emitEthernet(frame, 0, peer.port.mac, PEER_MAC, ETHERTYPE_IPV4);
  return frame;
}

/** All counters of the stack together. */
function total(peer: RawPeer): number { return Object.values(peer.stack.counters).reduce((sum, count) => sum + count, 0); }

/** A handshake from `peerPort` to the listening stack. */
function getsIn(peer: RawPeer, peerPort: number): void {
  peer.accepted = undefined;
  peer.peerPort = peerPort;
  const [answer] = peer.send({ seq: 1000, flags: "S", mss: 1000 });
  assert.equal(answer.flags, "SA");
  peer.send({ seq: 1001, ack: answer.seq + 1, flags: "A" });
  peer.send({ seq: 1001, ack: answer.seq + 1, flags: "AP", payload: 10 });
  assert.ok(peer.accepted, "no connection was accepted");
}

test("a ping flood: each echo is answered and counted, and lends no frame for longer than its turn", () => {
  const peer = new RawPeer();
  peer.listen();
  for (let i = 0; i < FLOOD_FRAMES; i++) {
    peer.port.received.push(echoRequest(peer, i));
    peer.turn();
    assert.equal(peer.port.sent.length, 1);
    assert.equal(peer.port.sent[0][ICMP_START], ICMP_ECHO_REPLY);
    peer.port.sent.length = 0;
  }
  assert.equal(peer.stack.counters.icmpEchoRequests, FLOOD_FRAMES);
  assert.equal(peer.port.lent, 0, "frames leaked");
  getsIn(peer, 50_000);
});

test("a SYN flood: the backlog is kept, the rest is answered by cookies, and a good client gets in by one", () => {
  const peer = new RawPeer();
  peer.listen();
  for (let i = 0; i < FLOOD_FRAMES; i++) {
    peer.peerPort = 1024 + i;
    const answers = peer.send({ seq: i * 7919, flags: "S", mss: 1000 });
    assert.equal(answers.length, 1);
    assert.equal(answers[0].flags, "SA");
  }
  const counters = peer.stack.counters;
  assert.equal(counters.tcpSynCookiesSent, FLOOD_FRAMES - 8, "all beyond the backlog of RawPeer.listen()");
  getsIn(peer, 50_000);
  assert.equal(counters.tcpSynCookiesTaken, 1);
  peer.wait(300_000);
  assert.equal(counters.tcpSynTimeouts, 8, "the half-open ones are given up");
});

test("garbage frames: each is counted by exactly one reason to drop it", () => {
  const peer = new RawPeer();
  peer.listen();
  const random = new SeededRandom(3);
  const before = total(peer);
  for (let i = 0; i < FLOOD_FRAMES; i++) {
    const frame = new Uint8Array(random.below(200)).map(() => random.next() >>> 9);
    if (random.chance(0.5)) frame.set(peer.port.mac.subarray(0, frame.length)); // for us, so that its type is looked at
    peer.port.received.push(frame);
    peer.turn();
  }
  const { ethernetTooShort, ethernetNotForUs, ethernetUnknownType } = peer.stack.counters;
  assert.ok(ethernetTooShort > 0 && ethernetNotForUs > 0 && ethernetUnknownType > 0);
  assert.equal(total(peer) - before, FLOOD_FRAMES); // a few have the type of IPv4 or ARP by chance
  assert.equal(peer.port.lent, 0, "frames leaked");
  assert.equal(peer.port.sent.length, 0, "garbage was answered");
  getsIn(peer, 50_000);
});
