/** node:net: servers and sockets on the stack's TCP. */
import { release, retain } from "../kernel/loop.ts";
import { networkStack } from "../kernel/network.ts";
import { formatAddress, parseAddress } from "../net/address.ts";
import { EVENT_ACCEPT, EVENT_CLOSED } from "../net/contract.ts";
import type { EndpointOwner } from "../net/contract.ts";
import type { Listening } from "../net/tcp/listening.ts";
import { AddressError, NodeError } from "./errors.ts";
import { EventEmitter } from "./events.ts";
import { Socket, checkedPort, type AddressInfo, type NetConnectOpts, type SocketConstructorOpts, type TcpNetConnectOpts } from "./net/socket.ts";
import { nextTickCall } from "./tick.ts";

export { Socket, Socket as Stream, type AddressInfo, type NetConnectOpts, type SocketConstructorOpts, type TcpNetConnectOpts } from "./net/socket.ts";
export { isIP, isIPv4, isIPv6 } from "./net/ip.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types

export interface ServerOpts {
  allowHalfOpen?: boolean | undefined;
  pauseOnConnect?: boolean | undefined;
  noDelay?: boolean | undefined;
  keepAlive?: boolean | undefined;
  keepAliveInitialDelay?: number | undefined;
  highWaterMark?: number | undefined;
}
export interface ListenOptions {
  port?: number | undefined;
  host?: string | undefined;
  backlog?: number | undefined;
  exclusive?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

export class Server extends EventEmitter implements EndpointOwner {
  maxConnections: number | undefined = undefined;
  readonly #options: ServerOpts;
  #listener: Listening | undefined = undefined;
  #referenced = true;
  #connections = 0;
  #closing = false;

  constructor(connectionListener?: (socket: Socket) => void);
  constructor(options?: ServerOpts, connectionListener?: (socket: Socket) => void);
  constructor(first?: ServerOpts | ((socket: Socket) => void), second?: (socket: Socket) => void) {
    super();
    this.#options = typeof first === "object" ? first : {};
    const listener = typeof first === "function" ? first : second;
    if (listener !== undefined) this.on("connection", listener);
  }

  get listening(): boolean { return this.#listener !== undefined; }

  listen(port?: number, hostname?: string, backlog?: number, listener?: () => void): this;
  listen(port?: number, hostname?: string, listener?: () => void): this;
  listen(port?: number, backlog?: number, listener?: () => void): this;
  listen(port?: number, listener?: () => void): this;
  listen(options: ListenOptions, listener?: () => void): this;
  listen(...args: unknown[]): this {
    const first = args[0];
    const last = args[args.length - 1];
    if (typeof last === "function") this.once("listening", last as AnyListener);
    const options: ListenOptions = typeof first === "object" && first !== null ? first : {};
    if (this.#listener !== undefined) throw new NodeError("ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");
    const given = typeof first === "object" && first !== null ? options.port : first;
    const port = given === undefined || given === null || typeof given === "function" ? 0 : checkedPort(given, "options.port");
    const host = typeof args[1] === "string" ? args[1] : options.host;
    const backlog = typeof args[1] === "number" ? args[1] : typeof args[2] === "number" ? args[2] : (options.backlog ?? 511);
    const signal = options.signal;
    if (signal !== undefined) signal.addEventListener("abort", () => { this.close(); }, { once: true });
    this.#listen(port, host, backlog);
    return this;
  }

  #listen(port: number, host: string | undefined, backlog: number): void {
    const address = host === undefined || host === "::" || host === "" ? 0 : host === "localhost" ? 0x7f000001 : parseAddress(host);
    const listener = address < 0 ? "EADDRNOTAVAIL" : networkStack().listen(address, port, backlog);
    if (typeof listener === "string") {
      const error = new AddressError("listen", listener, host ?? "::", port);
      nextTickCall(() => { this.emit("error", error); });
      return;
    }
    this.#listener = listener;
    if (this.#referenced) retain();
    listener.setOwner(this);
    nextTickCall(() => { if (this.#listener === listener) this.emit("listening"); });
  }

  ready(events: number): void {
    const listener = this.#listener;
    if (listener === undefined) return;
    if ((events & EVENT_ACCEPT) !== 0) {
      for (let tcp = listener.accept(); tcp !== undefined; tcp = listener.accept()) {
        if (this.maxConnections !== undefined && this.#connections >= this.maxConnections) {
          this.emit("drop", { localAddress: formatAddress(tcp.localAddress), localPort: tcp.localPort, localFamily: "IPv4", remoteAddress: formatAddress(tcp.remoteAddress), remotePort: tcp.remotePort, remoteFamily: "IPv4" });
          tcp.abort();
          continue;
        }
        const options = this.#options;
        const socket = new Socket({ allowHalfOpen: options.allowHalfOpen, highWaterMark: options.highWaterMark });
        this.#connections++;
        socket.server = this;
        socket._onClosed = () => { this.#connectionClosed(); };
        if (options.noDelay === true) tcp.setNoDelay(true);
        if (options.keepAlive === true) tcp.setKeepAlive(options.keepAliveInitialDelay ?? 7_200_000);
        socket._adopt(tcp);
        this._accepted(socket);
      }
    }
    if ((events & EVENT_CLOSED) !== 0 && listener.error !== "") this.emit("error", new AddressError("listen", listener.error, formatAddress(listener.localAddress), listener.localPort));
  }
  /** A new connection; node:http begins its own work here. */
  _accepted(socket: Socket): void {
    this.emit("connection", socket);
    if (this.#options.pauseOnConnect !== true && !socket.destroyed && socket._consumer === undefined) socket.read(0);
  }

  #connectionClosed(): void {
    this.#connections--;
    this.#closeIfDrained();
  }
  #closeIfDrained(): void {
    if (!this.#closing || this.#listener !== undefined || this.#connections > 0) return;
    this.#closing = false;
    nextTickCall(() => { this.emit("close"); });
  }

  /** Takes no more connections; 'close' when the last one is gone. */
  close(callback?: (error?: Error) => void): this {
    const listener = this.#listener;
    if (callback !== undefined) {
      if (listener === undefined) this.once("close", () => { callback(new NodeError("ERR_SERVER_NOT_RUNNING", "Server is not running.")); });
      else this.once("close", callback as () => void);
    }
    this.#closing = true;
    if (listener !== undefined) {
      this.#listener = undefined;
      listener.close();
      if (this.#referenced) release();
    }
    this.#closeIfDrained();
    return this;
  }

  address(): AddressInfo | string | null {
    const listener = this.#listener;
    return listener === undefined ? null : { address: formatAddress(listener.localAddress), family: "IPv4", port: listener.localPort };
  }
  getConnections(callback: (error: Error | null, count: number) => void): this {
    const count = this.#connections;
    nextTickCall(() => { callback(null, count); });
    return this;
  }
  ref(): this {
    if (!this.#referenced && this.#listener !== undefined) retain();
    this.#referenced = true;
    return this;
  }
  unref(): this {
    if (this.#referenced && this.#listener !== undefined) release();
    this.#referenced = false;
    return this;
  }

  override on(event: "connection", listener: (socket: Socket) => void): this;
  override on(event: "close" | "listening", listener: () => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
  override once(event: "connection", listener: (socket: Socket) => void): this;
  override once(event: "close" | "listening", listener: () => void): this;
  override once(event: "error", listener: (error: Error) => void): this;
  override once(event: string | symbol, listener: AnyListener): this;
  override once(event: string | symbol, listener: AnyListener): this { return super.once(event, listener); }
}

export function createServer(connectionListener?: (socket: Socket) => void): Server;
export function createServer(options?: ServerOpts, connectionListener?: (socket: Socket) => void): Server;
export function createServer(first?: ServerOpts | ((socket: Socket) => void), second?: (socket: Socket) => void): Server {
  return typeof first === "function" ? new Server(first) : new Server(first, second);
}

export function connect(options: NetConnectOpts, listener?: () => void): Socket;
export function connect(port: number, host?: string, listener?: () => void): Socket;
export function connect(port: number, listener?: () => void): Socket;
export function connect(first: NetConnectOpts | number, second?: string | (() => void), third?: () => void): Socket {
  const options: NetConnectOpts = typeof first === "object" ? first : { port: first, host: typeof second === "string" ? second : undefined };
  const socket = new Socket(options);
  return socket.connect(options, typeof second === "function" ? second : third);
}
export { connect as createConnection };
export * as default from "./net.ts";
