/**
 * A DHCP client for one link (RFC 2131 §4.4, figure 5): asks, takes the first offer, renews, rebinds, and gives
 * the address up when the lease ends. Left out: INIT-REBOOT (nothing is kept over a boot), the random delay
 * before the first message (a machine should be up in milliseconds), DECLINE after an ARP probe (a conflict is
 * noticed and reported by the link instead).
 */
import type { u32 } from "../sys/types.ts";
import { BROADCAST_ADDRESS, formatAddress, prefixOfMask } from "./address.ts";
import type { NetCounters } from "./counters.ts";
import type { DeadlineHeap } from "./deadlines.ts";
import { Timed } from "./deadlines.ts";
import type { RandomSource } from "./ephemeral-ports.ts";
import type { Link } from "./link.ts";
import type { Udp } from "./udp.ts";
import { DHCP_ACK, DHCP_CLIENT_PORT, DHCP_DISCOVER, DHCP_EMIT_BYTES, DHCP_NAK, DHCP_OFFER, DHCP_REQUEST, DHCP_SERVER_PORT, DhcpMessage, emitDhcp, parseDhcp } from "./wire/dhcp.ts";
import { bytesEqual } from "./wire/bytes.ts";

const FIRST_RETRY_MS = 1000;
const RETRY_MS_MAX = 64_000;
/** RFC 2131 §4.4.5. */
const RENEW_RETRY_MS_MIN = 60_000;
const DEFAULT_LEASE_SECONDS = 3600;
/** REQUESTs without an answer before the search begins anew. */
const REQUESTS = 4;
/** DISCOVERs without an answer before the link is said to have failed; asking goes on. */
const PATIENCE = 4;
const MIN_MTU = 576;
const INFINITE_SECONDS = 0xffffffff;

type DhcpState = "init" | "selecting" | "requesting" | "bound" | "renewing" | "rebinding";

/** Who hears of new and lost leases. */
export interface LeaseListener {
  leaseObtained(link: Link, dnsServers: readonly u32[]): void;
  leaseLost(link: Link, address: u32): void;
}

export class DhcpClient extends Timed {
  private readonly link: Link;
  private readonly udp: Udp;
  private readonly random: RandomSource;
  private readonly deadlines: DeadlineHeap;
  private readonly counters: NetCounters;
  private readonly listener: LeaseListener;
  private readonly buffer: Uint8Array = new Uint8Array(DHCP_EMIT_BYTES);
  private state: DhcpState = "init";
  private transaction: u32 = 0;
  private attempts: u32 = 0;
  private startedAt: number = 0;
  private requestSentAt: number = 0;
  private offered: u32 = 0;
  private server: u32 = 0;
  private renewAt: number = Infinity;
  private rebindAt: number = Infinity;
  private expiresAt: number = Infinity;

  constructor(link: Link, udp: Udp, random: RandomSource, deadlines: DeadlineHeap, counters: NetCounters, listener: LeaseListener) {
    super();
    this.link = link;
    this.udp = udp;
    this.random = random;
    this.deadlines = deadlines;
    this.counters = counters;
    this.listener = listener;
  }

  start(now: number): void {
    this.link.report("configuring", "asking for an address by DHCP");
    this.discover(now);
  }

  private discover(now: number): void {
    this.state = "selecting";
    this.transaction = this.random.next();
    this.attempts = 0;
    this.startedAt = now;
    this.send(DHCP_DISCOVER, now);
    this.retryAt(now);
  }

  override expire(now: number): void {
    if (this.state === "selecting") {
      if (this.attempts === PATIENCE) this.link.report("failed", `no DHCP server has answered for ${Math.round((now - this.startedAt) / 1000)} s; still asking. Give an address (--ip) if this network has none`);
      this.send(DHCP_DISCOVER, now);
      this.retryAt(now);
    } else if (this.state === "requesting") {
      if (this.attempts >= REQUESTS) this.discover(now);
      else {
        this.send(DHCP_REQUEST, now);
        this.retryAt(now);
      }
    } else this.keepLease(now);
  }

  /** BOUND, RENEWING, REBINDING: what is due of T1, T2, the end, or another try. */
  private keepLease(now: number): void {
    if (now >= this.expiresAt) {
      this.lose("the DHCP lease has ended; asking again");
      this.discover(now);
      return;
    }
    if (now >= this.rebindAt) this.state = "rebinding";
    else if (now >= this.renewAt) this.state = "renewing";
    if (this.state !== "bound") {
      if (this.transaction === 0) this.transaction = this.random.next();
      this.send(DHCP_REQUEST, now);
    }
    const edge = this.state === "bound" ? this.renewAt : this.state === "renewing" ? this.rebindAt : this.expiresAt;
    const retry = this.state === "bound" ? edge : now + Math.max(RENEW_RETRY_MS_MIN, (edge - now) / 2);
    this.deadlines.set(this, retry < edge ? retry : edge);
  }

  private retryAt(now: number): void {
    let wait = FIRST_RETRY_MS * 2 ** this.attempts;
    if (wait > RETRY_MS_MAX) wait = RETRY_MS_MAX;
    this.attempts++;
    this.deadlines.set(this, now + wait + (this.random.next() % 512) - 256);
  }

  private send(type: u32, now: number): void {
    const message = new DhcpMessage();
    const leased = this.state === "renewing" || this.state === "rebinding";
    message.type = type;
    message.transaction = this.transaction;
    message.secondsElapsed = Math.min(65535, Math.floor((now - this.startedAt) / 1000));
    message.broadcast = !leased;
    message.clientMac.set(this.link.mac);
    if (leased) message.clientAddress = this.link.address;
    else if (type === DHCP_REQUEST) {
      message.requestedAddress = this.offered;
      message.server = this.server;
    }
    emitDhcp(message, this.buffer, 0);
    if (type === DHCP_REQUEST) this.requestSentAt = now;
    if (this.state === "renewing") this.udp.sendOnLink(this.link, this.link.address, DHCP_CLIENT_PORT, this.server, DHCP_SERVER_PORT, this.buffer, DHCP_EMIT_BYTES);
    else this.udp.sendOnLink(this.link, leased ? this.link.address : 0, DHCP_CLIENT_PORT, BROADCAST_ADDRESS, DHCP_SERVER_PORT, this.buffer, DHCP_EMIT_BYTES);
  }

  /** A datagram to the client port came in on the link; bytes[start, end) borrowed. */
  receive(bytes: Uint8Array, start: u32, end: u32, now: number): void {
    const message = new DhcpMessage();
    if (parseDhcp(message, bytes, start, end) !== "") {
      this.counters.dhcpBad++;
      return;
    }
    if (message.transaction !== this.transaction || !bytesEqual(message.clientMac, 0, this.link.mac, 0, 6)) {
      this.counters.dhcpIgnored++;
      return;
    }
    if (message.type === DHCP_OFFER && this.state === "selecting") this.takeOffer(message, now);
    else if (message.type === DHCP_ACK && (this.state === "requesting" || this.state === "renewing" || this.state === "rebinding")) this.takeLease(message, now);
    else if (message.type === DHCP_NAK && this.state !== "selecting" && this.state !== "bound") this.refused(now);
    else this.counters.dhcpIgnored++;
  }

  private takeOffer(message: DhcpMessage, now: number): void {
    if (message.yourAddress === 0 || message.server === 0) {
      this.counters.dhcpBad++;
      return;
    }
    this.offered = message.yourAddress;
    this.server = message.server;
    this.state = "requesting";
    this.attempts = 0;
    this.send(DHCP_REQUEST, now);
    this.retryAt(now);
  }

  private refused(now: number): void {
    this.counters.dhcpNaks++;
    if (this.state !== "requesting") this.lose("the DHCP server has taken the address back; asking again");
    this.discover(now);
  }

  private takeLease(message: DhcpMessage, now: number): void {
    const prefix = message.subnetMask === 0 ? defaultPrefix(message.yourAddress) : prefixOfMask(message.subnetMask);
    if (message.yourAddress === 0 || prefix < 0 || (this.state !== "requesting" && message.yourAddress !== this.link.address)) {
      this.counters.dhcpBad++;
      return;
    }
    if (message.server !== 0) this.server = message.server;
    const lease = message.leaseSeconds === 0 ? DEFAULT_LEASE_SECONDS : message.leaseSeconds;
    const from = this.requestSentAt;
    const endless = lease === INFINITE_SECONDS;
    this.expiresAt = endless ? Infinity : from + lease * 1000;
    this.rebindAt = endless ? Infinity : from + (message.rebindSeconds > 0 && message.rebindSeconds < lease ? message.rebindSeconds : lease * 0.875) * 1000;
    this.renewAt = endless ? Infinity : from + (message.renewSeconds > 0 && message.renewSeconds < lease ? message.renewSeconds : lease * 0.5) * 1000;
    if (this.renewAt > this.rebindAt) this.renewAt = this.rebindAt;
    const isNew = this.state === "requesting";
    this.state = "bound";
    this.transaction = 0;
    this.counters.dhcpLeases++;
    this.deadlines.set(this, this.renewAt > now ? this.renewAt : now + 1000);
    if (!isNew) return;
    if (message.mtu >= MIN_MTU && message.mtu < this.link.mtu) this.link.mtu = message.mtu;
    this.link.configure(message.yourAddress, prefix, message.router, "up", "");
    this.link.status = `${this.link.describe()} by DHCP from ${formatAddress(this.server)}`;
    this.listener.leaseObtained(this.link, message.dnsServers);
  }

  private lose(why: string): void {
    const address = this.link.address;
    this.link.configure(0, 0, 0, "configuring", why);
    this.listener.leaseLost(this.link, address);
  }
}

/** The mask of old address classes, for servers that don't tell one. */
function defaultPrefix(address: u32): number {
  return address >>> 31 === 0 ? 8 : address >>> 30 === 2 ? 16 : 24;
}
