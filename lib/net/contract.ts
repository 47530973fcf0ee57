/**
 * What the network stack gives to those above it (node:net, node:http, node:dgram, node:dns) and to the one
 * that drives it (lib/kernel/network.ts). `NetworkStack` in stack.ts implements `Stack`; code above imports only
 * this file's types and constants, and gets the one stack from the kernel.
 *
 * Turns. Nothing here blocks, calls back or sends while it is called. The event loop does, every turn:
 *
 *     stack.receiveAll(now);                 // frames in → states change, endpoints become ready
 *     stack.runTimers(now);                  // what is due: retransmissions, delayed ACKs, DHCP, DNS …
 *     for (let e = stack.takeReady(); e !== undefined; e = stack.takeReady()) { e.deliver(); runMicrotasks(); }
 *     … timers, other queues of the loop …
 *     stack.sendAll(now);                    // what the turn queued goes out: one batch, one notify a device
 *     … sleep until min(own deadline, stack.nextDeadline()), after stack.arm() said true …
 *
 * `receiveAll` and `sendAll` have a budget; `stack.pending()` says that there is more to do at once (don't sleep).
 * Calls of the app (connect, send, shutdown …) only queue: several small sends of one turn share a segment.
 *
 * Events. An endpoint that has something to say is in the ready queue once, with the bits of all that happened.
 * `deliver()` hands the bits to its owner and clears them. An endpoint without owner keeps its bits until
 * `setOwner`. Bits are edges: after EVENT_READABLE read until `receive()` gives undefined; after a `send` that
 * took less than it was given, EVENT_WRITABLE comes when there is room again.
 *
 * Addresses are IPv4 in host order as u32 (10.0.2.15 = 0x0a00020f); see address.ts for text. 0 is "any".
 * Errors are Node's codes as strings, so that they go into `error.code` unchanged. Times are milliseconds of a
 * monotonic clock, always passed in.
 */
import type { u32 } from "../sys/types.ts";
import type { NetPort } from "../platform/contract.ts";

/** TcpSocket: the handshake is done (active open). */
export const EVENT_CONNECTED = 1;
/** TcpSocket, UdpSocket: `receive()` has something. */
export const EVENT_READABLE = 2;
/** TcpSocket: room again after a short `send`. UdpSocket: room again after EAGAIN. */
export const EVENT_WRITABLE = 4;
/** TcpSocket: the peer has sent FIN and all before it has arrived; comes with or after the last EVENT_READABLE. */
export const EVENT_END = 8;
/** Any: over in both directions; `error` says why ("" after an orderly close). The last event of a socket. Data already received can still be read. */
export const EVENT_CLOSED = 16;
/** TcpListener: `accept()` has a connection. */
export const EVENT_ACCEPT = 32;
/** TcpSocket: everything sent so far, FIN included if shut down, is acknowledged by the peer. */
export const EVENT_DRAINED = 64;
/** DnsQuery: it has an answer or an error. NetInterface: `state` changed. */
export const EVENT_DONE = 128;

/** Codes as Node has them; "" is no error. */
export type NetError =
  | ""
  | "EADDRINUSE" | "EADDRNOTAVAIL" | "EAGAIN" | "ECONNABORTED" | "ECONNREFUSED" | "ECONNRESET" | "EHOSTUNREACH"
  | "EINVAL" | "EISCONN" | "EMSGSIZE" | "ENETUNREACH" | "ENETDOWN" | "ENOBUFS" | "ENOTCONN" | "EPIPE" | "ETIMEDOUT"
  | "ENOTFOUND" | "ENODATA" | "ESERVFAIL" | "EREFUSED" | "EFORMERR" | "ETIMEOUT" | "EBADNAME" | "EBADRESP" | "ECANCELLED" | "ENOTIMP" | "ENOMEM";

/** Whoever wants an endpoint's events: node's net.Socket, net.Server, a promise's resolver … */
export interface EndpointOwner {
  /** Called by `deliver`, outside of all packet processing: may call anything of this contract. */
  ready(events: u32): void;
}

/** Something that a program holds and that has events. */
export interface Endpoint {
  setOwner(owner: EndpointOwner): void;
  /** Hands the collected events to the owner. Called by the event loop only. */
  deliver(): void;
  /** Why it is over: "" while it lives and after an orderly end. */
  readonly error: NetError;
}

export interface TcpOptions {
  /** true: no Nagle delay (Node's `noDelay`; node:http sets it). */
  noDelay: boolean;
  /** Idle milliseconds before the first keep-alive probe; 0: none. */
  keepAliveMs: u32;
  /** Own port of an active open; 0: the stack chooses (RFC 6056). */
  localPort: u32;
  /** Own address; 0: of the interface the route uses. */
  localAddress: u32;
}

/** One TCP connection. Both directions close on their own (half-close). */
export interface TcpSocket extends Endpoint {
  readonly localAddress: u32;
  readonly localPort: u32;
  readonly remoteAddress: u32;
  readonly remotePort: u32;
  /** The RFC's state as a name ("established", "close-wait" …), for people. */
  stateName(): string;
  /**
   * Queues a copy of bytes[from, to) and returns how many bytes it took: fewer than given when the send buffer is
   * full (EVENT_WRITABLE follows). Before the connection stands data waits for it. Throws nothing: after
   * shutdown, or when the connection is over, it takes 0.
   */
  send(bytes: Uint8Array, from: u32, to: u32): u32;
  /** Bytes that `send` would take now. */
  sendRoom(): u32;
  /** Bytes taken but not yet acknowledged by the peer. */
  unacknowledged(): u32;
  /** The next received bytes in a fresh array that the caller owns (at most 64 KiB, or `limit`); undefined: none now. */
  receive(limit?: u32): Uint8Array | undefined;
  /** Copies received bytes to into[from, to) without allocation; how many. */
  receiveInto(into: Uint8Array, from: u32, to: u32): u32;
  /** Received bytes that wait to be read. */
  receivable(): u32;
  /** True when the peer's FIN has arrived and everything before it has been read. */
  ended(): boolean;
  /** FIN after all queued data (Node's `end()`); receiving goes on. */
  shutdown(): void;
  /** Node's `destroy()`: no more receiving; queued data and FIN still go out; data that arrives is answered by RST (RFC 2525 §2.17). Events stop. */
  close(): void;
  /** Node's `resetAndDestroy()`: RST now. */
  abort(): void;
  setNoDelay(on: boolean): void;
  setKeepAlive(idleMs: u32): void;
  /** Bytes of application data since the start, both directions (Node's bytesRead/bytesWritten count these). */
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

export interface TcpListener extends Endpoint {
  readonly localAddress: u32;
  readonly localPort: u32;
  /** The next established connection, oldest first; give it an owner. */
  accept(): TcpSocket | undefined;
  /** Stops listening; connections not yet accepted are reset, others live on. */
  close(): void;
}

export interface Datagram {
  readonly bytes: Uint8Array;
  readonly address: u32;
  readonly port: u32;
}

export interface UdpSocket extends Endpoint {
  readonly localAddress: u32;
  readonly localPort: u32;
  readonly remoteAddress: u32;
  readonly remotePort: u32;
  /** Restricts the socket to one peer (Node's `connect`); port 0 lifts it. */
  connect(address: u32, port: u32): NetError;
  /** Sends a copy of bytes[from, to). ICMP "port unreachable" answers show up as `takeError()` with EVENT_READABLE on a connected socket. */
  sendTo(address: u32, port: u32, bytes: Uint8Array, from: u32, to: u32): NetError;
  /** The next datagram, whose bytes the caller owns; undefined: none now. */
  receive(): Datagram | undefined;
  /** A pending asynchronous error of a connected socket, once; "" none. */
  takeError(): NetError;
  setBroadcast(on: boolean): void;
  setTtl(ttl: u32): void;
  close(): void;
}

/** A running or finished question to the DNS. EVENT_DONE when `error` or the answer is there. */
export interface DnsQuery extends Endpoint {
  readonly name: string;
  readonly done: boolean;
  /** IPv4 answers in the server's order (family 4). */
  readonly addresses: readonly u32[];
  /** IPv6 answers, 16 bytes each (family 6). */
  readonly addresses6: readonly Uint8Array[];
  /** The name at the end of the CNAME chain. */
  readonly canonicalName: string;
  /** Seconds that the answer may be kept. */
  readonly ttlSeconds: u32;
  cancel(): void;
}

export type InterfaceState = "down" | "configuring" | "up" | "failed";

/** A device with its addresses. EVENT_DONE at each change of `state` or address. */
export interface NetInterface extends Endpoint {
  readonly name: string;
  readonly mac: Uint8Array;
  readonly state: InterfaceState;
  /** One line for people: "10.0.2.15/24 gateway 10.0.2.2 by DHCP from 10.0.2.2", or what is wrong and what to do. */
  readonly status: string;
  readonly address: u32;
  readonly prefixBits: u32;
  readonly gateway: u32;
}

/** A fixed configuration; texts as on the command line. Missing parts come from DHCP when `ip` is missing too. */
export interface StaticConfiguration {
  /** "10.0.0.2/24" */
  readonly ip?: string;
  readonly gateway?: string;
  /** One or more servers, separated by commas. */
  readonly dns?: string;
}

export interface Stack {
  /** Joins a device: static when `ip` is given, DHCP otherwise. A string says what is wrong with the configuration. Loopback is always there. */
  addInterface(name: string, port: NetPort, configuration: StaticConfiguration, now: number): NetInterface | string;
  /** Opens a connection: EVENT_CONNECTED or EVENT_CLOSED with an error follows. */
  connect(address: u32, port: u32, options: TcpOptions): TcpSocket | NetError;
  /** `port` 0: the stack chooses. Backlog bounds both the accept queue and the half-open connections. */
  listen(address: u32, port: u32, backlog: u32): TcpListener | NetError;
  openUdp(address: u32, port: u32): UdpSocket | NetError;
  /** Asks the DNS for A (family 4) or AAAA (family 6) records; answers "localhost" and numeric names itself. */
  resolve(name: string, family: 4 | 6): DnsQuery;
  /** The servers in use, from configuration or DHCP. */
  dnsServers(): readonly u32[];
  interfaces(): readonly NetInterface[];

  receiveAll(now: number): void;
  runTimers(now: number): void;
  takeReady(): Endpoint | undefined;
  sendAll(now: number): void;
  /** True: frames or output are left over because a budget was used up; call again without sleeping. */
  pending(): boolean;
  /** When `runTimers` has something to do next (monotonic ms); Infinity: nothing. */
  nextDeadline(): number;
  /** Before sleep: arms the devices; false: frames came in meanwhile, don't sleep. */
  arm(): boolean;
  /** Every layer's counters by name ("tcpRetransmits", "ipv4BadChecksum" …); all drops are among them. */
  readonly counters: object;
}
