/** ServerResponse. */
import { isFieldText } from "../../web/string-bytes.ts";
import { NodeError, NodeRangeError } from "../errors.ts";
import type { Socket } from "../net/socket.ts";
import { OutgoingMessage, validateHeaderName, validateHeaderValue, type OutgoingHttpHeader, type OutgoingHttpHeaders } from "./outgoing.ts";
import type { IncomingMessage } from "./incoming.ts";
import { STATUS_CODES } from "./status.ts";

export class ServerResponse<Request extends IncomingMessage = IncomingMessage> extends OutgoingMessage {
  readonly req: Request;
  statusMessage: string | undefined = undefined;
  _sent100 = false;
  _expectContinue = false;
  _onFinished: (() => void) | undefined = undefined;

  constructor(request: Request) {
    super();
    this.req = request;
    this.sendDate = true;
    if (request.method === "HEAD") this._hasBody = false;
    if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
      this.useChunkedEncodingByDefault = false;
      this.shouldKeepAlive = false;
    }
  }

  assignSocket(socket: Socket): void { this._assign(socket); }
  detachSocket(_socket: Socket): void { this._detach(); }

  override _implicitHeader(): void { this.writeHead(this.statusCode); }

  writeHead(statusCode: number, headers?: OutgoingHttpHeaders | OutgoingHttpHeader[]): this;
  writeHead(statusCode: number, statusMessage?: string, headers?: OutgoingHttpHeaders | OutgoingHttpHeader[]): this;
  writeHead(statusCode: number, second?: string | OutgoingHttpHeaders | OutgoingHttpHeader[], third?: OutgoingHttpHeaders | OutgoingHttpHeader[]): this {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot write headers after they are sent to the client");
    const code = Math.trunc(Number(statusCode));
    if (!(code >= 100 && code <= 999)) throw new NodeRangeError("ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${String(statusCode)}`);
    const given = typeof second === "string" ? third : second;
    if (typeof second === "string") this.statusMessage = second;
    else this.statusMessage ??= code === 200 ? "OK" : (STATUS_CODES[code] ?? "unknown");
    this.statusCode = code;
    let headers = given;
    if (given !== undefined && this._hasFields) { // those of setHeader stay, in their places
      if (Array.isArray(given)) {
        for (let i = 0; i + 1 < given.length; i += 2) this.removeHeader(String(given[i]));
        for (let i = 0; i + 1 < given.length; i += 2) this.appendHeader(String(given[i]), given[i + 1] as string);
      } else {
        for (const name of Object.keys(given)) this.setHeader(name, given[name] as string);
      }
      headers = undefined;
    }
    const message = this.statusMessage;
    if (!isFieldText(message)) throw new NodeError("ERR_INVALID_CHAR", "Invalid character in statusMessage");
    if (code === 204 || code === 304 || (code >= 100 && code <= 199)) this._hasBody = false;
    if (this._expectContinue && !this._sent100) this.shouldKeepAlive = false;
    this._storeHeader(code === 200 && message === "OK" ? "HTTP/1.1 200 OK\r\n" : `HTTP/1.1 ${code} ${message}\r\n`, headers);
    return this;
  }
  writeHeader(statusCode: number, headers?: OutgoingHttpHeaders): this { return this.writeHead(statusCode, headers); }

  writeContinue(callback?: () => void): void {
    this.#writeRaw("HTTP/1.1 100 Continue\r\n\r\n", callback);
    this._sent100 = true;
  }
  writeProcessing(callback?: () => void): void { this.#writeRaw("HTTP/1.1 102 Processing\r\n\r\n", callback); }
  writeEarlyHints(hints: Record<string, string | string[]>, callback?: () => void): void {
    let text = "HTTP/1.1 103 Early Hints\r\n";
    for (const name of Object.keys(hints)) {
      const value = hints[name] as string | string[];
      validateHeaderName(name);
      validateHeaderValue(name, value);
      text += `${name === "link" ? "Link" : name}: ${Array.isArray(value) ? value.join(", ") : value}\r\n`;
    }
    this.#writeRaw(`${text}\r\n`, callback);
  }
  #writeRaw(text: string, callback: (() => void) | undefined): void {
    if (this.socket !== null) this.socket.write(text, "latin1", callback);
  }

  override _finished(): void {
    const done = this._onFinished;
    if (done !== undefined) done();
  }
}
