/** ClientRequest: one request on a connection that an Agent gives (RFC 9112 §9.3 keep-alive). */
import { adoptBuffer } from "../buffer.ts";
import { NodeError, NodeTypeError } from "../errors.ts";
import { Socket, type SocketConsumer } from "../net/socket.ts";
import { nextTickCall } from "../tick.ts";
import { globalAgent, type Agent } from "./agent.ts";
import { IncomingMessage } from "./incoming.ts";
import { OutgoingMessage, type OutgoingHttpHeaders } from "./outgoing.ts";
import { BODY_AS_FRAMED, BODY_NONE, BODY_UPGRADE, HttpParser, type HttpParserOwner } from "./parser.ts";

type AnyListener = (...args: any[]) => void; // as in Node's types

export interface RequestOptions {
  protocol?: string | null | undefined;
  host?: string | null | undefined;
  hostname?: string | null | undefined;
  port?: number | string | null | undefined;
  path?: string | null | undefined;
  method?: string | undefined;
  headers?: OutgoingHttpHeaders | readonly string[] | undefined;
  auth?: string | null | undefined;
  agent?: Agent | boolean | undefined;
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
  setHost?: boolean | undefined;
  localAddress?: string | undefined;
  maxHeaderSize?: number | undefined;
}

export class ClientRequest extends OutgoingMessage implements HttpParserOwner, SocketConsumer {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly protocol: string;
  readonly agent: Agent | undefined;
  reusedSocket = false;
  aborted = false;
  maxHeadersCount: number | null = null;
  readonly _port: number;
  readonly _options: RequestOptions;
  res: IncomingMessage | undefined = undefined;
  #parser: HttpParser | undefined = undefined;
  #response: IncomingMessage | undefined = undefined;
  #failed = false;
  #responseDone = false;
  #socketListeners: (() => void) | undefined = undefined;

  constructor(options: RequestOptions, callback?: (response: IncomingMessage) => void) {
    super();
    this._options = options;
    const protocol = options.protocol ?? "http:";
    if (protocol !== "http:") throw new NodeTypeError("ERR_INVALID_PROTOCOL", `Protocol "${protocol}" not supported. Expected "http:"`);
    this.protocol = protocol;
    this.path = options.path ?? "/";
    for (let i = 0; i < this.path.length; i++) {
      const unit = this.path.charCodeAt(i);
      if (unit <= 0x20 || unit > 0xff) throw new NodeTypeError("ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
    }
    this.method = (options.method ?? "GET").toUpperCase();
    this.host = options.hostname ?? options.host ?? "localhost";
    this._port = Number(options.port ?? 80);
    this.agent = options.agent === false ? undefined : typeof options.agent === "object" ? options.agent : globalAgent();
    this.useChunkedEncodingByDefault = !["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"].includes(this.method);
    this.shouldKeepAlive = this.agent !== undefined && this.agent.keepAlive;
    this._sendsKeepAlive = this.agent !== undefined;
    if (callback !== undefined) this.once("response", callback as AnyListener);
    const headers = options.headers;
    if (Array.isArray(headers)) {
      for (let i = 0; i + 1 < headers.length; i += 2) this.setHeader(headers[i] as string, headers[i + 1] as string);
    } else if (headers !== undefined) {
      const fields = headers as OutgoingHttpHeaders;
      for (const name of Object.keys(fields)) {
        const value = fields[name];
        if (value !== undefined) this.setHeader(name, value);
      }
    }
    if (options.setHost !== false && !this.hasHeader("host")) {
      const host = this.host.includes(":") && !this.host.startsWith("[") ? `[${this.host}]` : this.host;
      this.setHeader("Host", this._port === 80 ? host : `${host}:${this._port}`);
    }
    if (typeof options.auth === "string" && !this.hasHeader("authorization")) this.setHeader("Authorization", `Basic ${Buffer.from(options.auth).toString("base64")}`);
    const signal = options.signal;
    if (signal !== undefined) {
      const abort = (): void => {
        const error = new NodeError("ABORT_ERR", "The operation was aborted");
        error.name = "AbortError";
        this.destroy(error);
      };
      if (signal.aborted) nextTickCall(abort); else signal.addEventListener("abort", abort, { once: true });
    }
    nextTickCall(() => { this.#begin(); });
  }

  #begin(): void {
    if (this.destroyed) return;
    const options = this._options;
    if (this.agent !== undefined) this.agent._request(this);
    else this._onSocket(new Socket().connect({ port: this._port, host: this.host, localAddress: options.localAddress }), "new");
  }

  /** The connection for this request. */
  _onSocket(socket: Socket, kind: "new" | "reused"): void {
    if (this.destroyed) {
      socket.destroy();
      return;
    }
    this.reusedSocket = kind === "reused";
    const parser = new HttpParser(this, "response", this._options.maxHeaderSize ?? 16384);
    this.#parser = parser;
    const onError = (error: Error): void => { this._fail(error); };
    const onClose = (): void => { this.#socketClosed(); };
    const onTimeout = (): void => { this.emit("timeout"); };
    socket.on("error", onError);
    socket.on("close", onClose);
    socket.on("timeout", onTimeout);
    this.#socketListeners = () => {
      socket.removeListener("error", onError);
      socket.removeListener("close", onClose);
      socket.removeListener("timeout", onTimeout);
    };
    socket._consumer = this;
    if (this._options.timeout !== undefined) socket.setTimeout(this._options.timeout);
    socket.setNoDelay(true);
    this._assign(socket);
    this.emit("socket", socket);
    socket._receive();
  }

  override _implicitHeader(): void {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot render headers after they are sent to the client");
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, undefined);
  }
  setNoDelay(on?: boolean): void { if (this.socket !== null) this.socket.setNoDelay(on); }
  setSocketKeepAlive(on?: boolean, initialDelay?: number): void { if (this.socket !== null) this.socket.setKeepAlive(on, initialDelay); }
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    nextTickCall(() => { this.emit("abort"); });
    this.destroy();
  }

  override destroy(error?: Error | null): this {
    if (this.destroyed) return this;
    const response = this.#response;
    if (response !== undefined && !response.destroyed && !response.complete) response.destroy(error ?? new NodeError("ECONNRESET", "aborted"));
    this._markDestroyed(error ?? null);
    const socket = this.socket;
    this.#release();
    if (socket !== null) {
      this.agent?._removed(socket);
      socket.destroy();
    } else {
      this.agent?._cancel(this);
    }
    const failure = error ?? (response === undefined ? new NodeError("ECONNRESET", "socket hang up") : undefined);
    nextTickCall(() => {
      if (failure !== undefined && !this.#failed) {
        this.#failed = true;
        this.emit("error", failure);
      }
      this._close();
    });
    return this;
  }

  override _fail(error: Error): void {
    if (this.#failed || this.#responseDone) return;
    this.#failed = true;
    const response = this.#response;
    this._markDestroyed(error);
    if (response !== undefined && !response.complete) response.destroy(error); else this.emit("error", error);
    const socket = this.socket;
    this.#release();
    if (socket !== null) {
      this.agent?._removed(socket);
      if (!socket.destroyed) socket.destroy();
    }
    nextTickCall(() => { this._close(); });
  }

  #release(): void {
    const unlisten = this.#socketListeners;
    this.#socketListeners = undefined;
    const socket = this.socket;
    if (socket !== null) socket._consumer = undefined;
    if (unlisten !== undefined) {
      unlisten();
      if (socket !== null) socket.on("error", ignore); // what a socket on its way out still says
    }
    this._detach();
  }

  #socketClosed(): void {
    const response = this.#response;
    if (response !== undefined && !response.complete) {
      const error = new NodeError("ECONNRESET", "aborted");
      response.aborted = true;
      response.emit("aborted");
      response.destroy(error);
      this.#release();
      nextTickCall(() => { this._close(); });
    } else if (response === undefined) {
      this._fail(new NodeError("ECONNRESET", "socket hang up"));
    }
  }

  // SocketConsumer ---------------------------------------------------------------------------------------------
  onBytes(bytes: Uint8Array, from: number, to: number): void {
    const parser = this.#parser;
    if (parser === undefined) return;
    const end = parser.execute(bytes, from, to);
    if (parser.hasFailed()) {
      this._fail(new NodeError(parser.errorCode, `Parse Error: ${parser.errorReason}`));
      return;
    }
    if (parser.hasUpgraded()) this.#upgraded(adoptBuffer(bytes.slice(end, to)));
    else if (this.#responseDone) this.#reuse();
  }
  onEnd(): void {
    const parser = this.#parser;
    if (parser === undefined) return;
    if (parser.finish() !== "" || this.#response === undefined) {
      if (this.#response === undefined) this._fail(new NodeError("ECONNRESET", "socket hang up"));
      else this.#socketClosed();
      return;
    }
    this.#reuse();
  }

  // HttpParserOwner --------------------------------------------------------------------------------------------
  onHead(parser: HttpParser): number {
    const socket = this.socket;
    if (socket === null) return BODY_NONE;
    if (parser.status >= 100 && parser.status < 200 && parser.status !== 101) {
      if (parser.status === 100) this.emit("continue");
      this.emit("information", { statusCode: parser.status, statusMessage: parser.reason(), httpVersion: `${parser.major}.${parser.minor}`, httpVersionMajor: parser.major, httpVersionMinor: parser.minor });
      return BODY_AS_FRAMED;
    }
    const response = new IncomingMessage(socket);
    response.statusCode = parser.status;
    response.statusMessage = parser.reason();
    response.httpVersionMajor = parser.major;
    response.httpVersionMinor = parser.minor;
    response._head = parser.takeHead();
    response.url = "";
    this.#response = response;
    this.res = response;
    if (!parser.shouldKeepAlive) this.shouldKeepAlive = false;
    const isUpgrade = parser.upgrade || (this.method === "CONNECT" && parser.status >= 200 && parser.status < 300);
    if (isUpgrade) return BODY_UPGRADE;
    if (this.aborted || !this.emit("response", response)) response._dump();
    return this.method === "HEAD" ? BODY_NONE : BODY_AS_FRAMED;
  }
  onBody(bytes: Uint8Array, from: number, to: number): void {
    const response = this.#response;
    const socket = this.socket;
    if (response === undefined || response.destroyed || socket === null) return;
    if (response.push(adoptBuffer(bytes.slice(from, to)))) return;
    socket._readPaused = true;
    response._onWanted = () => {
      response._onWanted = undefined;
      socket._readPaused = false;
      nextTickCall(() => { if (!socket.destroyed) socket._receive(); });
    };
  }
  onMessage(parser: HttpParser): void {
    const response = this.#response;
    if (response === undefined) { // 100 Continue and the like
      parser.resume();
      return;
    }
    response.complete = true;
    response._trailerHead = parser.takeTrailers();
    this.#responseDone = true;
    if (!response.destroyed) response.push(null);
  }

  #upgraded(head: Buffer): void {
    const response = this.#response;
    const socket = this.socket;
    if (response === undefined || socket === null) return;
    response.complete = true;
    response.push(null);
    this.#release();
    socket.removeListener("error", ignore);
    this.agent?._removed(socket);
    const event = this.method === "CONNECT" ? "connect" : "upgrade";
    if (this.listenerCount(event) === 0) {
      socket.destroy();
      this.emit("error", new NodeError("ERR_HTTP_UPGRADE", "no listener for the upgrade"));
      return;
    }
    this.emit(event, response, socket, head);
    if (!socket.destroyed) socket.read(0);
    nextTickCall(() => { this._close(); });
  }

  /** Response and request are complete: the connection goes back to the agent, or ends. */
  #reuse(): void {
    const socket = this.socket;
    if (socket === null || !this.#responseDone) return;
    if (!this.finished) { // the server answered before the request's end
      this.shouldKeepAlive = false;
    }
    const keep = this.shouldKeepAlive && !this._last && socket.writable && this.agent !== undefined;
    this.#release();
    socket.removeListener("error", ignore);
    if (keep) this.agent?._free(socket, this);
    else {
      socket.on("error", ignore);
      this.agent?._removed(socket);
      socket.destroySoon();
    }
    nextTickCall(() => { this._close(); });
  }

  override on(event: "response" | "information", listener: (response: IncomingMessage) => void): this;
  override on(event: "socket", listener: (socket: Socket) => void): this;
  override on(event: "upgrade" | "connect", listener: (response: IncomingMessage, socket: Socket, head: Buffer) => void): this;
  override on(event: "error", listener: (error: Error) => void): this;
  override on(event: "close" | "continue" | "drain" | "finish" | "timeout" | "abort", listener: () => void): this;
  override on(event: string | symbol, listener: AnyListener): this;
  override on(event: string | symbol, listener: AnyListener): this { return super.on(event, listener); }
}

function ignore(): void {}

/** Options from a URL, with those given beside it on top. */
export function requestOptions(first: string | URL | RequestOptions, second: RequestOptions | undefined): RequestOptions {
  if (typeof first !== "string" && !(first instanceof URL)) return first;
  const url = typeof first === "string" ? new URL(first) : first;
  const auth = url.username === "" && url.password === "" ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const hostname = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  return { protocol: url.protocol, hostname, path: `${url.pathname}${url.search}`, port: url.port === "" ? undefined : url.port, auth, ...second };
}
