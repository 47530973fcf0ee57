/** IPv4 out: which way, how large, whole or in fragments (RFC 791, RFC 1122 §3.3, RFC 1191). */
import type { u32 } from "../sys/types.ts";
import type { Frame } from "../platform/contract.ts";
import { isLoopback, isMulticast } from "./address.ts";
import type { Neighbor } from "./arp-cache.ts";
import type { NetCounters } from "./counters.ts";
import type { Link } from "./link.ts";
import { Route } from "./route.ts";
import type { BlockRing } from "./tcp/block-ring.ts";
import type { Flow } from "./tcp/flow.ts";
import { copyBytes, pseudoHeaderSum } from "./wire/bytes.ts";
import { ETHERNET_BYTES } from "./wire/ethernet.ts";
import { DEFAULT_TTL, emitIpv4, fragmentWord, IPV4_BYTES, PROTOCOL_TCP, WHOLE_PACKET } from "./wire/ipv4.ts";
import { SYN, TCP_BYTES, TCP_CHECKSUM_OFFSET, TCP_MAX_HEADER_BYTES } from "./wire/tcp.ts";
import type { TcpSegment } from "./wire/tcp.ts";

/** Largest super-segment: an IPv4 packet of 64 KiB. */
const MAX_PACKET_BYTES = 65535;
const MAX_PATHS = 256;
/** A smaller path is tried again after this (RFC 1191 §6.3). */
const PATH_LIFE_MS = 10 * 60_000;
/** Smaller reports are attacks (RFC 1191 §3 allows 68; nobody's link is that narrow). */
const MIN_PATH_MTU = 552;

class PathMtu {
  mtu: u32;
  expiresAt: number;

  constructor(mtu: u32, expiresAt: number) {
    this.mtu = mtu;
    this.expiresAt = expiresAt;
  }
}

export class Ipv4 {
  readonly links: Link[] = [];
  private readonly counters: NetCounters;
  private readonly paths: Map<number, PathMtu> = new Map<number, PathMtu>();
  private identification: u32;
  now: number = 0;

  constructor(counters: NetCounters, identification: u32) {
    this.counters = counters;
    this.identification = identification;
  }

  /** Is `address` one of ours? */
  isOwn(address: u32): boolean {
    if (isLoopback(address)) return true;
    for (let i = 0; i < this.links.length; i++) if (this.links[i].address === address) return address !== 0;
    return false;
  }

  isBroadcast(address: u32): boolean {
    for (let i = 0; i < this.links.length; i++) if (this.links[i].isBroadcast(address)) return true;
    return false;
  }

  /** How to reach `destination`; undefined: not at all. */
  routeTo(destination: u32): Route | undefined {
    if (destination === 0) return undefined;
    if (this.isOwn(destination)) return new Route(destination, this.links[0], destination, this.links[0].mtu);
    for (let i = 1; i < this.links.length; i++) {
      const link = this.links[i];
      if (link.isOnLink(destination) || link.isBroadcast(destination) || (isMulticast(destination) && link.address !== 0)) return this.route(destination, link, destination);
    }
    for (let i = 1; i < this.links.length; i++) {
      const link = this.links[i];
      if (link.gateway !== 0 && link.address !== 0) return this.route(destination, link, link.gateway);
    }
    return undefined;
  }

  /** The source address of packets on this route. */
  sourceFor(route: Route): u32 {
    return route.link.isLoopback ? route.destination : route.link.address;
  }

  private route(destination: u32, link: Link, nextHop: u32): Route {
    const path = this.paths.get(destination);
    const mtu = path !== undefined && path.expiresAt > this.now && path.mtu < link.mtu ? path.mtu : link.mtu;
    return new Route(destination, link, nextHop, mtu);
  }

  /** ICMP said that packets to `destination` must not be larger than `mtu` (0: not told). True if that is news. */
  lowerPath(destination: u32, mtu: u32, packetBytes: u32): boolean {
    const route = this.routeTo(destination);
    if (route === undefined || route.link.isLoopback) return false;
    let limit = mtu === 0 ? plateauBelow(packetBytes) : mtu;
    if (limit < MIN_PATH_MTU) limit = MIN_PATH_MTU;
    if (limit >= route.mtu) return false;
    if (this.paths.size >= MAX_PATHS) this.forgetOldestPath();
    this.paths.set(destination, new PathMtu(limit, this.now + PATH_LIFE_MS));
    this.counters.icmpPathMtuChanges++;
    return true;
  }

  /** The path MTU to `destination` now. */
  mtuTo(destination: u32): u32 {
    const route = this.routeTo(destination);
    return route === undefined ? 0 : route.mtu;
  }

  private forgetOldestPath(): void {
    for (const destination of this.paths.keys()) {
      this.paths.delete(destination);
      return;
    }
  }

  /** The neighbour for this route, looked up when it is not known or gone. */
  private neighbor(route: Route): Neighbor | undefined {
    const known = route.neighbor;
    if (known !== undefined && !known.isGone()) return known;
    const found = route.link.neighborFor(route.nextHop);
    route.neighbor = found;
    return found;
  }

  nextIdentification(): u32 {
    this.identification = (this.identification + 1) & 0xffff;
    return this.identification;
  }

  /** Most payload bytes in one `send`. */
  burstBytes(flow: Flow, segmentBytes: u32): u32 {
    if (!flow.route.link.cutsSegments) return segmentBytes;
    const most: u32 = MAX_PACKET_BYTES - IPV4_BYTES - TCP_MAX_HEADER_BYTES;
    return most - (most % segmentBytes);
  }

  /**
   * TCP's way out: headers, and `count` bytes of `ring` from sequence number `from`, straight into the device's frame.
   * `segmentBytes` is the most payload a packet may carry when there is more than that (the device cuts). False: no
   * room now; try again later.
   */
  send(flow: Flow, segment: TcpSegment, ring: BlockRing | undefined, from: u32, count: u32, segmentBytes: u32): boolean {
    const route = flow.route;
    const neighbor = this.neighbor(route);
    if (neighbor === undefined) return true; // counted; TCP tries again
    if ((segment.flags & SYN) !== 0 && neighbor.isCrowded()) return false; // a burst of openings waits for the address
    const link = route.link;
    const frame = link.reserve(IPV4_BYTES + TCP_MAX_HEADER_BYTES + count);
    if (frame === undefined) return false;
    const bytes = frame.bytes;
    const ip: u32 = frame.start + ETHERNET_BYTES;
    const tcp: u32 = ip + IPV4_BYTES;
    const headerBytes = segment.emit(bytes, tcp);
    if (ring !== undefined) ring.read(from, bytes, tcp + headerBytes, count);
    const tcpBytes: u32 = headerBytes + count;
    frame.end = tcp + tcpBytes;
    emitIpv4(bytes, ip, IPV4_BYTES + tcpBytes, this.nextIdentification(), WHOLE_PACKET, DEFAULT_TTL, PROTOCOL_TCP, flow.localAddress, flow.remoteAddress);
    link.finishChecksum(frame, tcp, tcp + TCP_CHECKSUM_OFFSET, pseudoHeaderSum(flow.localAddress, flow.remoteAddress, PROTOCOL_TCP, tcpBytes), false);
    if (count > segmentBytes && segmentBytes > 0) {
      frame.segmentBytes = segmentBytes;
      frame.headerBytes = ETHERNET_BYTES + IPV4_BYTES + headerBytes;
    }
    link.transmit(frame, neighbor);
    this.counters.ipv4Sent++;
    return true;
  }

  /** Begins a packet of `count` payload bytes: the frame, payload at `frame.start + ETHERNET_BYTES + IPV4_BYTES`; undefined: no room. */
  begin(route: Route, count: u32): Frame | undefined {
    const frame = route.link.reserve(IPV4_BYTES + count);
    if (frame === undefined) {
      this.counters.ipv4NoTransmitRoom++;
      return undefined;
    }
    frame.end = frame.start + ETHERNET_BYTES + IPV4_BYTES + count;
    return frame;
  }

  /** Writes the header of a packet from `begin` and sends it. */
  finish(route: Route, frame: Frame, protocol: u32, source: u32, ttl: u32, fragment: u32, identification: u32): void {
    const neighbor = this.neighbor(route);
    if (neighbor === undefined) {
      route.link.port.cancel(frame);
      return;
    }
    const ip: u32 = frame.start + ETHERNET_BYTES;
    emitIpv4(frame.bytes, ip, frame.end - ip, identification, fragment, ttl, protocol, source, route.destination);
    route.link.transmit(frame, neighbor);
    this.counters.ipv4Sent++;
  }

  /** Sends `payload` (a whole transport packet, checksum done) in as many fragments as the path asks for; false: no room for all. */
  sendFragments(route: Route, payload: Uint8Array, protocol: u32, source: u32, ttl: u32): boolean {
    const pieceBytes: u32 = (route.mtu - IPV4_BYTES) & ~7;
    const identification = this.nextIdentification();
    for (let at: u32 = 0; at < payload.length; at += pieceBytes) {
      const count: u32 = payload.length - at < pieceBytes ? payload.length - at : pieceBytes;
      const frame = this.begin(route, count);
      if (frame === undefined) return false;
      copyBytes(frame.bytes, frame.start + ETHERNET_BYTES + IPV4_BYTES, payload, at, count);
      this.counters.ipv4FragmentsSent++;
      this.finish(route, frame, protocol, source, ttl, fragmentWord(at, at + count < payload.length), identification);
    }
    return true;
  }
}

/** RFC 1191 §7.1: what to try when a router does not say. */
function plateauBelow(packetBytes: u32): u32 {
  if (packetBytes > 17914) return 17914;
  if (packetBytes > 8166) return 8166;
  if (packetBytes > 4352) return 4352;
  if (packetBytes > 1492) return 1492;
  if (packetBytes > 1006) return 1006;
  return TCP_BYTES + IPV4_BYTES + 512;
}
