/** TCP by the RFCs' sections, against a hand-held peer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RawPeer } from "../testing/raw-peer.ts";
import type { Seen } from "../testing/raw-peer.ts";
import { pattern } from "../testing/two-stacks.ts";
import { hasArrow, nameOfState, nextState, ON_ACK_OF_FIN, ON_ACK_OF_SYN, ON_END, ON_FIN, ON_OPEN, ON_SHUTDOWN, ON_SYN } from "./state.ts";

/** Only the flags, in order. */
function flags(seen: readonly Seen[]): string {
  return seen.map((segment) => segment.flags).join(" ");
}

function only(seen: readonly Seen[]): Seen {
  assert.equal(seen.length, 1, `one segment expected, got ${flags(seen)}`);
  return seen[0];
}

function bytesOf(seen: readonly Seen[]): number {
  return seen.reduce((sum, segment) => sum + segment.payload.length, 0);
}

test("RFC 9293 §3.3.2 figure 5: the arrows", () => {
  const path = (events: readonly number[]): string => {
    let state = 0;
    for (const event of events) state = nextState(state, event);
    return nameOfState(state);
  };
  assert.equal(path([ON_OPEN, ON_ACK_OF_SYN]), "established");
  assert.equal(path([ON_OPEN, ON_SYN, ON_ACK_OF_SYN]), "established");
  assert.equal(path([ON_OPEN, ON_ACK_OF_SYN, ON_SHUTDOWN, ON_ACK_OF_FIN, ON_FIN]), "time-wait");
  assert.equal(path([ON_OPEN, ON_ACK_OF_SYN, ON_SHUTDOWN, ON_FIN, ON_ACK_OF_FIN]), "time-wait");
  assert.equal(path([ON_OPEN, ON_ACK_OF_SYN, ON_FIN, ON_SHUTDOWN, ON_ACK_OF_FIN]), "closed");
  for (let state = 0; state < 10; state++) assert.equal(nextState(state, ON_END), 0);
  assert.throws(() => nextState(0, ON_FIN), /no arrow from closed/);
  assert.ok(!hasArrow(6, ON_FIN));
});

test("RFC 9293 §3.10.7.1: segments for no connection are answered by RST, RST by nothing", () => {
  const peer = new RawPeer();
  let rst = only(peer.send({ seq: 5, ack: 77, flags: "A" }));
  assert.deepEqual([rst.flags, rst.seq], ["R", 77]);
  rst = only(peer.send({ seq: 5, flags: "S" }));
  assert.deepEqual([rst.flags, rst.seq, rst.ack], ["RA", 0, 6]);
  rst = only(peer.send({ seq: 5, ack: 9, flags: "FA", payload: 10 }));
  assert.deepEqual([rst.flags, rst.seq], ["R", 9]);
  assert.equal(peer.send({ seq: 5, ack: 77, flags: "RA" }).length, 0);
});

test("RFC 9293 §3.10.7.2: LISTEN ignores RST, answers ACK by RST and SYN by SYN-ACK with our options", () => {
  const peer = new RawPeer();
  peer.listen();
  assert.equal(peer.send({ seq: 1, flags: "R" }).length, 0);
  assert.equal(flags(peer.send({ seq: 1, ack: 2, flags: "A" })), "R");
  const answer = only(peer.send({ seq: 100, flags: "S", mss: 1400, windowShift: 3, sackPermitted: true, timestamps: [7, 0] }));
  assert.equal(answer.flags, "SA");
  assert.equal(answer.ack, 101);
  assert.equal(answer.segment.mss, 1460);
  assert.ok(answer.segment.hasWindowShift && answer.segment.sackPermitted && answer.segment.hasTimestamps);
  assert.equal(answer.segment.tsEcho, 7);
});

test("RFC 7323 §2.2, RFC 2018 §2: options that the peer did not offer are not used", () => {
  const peer = new RawPeer();
  peer.listen();
  const answer = only(peer.send({ seq: 100, flags: "S" }));
  assert.ok(!answer.segment.hasWindowShift && !answer.segment.sackPermitted && !answer.segment.hasTimestamps);
  peer.send({ seq: 101, ack: answer.seq + 1, flags: "A" });
  const socket = peer.accepted?.socket;
  assert.ok(socket);
  socket.send(new Uint8Array(2000), 0, 2000);
  peer.turn();
  const data = peer.seen();
  assert.equal(data[0].payload.length, 536, "RFC 9293 §3.7.1: 536 without an MSS option");
  assert.ok(!data[0].segment.hasTimestamps);
});

test("SYN-RECEIVED: SYN-ACK again for the same SYN and by timer, RST in sequence ends it, a wrong ACK is answered by RST", () => {
  const peer = new RawPeer();
  peer.listen();
  const first = only(peer.send({ seq: 100, flags: "S" }));
  const again = only(peer.send({ seq: 100, flags: "S" }));
  assert.equal(again.seq, first.seq);
  assert.equal(flags(peer.wait(1100)), "SA");
  const rst = only(peer.send({ seq: 101, ack: first.seq + 5, flags: "A" }));
  assert.deepEqual([rst.flags, rst.seq], ["R", (first.seq + 5) >>> 0]);
  assert.equal(peer.send({ seq: 500, flags: "R" }).length, 0);
  assert.equal(flags(peer.wait(2500)), "SA", "a RST out of sequence changes nothing");
  peer.send({ seq: 101, flags: "R" });
  assert.equal(peer.wait(30_000).length, 0);
});

test("SYN-ACKs are given up after some tries", () => {
  const peer = new RawPeer();
  peer.listen();
  peer.send({ seq: 100, flags: "S" });
  assert.equal(flags(peer.wait(100_000)), "SA SA SA SA");
  assert.equal(peer.stack.counters.tcpSynTimeouts, 1);
});

test("RFC 9293 §3.10.7.3: SYN-SENT", () => {
  let peer = new RawPeer();
  let { talker, syn } = peer.connect();
  assert.deepEqual([syn.segment.mss, syn.segment.hasWindowShift, syn.segment.sackPermitted, syn.segment.hasTimestamps], [1460, true, true, true]);
  const rst = only(peer.send({ seq: 300, ack: peer.iss, flags: "SA" }));
  assert.deepEqual([rst.flags, rst.seq], ["R", peer.iss], "an ACK of nothing");
  assert.equal(peer.send({ seq: 300, flags: "R" }).length, 0);
  assert.equal(talker.closed, false, "RST without ACK is ignored");
  assert.equal(peer.send({ seq: 300, ack: peer.iss, flags: "RA" }).length, 0);
  assert.equal(talker.closed, false, "RST with a wrong ACK is ignored");
  assert.equal(flags(peer.send({ seq: 300, ack: peer.iss + 1, flags: "SA" })), "A");
  assert.ok(talker.connected);
  peer = new RawPeer();
  ({ talker } = peer.connect());
  peer.send({ seq: 0, ack: peer.iss + 1, flags: "RA" });
  assert.ok(talker.closed);
  assert.equal(talker.socket.error, "ECONNREFUSED");
});

test("RFC 6298 §5.7: SYN is sent again with doubling intervals, then ETIMEDOUT", () => {
  const peer = new RawPeer();
  const { talker } = peer.connect();
  const start = peer.now;
  const times: number[] = [];
  while (!talker.closed && peer.now - start < 300_000) {
    peer.now = Math.max(peer.now + 1, peer.stack.nextDeadline());
    peer.turn();
    for (const segment of peer.seen()) times.push(Math.round((peer.now - start) / 1000) * (segment.flags === "S" ? 1 : -1));
  }
  assert.deepEqual(times, [1, 3, 7, 15, 31, 63]);
  assert.ok(talker.socket.error === "ETIMEDOUT" || talker.socket.error === "EHOSTUNREACH");
});

test("RFC 9293 §3.5 figure 7: simultaneous open", () => {
  const peer = new RawPeer();
  const { talker } = peer.connect();
  const answer = only(peer.send({ seq: 300, flags: "S", mss: 1000 }));
  assert.deepEqual([answer.flags, answer.seq, answer.ack], ["SA", peer.iss, 301]);
  peer.send({ seq: 300, ack: peer.iss + 1, flags: "SA" });
  peer.send({ seq: 301, ack: peer.iss + 1, flags: "A" });
  assert.ok(talker.connected);
  assert.equal(talker.socket.stateName(), "established");
  peer.send({ seq: 301, ack: peer.iss + 1, flags: "A", payload: 5 });
  assert.equal(talker.receivedBytes, 5);
});

test("RFC 9293 §3.10.7.4 first: data outside of the window is acknowledged and dropped, inside it is cut", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  const window = 65535;
  assert.equal(only(peer.send({ seq: 1001 + window + 1, ack: peer.iss + 1, flags: "A", payload: 10 })).ack, 1001);
  assert.equal(talker.receivedBytes, 0);
  assert.equal(only(peer.send({ seq: 901, ack: peer.iss + 1, flags: "A", payload: 100 })).ack, 1001);
  assert.equal(talker.receivedBytes, 0);
  assert.equal(only(peer.send({ seq: 991, ack: peer.iss + 1, flags: "A", payload: 30 })).ack, 1021);
  assert.equal(talker.receivedBytes, 20, "what is new of it");
});

test("RFC 5961 §3: a RST must hit exactly, others in the window get one challenge", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  const challenge = only(peer.send({ seq: 1002, flags: "R" }));
  assert.deepEqual([challenge.flags, challenge.seq, challenge.ack], ["A", (peer.iss + 1) >>> 0, 1001]);
  assert.equal(peer.send({ seq: 1003, flags: "R" }).length, 0, "challenges are limited");
  assert.equal(peer.send({ seq: 900, flags: "R" }).length, 0);
  assert.equal(talker.closed, false);
  peer.send({ seq: 1001, flags: "R" });
  assert.ok(talker.closed);
  assert.equal(talker.socket.error, "ECONNRESET");
});

test("RFC 5961 §4: SYN on a standing connection gets a challenge and changes nothing", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  assert.equal(only(peer.send({ seq: 1001, flags: "S" })).flags, "A");
  peer.wait(1000);
  assert.equal(only(peer.send({ seq: 5_000_000, flags: "S" })).flags, "A");
  assert.equal(talker.socket.stateName(), "established");
});

test("RFC 5961 §5: an ACK of what was never sent, or too old, gets a challenge and its data is dropped", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  assert.equal(only(peer.send({ seq: 1001, ack: peer.iss + 2, flags: "A", payload: 3 })).ack, 1001);
  peer.wait(1000);
  assert.equal(only(peer.send({ seq: 1001, ack: peer.iss - 200_000, flags: "A", payload: 3 })).ack, 1001);
  assert.equal(talker.receivedBytes, 0);
  assert.equal(peer.stack.counters.tcpBadAcks, 2);
});

test("RFC 9293 §3.10.7.4 fifth: no ACK bit, no effect", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  const bare = peer.frame({ seq: 1001, flags: "P", payload: 3 });
  peer.port.received.push(bare);
  peer.turn();
  assert.equal(talker.receivedBytes, 0);
});

test("RFC 2018 §4: out-of-order data is reported, the latest block first; RFC 2883: duplicates too", () => {
  const peer = new RawPeer();
  const talker = peer.open({ sackPermitted: true });
  const ack = peer.iss + 1;
  let answer = only(peer.send({ seq: 2001, ack, flags: "A", payload: 100 }));
  assert.deepEqual([...answer.segment.sackEdges.slice(0, 2)], [2001, 2101]);
  answer = only(peer.send({ seq: 4001, ack, flags: "A", payload: 100 }));
  assert.deepEqual([...answer.segment.sackEdges.slice(0, 4)], [4001, 4101, 2001, 2101]);
  answer = only(peer.send({ seq: 2101, ack, flags: "A", payload: 100 }));
  assert.deepEqual([...answer.segment.sackEdges.slice(0, 4)], [2001, 2201, 4001, 4101]);
  answer = only(peer.send({ seq: 2001, ack, flags: "A", payload: 100 }));
  assert.deepEqual([...answer.segment.sackEdges.slice(0, 4)], [2001, 2101, 2001, 2201]);
  answer = only(peer.send({ seq: 1001, ack, flags: "A", payload: 1000 }));
  assert.equal(answer.ack, 2201);
  assert.deepEqual([answer.segment.sackCount, answer.segment.sackEdges[0]], [1, 4001]);
  answer = only(peer.send({ seq: 1001, ack, flags: "A", payload: 100 }));
  assert.deepEqual([...answer.segment.sackEdges.slice(0, 4)], [1001, 1101, 4001, 4101]);
  assert.equal(talker.receivedBytes, 1200);
});

test("RFC 9293 §3.8.6.3: ACKs are delayed once a connection talks both ways, but never more than two full segments", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(new Uint8Array(10), 0, 10); // an answer: no quick ACKs any more
  peer.turn();
  peer.seen();
  let seq = 1001;
  const ack = peer.iss + 11;
  assert.equal(peer.send({ seq, ack, flags: "A", payload: 100 }).length, 0);
  seq += 100;
  assert.equal(only(peer.wait(50)).ack, seq, "after 40 ms");
  assert.equal(peer.send({ seq, ack, flags: "A", payload: 1000 }).length, 0);
  assert.equal(only(peer.send({ seq: seq + 1000, ack, flags: "A", payload: 1000 })).ack, seq + 2000);
});

test("RFC 7323 §5: old timestamps are dropped and answered, segments without are dropped", () => {
  const peer = new RawPeer();
  const talker = peer.open({ timestamps: [1000, 0], sackPermitted: true });
  const ack = peer.iss + 1;
  assert.equal(only(peer.send({ seq: 1001, ack, flags: "A", payload: 10, timestamps: [500, 0] })).ack, 1001);
  assert.equal(peer.stack.counters.tcpOldTimestamp, 1);
  assert.equal(peer.send({ seq: 1001, ack, flags: "A", payload: 10 }).length, 0);
  assert.equal(peer.stack.counters.tcpMissingTimestamp, 1);
  const answer = only(peer.send({ seq: 1001, ack, flags: "A", payload: 10, timestamps: [1002, 0] }));
  assert.deepEqual([answer.ack, answer.segment.tsEcho], [1011, 1002]);
  assert.equal(talker.receivedBytes, 10);
});

test("RFC 9293 §3.6: their FIN first: CLOSE-WAIT, LAST-ACK, gone", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  const answer = only(peer.send({ seq: 1001, ack: peer.iss + 1, flags: "FA", payload: 4 }));
  assert.equal(answer.ack, 1006);
  assert.ok(talker.ended);
  assert.equal(talker.socket.stateName(), "close-wait");
  talker.socket.send(new Uint8Array(7), 0, 7);
  talker.socket.shutdown();
  peer.turn();
  const last = only(peer.seen());
  assert.deepEqual([last.flags, last.payload.length], ["FA", 7]);
  assert.equal(talker.socket.stateName(), "last-ack");
  peer.send({ seq: 1006, ack: peer.iss + 9, flags: "A" });
  assert.ok(talker.closed);
  assert.equal(flags(peer.send({ seq: 1006, ack: peer.iss + 9, flags: "A" })), "R");
});

test("RFC 9293 §3.6: our FIN first: FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT, which answers FIN again and ignores RST (RFC 1337)", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.shutdown();
  peer.turn();
  assert.equal(only(peer.seen()).flags, "FA");
  peer.send({ seq: 1001, ack: peer.iss + 2, flags: "A" });
  assert.equal(talker.socket.stateName(), "fin-wait-2");
  peer.send({ seq: 1001, ack: peer.iss + 2, flags: "A", payload: 50 });
  assert.equal(talker.receivedBytes, 50, "data after our FIN");
  peer.wait(100);
  assert.equal(only(peer.send({ seq: 1051, ack: peer.iss + 2, flags: "FA" })).ack, 1052);
  assert.ok(talker.closed && talker.ended);
  assert.equal(only(peer.send({ seq: 1051, ack: peer.iss + 2, flags: "FA" })).ack, 1052);
  assert.equal(peer.send({ seq: 1052, flags: "R" }).length, 0);
  assert.equal(only(peer.send({ seq: 1051, ack: peer.iss + 2, flags: "FA" })).ack, 1052);
  const reopened = only(peer.send({ seq: 900_000, flags: "S" }));
  assert.equal(reopened.flags, "SA", "RFC 6191: a later SYN opens anew");
});

test("RFC 9293 §3.6: simultaneous close: CLOSING", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.shutdown();
  peer.turn();
  peer.seen();
  assert.equal(only(peer.send({ seq: 1001, ack: peer.iss + 1, flags: "FA" })).ack, 1002);
  assert.equal(talker.socket.stateName(), "closing");
  peer.send({ seq: 1002, ack: peer.iss + 2, flags: "A" });
  assert.ok(talker.closed);
});

test("FIN that comes before what precedes it waits for it", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  peer.send({ seq: 1011, ack: peer.iss + 1, flags: "FA" });
  assert.ok(!talker.ended);
  assert.equal(only(peer.send({ seq: 1001, ack: peer.iss + 1, flags: "A", payload: 10 })).ack, 1012);
  assert.ok(talker.ended);
  assert.equal(talker.receivedBytes, 10);
});

test("RFC 6928, RFC 5681: ten segments at first, then as many more as are acknowledged", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(pattern(200_000, 1), 0, 200_000);
  peer.turn();
  let out = peer.seen();
  assert.equal(bytesOf(out), 10_000);
  assert.ok(out.every((segment) => segment.payload.length === 1000));
  peer.now += 100;
  out = peer.send({ seq: 1001, ack: peer.iss + 1 + 10_000, flags: "A" });
  assert.equal(bytesOf(out), 20_000);
});

test("RFC 8985 §6: three segments SACKed behind a hole send the hole again, once, and halve less than half", () => {
  const peer = new RawPeer();
  const talker = peer.open({ sackPermitted: true });
  const base = peer.iss + 1;
  talker.socket.send(pattern(10_000, 1), 0, 10_000);
  peer.turn();
  peer.seen();
  peer.now += 50;
  assert.equal(peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 2000] }).length, 0);
  assert.equal(peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 3000] }).length, 0);
  const again = only(peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 4000] }));
  assert.deepEqual([again.seq, again.payload.length], [base >>> 0, 1000]);
  assert.equal(peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 5000] }).length, 0);
  assert.equal(peer.stack.counters.tcpFastRecoveries, 1);
});

test("RFC 8985 §6: a lost retransmission is found by what was sent after it", () => {
  const peer = new RawPeer();
  const talker = peer.open({ sackPermitted: true });
  const base = peer.iss + 1;
  talker.socket.send(pattern(30_000, 1), 0, 30_000);
  peer.turn();
  peer.seen();
  peer.now += 50;
  assert.equal(peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 10_000] }).some((segment) => segment.seq === base >>> 0), true);
  peer.now += 10;
  peer.turn();
  const fresh = peer.seen();
  assert.equal(fresh.length, 0);
  peer.now += 45; // later data is SACKed after a round trip: the hole's second copy is overdue
  const out = peer.send({ seq: 1001, ack: base, flags: "A", sacks: [base + 1000, base + 12_000] });
  const later = peer.wait(100);
  assert.ok([...out, ...later].some((segment) => segment.seq === base >>> 0), "sent a third time before the timeout");
  assert.equal(peer.stack.counters.tcpTimeouts, 0);
});

test("RFC 8985 §7: a lost tail is probed before the timeout", () => {
  const peer = new RawPeer();
  const talker = peer.open({ sackPermitted: true });
  peer.now += 100;
  talker.socket.send(pattern(3000, 1), 0, 3000);
  peer.turn();
  peer.seen();
  const probe = only(peer.wait(60));
  assert.deepEqual([probe.seq, probe.payload.length], [(peer.iss + 2001) >>> 0, 1000]);
  assert.equal(peer.stack.counters.tcpTailProbes, 1);
});

test("RFC 6582: without SACK three duplicate ACKs send the first segment again, a partial ACK the next", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  const base = peer.iss + 1;
  talker.socket.send(pattern(10_000, 1), 0, 10_000);
  peer.turn();
  peer.seen();
  peer.now += 50;
  const duplicate = { seq: 1001, ack: base, flags: "A" };
  assert.equal(peer.send(duplicate).length, 0);
  assert.equal(peer.send(duplicate).length, 0);
  assert.equal(only(peer.send(duplicate)).seq, base >>> 0);
  peer.now += 50;
  assert.equal(only(peer.send({ seq: 1001, ack: base + 3000, flags: "A" })).seq, (base + 3000) >>> 0);
});

test("RFC 6298 §5: timeouts double, one segment at a time, and the connection ends with ETIMEDOUT", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(pattern(5000, 1), 0, 5000);
  peer.turn();
  peer.seen();
  const start = peer.now;
  const out = peer.wait(3100);
  assert.ok(out.length >= 3 && out.length <= 4, `${out.length} in 3 s`);
  assert.ok(out.every((segment) => segment.seq === (peer.iss + 1) >>> 0 && segment.payload.length === 1000));
  while (!talker.closed && peer.now - start < 3_600_000) peer.wait(10_000);
  assert.equal(talker.socket.error, "ETIMEDOUT");
  assert.ok(peer.now - start > 100_000, "RFC 9293 §3.8.3: R2 is at least 100 s");
});

test("RFC 9293 §3.8.6.1: zero-window probes go on as long as the peer answers", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(pattern(5000, 1), 0, 5000);
  peer.turn();
  peer.seen();
  peer.send({ seq: 1001, ack: peer.iss + 5001, flags: "A", window: 0 });
  talker.socket.send(pattern(100, 1), 0, 100);
  peer.turn();
  assert.equal(peer.seen().length, 0);
  let probes = 0;
  for (let i = 0; i < 400; i++) {
    for (const probe of peer.wait(1000)) {
      probes++;
      assert.equal(probe.seq, (peer.iss + 5000) >>> 0);
      peer.send({ seq: 1001, ack: peer.iss + 5001, flags: "A", window: 0 });
    }
  }
  assert.ok(probes >= 8 && probes < 60, `${probes}`);
  assert.equal(talker.closed, false);
  assert.equal(bytesOf(peer.send({ seq: 1001, ack: peer.iss + 5001, flags: "A", window: 1000 })), 100);
});

test("RFC 9293 §3.8.6.2.1: no silly windows: a small window is not filled at once, but in the end", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(pattern(3000, 1), 0, 3000);
  peer.turn();
  peer.seen();
  peer.send({ seq: 1001, ack: peer.iss + 3001, flags: "A", window: 20 });
  talker.socket.send(pattern(3000, 1), 0, 3000);
  peer.turn();
  assert.equal(peer.seen().length, 0);
  assert.equal(peer.wait(1500)[0].payload.length, 20);
});

test("RFC 9293 §3.8.6.2.2: the window opens in worthwhile steps when the program reads", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.paused = true;
  let seq = 1001;
  for (let i = 0; i < 70 && seq < 1001 + 65_000; i++) {
    peer.send({ seq, ack: peer.iss + 1, flags: "A", payload: 1000 });
    seq += 1000;
  }
  peer.wait(100);
  assert.equal(talker.socket.receivable(), seq - 1001);
  talker.socket.receive(100);
  peer.turn();
  assert.equal(peer.seen().length, 0, "a hundred bytes are not worth telling");
});

test("RFC 1122 §4.2.3.4: Nagle holds a small segment until what is out is acknowledged", () => {
  const peer = new RawPeer();
  const talker = peer.open();
  talker.socket.send(new Uint8Array(10), 0, 10);
  peer.turn();
  assert.equal(bytesOf(peer.seen()), 10);
  talker.socket.send(new Uint8Array(20), 0, 20);
  peer.turn();
  talker.socket.send(new Uint8Array(20), 0, 20);
  peer.turn();
  assert.equal(peer.seen().length, 0);
  assert.equal(bytesOf(peer.send({ seq: 1001, ack: peer.iss + 11, flags: "A" })), 40);
});

test("RFC 6528: sequence numbers of different connections are unrelated, of the same one they rise", () => {
  const peer = new RawPeer();
  peer.listen();
  const first = only(peer.send({ seq: 1, flags: "S" })).seq;
  peer.send({ seq: 2, flags: "R" });
  peer.now += 1000;
  const second = only(peer.send({ seq: 1, flags: "S" })).seq;
  assert.equal((second - first) >>> 0, 250_000);
  peer.peerPort++;
  const other = only(peer.send({ seq: 1, flags: "S" })).seq;
  assert.ok(Math.abs((other - second) | 0) > 100_000);
});

test("RFC 3522: a timeout that was none is taken back", () => {
  const peer = new RawPeer();
  const talker = peer.open({ timestamps: [1, 0], sackPermitted: true });
  const base = peer.iss + 1;
  talker.socket.send(pattern(10_000, 1), 0, 10_000);
  peer.turn();
  const sent = peer.seen();
  const stamp = sent[0].segment.tsValue;
  peer.wait(1300);
  assert.ok(peer.stack.counters.tcpTimeouts >= 1);
  peer.send({ seq: 1001, ack: base + 988 * 2, flags: "A", timestamps: [2, stamp] });
  assert.equal(peer.stack.counters.tcpSpurious, 1);
});
