/** A device with its addresses and neighbours: Ethernet and ARP (contract.ts, NetInterface). */
import type { u32 } from "../sys/types.ts";
import type { Frame, NetPort } from "../platform/contract.ts";
import { BROADCAST_ADDRESS, formatAddress, formatMac, isMulticast, maskOfPrefix } from "./address.ts";
import type { ArpKeeper, Neighbor } from "./arp-cache.ts";
import { ArpCache, Neighbor as NeighborClass, PendingFrame } from "./arp-cache.ts";
import type { InterfaceState, NetInterface } from "./contract.ts";
import { EVENT_DONE } from "./contract.ts";
import type { NetCounters } from "./counters.ts";
import type { DeadlineHeap } from "./deadlines.ts";
import { ReadyEndpoint } from "./ready.ts";
import type { ReadyQueue } from "./ready.ts";
import { ARP_BYTES, ARP_REPLY, ARP_REQUEST, ArpPacket } from "./wire/arp.ts";
import { checksum, copyBytes, writeU16 } from "./wire/bytes.ts";
import { BROADCAST_MAC, emitEthernet, ETHERNET_BYTES, ETHERTYPE_ARP, ETHERTYPE_IPV4 } from "./wire/ethernet.ts";

/** Who hears that a neighbour does not answer, or that somebody else has our address. */
export interface LinkListener {
  neighborUnreachable(link: Link, address: u32): void;
  addressConflict(link: Link, mac: string): void;
}

export class Link extends ReadyEndpoint implements NetInterface, ArpKeeper {
  readonly name: string;
  readonly port: NetPort;
  readonly mac: Uint8Array;
  readonly isLoopback: boolean;
  state: InterfaceState = "down";
  status: string = "not configured";
  address: u32 = 0;
  prefixBits: u32 = 0;
  gateway: u32 = 0;
  /** Largest IP packet. */
  mtu: u32;
  readonly arp: ArpCache;
  /** What the device does for us. */
  readonly cutsSegments: boolean;
  private readonly sumsForUs: boolean;
  private readonly counters: NetCounters;
  private readonly listener: LinkListener;
  private readonly packet: ArpPacket = new ArpPacket();
  private readonly broadcast: Neighbor = NeighborClass.fixed(BROADCAST_ADDRESS, BROADCAST_MAC);
  private readonly self: Neighbor;

  constructor(name: string, port: NetPort, isLoopback: boolean, listener: LinkListener, ready: ReadyQueue, deadlines: DeadlineHeap, counters: NetCounters) {
    super(ready);
    this.name = name;
    this.port = port;
    this.mac = port.mac;
    this.mtu = port.mtu;
    this.cutsSegments = port.features.txSegmentation;
    this.sumsForUs = port.features.txChecksum;
    this.isLoopback = isLoopback;
    this.listener = listener;
    this.counters = counters;
    this.arp = new ArpCache(this, deadlines, counters);
    this.self = NeighborClass.fixed(0, port.mac);
  }

  /** Sets the addresses; flows and neighbours of the old ones are the caller's to end. */
  configure(address: u32, prefixBits: u32, gateway: u32, state: InterfaceState, status: string): void {
    if (address !== this.address) this.arp.clear();
    this.address = address;
    this.prefixBits = prefixBits;
    this.gateway = gateway;
    this.report(state, status);
    if (state === "up" && !this.isLoopback) this.announce();
  }

  report(state: InterfaceState, status: string): void {
    this.state = state;
    this.status = status;
    this.raise(EVENT_DONE);
  }

  /** Is `address` on this link, without a gateway? */
  isOnLink(address: u32): boolean {
    const mask = maskOfPrefix(this.prefixBits);
    return this.address !== 0 && ((address ^ this.address) & mask) === 0;
  }

  /** The broadcast address of this link, or of all. */
  isBroadcast(address: u32): boolean {
    if (address === BROADCAST_ADDRESS) return true;
    if (this.address === 0 || this.prefixBits >= 31) return false;
    const mask = maskOfPrefix(this.prefixBits);
    return ((address ^ this.address) & mask) === 0 && ((address | mask) >>> 0) === BROADCAST_ADDRESS;
  }

  /** The neighbour that takes packets for `nextHop`; undefined: the table is full. */
  neighborFor(nextHop: u32): Neighbor | undefined {
    if (this.isLoopback) return this.self;
    if (this.isBroadcast(nextHop)) return this.broadcast;
    if (isMulticast(nextHop)) {
      const low = nextHop & 0x7fffff;
      return NeighborClass.fixed(nextHop, new Uint8Array([0x01, 0x00, 0x5e, low >>> 16, (low >>> 8) & 255, low & 255]));
    }
    return this.arp.find(nextHop);
  }

  /** A frame with room for `bytes` after the Ethernet header and no offloads asked for; undefined: the ring is full. */
  reserve(bytes: u32): Frame | undefined {
    const frame = this.port.reserve(ETHERNET_BYTES + bytes);
    if (frame === undefined) return undefined;
    frame.checksumGood = false;
    frame.checksumStart = 0;
    frame.checksumOffset = 0;
    frame.segmentBytes = 0;
    frame.headerBytes = 0;
    return frame;
  }

  /** Sends a reserved frame, whose IP packet is at start + ETHERNET_BYTES, to `neighbor`, or holds a copy until that answers. */
  transmit(frame: Frame, neighbor: Neighbor): void {
    emitEthernet(frame.bytes, frame.start, neighbor.mac, this.mac, ETHERTYPE_IPV4);
    if (neighbor.isUsable()) {
      neighbor.used();
      this.port.transmit(frame);
      return;
    }
    if (frame.segmentBytes === 0) this.arp.hold(neighbor, new PendingFrame(frame.bytes.slice(frame.start, frame.end), frame.checksumStart, frame.checksumOffset));
    else this.counters.arpPendingFull++;
    this.port.cancel(frame);
  }

  sendPendingFrames(neighbor: Neighbor): void {
    for (let i = 0; i < neighbor.pending.length; i++) {
      const pending = neighbor.pending[i];
      const frame = this.reserve(pending.bytes.length);
      if (frame === undefined) {
        this.counters.ipv4NoTransmitRoom++;
        continue;
      }
      copyBytes(frame.bytes, frame.start, pending.bytes, 0, pending.bytes.length);
      copyBytes(frame.bytes, frame.start, neighbor.mac, 0, 6);
      frame.end = frame.start + pending.bytes.length;
      frame.checksumStart = pending.checksumStart;
      frame.checksumOffset = pending.checksumOffset;
      this.port.transmit(frame);
    }
    neighbor.pending.length = 0;
  }

  neighborUnreachable(neighbor: Neighbor): void {
    this.listener.neighborUnreachable(this, neighbor.address);
  }

  /** RFC 826: answers requests for our address, learns from what is meant for us. */
  receiveArp(frame: Frame): void {
    const packet = this.packet;
    if (packet.parse(frame.bytes, frame.start + ETHERNET_BYTES, frame.end) !== "") {
      this.counters.arpBad++;
      return;
    }
    if (this.address === 0) return;
    if (packet.senderAddress === this.address) {
      // RFC 5227 §2.4: someone else says that our address is theirs.
      this.counters.arpConflicts++;
      this.listener.addressConflict(this, formatMac(packet.senderMac));
      return;
    }
    const forUs = packet.targetAddress === this.address;
    if (packet.senderAddress !== 0 && this.isOnLink(packet.senderAddress)) this.arp.learn(packet.senderAddress, packet.senderMac, forUs);
    if (!forUs || packet.operation !== ARP_REQUEST) return;
    packet.operation = ARP_REPLY;
    copyBytes(packet.targetMac, 0, packet.senderMac, 0, 6);
    packet.targetAddress = packet.senderAddress;
    copyBytes(packet.senderMac, 0, this.mac, 0, 6);
    packet.senderAddress = this.address;
    this.counters.arpReplies++;
    this.sendArp(packet.targetMac);
  }

  sendArpRequest(address: u32): void {
    const packet = this.packet;
    packet.operation = ARP_REQUEST;
    copyBytes(packet.senderMac, 0, this.mac, 0, 6);
    packet.senderAddress = this.address;
    packet.targetMac.fill(0);
    packet.targetAddress = address;
    this.sendArp(BROADCAST_MAC);
  }

  /** RFC 5227 §2.3: tells the others that the address is ours now. */
  private announce(): void {
    this.sendArpRequest(this.address);
  }

  private sendArp(destination: Uint8Array): void {
    const frame = this.reserve(46);
    if (frame === undefined) {
      this.counters.ipv4NoTransmitRoom++;
      return;
    }
    emitEthernet(frame.bytes, frame.start, destination, this.mac, ETHERTYPE_ARP);
    this.packet.emit(frame.bytes, frame.start + ETHERNET_BYTES);
    for (let i: u32 = ARP_BYTES; i < 46; i++) frame.bytes[frame.start + ETHERNET_BYTES + i] = 0; // the smallest Ethernet frame
    frame.end = frame.start + ETHERNET_BYTES + 46;
    this.port.transmit(frame);
  }

  /**
   * Fills in a transport checksum at `field` for bytes[from, frame.end), or leaves it to the device: then the
   * field holds the pseudo-header's sum.
   */
  finishChecksum(frame: Frame, from: u32, field: u32, pseudo: u32, zeroIsNone: boolean): void {
    if (this.sumsForUs) {
      writeU16(frame.bytes, field, pseudo);
      frame.checksumStart = from - frame.start;
      frame.checksumOffset = field - from;
      return;
    }
    const sum = checksum(frame.bytes, from, frame.end, pseudo);
    writeU16(frame.bytes, field, sum === 0 && zeroIsNone ? 0xffff : sum);
  }

  describe(): string {
    return `${formatAddress(this.address)}/${this.prefixBits}` + (this.gateway === 0 ? "" : ` gateway ${formatAddress(this.gateway)}`);
  }
}
