/**
 * The network stack: joins devices, protocols and the program. Read contract.ts first; it says how the event loop
 * drives this and what programs see.
 *
 *     program   connect listen openUdp resolve          events by takeReady()
 *                  │       │       │       │                ▲
 *               tcp/tcp.ts      udp.ts  dns-client.ts       │        dhcp-client.ts
 *                  └───────┬───────┘                        │              │
 *                       ipv4.ts  icmp.ts  reassembly.ts     │              │
 *                          └── link.ts (Ethernet, arp-cache.ts) ───────────┘
 *                                └── NetPort: a device, or loopback-port.ts
 *
 * No module here reads a clock, a random number or a device: time is an argument, randomness a RandomSource,
 * devices are NetPorts. IPv6 will stand beside ipv4.ts: routes and flows carry the link, not the protocol.
 */
import type { u32 } from "../sys/types.ts";
import type { Frame, NetPort } from "../platform/contract.ts";
import { formatAddress, isLoopback, isMulticast, isUsableSource, LOOPBACK_ADDRESS, maskOfPrefix, parseAddress } from "./address.ts";
import type { DnsQuery, NetError, NetInterface, Stack, StaticConfiguration, TcpListener, TcpOptions, UdpSocket } from "./contract.ts";
import { NetCounters } from "./counters.ts";
import { DeadlineHeap } from "./deadlines.ts";
import { DhcpClient } from "./dhcp-client.ts";
import type { LeaseListener } from "./dhcp-client.ts";
import { DnsClient } from "./dns-client.ts";
import { EphemeralPorts } from "./ephemeral-ports.ts";
import type { RandomSource } from "./ephemeral-ports.ts";
import { HalfSipHash } from "./half-sip-hash.ts";
import { Icmp } from "./icmp.ts";
import { Ipv4 } from "./ipv4.ts";
import { Link } from "./link.ts";
import type { LinkListener } from "./link.ts";
import { LoopbackPort } from "./loopback-port.ts";
import type { ReadyEndpoint } from "./ready.ts";
import { ReadyQueue } from "./ready.ts";
import { Reassembly } from "./reassembly.ts";
import { TcpContext, TcpLimits } from "./tcp/context.ts";
import type { Listening } from "./tcp/listening.ts";
import type { TcpStream } from "./tcp/stream.ts";
import { Tcp } from "./tcp/tcp.ts";
import { Udp } from "./udp.ts";
import { ETHERNET_BYTES, ETHERTYPE_ARP, ETHERTYPE_IPV4, etherType, isForStation, isGroupFrame } from "./wire/ethernet.ts";
import { ICMP_UNREACHABLE, UNREACHABLE_PORT, UNREACHABLE_PROTOCOL } from "./wire/icmp.ts";
import { Ipv4Packet, PROTOCOL_ICMP, PROTOCOL_TCP, PROTOCOL_UDP } from "./wire/ipv4.ts";
import { readU16 } from "./wire/bytes.ts";
import { DHCP_CLIENT_PORT } from "./wire/dhcp.ts";
import { UDP_BYTES, UdpPacket } from "./wire/udp.ts";

/** Frames that one `receiveAll` takes from a device. */
const RECEIVE_BUDGET = 256;
/** How soon to look again when a transmit ring was full, ms. */
const BLOCKED_RETRY_MS = 1;

export class NetworkStack implements Stack, LinkListener, LeaseListener {
  readonly counters: NetCounters = new NetCounters();
  private readonly readyQueue: ReadyQueue = new ReadyQueue();
  private readonly deadlines: DeadlineHeap = new DeadlineHeap();
  private readonly random: RandomSource;
  private readonly ip: Ipv4;
  private readonly icmp: Icmp;
  private readonly udp: Udp;
  private readonly tcp: Tcp;
  private readonly tcpContext: TcpContext;
  private readonly dns: DnsClient;
  private readonly reassembly: Reassembly;
  private readonly packet: Ipv4Packet = new Ipv4Packet();
  private readonly datagram: UdpPacket = new UdpPacket();
  private readonly dhcpClients: DhcpClient[] = [];
  private readonly dhcpLinks: Link[] = [];
  private now: number;
  private moreToReceive: boolean = false;

  /** `random` must be a cryptographic source: sequence numbers, ports and identifiers come from it. */
  constructor(random: RandomSource, now: number, limits: TcpLimits = new TcpLimits()) {
    this.random = random;
    this.now = now;
    const hash = new HalfSipHash(random.next(), random.next());
    const ports = new EphemeralPorts(hash, random);
    this.ip = new Ipv4(this.counters, random.next() & 0xffff);
    this.tcpContext = new TcpContext(limits, this.counters, this.readyQueue, this.deadlines, this.ip, hash);
    this.tcp = new Tcp(this.tcpContext, this.ip, ports, random.next());
    this.udp = new Udp(this.ip, this.counters, this.readyQueue, ports);
    this.icmp = new Icmp(this.ip, this.counters, this.tcp, this.udp);
    this.dns = new DnsClient(this.udp, this.tcp, random, this.deadlines, this.counters, this.readyQueue);
    this.reassembly = new Reassembly(this.counters);
    const loopback = new Link("lo", new LoopbackPort(), true, this, this.readyQueue, this.deadlines, this.counters);
    loopback.configure(LOOPBACK_ADDRESS, 8, 0, "up", "127.0.0.1/8");
    this.ip.links.push(loopback);
    this.setNow(now);
  }

  // ---- configuration

  addInterface(name: string, port: NetPort, configuration: StaticConfiguration, now: number): NetInterface | string {
    this.setNow(now);
    const servers = parseServers(configuration.dns);
    if (typeof servers === "string") return servers;
    const link = new Link(name, port, false, this, this.readyQueue, this.deadlines, this.counters);
    link.arp.setNow(now);
    if (servers.length > 0) this.dns.servers = servers;
    if (configuration.ip !== undefined) {
      const problem = configureStatic(link, configuration.ip, configuration.gateway);
      if (problem !== "") return problem;
      this.ip.links.push(link);
      return link;
    }
    if (configuration.gateway !== undefined) return `a gateway (${configuration.gateway}) needs an address too: --ip a.b.c.d/n`;
    this.ip.links.push(link);
    const client = new DhcpClient(link, this.udp, this.random, this.deadlines, this.counters, this);
    this.dhcpClients.push(client);
    this.dhcpLinks.push(link);
    client.start(now);
    return link;
  }

  leaseObtained(_link: Link, dnsServers: readonly u32[]): void {
    if (this.dns.servers.length === 0) this.dns.servers = dnsServers;
  }

  leaseLost(_link: Link, address: u32): void {
    this.tcp.addressGone(address);
    this.udp.addressGone(address);
  }

  addressConflict(link: Link, mac: string): void {
    link.status = `${link.describe()}, which ${mac} uses too: one of the two needs another address`;
  }

  neighborUnreachable(_link: Link, address: u32): void {
    this.tcp.unreachable(address);
  }

  interfaces(): readonly NetInterface[] {
    return this.ip.links;
  }

  dnsServers(): readonly u32[] {
    return this.dns.servers;
  }

  // ---- what programs open

  connect(address: u32, port: u32, options: TcpOptions): TcpStream | NetError {
    return this.tcp.connect(address === 0 ? LOOPBACK_ADDRESS : address, port, options);
  }

  listen(address: u32, port: u32, backlog: u32): Listening | NetError {
    return this.tcp.listen(address, port, backlog);
  }

  openUdp(address: u32, port: u32): UdpSocket | NetError {
    return this.udp.open(address, port);
  }

  resolve(name: string, family: 4 | 6): DnsQuery {
    return this.dns.resolve(name, family);
  }

  // ---- the event loop's turns

  private setNow(now: number): void {
    this.now = now;
    this.ip.now = now;
    this.tcpContext.now = now;
    this.dns.now = now;
    for (let i = 0; i < this.ip.links.length; i++) this.ip.links[i].arp.setNow(now);
  }

  receiveAll(now: number): void {
    this.setNow(now);
    this.moreToReceive = false;
    for (let i = 0; i < this.ip.links.length; i++) {
      const link = this.ip.links[i];
      let budget = RECEIVE_BUDGET;
      for (let frame = link.port.receive(); frame !== undefined; frame = link.port.receive()) {
        this.receiveFrame(link, frame);
        link.port.recycle(frame);
        if (--budget === 0) {
          this.moreToReceive = true;
          break;
        }
      }
    }
  }

  runTimers(now: number): void {
    this.setNow(now);
    this.deadlines.run(now);
    this.reassembly.expire(now);
  }

  takeReady(): ReadyEndpoint | undefined {
    return this.readyQueue.take();
  }

  sendAll(now: number): void {
    this.setNow(now);
    this.tcp.sendAll();
    for (let i = 0; i < this.ip.links.length; i++) this.ip.links[i].port.flush();
  }

  pending(): boolean {
    return this.moreToReceive || !this.readyQueue.isEmpty() || !this.ip.links[0].port.arm();
  }

  nextDeadline(): number {
    let next = this.deadlines.next();
    const reassembly = this.reassembly.nextDeadline();
    if (reassembly < next) next = reassembly;
    if (this.tcp.isBlocked() && this.now + BLOCKED_RETRY_MS < next) next = this.now + BLOCKED_RETRY_MS;
    return next;
  }

  arm(): boolean {
    let quiet = true;
    for (let i = 0; i < this.ip.links.length; i++) if (!this.ip.links[i].port.arm()) quiet = false;
    return quiet;
  }

  // ---- receiving

  private receiveFrame(link: Link, frame: Frame): void {
    const type = etherType(frame.bytes, frame.start, frame.end);
    if (type === 0) {
      this.counters.ethernetTooShort++;
      return;
    }
    if (!isForStation(frame.bytes, frame.start, link.mac)) {
      this.counters.ethernetNotForUs++;
      return;
    }
    if (type === ETHERTYPE_IPV4) this.receiveIpv4(link, frame);
    else if (type === ETHERTYPE_ARP) link.receiveArp(frame);
    else this.counters.ethernetUnknownType++;
  }

  private receiveIpv4(link: Link, frame: Frame): void {
    const packet = this.packet;
    const counters = this.counters;
    const error = packet.parse(frame.bytes, frame.start + ETHERNET_BYTES, frame.end);
    if (error !== "") {
      if (error === "bad-checksum") counters.ipv4BadChecksum++;
      else if (error === "truncated") counters.ipv4Truncated++;
      else if (error === "source-route") counters.ipv4SourceRoute++;
      else counters.ipv4BadHeader++;
      return;
    }
    if (this.isForDhcp(link, frame.bytes)) {
      this.receiveDhcp(link, frame.bytes, frame.checksumGood);
      return;
    }
    if (!isUsableSource(packet.source) || link.isBroadcast(packet.source) || (isLoopback(packet.source) && !link.isLoopback)) {
      counters.ipv4BadSource++;
      return;
    }
    const unicast = packet.destination === link.address || (link.isLoopback && this.ip.isOwn(packet.destination));
    if (link.address === 0 || (!unicast && !link.isBroadcast(packet.destination) && !isMulticast(packet.destination))) {
      counters.ipv4NotForUs++;
      return;
    }
    counters.ipv4Received++;
    const isGroup = isGroupFrame(frame.bytes, frame.start);
    if (!packet.moreFragments && packet.fragmentOffset === 0) {
      this.deliver(packet, frame.bytes, frame.checksumGood, unicast && !isGroup);
      return;
    }
    const whole = this.reassembly.add(packet, frame.bytes, this.now);
    if (whole !== undefined && packet.parse(whole, 0, whole.length) === "") this.deliver(packet, whole, false, unicast && !isGroup);
  }

  /** To the protocol; `alone`: it was sent to this host only, so that errors may be told. */
  private deliver(packet: Ipv4Packet, bytes: Uint8Array, checksumGood: boolean, alone: boolean): void {
    if (packet.protocol === PROTOCOL_TCP) {
      if (alone) this.tcp.receive(packet, bytes, checksumGood);
      else this.counters.tcpBad++;
    } else if (packet.protocol === PROTOCOL_UDP) {
      if (!this.udp.receive(packet, bytes, checksumGood) && alone) this.icmp.sendError(packet, bytes, ICMP_UNREACHABLE, UNREACHABLE_PORT);
    } else if (packet.protocol === PROTOCOL_ICMP) this.icmp.receive(packet, bytes);
    else {
      this.counters.ipv4UnknownProtocol++;
      if (alone) this.icmp.sendError(packet, bytes, ICMP_UNREACHABLE, UNREACHABLE_PROTOCOL);
    }
  }

  /** DHCP answers come to addresses that are not ours yet. */
  private isForDhcp(link: Link, bytes: Uint8Array): boolean {
    const packet = this.packet;
    if (packet.protocol !== PROTOCOL_UDP || packet.fragmentOffset !== 0 || packet.moreFragments || packet.payloadEnd - packet.payloadStart < UDP_BYTES) return false;
    return readU16(bytes, packet.payloadStart + 2) === DHCP_CLIENT_PORT && this.dhcpLinks.indexOf(link) >= 0;
  }

  private receiveDhcp(link: Link, bytes: Uint8Array, checksumGood: boolean): void {
    const packet = this.packet;
    const pseudo = (packet.source >>> 16) + (packet.source & 0xffff) + (packet.destination >>> 16) + (packet.destination & 0xffff) + PROTOCOL_UDP;
    if (this.datagram.parse(bytes, packet.payloadStart, packet.payloadEnd, pseudo, checksumGood) !== "") {
      this.counters.dhcpBad++;
      return;
    }
    this.dhcpClients[this.dhcpLinks.indexOf(link)].receive(bytes, this.datagram.payloadStart, this.datagram.payloadEnd, this.now);
  }
}

/** Configures by "a.b.c.d/n"; "" or what is wrong. */
function configureStatic(link: Link, ip: string, gatewayText: string | undefined): string {
  const slash = ip.indexOf("/");
  const address = parseAddress(slash < 0 ? ip : ip.slice(0, slash));
  const prefix = slash < 0 ? 24 : Number(ip.slice(slash + 1));
  if (address <= 0 || isMulticast(address) || isLoopback(address)) return `"${ip}" is not an IPv4 address with prefix, like 10.0.0.2/24`;
  if (!Number.isInteger(prefix) || prefix < 1 || prefix > 32 || slash === ip.length - 1) return `"${ip}": the prefix after "/" is a number from 1 to 32`;
  const gateway = gatewayText === undefined ? 0 : parseAddress(gatewayText);
  if (gateway < 0) return `"${gatewayText}" is not an IPv4 address (gateway)`;
  if (gateway !== 0 && ((gateway ^ address) & maskOfPrefix(prefix)) !== 0) return `the gateway ${formatAddress(gateway)} is not in the network of ${ip}`;
  link.configure(address, prefix, gateway, "up", "");
  link.status = `${link.describe()} as given`;
  return "";
}

/** "1.1.1.1,8.8.8.8" → numbers; a string says what is wrong. */
function parseServers(text: string | undefined): u32[] | string {
  const servers: u32[] = [];
  if (text === undefined || text === "") return servers;
  const parts = text.split(",");
  for (let i = 0; i < parts.length; i++) {
    const address = parseAddress(parts[i].trim());
    if (address <= 0) return `"${parts[i]}" is not an IPv4 address (dns)`;
    servers.push(address);
  }
  return servers;
}
