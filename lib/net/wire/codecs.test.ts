/** Every codec: what is emitted parses to the same; every truncation and every flipped bit gives a reason or a value, never a throw. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SeededRandom } from "../testing/seeded-random.ts";
import { ARP_BYTES, ARP_REQUEST, ArpPacket } from "./arp.ts";
import { checksum, foldSum, pseudoHeaderSum, readU16, readU32, sumBytes, updateChecksum, writeU16, writeU32 } from "./bytes.ts";
import { DHCP_EMIT_BYTES, DHCP_REQUEST, DhcpMessage, emitDhcp, parseDhcp } from "./dhcp.ts";
import { DNS_TYPE_A, DNS_TYPE_AAAA, emitDnsQuery, isDnsName, parseDnsResponse } from "./dns.ts";
import { emitEthernet, etherType, ETHERTYPE_IPV4, isForStation } from "./ethernet.ts";
import { emitIcmp, ICMP_ECHO_REQUEST, IcmpMessage } from "./icmp.ts";
import { emitIpv4, fragmentWord, Ipv4Packet, PROTOCOL_TCP, PROTOCOL_UDP, WHOLE_PACKET } from "./ipv4.ts";
import { ACK, FIN, PSH, RST, SYN, TCP_CHECKSUM_OFFSET, TcpSegment } from "./tcp.ts";
import { emitUdp, UDP_CHECKSUM_OFFSET, UdpPacket } from "./udp.ts";

const A = 0x0a000001;
const B = 0xc0a80102;

/** Calls `parse` with every prefix of `bytes` and with each bit flipped in turn. */
function torment(bytes: Uint8Array, parse: (bytes: Uint8Array, end: number) => void): void {
  for (let end = 0; end < bytes.length; end++) parse(bytes.slice(0, end), end);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const broken = bytes.slice();
    broken[bit >>> 3] ^= 1 << (bit & 7);
    parse(broken, broken.length);
  }
}

test("numbers are big-endian and survive", () => {
  const bytes = new Uint8Array(8);
  for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x12345678]) {
    writeU32(bytes, 1, value);
    assert.equal(readU32(bytes, 1), value);
    writeU16(bytes, 3, value & 0xffff);
    assert.equal(readU16(bytes, 3), value & 0xffff);
  }
});

test("the checksum is RFC 1071's, in pieces too, and its update is RFC 1624's", () => {
  const example = new Uint8Array([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]); // RFC 1071 §3
  assert.equal(sumBytes(example, 0, 8, 0), 0xddf2);
  const random = new SeededRandom(1);
  for (let round = 0; round < 200; round++) {
    const bytes = new Uint8Array(40 + random.below(100) * 2).map(() => random.next());
    const whole = sumBytes(bytes, 0, bytes.length, 0);
    const cut = random.below(bytes.length / 2) * 2;
    assert.equal(sumBytes(bytes, cut, bytes.length, sumBytes(bytes, 0, cut, 0)), whole);
    writeU16(bytes, 10, 0);
    writeU16(bytes, 10, checksum(bytes, 0, bytes.length, 0));
    assert.equal(sumBytes(bytes, 0, bytes.length, 0), 0xffff);
    const before = readU16(bytes, 20);
    const after = random.below(65536);
    writeU16(bytes, 20, after);
    writeU16(bytes, 10, updateChecksum(readU16(bytes, 10), before, after));
    assert.equal(sumBytes(bytes, 0, bytes.length, 0), 0xffff);
  }
  assert.equal(foldSum(0xffffffff), 0xffff);
  assert.equal(sumBytes(new Uint8Array(65535).fill(255), 0, 65535, 0), foldSum(0xffff + 0xff00));
});

test("Ethernet: type, destination", () => {
  const bytes = new Uint8Array(20);
  const mac = new Uint8Array([2, 3, 4, 5, 6, 7]);
  emitEthernet(bytes, 2, mac, new Uint8Array([8, 9, 10, 11, 12, 13]), ETHERTYPE_IPV4);
  assert.equal(etherType(bytes, 2, 20), ETHERTYPE_IPV4);
  assert.equal(etherType(bytes, 2, 15), 0);
  assert.ok(isForStation(bytes, 2, mac));
  assert.ok(!isForStation(bytes, 2, new Uint8Array([2, 3, 4, 5, 6, 8])));
});

test("ARP: inverse, truncations, flips", () => {
  const packet = new ArpPacket();
  packet.operation = ARP_REQUEST;
  packet.senderMac.set([2, 3, 4, 5, 6, 7]);
  packet.senderAddress = A;
  packet.targetAddress = B;
  const bytes = new Uint8Array(ARP_BYTES);
  packet.emit(bytes, 0);
  const other = new ArpPacket();
  assert.equal(other.parse(bytes, 0, ARP_BYTES), "");
  assert.deepEqual(other, packet);
  torment(bytes, (broken, end) => assert.equal(typeof other.parse(broken, 0, end), "string"));
  assert.equal(other.parse(bytes, 0, ARP_BYTES - 1), "truncated");
});

test("IPv4: inverse, truncations, every flipped header bit is noticed", () => {
  const bytes = new Uint8Array(40);
  emitIpv4(bytes, 0, 40, 0x1234, WHOLE_PACKET, 64, PROTOCOL_TCP, A, B);
  const packet = new Ipv4Packet();
  assert.equal(packet.parse(bytes, 0, 40), "");
  assert.deepEqual([packet.source, packet.destination, packet.ttl, packet.protocol, packet.identification, packet.payloadStart, packet.payloadEnd, packet.dontFragment, packet.moreFragments, packet.fragmentOffset], [A, B, 64, PROTOCOL_TCP, 0x1234, 20, 40, true, false, 0]);
  emitIpv4(bytes, 0, 40, 1, fragmentWord(1480, true), 64, PROTOCOL_TCP, A, B);
  assert.equal(packet.parse(bytes, 0, 40), "");
  assert.deepEqual([packet.fragmentOffset, packet.moreFragments, packet.dontFragment], [1480, true, false]);
  for (let end = 0; end < 40; end++) assert.equal(packet.parse(bytes, 0, end), "truncated");
  for (let bit = 0; bit < 160; bit++) {
    const broken = bytes.slice();
    broken[bit >>> 3] ^= 1 << (bit & 7);
    assert.notEqual(packet.parse(broken, 0, 40), "", `bit ${bit}`);
  }
});

test("IPv4: source routes are refused, other options skipped", () => {
  const make = (options: number[]): Uint8Array => {
    const bytes = new Uint8Array(28);
    emitIpv4(bytes, 0, 28, 1, 0, 64, PROTOCOL_UDP, A, B);
    bytes[0] = 0x47;
    bytes.set(options, 20);
    writeU16(bytes, 10, 0);
    writeU16(bytes, 10, checksum(bytes, 0, 28, 0));
    return bytes;
  };
  const packet = new Ipv4Packet();
  assert.equal(packet.parse(make([1, 1, 148, 4, 0, 0, 0, 0]), 0, 28), "");
  assert.equal(packet.payloadStart, 28);
  assert.equal(packet.parse(make([1, 131, 7, 4, 10, 0, 0, 1]), 0, 28), "source-route");
  assert.equal(packet.parse(make([137, 7, 4, 10, 0, 0, 1, 0]), 0, 28), "source-route");
  assert.equal(packet.parse(make([7, 0, 0, 0, 0, 0, 0, 0]), 0, 28), "");
});

function udp(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + payload.length);
  emitUdp(bytes, 0, 1234, 53, bytes.length);
  bytes.set(payload, 8);
  writeU16(bytes, UDP_CHECKSUM_OFFSET, checksum(bytes, 0, bytes.length, pseudoHeaderSum(A, B, PROTOCOL_UDP, bytes.length)));
  return bytes;
}

test("UDP: inverse, truncations, every flipped bit is noticed", () => {
  const bytes = udp(new Uint8Array([1, 2, 3, 4, 5]));
  const packet = new UdpPacket();
  const pseudo = pseudoHeaderSum(A, B, PROTOCOL_UDP, 0);
  assert.equal(packet.parse(bytes, 0, bytes.length, pseudo, false), "");
  assert.deepEqual([packet.sourcePort, packet.destinationPort, packet.payloadStart, packet.payloadEnd], [1234, 53, 8, 13]);
  torment(bytes, (broken, end) => assert.notEqual(packet.parse(broken, 0, end, pseudo, false), ""));
  writeU16(bytes, UDP_CHECKSUM_OFFSET, 0);
  assert.equal(packet.parse(bytes, 0, bytes.length, pseudo, false), "", "no checksum is allowed");
});

test("ICMP: inverse, truncations, every flipped bit is noticed", () => {
  const bytes = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
  emitIcmp(bytes, 0, bytes.length, ICMP_ECHO_REQUEST, 0, 77, 3);
  const message = new IcmpMessage();
  assert.equal(message.parse(bytes, 0, bytes.length), "");
  assert.deepEqual([message.type, message.code, message.identifier, message.sequence, message.dataStart, message.dataEnd], [ICMP_ECHO_REQUEST, 0, 77, 3, 8, 11]);
  torment(bytes, (broken, end) => {
    const error = message.parse(broken, 0, end);
    if (end === bytes.length) assert.notEqual(error, "");
  });
});

function tcp(fill: (segment: TcpSegment) => void, payload: number[]): Uint8Array {
  const segment = new TcpSegment();
  segment.sourcePort = 80;
  segment.destinationPort = 50000;
  segment.seq = 0xfffffff0;
  segment.ack = 0x12345678;
  segment.window = 4321;
  fill(segment);
  const bytes = new Uint8Array(60 + payload.length);
  const header = segment.emit(bytes, 0);
  bytes.set(payload, header);
  const whole = bytes.slice(0, header + payload.length);
  writeU16(whole, TCP_CHECKSUM_OFFSET, checksum(whole, 0, whole.length, pseudoHeaderSum(A, B, PROTOCOL_TCP, whole.length)));
  return whole;
}

const SEGMENTS: readonly [string, (segment: TcpSegment) => void, number[]][] = [
  ["SYN with everything", (s) => { s.flags = SYN; s.mss = 1460; s.hasWindowShift = true; s.windowShift = 7; s.sackPermitted = true; s.hasTimestamps = true; s.tsValue = 99; s.tsEcho = 0; }, []],
  ["data with timestamps", (s) => { s.flags = ACK | PSH; s.hasTimestamps = true; s.tsValue = 0xffffffff; s.tsEcho = 5; }, [1, 2, 3]],
  ["SACK blocks", (s) => { s.flags = ACK; s.hasTimestamps = true; s.sackCount = 3; s.sackEdges.set([1, 2, 3, 4, 0xfffffffe, 5]); }, [9]],
  ["FIN", (s) => { s.flags = FIN | ACK; }, []],
  ["RST", (s) => { s.flags = RST; }, []],
];

for (const [name, fill, payload] of SEGMENTS) {
  test(`TCP: ${name}: inverse, truncations, every flipped bit is noticed`, () => {
    const bytes = tcp(fill, payload);
    const expected = new TcpSegment();
    fill(expected);
    const segment = new TcpSegment();
    const pseudo = (end: number): number => pseudoHeaderSum(A, B, PROTOCOL_TCP, end);
    assert.equal(segment.parse(bytes, 0, bytes.length, pseudo(bytes.length), false), "");
    for (const key of ["flags", "mss", "hasWindowShift", "windowShift", "sackPermitted", "hasTimestamps", "sackCount"] as const) assert.equal(segment[key], expected[key], key);
    if (expected.hasTimestamps) assert.deepEqual([segment.tsValue, segment.tsEcho], [expected.tsValue, expected.tsEcho]);
    assert.deepEqual(segment.sackEdges.slice(0, segment.sackCount * 2), expected.sackEdges.slice(0, expected.sackCount * 2));
    assert.equal(segment.seq, 0xfffffff0);
    assert.equal(segment.ack, (segment.flags & ACK) !== 0 ? 0x12345678 : 0);
    assert.equal(segment.payloadBytes(), payload.length);
    torment(bytes, (broken, end) => assert.notEqual(segment.parse(broken, 0, end, pseudo(end), false), ""));
    torment(bytes, (broken, end) => assert.equal(typeof segment.parse(broken, 0, end, 0, true), "string"));
  });
}

test("TCP: options with impossible lengths are an error, unknown ones are skipped", () => {
  const parse = (options: number[]): string => {
    const bytes = new Uint8Array(20 + options.length);
    const segment = new TcpSegment();
    segment.sourcePort = segment.destinationPort = 1;
    segment.flags = ACK;
    segment.emit(bytes, 0);
    bytes[12] = (bytes.length / 4) << 4;
    bytes.set(options, 20);
    return segment.parse(bytes, 0, bytes.length, 0, true);
  };
  assert.equal(parse([2, 4, 5, 180]), "");
  assert.equal(parse([2, 3, 5, 180]), "bad-options");
  assert.equal(parse([2, 5, 5, 180]), "bad-options");
  assert.equal(parse([254, 4, 0, 0]), "");
  assert.equal(parse([254, 0, 0, 0]), "bad-options");
  assert.equal(parse([1, 1, 1, 8]), "bad-options");
  assert.equal(parse([0, 9, 9, 9]), "");
});

test("DHCP: a request is what a server reads; hostile replies give reasons", () => {
  const message = new DhcpMessage();
  message.type = DHCP_REQUEST;
  message.transaction = 0xdeadbeef;
  message.clientMac.set([2, 3, 4, 5, 6, 7]);
  message.requestedAddress = A;
  message.server = B;
  const bytes = new Uint8Array(DHCP_EMIT_BYTES);
  emitDhcp(message, bytes, 0);
  assert.equal(parseDhcp(new DhcpMessage(), bytes, 0, bytes.length), "not-a-reply");
  bytes[0] = 2;
  const parsed = new DhcpMessage();
  assert.equal(parseDhcp(parsed, bytes, 0, bytes.length), "");
  assert.deepEqual([parsed.type, parsed.transaction, parsed.server], [DHCP_REQUEST, 0xdeadbeef, B]);
  torment(bytes, (broken, end) => assert.equal(typeof parseDhcp(new DhcpMessage(), broken, 0, end), "string"));
  bytes.fill(0, 240);
  bytes.set([52, 1, 3, 255], 240); // options go on in file and sname
  bytes.set([53, 1, 5, 255], 108);
  bytes.set([51, 4, 0, 0, 1, 0, 255], 44);
  const overloaded = new DhcpMessage();
  assert.equal(parseDhcp(overloaded, bytes, 0, bytes.length), "");
  assert.deepEqual([overloaded.type, overloaded.leaseSeconds], [5, 256]);
});

/** The response to a query: a CNAME and two addresses, with compressed names. */
function dnsResponse(): Uint8Array {
  const bytes = new Uint8Array(200);
  const length = emitDnsQuery(bytes, 0, 4711, "www.Example.org", DNS_TYPE_A);
  writeU16(bytes, 2, 0x8180);
  writeU16(bytes, 6, 3);
  let at = length;
  const record = (name: number[], type: number, ttl: number, data: number[]): void => {
    bytes.set(name, at);
    at += name.length;
    writeU16(bytes, at, type);
    writeU16(bytes, at + 2, 1);
    writeU32(bytes, at + 4, ttl);
    writeU16(bytes, at + 8, data.length);
    bytes.set(data, at + 10);
    at += 10 + data.length;
  };
  record([0xc0, 12], 5, 300, [4, 0x68, 0x6f, 0x73, 0x74, 0xc0, 16]);
  const host = at - 7;
  record([0xc0, host], 1, 60, [10, 0, 0, 1]);
  record([0xc0, host], 1, 90, [10, 0, 0, 2]);
  return bytes.slice(0, at);
}

test("DNS: names, queries, responses with compression", () => {
  assert.ok(isDnsName("a.b-c.example.org") && isDnsName("example.org.") && isDnsName("_sip._tcp.x"));
  for (const bad of ["", ".", "a..b", "x".repeat(64), "a.".repeat(127) + "b", "sp ace", "ü.de"]) assert.ok(!isDnsName(bad), bad);
  const bytes = dnsResponse();
  const response = parseDnsResponse(bytes, 0, bytes.length, 4711, "www.Example.org", DNS_TYPE_A);
  assert.ok(typeof response !== "string", String(response));
  assert.deepEqual(response.answers.map((record) => [record.name, record.type, record.ttlSeconds, record.address, record.target]), [
    ["www.example.org", 5, 300, 0, "host.example.org"], ["host.example.org", 1, 60, 0x0a000001, ""], ["host.example.org", 1, 90, 0x0a000002, ""],
  ]);
  assert.equal(parseDnsResponse(bytes, 0, bytes.length, 4712, "www.Example.org", DNS_TYPE_A), "not-a-response");
  assert.equal(parseDnsResponse(bytes, 0, bytes.length, 4711, "www.Example.com", DNS_TYPE_A), "wrong-question");
  assert.equal(parseDnsResponse(bytes, 0, bytes.length, 4711, "www.Example.org", DNS_TYPE_AAAA), "wrong-question");
  torment(bytes, (broken, end) => parseDnsResponse(broken, 0, end, 4711, "www.example.org", DNS_TYPE_A));
});

test("DNS: names that point at themselves or in circles end", () => {
  for (const target of [12, 0, 14, 40]) {
    const bytes = dnsResponse();
    bytes[12] = 0xc0;
    bytes[13] = target;
    assert.equal(typeof parseDnsResponse(bytes, 0, bytes.length, 4711, "www.example.org", DNS_TYPE_A), "string");
  }
});
