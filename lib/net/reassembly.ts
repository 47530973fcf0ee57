/**
 * IPv4 fragments until they are whole (RFC 791 §3.2, RFC 815 in effect): a bounded number of packets of at most
 * 64 KiB, each for a bounded time. Overlapping fragments spoil the packet (as RFC 5722 says for IPv6).
 */
import type { u32 } from "../sys/types.ts";
import type { NetCounters } from "./counters.ts";
import { copyBytes } from "./wire/bytes.ts";
import { emitIpv4, IPV4_BYTES, WHOLE_PACKET } from "./wire/ipv4.ts";
import type { Ipv4Packet } from "./wire/ipv4.ts";

const MAX_PACKETS = 16;
/** Fragments of a packet: 64 KiB over the narrowest usual link. */
const MAX_RANGES = 128;
const MAX_PAYLOAD_BYTES = 65535 - IPV4_BYTES;
/** RFC 1122 §3.3.2 says at least a minute; everyone bounds memory with less. */
const TIMEOUT_MS = 30_000;
const FIRST_BYTES = 4096;

class Assembly {
  readonly source: u32;
  readonly destination: u32;
  readonly protocol: u32;
  readonly identification: u32;
  readonly deadline: number;
  /** A header, then the payload. */
  bytes: Uint8Array = new Uint8Array(IPV4_BYTES + FIRST_BYTES);
  /** Payload bytes of the whole; 0: not known yet. */
  totalBytes: u32 = 0;
  receivedBytes: u32 = 0;
  /** First and one past last byte of each fragment. */
  readonly edges: u32[] = [];

  constructor(packet: Ipv4Packet, deadline: number) {
    this.source = packet.source;
    this.destination = packet.destination;
    this.protocol = packet.protocol;
    this.identification = packet.identification;
    this.deadline = deadline;
  }

  matches(packet: Ipv4Packet): boolean {
    return this.identification === packet.identification && this.source === packet.source && this.destination === packet.destination && this.protocol === packet.protocol;
  }

  overlaps(from: u32, to: u32): boolean {
    for (let i = 0; i < this.edges.length; i += 2) if (from < this.edges[i + 1] && to > this.edges[i]) return true;
    return false;
  }

  repeats(from: u32, to: u32): boolean {
    for (let i = 0; i < this.edges.length; i += 2) if (from === this.edges[i] && to === this.edges[i + 1]) return true;
    return false;
  }

  write(source: Uint8Array, from: u32, at: u32, count: u32): void {
    const need: u32 = IPV4_BYTES + at + count;
    if (need > this.bytes.length) {
      const larger = new Uint8Array(Math.min(IPV4_BYTES + MAX_PAYLOAD_BYTES, Math.max(need, this.bytes.length * 2)));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    copyBytes(this.bytes, IPV4_BYTES + at, source, from, count);
  }
}

export class Reassembly {
  private readonly assemblies: Assembly[] = [];
  private readonly counters: NetCounters;

  constructor(counters: NetCounters) {
    this.counters = counters;
  }

  /** Takes a fragment (bytes of its payload borrowed); the whole packet with a fresh header when this was the last piece. */
  add(packet: Ipv4Packet, bytes: Uint8Array, now: number): Uint8Array | undefined {
    this.counters.ipv4FragmentsReceived++;
    const from = packet.fragmentOffset;
    const count: u32 = packet.payloadEnd - packet.payloadStart;
    const to: u32 = from + count;
    if (count === 0 || to > MAX_PAYLOAD_BYTES || (packet.moreFragments && count % 8 !== 0)) {
      this.counters.ipv4FragmentBad++;
      return undefined;
    }
    let index = this.find(packet);
    if (index < 0) {
      if (this.assemblies.length >= MAX_PACKETS) {
        this.counters.ipv4ReassemblyFull++;
        this.assemblies.shift(); // the oldest
      }
      index = this.assemblies.length;
      this.assemblies.push(new Assembly(packet, now + TIMEOUT_MS));
    }
    const assembly = this.assemblies[index];
    if (assembly.repeats(from, to)) return undefined;
    if (this.isBroken(assembly, packet, from, to)) {
      this.counters.ipv4FragmentBad++;
      this.assemblies.splice(index, 1);
      return undefined;
    }
    assembly.write(bytes, packet.payloadStart, from, count);
    assembly.edges.push(from, to);
    assembly.receivedBytes += count;
    if (!packet.moreFragments) assembly.totalBytes = to;
    if (assembly.totalBytes === 0 || assembly.receivedBytes !== assembly.totalBytes) return undefined;
    this.assemblies.splice(index, 1);
    this.counters.ipv4Reassembled++;
    const whole = assembly.bytes.subarray(0, IPV4_BYTES + assembly.totalBytes);
    emitIpv4(whole, 0, whole.length, packet.identification, WHOLE_PACKET, packet.ttl, packet.protocol, packet.source, packet.destination);
    return whole;
  }

  /** Earliest time-out; Infinity: none. */
  nextDeadline(): number {
    return this.assemblies.length === 0 ? Infinity : this.assemblies[0].deadline;
  }

  expire(now: number): void {
    while (this.assemblies.length > 0 && this.assemblies[0].deadline <= now) {
      this.assemblies.shift();
      this.counters.ipv4ReassemblyTimeouts++;
    }
  }

  private isBroken(assembly: Assembly, packet: Ipv4Packet, from: u32, to: u32): boolean {
    if (assembly.overlaps(from, to) || assembly.edges.length >= MAX_RANGES * 2) return true;
    if (assembly.totalBytes !== 0) return to > assembly.totalBytes || !packet.moreFragments;
    if (packet.moreFragments) return false;
    for (let i = 0; i < assembly.edges.length; i += 2) if (assembly.edges[i + 1] > to) return true;
    return false;
  }

  private find(packet: Ipv4Packet): number {
    for (let i = 0; i < this.assemblies.length; i++) if (this.assemblies[i].matches(packet)) return i;
    return -1;
  }
}
