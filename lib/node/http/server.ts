/** http.Server. */
import { monotonicMs } from "#platform/clock.ts";
import { Timer } from "../../kernel/timers.ts";
import { outOfRange } from "../errors.ts";
import type { Socket } from "../net/socket.ts";
import { Server as NetServer } from "../net.ts";
import { HttpConnection } from "./connection.ts";
import type { IncomingMessage } from "./incoming.ts";
import type { ServerResponse } from "./server-response.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types
type Requested = (request: IncomingMessage, response: ServerResponse<IncomingMessage> & { req: IncomingMessage }) => void;
/** Called with a request and the response to fill. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse<IncomingMessage> & { req: IncomingMessage }) => void;

export interface ServerOptions {
  keepAlive?: boolean | undefined;
  keepAliveInitialDelay?: number | undefined;
  keepAliveTimeout?: number | undefined;
  headersTimeout?: number | undefined;
  requestTimeout?: number | undefined;
  connectionsCheckingInterval?: number | undefined;
  maxHeaderSize?: number | undefined;
  noDelay?: boolean | undefined;
  requireHostHeader?: boolean | undefined;
  highWaterMark?: number | undefined;
}

export class Server extends NetServer {
  keepAliveTimeout: number;
  headersTimeout: number;
  requestTimeout: number;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket: number | null = 0;
  timeout = 0;
  readonly maxHeaderSize: number;
  readonly requireHostHeader: boolean;
  httpAllowHalfOpen = false;
  /** Requests that could not be understood, so far. */
  badRequests = 0;
  readonly _connectionSet: Set<HttpConnection> = new Set();
  readonly #checkingMs: number;
  #check: TimeoutCheck | undefined = undefined;

  constructor(requestListener?: RequestListener);
  constructor(options: ServerOptions, requestListener?: RequestListener);
  constructor(first?: ServerOptions | RequestListener, second?: RequestListener) {
    const options: ServerOptions = typeof first === "object" ? first : {};
    super({ allowHalfOpen: true, noDelay: options.noDelay !== false, keepAlive: options.keepAlive, keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark });
    this.keepAliveTimeout = options.keepAliveTimeout ?? 5000;
    this.requestTimeout = options.requestTimeout ?? 300_000;
    this.headersTimeout = options.headersTimeout ?? Math.min(60_000, this.requestTimeout === 0 ? 60_000 : this.requestTimeout);
    this.maxHeaderSize = options.maxHeaderSize ?? 16384;
    this.requireHostHeader = options.requireHostHeader !== false;
    this.#checkingMs = options.connectionsCheckingInterval ?? 30_000;
    if (this.requestTimeout > 0 && this.headersTimeout > this.requestTimeout) throw outOfRange("headersTimeout", "<= requestTimeout", this.headersTimeout);
    const listener = typeof first === "function" ? first : second;
    if (listener !== undefined) this.on("request", listener as AnyListener);
  }

  override _accepted(socket: Socket): void {
    const connection = new HttpConnection(this, socket);
    this._connectionSet.add(connection);
    const counted = socket._onClosed;
    socket._onClosed = () => {
      connection.closed();
      if (counted !== undefined) counted();
    };
    socket.on("error", (error) => {
      // A client that went away is no failure of the server.
      if (this.listenerCount("clientError") > 0) this.emit("clientError", error, socket);
    });
    if (this.timeout > 0) socket.setTimeout(this.timeout);
    socket.on("timeout", () => {
      if (!this.emit("timeout", socket)) socket.destroy();
    });
    if (this.#check === undefined && this.#checkingMs > 0) {
      this.#check = new TimeoutCheck(this, this.#checkingMs);
      this.#check.start();
    }
    this.emit("connection", socket);
  }

  override close(callback?: (error?: Error) => void): this {
    super.close(callback);
    this.closeIdleConnections();
    for (const connection of this._connectionSet) connection.closeAfterResponse();
    this.#check?.stop();
    this.#check = undefined;
    return this;
  }
  closeIdleConnections(): void { for (const connection of [...this._connectionSet]) connection.closeWhenIdle(); }
  closeAllConnections(): void { for (const connection of [...this._connectionSet]) connection.socket.destroy(); }

  setTimeout(timeoutMs?: number | ((socket: Socket) => void), callback?: (socket: Socket) => void): this {
    const listener = typeof timeoutMs === "function" ? timeoutMs : callback;
    this.timeout = typeof timeoutMs === "number" ? timeoutMs : 0;
    if (listener !== undefined) this.on("timeout", listener);
    return this;
  }

  override on(event: "request" | "checkContinue" | "checkExpectation", listener: Requested): this;
  override on(event: "upgrade" | "connect", listener: (request: IncomingMessage, socket: Socket, head: Buffer) => void): this;
  override on(event: "clientError", listener: (error: NodeJS.ErrnoException, socket: Socket) => void): this;
  override on(event: "connection" | "timeout", listener: (socket: Socket) => void): this;
  override on(event: "close" | "listening", listener: () => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
}

/** Looks from time to time for heads and requests that take too long. */
class TimeoutCheck extends Timer {
  readonly #server: Server;
  constructor(server: Server, everyMs: number) {
    super(everyMs, true);
    this.#server = server;
    this.setReferenced(false);
  }
  override fire(): void {
    const nowMs = monotonicMs();
    const server = this.#server;
    for (const connection of [...server._connectionSet]) {
      const headLate = server.headersTimeout > 0 && connection.headStartMs >= 0 && nowMs - connection.headStartMs >= server.headersTimeout;
      const requestLate = server.requestTimeout > 0 && connection.requestStartMs >= 0 && nowMs - connection.requestStartMs >= server.requestTimeout;
      if (headLate || requestLate) connection.timedOut();
    }
  }
}
