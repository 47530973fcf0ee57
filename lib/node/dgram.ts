/** node:dgram: UDP sockets, IPv4. */
import { release, retain } from "../kernel/loop.ts";
import { networkStack } from "../kernel/network.ts";
import { formatAddress, parseAddress } from "../net/address.ts";
import { EVENT_DONE, EVENT_READABLE } from "../net/contract.ts";
import type { EndpointOwner, UdpSocket } from "../net/contract.ts";
import { adoptBuffer, bufferOfText, concatBytes } from "./buffer.ts";
import { AddressError, NodeError, NodeTypeError } from "./errors.ts";
import { EventEmitter } from "./events.ts";
import { LookupError, checkedPort, type AddressInfo } from "./net/socket.ts";
import { nextTickCall } from "./tick.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types
export type SocketType = "udp4" | "udp6";
export interface RemoteInfo { address: string; family: "IPv4" | "IPv6"; port: number; size: number }
export interface SocketOptions { type: SocketType; reuseAddr?: boolean | undefined; signal?: AbortSignal | undefined }
export interface BindOptions { port?: number | undefined; address?: string | undefined; exclusive?: boolean | undefined }
type SendCallback = (error: Error | null, bytes: number) => void;
type Message = string | Uint8Array;

export class Socket extends EventEmitter implements EndpointOwner {
  readonly type: SocketType;
  #udp: UdpSocket | undefined = undefined;
  #closed = false;
  #referenced = true;
  #held = false;

  constructor(type: SocketType) {
    super();
    if (type !== "udp4") throw new NodeError("ERR_SOCKET_BAD_TYPE", 'Bad socket type specified. Only "udp4" is supported');
    this.type = type;
  }

  bind(port?: number, address?: string, callback?: () => void): this;
  bind(port?: number, callback?: () => void): this;
  bind(callback?: () => void): this;
  bind(options: BindOptions, callback?: () => void): this;
  bind(first?: number | BindOptions | (() => void), second?: string | (() => void), third?: () => void): this {
    const options: BindOptions = typeof first === "object" ? first : { port: typeof first === "number" ? first : 0, address: typeof second === "string" ? second : undefined };
    const callback = typeof first === "function" ? first : typeof second === "function" ? second : third;
    if (this.#udp !== undefined) throw new NodeError("ERR_SOCKET_ALREADY_BOUND", "Socket is already bound");
    if (callback !== undefined) this.once("listening", callback);
    const failure = this.#open(options.address, options.port ?? 0);
    nextTickCall(() => { if (failure === undefined) this.emit("listening"); else this.emit("error", failure); });
    return this;
  }

  #open(address: string | undefined, port: number): Error | undefined {
    const numeric = address === undefined ? 0 : address === "localhost" ? 0x7f000001 : parseAddress(address);
    const opened = numeric < 0 ? "EADDRNOTAVAIL" : networkStack().openUdp(numeric, port);
    if (typeof opened === "string") return new AddressError("bind", opened, address ?? "0.0.0.0", port);
    this.#udp = opened;
    opened.setOwner(this);
    this.#held = true;
    if (this.#referenced) retain();
    return undefined;
  }

  ready(events: number): void {
    if ((events & EVENT_READABLE) === 0) return;
    for (;;) {
      const udp = this.#udp;
      const datagram = udp === undefined ? undefined : udp.receive();
      if (udp === undefined) return;
      if (datagram === undefined) {
        const code = udp.takeError();
        if (code !== "") this.emit("error", new AddressError("recv", code, formatAddress(udp.remoteAddress), udp.remotePort));
        return;
      }
      const info: RemoteInfo = { address: formatAddress(datagram.address), family: "IPv4", port: datagram.port, size: datagram.bytes.length };
      this.emit("message", adoptBuffer(datagram.bytes), info);
    }
  }

  send(message: Message | readonly Message[], port?: number, address?: string, callback?: SendCallback): void;
  send(message: Message | readonly Message[], port?: number, callback?: SendCallback): void;
  send(message: Message | readonly Message[], callback?: SendCallback): void;
  send(message: Message, offset: number, length: number, port?: number, address?: string, callback?: SendCallback): void;
  send(message: Message | readonly Message[], ...rest: unknown[]): void {
    if (this.#closed) throw new NodeError("ERR_SOCKET_DGRAM_NOT_RUNNING", "Not running");
    const last = rest[rest.length - 1];
    const callback = typeof last === "function" ? (rest.pop() as SendCallback) : undefined;
    let bytes = typeof message === "string" ? bufferOfText(message) : message instanceof Uint8Array ? message : concatBytes((message as readonly Message[]).map((part) => (typeof part === "string" ? bufferOfText(part) : part)));
    if (typeof rest[0] === "number" && typeof rest[1] === "number") {
      bytes = bytes.subarray(rest[0], rest[0] + rest[1]);
      rest.splice(0, 2);
    }
    if (this.#udp === undefined) {
      const failure = this.#open(undefined, 0);
      if (failure !== undefined) { this.#sent(failure, 0, callback); return; }
      nextTickCall(() => { this.emit("listening"); });
    }
    const udp = this.#udp as UdpSocket | undefined;
    if (udp === undefined) return;
    if (udp.remotePort !== 0) {
      this.#sendTo(udp.remoteAddress, udp.remotePort, bytes, callback);
      return;
    }
    const port = checkedPort(rest[0], "Port");
    if (port === 0) throw new NodeTypeError("ERR_SOCKET_BAD_PORT", "Port should be > 0 and < 65536. Received type number (0).");
    const host = typeof rest[1] === "string" ? rest[1] : "127.0.0.1";
    const numeric = parseAddress(host);
    if (numeric >= 0) {
      this.#sendTo(numeric, port, bytes, callback);
      return;
    }
    const copy = bytes.slice();
    const query = networkStack().resolve(host, 4);
    query.setOwner({
      ready: (events) => {
        if ((events & EVENT_DONE) === 0 || this.#closed) return;
        const found = query.addresses[0];
        if (query.error !== "" || found === undefined) this.#sent(new LookupError(query.error === "" ? "ENOTFOUND" : query.error, host), 0, callback);
        else this.#sendTo(found, port, copy, callback);
      },
    });
  }

  #sendTo(address: number, port: number, bytes: Uint8Array, callback: SendCallback | undefined): void {
    const udp = this.#udp;
    if (udp === undefined) return;
    const code = udp.sendTo(address, port, bytes, 0, bytes.length);
    this.#sent(code === "" ? undefined : new AddressError("send", code, formatAddress(address), port), bytes.length, callback);
  }
  #sent(failure: Error | undefined, bytes: number, callback: SendCallback | undefined): void {
    nextTickCall(() => {
      if (callback !== undefined) callback(failure ?? null, bytes);
      else if (failure !== undefined) this.emit("error", failure);
    });
  }

  connect(port: number, address?: string | (() => void), callback?: () => void): void {
    const host = typeof address === "string" ? address : "127.0.0.1";
    const listener = typeof address === "function" ? address : callback;
    if (listener !== undefined) this.once("connect", listener);
    if (this.#udp === undefined) this.#open(undefined, 0);
    const udp = this.#udp as UdpSocket | undefined;
    const numeric = host === "localhost" ? 0x7f000001 : parseAddress(host);
    const code = udp === undefined || numeric < 0 ? "EINVAL" : udp.connect(numeric, checkedPort(port, "Port"));
    nextTickCall(() => { if (code === "") this.emit("connect"); else this.emit("error", new AddressError("connect", code, host, port)); });
  }
  disconnect(): void { this.#running().connect(0, 0); }
  remoteAddress(): AddressInfo {
    const udp = this.#running();
    if (udp.remotePort === 0) throw new NodeError("ERR_SOCKET_DGRAM_NOT_CONNECTED", "Not connected");
    return { address: formatAddress(udp.remoteAddress), family: "IPv4", port: udp.remotePort };
  }
  #running(): UdpSocket {
    const udp = this.#udp;
    if (udp === undefined) throw new NodeError("ERR_SOCKET_DGRAM_NOT_RUNNING", "Not running");
    return udp;
  }
  address(): AddressInfo {
    const udp = this.#running();
    return { address: formatAddress(udp.localAddress), family: "IPv4", port: udp.localPort };
  }
  setBroadcast(on: boolean): void { this.#running().setBroadcast(on); }
  setTTL(ttl: number): number {
    this.#running().setTtl(ttl);
    return ttl;
  }

  close(callback?: () => void): this {
    if (this.#closed) throw new NodeError("ERR_SOCKET_DGRAM_NOT_RUNNING", "Not running");
    this.#closed = true;
    if (callback !== undefined) this.on("close", callback);
    const udp = this.#udp;
    this.#udp = undefined;
    if (udp !== undefined) udp.close();
    if (this.#held && this.#referenced) release();
    this.#held = false;
    nextTickCall(() => { this.emit("close"); });
    return this;
  }
  ref(): this {
    if (!this.#referenced && this.#held) retain();
    this.#referenced = true;
    return this;
  }
  unref(): this {
    if (this.#referenced && this.#held) release();
    this.#referenced = false;
    return this;
  }

  override on(event: "message", listener: (message: Buffer, remote: RemoteInfo) => void): this;
  override on(event: "close" | "connect" | "listening", listener: () => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
}

export function createSocket(type: SocketType | SocketOptions, callback?: (message: Buffer, remote: RemoteInfo) => void): Socket {
  const socket = new Socket(typeof type === "string" ? type : type.type);
  if (callback !== undefined) socket.on("message", callback);
  const signal = typeof type === "object" ? type.signal : undefined;
  if (signal !== undefined) signal.addEventListener("abort", () => { socket.close(); }, { once: true });
  return socket;
}
export * as default from "./dgram.ts";
