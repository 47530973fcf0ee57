/** net.Socket: a Duplex over a TcpStream of the stack (a TcpSocket of lib/net/contract.ts). */
import { release, retain } from "../../kernel/loop.ts";
import { networkStack } from "../../kernel/network.ts";
import { Timer, loopTimeMs } from "../../kernel/timers.ts";
import { formatAddress, parseAddress } from "../../net/address.ts";
import { EVENT_CLOSED, EVENT_CONNECTED, EVENT_DONE, EVENT_END, EVENT_READABLE, EVENT_WRITABLE } from "../../net/contract.ts";
import type { DnsQuery, EndpointOwner } from "../../net/contract.ts";
import type { TcpStream } from "../../net/tcp/stream.ts";
import { adoptBuffer } from "../buffer.ts";
import { AddressError, NodeError, NodeTypeError, SystemError, outOfRange } from "../errors.ts";
import { Duplex } from "../stream/duplex.ts";
import type { StreamCallback } from "../stream/stream.ts";
import { nextTickCall } from "../tick.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types

export interface AddressInfo { address: string; family: string; port: number }
export interface SocketConstructorOpts {
  allowHalfOpen?: boolean | undefined;
  readable?: boolean | undefined;
  writable?: boolean | undefined;
  signal?: AbortSignal | undefined;
  highWaterMark?: number | undefined;
}
export interface TcpNetConnectOpts extends SocketConstructorOpts {
  port: number | string;
  host?: string | undefined;
  localAddress?: string | undefined;
  localPort?: number | undefined;
  family?: number | undefined;
  noDelay?: boolean | undefined;
  keepAlive?: boolean | undefined;
  keepAliveInitialDelay?: number | undefined;
  timeout?: number | undefined;
}
export type NetConnectOpts = TcpNetConnectOpts;

/** Takes a socket's bytes before the stream sees them (node:http's parser). */
export interface SocketConsumer {
  /** Borrowed bytes. */
  onBytes(bytes: Uint8Array, from: number, to: number): void;
  /** The peer has ended. */
  onEnd(): void;
}

const READ_BYTES = 65536;
/** Where consumers' bytes pass through; one for all, as nothing of it outlives a call. */
let passage: Uint8Array | undefined;

export class Socket extends Duplex implements EndpointOwner {
  _tcp: TcpStream | undefined = undefined;
  _consumer: SocketConsumer | undefined = undefined;
  connecting = false;
  timeout: number | undefined = undefined;
  /** The server that accepted it. */
  server: unknown = undefined;
  _onClosed: (() => void) | undefined = undefined;
  #hadError = false;
  #held = false;
  #reading = false;
  #referenced = true;
  #rest: Uint8Array | undefined = undefined;
  #restFrom = 0;
  #restCallback: StreamCallback | undefined = undefined;
  #finalCallback: StreamCallback | undefined = undefined;
  #noDelay = false;
  #keepAliveMs = 0;
  #host = "";
  #port = 0;
  #query: DnsQuery | undefined = undefined;
  #timer: IdleTimer | undefined = undefined;
  #received = 0;
  #sent = 0;
  #remote: AddressInfo | undefined = undefined;

  constructor(options?: SocketConstructorOpts) {
    super({ allowHalfOpen: options?.allowHalfOpen === true, signal: options?.signal, highWaterMark: options?.highWaterMark, decodeStrings: true });
  }

  // State ------------------------------------------------------------------------------------------------------
  get pending(): boolean { return this._tcp === undefined || this.connecting; }
  get readyState(): "opening" | "open" | "readOnly" | "writeOnly" | "closed" {
    if (this.connecting) return "opening";
    if (this.readable && this.writable) return "open";
    return this.readable ? "readOnly" : this.writable ? "writeOnly" : "closed";
  }
  get localAddress(): string | undefined { return this._tcp === undefined ? undefined : formatAddress(this._tcp.localAddress); }
  get localPort(): number | undefined { return this._tcp === undefined ? undefined : this._tcp.localPort; }
  get localFamily(): string | undefined { return this._tcp === undefined ? undefined : "IPv4"; }
  get remoteAddress(): string | undefined { return this._tcp === undefined ? this.#remote?.address : formatAddress(this._tcp.remoteAddress); }
  get remotePort(): number | undefined { return this._tcp === undefined ? this.#remote?.port : this._tcp.remotePort; }
  get remoteFamily(): string | undefined { return this._tcp === undefined ? this.#remote?.family : "IPv4"; }
  get bytesRead(): number { return this._tcp === undefined ? this.#received : this._tcp.bytesReceived; }
  get bytesWritten(): number { return (this._tcp === undefined ? this.#sent : this._tcp.bytesSent) + this._writableState.length; }
  address(): AddressInfo | Record<string, never> {
    const tcp = this._tcp;
    return tcp === undefined ? {} : { address: formatAddress(tcp.localAddress), family: "IPv4", port: tcp.localPort };
  }

  // Opening ----------------------------------------------------------------------------------------------------
  connect(options: TcpNetConnectOpts, listener?: () => void): this;
  connect(port: number, host: string, listener?: () => void): this;
  connect(port: number, listener?: () => void): this;
  connect(first: TcpNetConnectOpts | number, second?: string | (() => void), third?: () => void): this {
    const options: TcpNetConnectOpts = typeof first === "object" ? first : { port: first, host: typeof second === "string" ? second : undefined };
    const listener = typeof second === "function" ? second : third;
    if (listener !== undefined) this.once("connect", listener);
    const port = checkedPort(options.port, "options.port");
    if (options.noDelay === true) this.#noDelay = true;
    if (options.keepAlive === true) this.#keepAliveMs = options.keepAliveInitialDelay ?? 7_200_000;
    if (options.timeout !== undefined) this.setTimeout(options.timeout);
    this.connecting = true;
    this.#host = options.host ?? "localhost";
    this.#port = port;
    this.#hold();
    const numeric = parseAddress(this.#host);
    if (numeric >= 0) {
      this.#open(numeric, options);
      return this;
    }
    const query = networkStack().resolve(this.#host, 4);
    this.#query = query;
    query.setOwner({
      ready: (events) => {
        if ((events & EVENT_DONE) === 0 || this.destroyed) return;
        this.#query = undefined;
        const address = query.addresses[0];
        if (query.error !== "" || address === undefined) {
          const code = query.error === "" || query.error === "ENODATA" ? "ENOTFOUND" : query.error;
          const error = new LookupError(code, this.#host);
          this.emit("lookup", error, undefined, undefined, this.#host);
          this.destroy(error);
          return;
        }
        this.emit("lookup", null, formatAddress(address), 4, this.#host);
        if (!this.destroyed) this.#open(address, options);
      },
    });
    return this;
  }

  #open(address: number, options: TcpNetConnectOpts): void {
    const local = options.localAddress === undefined ? 0 : parseAddress(options.localAddress);
    const opened = networkStack().connect(address, this.#port, { noDelay: this.#noDelay, keepAliveMs: this.#keepAliveMs, localPort: options.localPort ?? 0, localAddress: local < 0 ? 0 : local });
    this.#host = formatAddress(address);
    if (typeof opened === "string") {
      const error = new AddressError("connect", opened, this.#host, this.#port);
      nextTickCall(() => { this.destroy(error); });
      return;
    }
    this._tcp = opened;
    opened.setOwner(this);
  }

  /** Takes over an accepted connection. */
  _adopt(tcp: TcpStream): void {
    this._tcp = tcp;
    this.#hold();
    tcp.setOwner(this);
  }

  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    if (this.#referenced) retain();
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

  // Events of the stack ----------------------------------------------------------------------------------------
  ready(events: number): void {
    const tcp = this._tcp;
    if (tcp === undefined) return;
    if ((events & EVENT_CONNECTED) !== 0) this.#connected();
    if ((events & EVENT_READABLE) !== 0) this._receive();
    if ((events & EVENT_WRITABLE) !== 0) this.#sendRest();
    if ((events & (EVENT_END | EVENT_CLOSED)) === 0) return;
    // In a tick of its own: what the last bytes set going, as the flow of a body, comes before the end.
    nextTickCall(() => {
      if ((events & EVENT_END) !== 0) this.#peerEnded();
      if ((events & EVENT_CLOSED) !== 0 && this._tcp === tcp) this.#closedBelow(tcp.error);
    });
  }

  #connected(): void {
    this.connecting = false;
    this._touch();
    this.emit("connect");
    this.emit("ready");
    if (this.destroyed) return;
    this.#sendRest();
    const final = this.#finalCallback;
    if (final !== undefined) {
      this.#finalCallback = undefined;
      this._final(final);
    }
    this.read(0);
  }

  #closedBelow(code: string): void {
    if (this.connecting) {
      this.connecting = false;
      this.destroy(new AddressError("connect", code === "" ? "ECONNABORTED" : code, this.#host, this.#port));
    } else if (code !== "") {
      const syscall = this.#restCallback !== undefined && code === "EPIPE" ? "write" : "read";
      this.destroy(new SystemError(syscall, code));
    } else {
      this.#peerEnded();
    }
  }

  /** Hands over what has arrived, as far as it is wanted. */
  _receive(): void {
    const consumer = this._consumer;
    if (consumer !== undefined) {
      this.#consume();
      return;
    }
    while (this.#reading) {
      const tcp = this._tcp;
      const bytes = tcp === undefined ? undefined : tcp.receive(READ_BYTES);
      if (bytes === undefined) return;
      this._touch();
      if (!this.push(adoptBuffer(bytes))) this.#reading = false;
    }
  }

  #consume(): void {
    passage ??= new Uint8Array(READ_BYTES);
    for (;;) {
      const tcp = this._tcp;
      const consumer = this._consumer;
      if (tcp === undefined || consumer === undefined || this._readPaused) return;
      const count = tcp.receiveInto(passage, 0, READ_BYTES);
      if (count === 0) return;
      consumer.onBytes(passage, 0, count);
    }
  }
  /** A consumer that has enough sets this, and calls _receive() when it wants more. */
  _readPaused = false;

  #peerEnded(): void {
    const tcp = this._tcp;
    if (tcp === undefined || tcp.receivable() > 0) return; // its end comes when the rest is read
    const consumer = this._consumer;
    if (consumer !== undefined) {
      consumer.onEnd();
      if (this.destroyed) return;
    }
    if (this._readableState.ended) return;
    this.push(null);
    this.read(0);
  }

  // Duplex -----------------------------------------------------------------------------------------------------
  override _read(_size: number): void {
    const tcp = this._tcp;
    this.#reading = true;
    if (tcp === undefined || this.connecting || this._consumer !== undefined) return;
    if (tcp.receivable() > 0) this._receive();
    if (this.#reading && tcp.ended()) this.#peerEnded();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: StreamCallback): void {
    const tcp = this._tcp;
    this._touch();
    if (tcp === undefined || this.connecting) {
      this.#rest = chunk;
      this.#restFrom = 0;
      this.#restCallback = callback;
      return;
    }
    const taken = tcp.send(chunk, 0, chunk.length);
    if (taken === chunk.length) { callback(); return; }
    if (tcp.error !== "") { callback(new SystemError("write", tcp.error === "ECONNRESET" ? "ECONNRESET" : "EPIPE")); return; }
    this.#rest = chunk;
    this.#restFrom = taken;
    this.#restCallback = callback;
  }

  #sendRest(): void {
    const tcp = this._tcp;
    const rest = this.#rest;
    if (tcp === undefined || rest === undefined) return;
    const taken = tcp.send(rest, this.#restFrom, rest.length);
    this.#restFrom += taken;
    if (taken > 0) this._touch();
    if (this.#restFrom < rest.length) return;
    const callback = this.#restCallback;
    this.#rest = undefined;
    this.#restCallback = undefined;
    if (callback !== undefined) callback();
  }

  /** Sends without the stream's queue when that is empty; how many bytes went. node:http's short way. */
  _sendNow(bytes: Uint8Array, from: number, to: number): number {
    const tcp = this._tcp;
    if (tcp === undefined || this.connecting || this._writableState.length > 0 || this._writableState.ending) return 0;
    return tcp.send(bytes, from, to);
  }

  override _final(callback: StreamCallback): void {
    const tcp = this._tcp;
    if (this.connecting) { this.#finalCallback = callback; return; }
    if (tcp !== undefined) tcp.shutdown();
    callback();
  }

  override _destroy(error: Error | null, callback: StreamCallback): void {
    this.#hadError = error !== null;
    this.connecting = false;
    this.#query?.cancel();
    this.#query = undefined;
    this.#timer?.stop();
    const tcp = this._tcp;
    if (tcp !== undefined) {
      this.#received = tcp.bytesReceived;
      this.#sent = tcp.bytesSent;
      this.#remote = { address: formatAddress(tcp.remoteAddress), family: "IPv4", port: tcp.remotePort };
      this._tcp = undefined;
      tcp.close();
    }
    if (this.#held) {
      this.#held = false;
      if (this.#referenced) release();
    }
    const rest = this.#restCallback;
    this.#rest = undefined;
    this.#restCallback = undefined;
    if (rest !== undefined) rest(error ?? new NodeError("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed"));
    callback(error);
  }

  override _emitClose(): void {
    this._readableState.closeEmitted = true;
    this._writableState.closeEmitted = true;
    this.emit("close", this.#hadError);
    const closed = this._onClosed;
    this._onClosed = undefined;
    if (closed !== undefined) closed();
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this._writableState.finished) this.destroy(); else this.once("finish", () => { this.destroy(); });
  }
  /** RST instead of FIN. */
  resetAndDestroy(): this {
    if (this._tcp !== undefined && !this.connecting) this._tcp.abort();
    else if (this._tcp === undefined) { this.destroy(new NodeError("ERR_SOCKET_CLOSED", "Socket is closed")); return this; }
    return this.destroy();
  }

  // Options ----------------------------------------------------------------------------------------------------
  setNoDelay(on: boolean = true): this {
    this.#noDelay = on;
    if (this._tcp !== undefined) this._tcp.setNoDelay(on);
    return this;
  }
  setKeepAlive(on: boolean = false, initialDelayMs: number = 0): this {
    this.#keepAliveMs = on ? (initialDelayMs > 0 ? initialDelayMs : 7_200_000) : 0;
    if (this._tcp !== undefined) this._tcp.setKeepAlive(this.#keepAliveMs);
    return this;
  }
  /** 'timeout' after so many milliseconds without bytes in or out; 0: never. */
  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (this.destroyed) return this;
    this.timeout = timeoutMs;
    if (timeoutMs === 0) {
      this.#timer?.stop();
      this.#timer = undefined;
      if (callback !== undefined) this.removeListener("timeout", callback);
    } else {
      if (this.#timer === undefined) this.#timer = new IdleTimer(this);
      this.#timer.begin(timeoutMs);
      if (callback !== undefined) this.once("timeout", callback);
    }
    return this;
  }
  _touch(): void { if (this.#timer !== undefined) this.#timer.lastMs = loopTimeMs(); }

  override on(event: "close", listener: (hadError: boolean) => void): this;
  override on(event: "connect" | "ready" | "drain" | "end" | "timeout" | "finish" | "readable" | "pause" | "resume", listener: () => void): this;
  override on(event: "data", listener: (data: Buffer) => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: "lookup", listener: (error: Error | null, address: string, family: number | null, host: string) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
  override once(event: "close", listener: (hadError: boolean) => void): this;
  override once(event: "connect" | "ready" | "drain" | "end" | "timeout" | "finish", listener: () => void): this;
  override once(event: "data", listener: (data: Buffer) => void): this;
  override once(event: "error", listener: (error: Error) => void): this;
  override once(event: string | symbol, listener: AnyListener): this;
  override once(event: string | symbol, listener: AnyListener): this { return super.once(event, listener); }
}

/** Fires 'timeout' when a socket was idle for its whole time; activity only notes the time. */
class IdleTimer extends Timer {
  readonly #socket: Socket;
  #timeoutMs = 0;
  lastMs = 0;
  constructor(socket: Socket) {
    super(1, false);
    this.#socket = socket;
    this.setReferenced(false);
  }
  begin(timeoutMs: number): void {
    this.#timeoutMs = timeoutMs;
    this.lastMs = loopTimeMs();
    this.delayMs = Math.max(1, Math.min(Math.trunc(timeoutMs), 2 ** 31 - 1));
    this.start();
  }
  override fire(): void {
    const leftMs = this.lastMs + this.#timeoutMs - loopTimeMs();
    if (leftMs > 0) {
      this.delayMs = Math.max(1, Math.trunc(leftMs));
      this.start();
      return;
    }
    this.#socket.emit("timeout");
  }
}

/** "getaddrinfo ENOTFOUND example.invalid". */
export class LookupError extends SystemError {
  hostname: string;
  constructor(code: string, hostname: string) {
    super("getaddrinfo", code, `getaddrinfo ${code} ${hostname}`);
    this.hostname = hostname;
  }
}

/** A port number, 0 … 65535, from a number or a decimal text. */
export function checkedPort(port: unknown, name: string): number {
  const value = typeof port === "string" && port.trim() !== "" ? Number(port) : port;
  if (typeof value !== "number" && typeof value !== "string") {
    throw new NodeTypeError("ERR_MISSING_ARGS", `The "${name}" or "path" argument must be specified`);
  }
  if (typeof value !== "number" || !(Number.isInteger(value) && value >= 0 && value <= 65535)) {
    const error = outOfRange(name, ">= 0 and < 65536", 0);
    error.code = "ERR_SOCKET_BAD_PORT";
    error.message = `${name} should be >= 0 and < 65536. Received type ${typeof port} (${typeof port === "string" ? `'${port}'` : String(port)}).`;
    throw error;
  }
  return value;
}
