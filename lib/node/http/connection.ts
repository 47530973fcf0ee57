/** One connection of an HTTP server: its parser, the requests under way on it, and their responses in order. */
import { turnTimeMs } from "../../kernel/loop.ts";
import { Timer } from "../../kernel/timers.ts";
import { adoptBuffer } from "../buffer.ts";
import { NodeError } from "../errors.ts";
import type { Socket, SocketConsumer } from "../net/socket.ts";
import { nextTickCall } from "../tick.ts";
import { IncomingMessage } from "./incoming.ts";
import { BODY_AS_FRAMED, BODY_UPGRADE, HttpParser, type HttpParserOwner } from "./parser.ts";
import { ServerResponse } from "./server-response.ts";
import type { Server } from "./server.ts";
import { STATUS_CODES } from "./status.ts";

/** Time that Node adds to keepAliveTimeout, so that a client that counts the same sends no request too late. */
const KEEP_ALIVE_BUFFER_MS = 1000;
/** Responses that wait for an earlier one before reading pauses. */
const PIPELINE_MAX = 64;

/** A request that could not be understood; `rawPacket` is the piece in which the parser failed. */
export class ParseError extends NodeError {
  reason: string;
  bytesParsed: number;
  rawPacket: Buffer;
  constructor(code: string, reason: string, bytesParsed: number, rawPacket: Buffer) {
    super(code, `Parse Error: ${reason}`);
    this.reason = reason;
    this.bytesParsed = bytesParsed;
    this.rawPacket = rawPacket;
  }
}

export class HttpConnection implements HttpParserOwner, SocketConsumer {
  readonly socket: Socket;
  readonly #server: Server;
  readonly #parser: HttpParser;
  /** The request whose body is being received. */
  #incoming: IncomingMessage | undefined = undefined;
  #response: ServerResponse | undefined = undefined;
  /** Responses behind the current one (pipelining). */
  #waiting: ServerResponse[] | undefined = undefined;
  #requests = 0;
  #upgradeRequest: IncomingMessage | undefined = undefined;
  #keepAlive: KeepAliveTimer | undefined = undefined;
  #closing = false;
  /** When the head, and the message, that is being received began; -1: none. */
  headStartMs: number;
  requestStartMs = -1;

  constructor(server: Server, socket: Socket) {
    this.#server = server;
    this.socket = socket;
    this.#parser = new HttpParser(this, "request", server.maxHeaderSize);
    this.headStartMs = turnTimeMs();
    socket._consumer = this;
  }

  /** No request is under way. */
  get idle(): boolean { return this.#response === undefined && this.#parser.idle; }

  // SocketConsumer ---------------------------------------------------------------------------------------------
  onBytes(bytes: Uint8Array, from: number, to: number): void {
    if (this.headStartMs < 0 && this.requestStartMs < 0) this.headStartMs = turnTimeMs();
    const end = this.#parser.execute(bytes, from, to);
    if (this.#parser.hasFailed()) {
      this.#fail(new ParseError(this.#parser.errorCode, this.#parser.errorReason, end - from, adoptBuffer(bytes.slice(from, to))));
      return;
    }
    if (this.#parser.hasUpgraded()) this.#upgrade(adoptBuffer(bytes.slice(end, to)));
  }

  onEnd(): void {
    const code = this.#parser.finish();
    if (code !== "") {
      this.#fail(new ParseError(code, this.#parser.errorReason, 0, adoptBuffer(new Uint8Array(0))));
      return;
    }
    if (!this.#server.httpAllowHalfOpen) {
      const request = this.#incoming;
      if (request !== undefined) this.#abort(request);
      if (this.#response === undefined) {
        if (this.socket.writable) this.socket.end();
      } else {
        this.#response._last = true;
      }
    } else if (this.#response === undefined && this.socket.writable) {
      this.socket.end();
    }
  }

  // HttpParserOwner --------------------------------------------------------------------------------------------
  onHead(parser: HttpParser): number {
    this.headStartMs = -1;
    this.requestStartMs = turnTimeMs();
    this.#keepAlive?.pause();
    const server = this.#server;
    const socket = this.socket;
    const request = new IncomingMessage(socket);
    request.method = parser.method;
    request.url = parser.url();
    request.httpVersionMajor = parser.major;
    request.httpVersionMinor = parser.minor;
    request._head = parser.takeHead();
    if (server.maxHeadersCount !== null && server.maxHeadersCount > 0) request._headersMax = server.maxHeadersCount;
    if (parser.upgrade) {
      if (server.listenerCount(parser.method === "CONNECT" ? "connect" : "upgrade") > 0) {
        this.#upgradeRequest = request;
        return BODY_UPGRADE;
      }
      if (parser.method === "CONNECT") {
        socket.destroy();
        return BODY_UPGRADE;
      }
    }
    this.#incoming = request;
    const response = new ServerResponse(request);
    response._keepAliveTimeout = server.keepAliveTimeout;
    response._maxRequestsPerSocket = server.maxRequestsPerSocket ?? 0;
    response.shouldKeepAlive = parser.shouldKeepAlive;
    response._onFinished = () => { this.#finished(request, response); };
    if (this.#response === undefined) {
      this.#response = response;
      response._assign(socket);
    } else {
      (this.#waiting ??= []).push(response);
      if (this.#waiting.length >= PIPELINE_MAX) socket._readPaused = true;
    }
    this.#dispatch(parser, request, response);
    return BODY_AS_FRAMED;
  }

  #dispatch(parser: HttpParser, request: IncomingMessage, response: ServerResponse): void {
    const server = this.#server;
    this.#requests++;
    if (parser.major === 1 && parser.minor === 1) {
      if (server.requireHostHeader && !parser.hasHost) {
        response.writeHead(400, ["Connection", "close"]);
        response.end();
        return;
      }
      const most = server.maxRequestsPerSocket ?? 0;
      if (most > 0) {
        response._maxRequestsReached = most <= this.#requests;
        if (most < this.#requests) {
          server.emit("dropRequest", request, this.socket);
          response.writeHead(503);
          response.end();
          return;
        }
      }
      if (parser.hasExpect) {
        if (parser.expectsContinue) {
          response._expectContinue = true;
          if (server.listenerCount("checkContinue") > 0) server.emit("checkContinue", request, response);
          else {
            response.writeContinue();
            server.emit("request", request, response);
          }
        } else if (server.listenerCount("checkExpectation") > 0) {
          server.emit("checkExpectation", request, response);
        } else {
          response.writeHead(417);
          response.end();
        }
        return;
      }
    }
    server.emit("request", request, response);
  }

  onBody(bytes: Uint8Array, from: number, to: number): void {
    const request = this.#incoming;
    if (request === undefined || request.destroyed) return;
    if (request.push(adoptBuffer(bytes.slice(from, to)))) return;
    this.socket._readPaused = true; // until the reader has caught up
    request._onWanted = () => {
      request._onWanted = undefined;
      this.#resume();
    };
  }

  onMessage(parser: HttpParser): void {
    this.requestStartMs = -1;
    const request = this.#incoming;
    this.#incoming = undefined;
    if (request === undefined) return;
    request.complete = true;
    request._trailerHead = parser.takeTrailers();
    if (!request.destroyed) request.push(null);
  }

  #resume(): void {
    if (!this.socket._readPaused) return;
    this.socket._readPaused = false;
    nextTickCall(() => { if (!this.socket.destroyed) this.socket._receive(); });
  }

  // The end of a request ---------------------------------------------------------------------------------------
  #finished(request: IncomingMessage, response: ServerResponse): void {
    if (!request.destroyed) request._dump();
    if (request._onWanted !== undefined) request._onWanted();
    response._detach();
    nextTickCall(() => { response._close(); });
    if (this.#response !== response) return;
    const next = this.#waiting === undefined ? undefined : this.#waiting.shift();
    this.#response = next;
    if (response._last || this.#closing) {
      this.socket.destroySoon();
      return;
    }
    if (next !== undefined) {
      next._assign(this.socket);
      if (this.#waiting !== undefined && this.#waiting.length < PIPELINE_MAX && request._onWanted === undefined) this.#resume();
      return;
    }
    const timeoutMs = this.#server.keepAliveTimeout;
    if (timeoutMs <= 0) return;
    if (this.#keepAlive === undefined) this.#keepAlive = new KeepAliveTimer(this.socket, timeoutMs + KEEP_ALIVE_BUFFER_MS);
    this.#keepAlive.begin();
  }

  #upgrade(head: Buffer): void {
    const request = this.#upgradeRequest;
    if (request === undefined || this.socket.destroyed) return;
    const socket = this.socket;
    this.release();
    socket._consumer = undefined;
    request.complete = true;
    request.push(null);
    this.#server.emit(request.method === "CONNECT" ? "connect" : "upgrade", request, socket, head);
    if (!socket.destroyed) socket.read(0);
  }

  /** The socket is gone. */
  release(): void {
    this.#keepAlive?.stop();
    this.#server._connectionSet.delete(this);
  }
  closed(): void {
    this.release();
    const request = this.#incoming;
    this.#incoming = undefined;
    if (request !== undefined) this.#abort(request);
    const response = this.#response;
    this.#response = undefined;
    if (response !== undefined) {
      if (!response.req.destroyed && !response.req.complete) this.#abort(response.req);
      response._markDestroyed(null);
      response._close();
    }
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) for (const one of waiting) { one._markDestroyed(null); one._close(); }
  }
  #abort(request: IncomingMessage): void {
    if (request.destroyed || request.complete) return;
    const error = new NodeError("ECONNRESET", "aborted");
    request.aborted = true;
    request.emit("aborted");
    request._readableState.endEmitted = false;
    if (request.listenerCount("error") > 0) request.destroy(error);
    else {
      request._readableState.errorEmitted = true; // nobody listens: not a reason to end the program
      request.destroy(error);
    }
  }

  /** Closes now if idle, otherwise after the response under way. */
  closeWhenIdle(): void {
    if (this.idle) this.socket.destroy();
  }
  closeAfterResponse(): void { this.#closing = true; }

  /** A time limit has passed: 408. */
  timedOut(): void { this.#fail(new NodeError("ERR_HTTP_REQUEST_TIMEOUT", "Request timeout")); }

  /** A bad request: 'clientError', or an answer that says so, and the end. */
  #fail(error: NodeError): void {
    const server = this.#server;
    server.badRequests++;
    const socket = this.socket;
    if (server.listenerCount("clientError") > 0) {
      server.emit("clientError", error, socket);
      return;
    }
    if (socket.writable && (this.#response === undefined || !this.#response._headerSent)) {
      const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "HPE_CHUNK_EXTENSIONS_OVERFLOW" ? 413 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\n\r\n`, "latin1");
    }
    socket.destroy();
  }
}

/** Ends a connection on which no further request came in time. */
class KeepAliveTimer extends Timer {
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  #sinceMs = -1;
  constructor(socket: Socket, timeoutMs: number) {
    super(timeoutMs, false);
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.setReferenced(false);
  }
  begin(): void {
    this.#sinceMs = turnTimeMs();
    if (!this.isActive()) this.start();
  }
  pause(): void { this.#sinceMs = -1; }
  override fire(): void {
    if (this.#sinceMs < 0) return; // busy: begin() starts it again
    const leftMs = this.#sinceMs + this.#timeoutMs - turnTimeMs();
    if (leftMs <= 0) { this.#socket.destroy(); return; }
    this.delayMs = Math.max(1, Math.ceil(leftMs));
    this.start();
  }
}
