/** ICMP: answers echoes, tells errors, hands received errors to the protocol whose packet they quote (RFC 792, RFC 1122 §3.2.2). */
import type { u32 } from "../sys/types.ts";
import { isMulticast, isUsableSource } from "./address.ts";
import type { NetCounters } from "./counters.ts";
import type { Ipv4 } from "./ipv4.ts";
import { copyBytes } from "./wire/bytes.ts";
import { ETHERNET_BYTES } from "./wire/ethernet.ts";
import { emitIcmp, ICMP_BYTES, ICMP_ECHO_REPLY, ICMP_ECHO_REQUEST, ICMP_TIME_EXCEEDED, ICMP_UNREACHABLE, IcmpMessage, isIcmpError, UNREACHABLE_FRAGMENTATION } from "./wire/icmp.ts";
import { DEFAULT_TTL, IPV4_BYTES, Ipv4Packet, PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP, WHOLE_PACKET } from "./wire/ipv4.ts";

/** Errors sent at most this often, and how many at once (RFC 1812 §4.3.2.8). */
const ERRORS_PER_SECOND = 100;
const ERRORS_BURST = 50;
/** An error quotes the header and this much (RFC 792); more does not help anyone. */
const QUOTED_BYTES = 8;

/** Who hears of errors about packets that it sent; `bytes[at]` is the quoted transport header, 8 bytes or more. */
export interface IcmpListener {
  icmpError(type: u32, code: u32, local: u32, remote: u32, bytes: Uint8Array, at: u32): void;
}

export class Icmp {
  private readonly ip: Ipv4;
  private readonly counters: NetCounters;
  private readonly tcp: IcmpListener;
  private readonly udp: IcmpListener;
  private readonly message: IcmpMessage = new IcmpMessage();
  private readonly quoted: Ipv4Packet = new Ipv4Packet();
  private tokens: number = ERRORS_BURST;
  private tokensAt: number = 0;

  constructor(ip: Ipv4, counters: NetCounters, tcp: IcmpListener, udp: IcmpListener) {
    this.ip = ip;
    this.counters = counters;
    this.tcp = tcp;
    this.udp = udp;
  }

  receive(packet: Ipv4Packet, bytes: Uint8Array): void {
    const message = this.message;
    if (message.parse(bytes, packet.payloadStart, packet.payloadEnd) !== "") {
      this.counters.icmpBad++;
      return;
    }
    if (message.type === ICMP_ECHO_REQUEST) this.answerEcho(packet, bytes);
    else if (message.type === ICMP_UNREACHABLE || message.type === ICMP_TIME_EXCEEDED) this.receiveError(bytes);
    else this.counters.icmpErrorsIgnored++; // redirects and source quench included (RFC 6633)
  }

  private answerEcho(packet: Ipv4Packet, bytes: Uint8Array): void {
    this.counters.icmpEchoRequests++;
    if (isMulticast(packet.destination) || this.ip.isBroadcast(packet.destination)) return; // RFC 1122 §3.2.2.6 allows silence
    const message = this.message;
    const count: u32 = ICMP_BYTES + message.dataEnd - message.dataStart;
    const route = this.ip.routeTo(packet.source);
    if (route === undefined) {
      this.counters.ipv4NoRoute++;
      return;
    }
    if (IPV4_BYTES + count > route.mtu) {
      const reply = new Uint8Array(count);
      copyBytes(reply, ICMP_BYTES, bytes, message.dataStart, count - ICMP_BYTES);
      emitIcmp(reply, 0, count, ICMP_ECHO_REPLY, 0, message.identifier, message.sequence);
      this.ip.sendFragments(route, reply, PROTOCOL_ICMP, packet.destination, DEFAULT_TTL);
      return;
    }
    const frame = this.ip.begin(route, count);
    if (frame === undefined) return;
    const at: u32 = frame.start + ETHERNET_BYTES + IPV4_BYTES;
    copyBytes(frame.bytes, at + ICMP_BYTES, bytes, message.dataStart, count - ICMP_BYTES);
    emitIcmp(frame.bytes, at, frame.end, ICMP_ECHO_REPLY, 0, message.identifier, message.sequence);
    this.ip.finish(route, frame, PROTOCOL_ICMP, packet.destination, DEFAULT_TTL, WHOLE_PACKET, this.ip.nextIdentification());
  }

  private receiveError(bytes: Uint8Array): void {
    const message = this.message;
    const quoted = this.quoted;
    this.counters.icmpErrorsReceived++;
    if (quoted.parseHeader(bytes, message.dataStart, message.dataEnd) !== "" || quoted.payloadEnd - quoted.payloadStart < QUOTED_BYTES || !this.ip.isOwn(quoted.source)) {
      this.counters.icmpErrorsIgnored++;
      return;
    }
    if (message.type === ICMP_UNREACHABLE && message.code === UNREACHABLE_FRAGMENTATION) {
      const told: u32 = (bytes[quoted.start + 2] << 8) | bytes[quoted.start + 3];
      if (!this.ip.lowerPath(quoted.destination, message.sequence, told)) return;
    }
    if (quoted.fragmentOffset !== 0) return;
    if (quoted.protocol === PROTOCOL_TCP) this.tcp.icmpError(message.type, message.code, quoted.source, quoted.destination, bytes, quoted.payloadStart);
    else if (quoted.protocol === PROTOCOL_UDP) this.udp.icmpError(message.type, message.code, quoted.source, quoted.destination, bytes, quoted.payloadStart);
    else this.counters.icmpErrorsIgnored++;
  }

  /** Tells the sender of `packet` that it could not be delivered; never about errors, broadcasts and later fragments (RFC 1122 §3.2.2). */
  sendError(packet: Ipv4Packet, bytes: Uint8Array, type: u32, code: u32): void {
    if (packet.fragmentOffset !== 0 || isMulticast(packet.destination) || this.ip.isBroadcast(packet.destination) || !isUsableSource(packet.source)) return;
    if (packet.protocol === PROTOCOL_ICMP && (packet.payloadEnd === packet.payloadStart || isIcmpError(bytes[packet.payloadStart]))) return;
    if (!this.mayTell()) {
      this.counters.icmpErrorsLimited++;
      return;
    }
    const route = this.ip.routeTo(packet.source);
    if (route === undefined) return;
    const quotedBytes: u32 = Math.min(packet.payloadEnd, packet.payloadStart + QUOTED_BYTES) - packet.start;
    const frame = this.ip.begin(route, ICMP_BYTES + quotedBytes);
    if (frame === undefined) return;
    const at: u32 = frame.start + ETHERNET_BYTES + IPV4_BYTES;
    copyBytes(frame.bytes, at + ICMP_BYTES, bytes, packet.start, quotedBytes);
    emitIcmp(frame.bytes, at, frame.end, type, code, 0, 0);
    this.counters.icmpErrorsSent++;
    this.ip.finish(route, frame, PROTOCOL_ICMP, packet.destination, DEFAULT_TTL, WHOLE_PACKET, this.ip.nextIdentification());
  }

  private mayTell(): boolean {
    const now = this.ip.now;
    this.tokens = Math.min(ERRORS_BURST, this.tokens + ((now - this.tokensAt) * ERRORS_PER_SECOND) / 1000);
    this.tokensAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
