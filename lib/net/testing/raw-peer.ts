/** A hand-held TCP peer: the test writes its segments one by one and reads what the stack answers. */
import assert from "node:assert/strict";
import type { TcpSocket } from "../contract.ts";
import { EVENT_ACCEPT } from "../contract.ts";
import { NetworkStack } from "../stack.ts";
import { TcpLimits } from "../tcp/context.ts";
import { ARP_BYTES, ARP_REQUEST, ArpPacket } from "../wire/arp.ts";
import { pseudoHeaderSum, checksum, writeU16 } from "../wire/bytes.ts";
import { emitEthernet, ETHERNET_BYTES, ETHERTYPE_ARP, ETHERTYPE_IPV4, etherType } from "../wire/ethernet.ts";
import { emitIpv4, IPV4_BYTES, Ipv4Packet, PROTOCOL_TCP, WHOLE_PACKET } from "../wire/ipv4.ts";
import { ACK, FIN, PSH, RST, SYN, TCP_CHECKSUM_OFFSET, TcpSegment } from "../wire/tcp.ts";
import { TestPort } from "./faulty-wire.ts";
import { SeededRandom } from "./seeded-random.ts";
import { OPTIONS, Talker } from "./two-stacks.ts";

export const US = 0x0a000001;
export const PEER = 0x0a000002;
export const PEER_MAC: Uint8Array = new Uint8Array([2, 0, 0, 0, 0, 9]);

/** What came out of the stack, in words: "SA 100:100(0) ack 5 win 1000". Sequence numbers as they are. */
export interface Seen {
  readonly flags: string;
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly payload: Uint8Array;
  readonly segment: TcpSegment;
}

export interface Parts {
  seq: number;
  ack?: number;
  flags: string;
  window?: number;
  payload?: Uint8Array | number;
  mss?: number;
  windowShift?: number;
  sackPermitted?: boolean;
  sacks?: readonly number[];
  timestamps?: readonly [number, number];
}

export class RawPeer {
  readonly port: TestPort = new TestPort(1, 1500);
  readonly stack: NetworkStack;
  now: number = 10_000;
  /** Ports of the connection under test. */
  localPort: number = 80;
  peerPort: number = 4000;
  /** ISN of the stack, learnt from its SYN. */
  iss: number = 0;
  accepted: Talker | undefined = undefined;

  constructor(limits: TcpLimits = new TcpLimits()) {
    this.stack = new NetworkStack(new SeededRandom(5), this.now, limits);
    const link = this.stack.addInterface("t", this.port, { ip: "10.0.0.1/24" }, this.now);
    if (typeof link === "string") throw new Error(link);
    this.turn();
    this.tellAddress(); // so that nothing waits for ARP
    this.turn();
    this.port.sent.length = 0;
  }

  turn(): void {
    this.stack.receiveAll(this.now);
    this.stack.runTimers(this.now);
    for (let endpoint = this.stack.takeReady(); endpoint !== undefined; endpoint = this.stack.takeReady()) endpoint.deliver();
    this.stack.sendAll(this.now);
  }

  /** Asks the stack by ARP, from which it learns our address. */
  private tellAddress(): void {
    const arp = new ArpPacket();
    arp.operation = ARP_REQUEST;
    arp.senderMac.set(PEER_MAC);
    arp.senderAddress = PEER;
    arp.targetAddress = US;
    const frame = new Uint8Array(ETHERNET_BYTES + ARP_BYTES);
    emitEthernet(frame, 0, this.port.mac, PEER_MAC, ETHERTYPE_ARP);
    arp.emit(frame, ETHERNET_BYTES);
    this.port.received.push(frame);
  }

  /** Lets time pass, with a turn at each deadline. */
  wait(ms: number): Seen[] {
    const end = this.now + ms;
    while (this.stack.nextDeadline() <= end) {
      this.now = Math.max(this.now + 0.01, this.stack.nextDeadline());
      this.tellAddress();
      this.turn();
    }
    this.now = end;
    this.turn();
    return this.seen();
  }

  /** TCP segments that the stack has sent since the last look. */
  seen(): Seen[] {
    const result: Seen[] = [];
    for (const frame of this.port.sent) {
      if (etherType(frame, 0, frame.length) !== ETHERTYPE_IPV4) continue;
      const packet = new Ipv4Packet();
      assert.equal(packet.parse(frame, ETHERNET_BYTES, frame.length), "");
      if (packet.protocol !== PROTOCOL_TCP) continue;
      const segment = new TcpSegment();
      assert.equal(segment.parse(frame, packet.payloadStart, packet.payloadEnd, pseudoHeaderSum(packet.source, packet.destination, PROTOCOL_TCP, packet.payloadEnd - packet.payloadStart), false), "", "the stack's checksum");
      const f = segment.flags;
      const flags = ((f & SYN) !== 0 ? "S" : "") + ((f & FIN) !== 0 ? "F" : "") + ((f & RST) !== 0 ? "R" : "") + ((f & ACK) !== 0 ? "A" : "");
      result.push({ flags, seq: segment.seq, ack: segment.ack, window: segment.window, payload: frame.slice(segment.payloadStart, segment.payloadEnd), segment });
    }
    this.port.sent.length = 0;
    return result;
  }

  /** Gives the stack a segment and returns its answers. */
  send(parts: Parts): Seen[] {
    this.port.received.push(this.frame(parts));
    this.turn();
    return this.seen();
  }

  frame(parts: Parts): Uint8Array {
    const segment = new TcpSegment();
    segment.sourcePort = this.peerPort;
    segment.destinationPort = this.localPort;
    segment.seq = parts.seq >>> 0;
    segment.ack = (parts.ack ?? 0) >>> 0;
    for (const letter of parts.flags) segment.flags |= letter === "S" ? SYN : letter === "F" ? FIN : letter === "R" ? RST : letter === "P" ? PSH : ACK;
    segment.window = parts.window ?? 65535;
    segment.mss = parts.mss ?? 0;
    segment.hasWindowShift = parts.windowShift !== undefined;
    segment.windowShift = parts.windowShift ?? 0;
    segment.sackPermitted = parts.sackPermitted ?? false;
    segment.hasTimestamps = parts.timestamps !== undefined;
    [segment.tsValue, segment.tsEcho] = parts.timestamps ?? [0, 0];
    segment.sackEdges.set((parts.sacks ?? []).map((edge) => edge >>> 0));
    segment.sackCount = (parts.sacks ?? []).length / 2;
    const payload = typeof parts.payload === "number" ? new Uint8Array(parts.payload).fill(0x61) : parts.payload ?? new Uint8Array(0);
    const bytes = new Uint8Array(ETHERNET_BYTES + IPV4_BYTES + 60 + payload.length);
    const at = ETHERNET_BYTES + IPV4_BYTES;
    const header = segment.emit(bytes, at);
    bytes.set(payload, at + header);
    const frame = bytes.slice(0, at + header + payload.length);
    writeU16(frame, at + TCP_CHECKSUM_OFFSET, checksum(frame, at, frame.length, pseudoHeaderSum(PEER, US, PROTOCOL_TCP, frame.length - at)));
    emitIpv4(frame, ETHERNET_BYTES, frame.length - ETHERNET_BYTES, 1, WHOLE_PACKET, 64, PROTOCOL_TCP, PEER, US);
    emitEthernet(frame, 0, this.port.mac, PEER_MAC, ETHERTYPE_IPV4);
    return frame;
  }

  listen(): void {
    const listener = this.stack.listen(0, this.localPort, 8);
    if (typeof listener === "string") throw new Error(listener);
    listener.setOwner({
      ready: (events: number): void => {
        if ((events & EVENT_ACCEPT) === 0) return;
        const socket = listener.accept();
        if (socket !== undefined) this.accepted = new Talker(socket, new Uint8Array(0), false);
      },
    });
  }

  /** A connection from us at sequence number 1000 (next 1001) to a listening stack; `options` of our SYN. */
  open(options: Partial<Parts> = {}): Talker {
    this.listen();
    const answers = this.send({ seq: 1000, flags: "S", mss: 1000, ...options });
    assert.equal(answers.length, 1);
    assert.equal(answers[0].flags, "SA");
    assert.equal(answers[0].ack, 1001);
    this.iss = answers[0].seq;
    this.send({ seq: 1001, ack: this.iss + 1, flags: "A", window: options.window, timestamps: options.timestamps === undefined ? undefined : [options.timestamps[0] + 1, answers[0].segment.tsValue] });
    assert.ok(this.accepted, "no connection was accepted");
    return this.accepted;
  }

  /** The stack connects to us; up to its SYN. */
  connect(): { talker: Talker; syn: Seen } {
    const socket: TcpSocket | string = this.stack.connect(PEER, this.peerPort, OPTIONS);
    assert.ok(typeof socket !== "string");
    this.localPort = socket.localPort;
    const talker = new Talker(socket, new Uint8Array(0), false);
    this.turn();
    const [syn] = this.seen();
    assert.equal(syn.flags, "S");
    this.iss = syn.seq;
    return { talker, syn };
  }
}
