/** UDP sockets (contract.ts, UdpSocket) and their demultiplexing. */
import type { u32 } from "../sys/types.ts";
import { BROADCAST_ADDRESS, isMulticast } from "./address.ts";
import type { Datagram, NetError, UdpSocket } from "./contract.ts";
import { EVENT_CLOSED, EVENT_READABLE } from "./contract.ts";
import type { NetCounters } from "./counters.ts";
import type { EphemeralPorts } from "./ephemeral-ports.ts";
import type { IcmpListener } from "./icmp.ts";
import type { Ipv4 } from "./ipv4.ts";
import type { Link } from "./link.ts";
import { ReadyEndpoint } from "./ready.ts";
import type { ReadyQueue } from "./ready.ts";
import { Route } from "./route.ts";
import { checksum, copyBytes, pseudoHeaderSum, readU16, writeU16 } from "./wire/bytes.ts";
import { ETHERNET_BYTES } from "./wire/ethernet.ts";
import { ICMP_UNREACHABLE, UNREACHABLE_PORT } from "./wire/icmp.ts";
import { DEFAULT_TTL, IPV4_BYTES, PROTOCOL_UDP, WHOLE_PACKET } from "./wire/ipv4.ts";
import type { Ipv4Packet } from "./wire/ipv4.ts";
import { emitUdp, UDP_BYTES, UDP_CHECKSUM_OFFSET, UdpPacket } from "./wire/udp.ts";

/** Waiting datagrams of a socket: how many bytes, each counted with some overhead. */
const QUEUE_BYTES_MAX = 256 << 10;
const DATAGRAM_OVERHEAD_BYTES = 128;
export const UDP_PAYLOAD_MAX = 65535 - IPV4_BYTES - UDP_BYTES;

class ReceivedDatagram implements Datagram {
  readonly bytes: Uint8Array;
  readonly address: u32;
  readonly port: u32;

  constructor(bytes: Uint8Array, address: u32, port: u32) {
    this.bytes = bytes;
    this.address = address;
    this.port = port;
  }
}

export class UdpEndpoint extends ReadyEndpoint implements UdpSocket {
  private readonly layer: Udp;
  readonly localAddress: u32;
  readonly localPort: u32;
  remoteAddress: u32 = 0;
  remotePort: u32 = 0;
  /** Another socket on the same port with another address. */
  nextOnPort: UdpEndpoint | undefined = undefined;
  private waiting: Datagram[] = [];
  private head: u32 = 0;
  private queuedBytes: u32 = 0;
  private pendingError: NetError = "";
  private broadcast: boolean = false;
  private ttl: u32 = DEFAULT_TTL;
  private closed: boolean = false;

  constructor(layer: Udp, localAddress: u32, localPort: u32, ready: ReadyQueue) {
    super(ready);
    this.layer = layer;
    this.localAddress = localAddress;
    this.localPort = localPort;
  }

  connect(address: u32, port: u32): NetError {
    if (port === 0) {
      this.remoteAddress = 0;
      this.remotePort = 0;
      return "";
    }
    if (!this.layer.canReach(address)) return "ENETUNREACH";
    this.remoteAddress = address;
    this.remotePort = port;
    return "";
  }

  sendTo(address: u32, port: u32, bytes: Uint8Array, from: u32, to: u32): NetError {
    if (this.closed) return "ENOTCONN";
    if (port === 0 || from > to || to > bytes.length) return "EINVAL";
    return this.layer.send(this, address, port, bytes, from, to - from, this.ttl, this.broadcast);
  }

  receive(): Datagram | undefined {
    if (this.head === this.waiting.length) return undefined;
    const datagram = this.waiting[this.head];
    this.head++;
    this.queuedBytes -= datagram.bytes.length + DATAGRAM_OVERHEAD_BYTES;
    if (this.head === this.waiting.length) {
      this.waiting = [];
      this.head = 0;
    } else if (this.head >= 64 && this.head * 2 >= this.waiting.length) {
      this.waiting = this.waiting.slice(this.head);
      this.head = 0;
    }
    return datagram;
  }

  /** Queues a datagram; false: no room. */
  push(datagram: Datagram): boolean {
    const cost = datagram.bytes.length + DATAGRAM_OVERHEAD_BYTES;
    if (this.queuedBytes + cost > QUEUE_BYTES_MAX) return false;
    this.queuedBytes += cost;
    this.waiting.push(datagram);
    this.raise(EVENT_READABLE);
    return true;
  }

  takeError(): NetError {
    const error = this.pendingError;
    this.pendingError = "";
    return error;
  }

  fail(error: NetError): void {
    this.pendingError = error;
    this.raise(EVENT_READABLE);
  }

  setBroadcast(on: boolean): void {
    this.broadcast = on;
  }

  setTtl(ttl: u32): void {
    this.ttl = ttl < 1 ? 1 : ttl > 255 ? 255 : ttl;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.silence();
    this.waiting = [];
    this.head = 0;
    this.layer.remove(this);
  }

  /** The stack takes the socket away (its address is gone). */
  end(error: NetError): void {
    this.closed = true;
    this.error = error;
    this.layer.remove(this);
    this.raise(EVENT_CLOSED);
  }
}

export class Udp implements IcmpListener {
  private readonly ip: Ipv4;
  private readonly counters: NetCounters;
  private readonly ready: ReadyQueue;
  private readonly ports: EphemeralPorts;
  private readonly sockets: Map<number, UdpEndpoint> = new Map<number, UdpEndpoint>();
  private readonly packet: UdpPacket = new UdpPacket();

  constructor(ip: Ipv4, counters: NetCounters, ready: ReadyQueue, ports: EphemeralPorts) {
    this.ip = ip;
    this.counters = counters;
    this.ready = ready;
    this.ports = ports;
  }

  open(address: u32, port: u32): UdpEndpoint | NetError {
    if (address !== 0 && !this.ip.isOwn(address) && !isMulticast(address) && address !== BROADCAST_ADDRESS) return "EADDRNOTAVAIL";
    let chosen = port;
    if (port === 0) {
      // RFC 6056 §3.3.1 for sockets without a peer: any free port.
      for (let attempt = 0; attempt < 256 && chosen === 0; attempt++) {
        const candidate = this.ports.random();
        if (this.sockets.get(candidate) === undefined) chosen = candidate;
      }
      if (chosen === 0) return "EADDRINUSE";
    } else {
      for (let socket = this.sockets.get(port); socket !== undefined; socket = socket.nextOnPort) {
        if (socket.localAddress === address || socket.localAddress === 0 || address === 0) return "EADDRINUSE";
      }
    }
    const socket = new UdpEndpoint(this, address, chosen, this.ready);
    socket.nextOnPort = this.sockets.get(chosen);
    this.sockets.set(chosen, socket);
    return socket;
  }

  remove(socket: UdpEndpoint): void {
    const first = this.sockets.get(socket.localPort);
    if (first === socket) {
      if (socket.nextOnPort === undefined) this.sockets.delete(socket.localPort);
      else this.sockets.set(socket.localPort, socket.nextOnPort);
      return;
    }
    for (let at = first; at !== undefined; at = at.nextOnPort) {
      if (at.nextOnPort === socket) {
        at.nextOnPort = socket.nextOnPort;
        return;
      }
    }
  }

  canReach(address: u32): boolean {
    return this.ip.routeTo(address) !== undefined;
  }

  private find(address: u32, port: u32): UdpEndpoint | undefined {
    let any: UdpEndpoint | undefined = undefined;
    for (let socket = this.sockets.get(port); socket !== undefined; socket = socket.nextOnPort) {
      if (socket.localAddress === address) return socket;
      if (socket.localAddress === 0) any = socket;
    }
    return any;
  }

  /** False: nobody has this port, and the sender should be told. */
  receive(packet: Ipv4Packet, bytes: Uint8Array, checksumGood: boolean): boolean {
    const udp = this.packet;
    const error = udp.parse(bytes, packet.payloadStart, packet.payloadEnd, pseudoHeaderSum(packet.source, packet.destination, PROTOCOL_UDP, 0), checksumGood);
    if (error !== "") {
      if (error === "bad-checksum") this.counters.udpBadChecksum++;
      else this.counters.udpBad++;
      return true;
    }
    const socket = this.find(packet.destination, udp.destinationPort);
    if (socket === undefined) {
      this.counters.udpNoPort++;
      return false;
    }
    if (socket.remotePort !== 0 && (socket.remotePort !== udp.sourcePort || socket.remoteAddress !== packet.source)) {
      this.counters.udpNotFromPeer++;
      return true;
    }
    const datagram = new ReceivedDatagram(bytes.slice(udp.payloadStart, udp.payloadEnd), packet.source, udp.sourcePort);
    if (socket.push(datagram)) this.counters.udpReceived++;
    else this.counters.udpQueueFull++;
    return true;
  }

  send(socket: UdpEndpoint, address: u32, port: u32, bytes: Uint8Array, from: u32, count: u32, ttl: u32, broadcast: boolean): NetError {
    if (count > UDP_PAYLOAD_MAX) return "EMSGSIZE";
    const route = this.ip.routeTo(address);
    if (route === undefined) {
      this.counters.ipv4NoRoute++;
      return "ENETUNREACH";
    }
    if (!broadcast && !route.link.isLoopback && route.link.isBroadcast(address)) return "EINVAL";
    const source = socket.localAddress === 0 ? this.ip.sourceFor(route) : socket.localAddress;
    return this.sendOn(route, source, socket.localPort, port, bytes, from, count, ttl);
  }

  /** As `send`, but the route is given: DHCP sends before there is an address. */
  sendOnLink(link: Link, source: u32, sourcePort: u32, destination: u32, port: u32, bytes: Uint8Array, count: u32): NetError {
    return this.sendOn(new Route(destination, link, destination, link.mtu), source, sourcePort, port, bytes, 0, count, DEFAULT_TTL);
  }

  private sendOn(route: Route, source: u32, sourcePort: u32, port: u32, bytes: Uint8Array, from: u32, count: u32, ttl: u32): NetError {
    const length: u32 = UDP_BYTES + count;
    const pseudo = pseudoHeaderSum(source, route.destination, PROTOCOL_UDP, length);
    if (IPV4_BYTES + length > route.mtu) {
      const whole = new Uint8Array(length);
      emitUdp(whole, 0, sourcePort, port, length);
      copyBytes(whole, UDP_BYTES, bytes, from, count);
      const sum = checksum(whole, 0, length, pseudo);
      writeU16(whole, UDP_CHECKSUM_OFFSET, sum === 0 ? 0xffff : sum);
      if (!this.ip.sendFragments(route, whole, PROTOCOL_UDP, source, ttl)) return "ENOBUFS";
      this.counters.udpSent++;
      return "";
    }
    const frame = this.ip.begin(route, length);
    if (frame === undefined) return "ENOBUFS";
    const at: u32 = frame.start + ETHERNET_BYTES + IPV4_BYTES;
    emitUdp(frame.bytes, at, sourcePort, port, length);
    copyBytes(frame.bytes, at + UDP_BYTES, bytes, from, count);
    route.link.finishChecksum(frame, at, at + UDP_CHECKSUM_OFFSET, pseudo, true);
    this.ip.finish(route, frame, PROTOCOL_UDP, source, ttl, WHOLE_PACKET, this.ip.nextIdentification());
    this.counters.udpSent++;
    return "";
  }

  /** RFC 1122 §4.1.3.3: a connected socket hears of it. */
  icmpError(type: u32, code: u32, local: u32, remote: u32, bytes: Uint8Array, at: u32): void {
    const socket = this.find(local, readU16(bytes, at));
    if (socket === undefined || socket.remotePort !== readU16(bytes, at + 2) || socket.remoteAddress !== remote) return;
    if (type !== ICMP_UNREACHABLE) return;
    if (code === UNREACHABLE_PORT) socket.fail("ECONNREFUSED");
    else if (code <= 1) socket.fail(code === 0 ? "ENETUNREACH" : "EHOSTUNREACH");
  }

  /** Ends the sockets bound to an address that is gone. */
  addressGone(address: u32): void {
    const gone: UdpEndpoint[] = [];
    for (const first of this.sockets.values()) {
      for (let socket: UdpEndpoint | undefined = first; socket !== undefined; socket = socket.nextOnPort) if (socket.localAddress === address) gone.push(socket);
    }
    for (let i = 0; i < gone.length; i++) gone[i].end("EADDRNOTAVAIL");
  }
}
