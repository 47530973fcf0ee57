/**
 * A stub resolver (RFC 1035 §7, RFC 5452): each question from its own random port with a random identifier, UDP
 * first, TCP when the answer was cut, several tries round the servers, a bounded cache that knows "no" too
 * (RFC 2308). Answers CNAME chains as the recursive server gives them.
 */
import type { u32 } from "../sys/types.ts";
import { LOOPBACK_ADDRESS, parseAddress } from "./address.ts";
import type { DnsQuery, EndpointOwner, NetError, TcpSocket, UdpSocket } from "./contract.ts";
import { EVENT_CLOSED, EVENT_CONNECTED, EVENT_DONE, EVENT_READABLE } from "./contract.ts";
import type { NetCounters } from "./counters.ts";
import type { DeadlineHeap } from "./deadlines.ts";
import { Timed } from "./deadlines.ts";
import type { RandomSource } from "./ephemeral-ports.ts";
import { ReadyEndpoint } from "./ready.ts";
import type { ReadyQueue } from "./ready.ts";
import type { Tcp } from "./tcp/tcp.ts";
import type { Udp } from "./udp.ts";
import { copyBytes, writeU16 } from "./wire/bytes.ts";
import { DNS_MAX_QUERY_BYTES, DNS_NAME_ERROR, DNS_NO_ERROR, DNS_PORT, DNS_TYPE_A, DNS_TYPE_AAAA, DNS_TYPE_CNAME, emitDnsQuery, isDnsName, parseDnsResponse } from "./wire/dns.ts";
import type { DnsResponse } from "./wire/dns.ts";

const FIRST_TIMEOUT_MS = 2000;
const ATTEMPTS = 4;
const TCP_TIMEOUT_MS = 5000;
const CACHE_ENTRIES = 256;
const CACHE_SECONDS_MAX = 86_400;
const NEGATIVE_SECONDS_MAX = 300;
const CHAIN_MAX = 16;
const TCP_RESPONSE_BYTES_MAX = 65535;

class CacheEntry {
  readonly error: NetError;
  readonly addresses: readonly u32[];
  readonly addresses6: readonly Uint8Array[];
  readonly canonicalName: string;
  readonly expiresAt: number;

  constructor(error: NetError, addresses: readonly u32[], addresses6: readonly Uint8Array[], canonicalName: string, expiresAt: number) {
    this.error = error;
    this.addresses = addresses;
    this.addresses6 = addresses6;
    this.canonicalName = canonicalName;
    this.expiresAt = expiresAt;
  }
}

export class DnsClient {
  readonly udp: Udp;
  readonly tcp: Tcp;
  readonly random: RandomSource;
  readonly deadlines: DeadlineHeap;
  readonly counters: NetCounters;
  private readonly ready: ReadyQueue;
  private readonly cache: Map<string, CacheEntry> = new Map<string, CacheEntry>();
  servers: readonly u32[] = [];
  now: number = 0;

  constructor(udp: Udp, tcp: Tcp, random: RandomSource, deadlines: DeadlineHeap, counters: NetCounters, ready: ReadyQueue) {
    this.udp = udp;
    this.tcp = tcp;
    this.random = random;
    this.deadlines = deadlines;
    this.counters = counters;
    this.ready = ready;
  }

  resolve(name: string, family: 4 | 6): DnsQuery {
    const lookup = new DnsLookup(this, name, family, this.ready);
    lookup.start();
    return lookup;
  }

  cached(key: string): CacheEntry | undefined {
    const entry = this.cache.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > this.now) return entry;
    this.cache.delete(key);
    return undefined;
  }

  remember(key: string, lookup: DnsLookup, seconds: number): void {
    if (seconds <= 0) return;
    if (this.cache.size >= CACHE_ENTRIES) this.forgetOldest();
    this.cache.set(key, new CacheEntry(lookup.error, lookup.addresses, lookup.addresses6, lookup.canonicalName, this.now + seconds * 1000));
  }

  private forgetOldest(): void {
    for (const key of this.cache.keys()) {
      this.cache.delete(key);
      return;
    }
  }
}

class LookupTimer extends Timed {
  private readonly lookup: DnsLookup;

  constructor(lookup: DnsLookup) {
    super();
    this.lookup = lookup;
  }

  override expire(now: number): void {
    this.lookup.timeout(now);
  }
}

class DnsLookup extends ReadyEndpoint implements DnsQuery, EndpointOwner {
  readonly name: string;
  readonly family: 4 | 6;
  done: boolean = false;
  addresses: readonly u32[] = [];
  addresses6: readonly Uint8Array[] = [];
  canonicalName: string;
  ttlSeconds: u32 = 0;
  private readonly client: DnsClient;
  private readonly timer: LookupTimer;
  private readonly type: u32;
  private identifier: u32 = 0;
  private attempts: u32 = 0;
  /** What to report if no better answer comes. */
  private lastError: NetError = "ETIMEOUT";
  private udp: UdpSocket | undefined = undefined;
  private tcp: TcpSocket | undefined = undefined;
  private readonly query: Uint8Array = new Uint8Array(2 + DNS_MAX_QUERY_BYTES);
  private queryBytes: u32 = 0;
  private response: Uint8Array = new Uint8Array(0);
  private responseBytes: u32 = 0;

  constructor(client: DnsClient, name: string, family: 4 | 6, ready: ReadyQueue) {
    super(ready);
    this.client = client;
    this.name = name;
    this.family = family;
    this.type = family === 4 ? DNS_TYPE_A : DNS_TYPE_AAAA;
    this.canonicalName = name;
    this.timer = new LookupTimer(this);
  }

  private key(): string {
    return (this.family === 4 ? "4 " : "6 ") + this.name.toLowerCase();
  }

  start(): void {
    const numeric = parseAddress(this.name);
    const lower = this.name.toLowerCase();
    if (numeric >= 0 && this.family === 4) {
      this.addresses = [numeric];
      this.finish("", 0);
    } else if (lower === "localhost" || lower === "localhost." || lower.endsWith(".localhost")) {
      // RFC 6761 §6.3: never asked for.
      if (this.family === 4) this.addresses = [LOOPBACK_ADDRESS];
      else this.addresses6 = [new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])];
      this.finish("", 0);
    } else if (!isDnsName(this.name)) this.finish("EBADNAME", 0);
    else this.ask();
  }

  private ask(): void {
    const entry = this.client.cached(this.key());
    if (entry !== undefined) {
      this.client.counters.dnsCacheHits++;
      this.addresses = entry.addresses;
      this.addresses6 = entry.addresses6;
      this.canonicalName = entry.canonicalName;
      this.ttlSeconds = Math.floor((entry.expiresAt - this.client.now) / 1000);
      this.finish(entry.error, 0);
      return;
    }
    this.client.counters.dnsQueries++;
    this.sendUdp();
  }

  private server(): u32 {
    const servers = this.client.servers;
    return servers[(this.attempts - 1) % servers.length];
  }

  private sendUdp(): void {
    if (this.client.servers.length === 0) {
      this.finish("ECONNREFUSED", 0); // as c-ares says without servers
      return;
    }
    this.attempts++;
    this.closeSockets();
    this.identifier = this.client.random.next() & 0xffff;
    this.queryBytes = emitDnsQuery(this.query, 2, this.identifier, this.name, this.type);
    const opened = this.client.udp.open(0, 0);
    if (typeof opened === "string") this.lastError = opened;
    else {
      this.udp = opened;
      opened.connect(this.server(), DNS_PORT);
      const error = opened.sendTo(this.server(), DNS_PORT, this.query, 2, 2 + this.queryBytes);
      if (error !== "") this.lastError = error === "ENETUNREACH" ? "ECONNREFUSED" : error;
      opened.setOwner(this);
    }
    this.client.deadlines.set(this.timer, this.client.now + FIRST_TIMEOUT_MS * 2 ** Math.floor((this.attempts - 1) / this.client.servers.length));
  }

  timeout(now: number): void {
    this.client.now = now;
    this.client.counters.dnsTimeouts++;
    this.next();
  }

  /** This try has failed: another, or the end. */
  private next(): void {
    if (this.done) return;
    if (this.attempts >= Math.max(ATTEMPTS, this.client.servers.length)) {
      this.finish(this.lastError, 0);
      return;
    }
    this.client.counters.dnsRetries++;
    this.sendUdp();
  }

  /** EndpointOwner of its own sockets. */
  ready(events: u32): void {
    if (this.done) return;
    if (this.tcp !== undefined) this.readTcp(this.tcp, events);
    else if (this.udp !== undefined) this.readUdp(this.udp);
  }

  private readUdp(socket: UdpSocket): void {
    if (socket.takeError() !== "") {
      this.lastError = "ECONNREFUSED";
      this.next();
      return;
    }
    for (let datagram = socket.receive(); datagram !== undefined; datagram = socket.receive()) {
      const response = parseDnsResponse(datagram.bytes, 0, datagram.bytes.length, this.identifier, this.name, this.type);
      if (typeof response === "string") {
        this.client.counters.dnsBad++; // perhaps forged: the true answer may still come
        continue;
      }
      if (response.truncated) this.askByTcp();
      else this.take(response);
      return;
    }
  }

  private askByTcp(): void {
    this.client.counters.dnsTcpFallbacks++;
    this.closeSockets();
    const socket = this.client.tcp.connect(this.server(), DNS_PORT, { noDelay: true, keepAliveMs: 0, localPort: 0, localAddress: 0 });
    if (typeof socket === "string") {
      this.lastError = socket;
      this.next();
      return;
    }
    this.tcp = socket;
    this.response = new Uint8Array(0);
    this.responseBytes = 0;
    socket.setOwner(this);
    this.client.deadlines.set(this.timer, this.client.now + TCP_TIMEOUT_MS);
  }

  /** RFC 1035 §4.2.2: two bytes of length before each message. */
  private readTcp(socket: TcpSocket, events: u32): void {
    if ((events & EVENT_CONNECTED) !== 0) {
      writeU16(this.query, 0, this.queryBytes);
      socket.send(this.query, 0, 2 + this.queryBytes);
    }
    if ((events & EVENT_READABLE) !== 0) {
      for (let bytes = socket.receive(); bytes !== undefined; bytes = socket.receive()) this.collect(bytes);
      if (this.responseBytes >= 2) {
        const length = (this.response[0] << 8) | this.response[1];
        if (this.responseBytes >= 2 + length) {
          const response = parseDnsResponse(this.response, 2, 2 + length, this.identifier, this.name, this.type);
          if (typeof response !== "string") {
            this.take(response);
            return;
          }
          this.client.counters.dnsBad++;
          this.lastError = "EBADRESP";
          this.next();
          return;
        }
      }
    }
    if ((events & EVENT_CLOSED) !== 0) {
      this.lastError = "ECONNREFUSED";
      this.next();
    }
  }

  private collect(bytes: Uint8Array): void {
    if (this.responseBytes + bytes.length > 2 + TCP_RESPONSE_BYTES_MAX) return;
    const larger = new Uint8Array(this.responseBytes + bytes.length);
    copyBytes(larger, 0, this.response, 0, this.responseBytes);
    copyBytes(larger, this.responseBytes, bytes, 0, bytes.length);
    this.response = larger;
    this.responseBytes = larger.length;
  }

  private take(response: DnsResponse): void {
    if (response.code === DNS_NAME_ERROR) this.finish("ENOTFOUND", Math.min(NEGATIVE_SECONDS_MAX, response.negativeSeconds));
    else if (response.code !== DNS_NO_ERROR) {
      this.lastError = response.code === 1 ? "EFORMERR" : response.code === 4 ? "ENOTIMP" : response.code === 5 ? "EREFUSED" : "ESERVFAIL";
      this.next();
    } else this.takeAnswers(response);
  }

  /** Follows the CNAMEs from the name asked for; only addresses of its end count. */
  private takeAnswers(response: DnsResponse): void {
    let name = this.name.toLowerCase();
    if (name.endsWith(".")) name = name.slice(0, name.length - 1);
    let seconds = CACHE_SECONDS_MAX;
    for (let step = 0; step < CHAIN_MAX; step++) {
      let target = "";
      for (let i = 0; i < response.answers.length; i++) {
        const record = response.answers[i];
        if (record.type !== DNS_TYPE_CNAME || record.name !== name) continue;
        target = record.target;
        seconds = Math.min(seconds, record.ttlSeconds);
      }
      if (target === "") break;
      name = target;
    }
    const addresses: u32[] = [];
    const addresses6: Uint8Array[] = [];
    for (let i = 0; i < response.answers.length; i++) {
      const record = response.answers[i];
      if (record.name !== name || record.type !== this.type) continue;
      seconds = Math.min(seconds, record.ttlSeconds);
      if (record.address6 !== undefined) addresses6.push(record.address6);
      else addresses.push(record.address);
    }
    this.canonicalName = name;
    if (addresses.length + addresses6.length === 0) {
      this.finish("ENODATA", Math.min(NEGATIVE_SECONDS_MAX, response.negativeSeconds));
      return;
    }
    this.addresses = addresses;
    this.addresses6 = addresses6;
    this.ttlSeconds = seconds;
    this.finish("", seconds);
  }

  private finish(error: NetError, cacheSeconds: number): void {
    this.done = true;
    this.error = error;
    this.closeSockets();
    this.client.deadlines.remove(this.timer);
    this.client.remember(this.key(), this, cacheSeconds);
    this.raise(EVENT_DONE);
  }

  cancel(): void {
    if (this.done) return;
    this.finish("ECANCELLED", 0);
    this.silence();
  }

  private closeSockets(): void {
    if (this.udp !== undefined) this.udp.close();
    if (this.tcp !== undefined) this.tcp.abort();
    this.udp = undefined;
    this.tcp = undefined;
  }
}
