/** IncomingMessage: a request at a server, a response at a client. Its headers become strings when they are read. */
import type { Socket } from "../net/socket.ts";
import { Readable } from "../stream/readable.ts";
import type { StreamCallback } from "../stream/stream.ts";
import { nextTickCall } from "../tick.ts";
import { fieldsOfHead } from "./parser.ts";

export interface IncomingHttpHeaders {
  [name: string]: string | string[] | undefined;
  accept?: string | undefined;
  "accept-encoding"?: string | undefined;
  "accept-language"?: string | undefined;
  authorization?: string | undefined;
  "cache-control"?: string | undefined;
  connection?: string | undefined;
  "content-encoding"?: string | undefined;
  "content-length"?: string | undefined;
  "content-type"?: string | undefined;
  cookie?: string | undefined;
  date?: string | undefined;
  etag?: string | undefined;
  expect?: string | undefined;
  host?: string | undefined;
  "if-modified-since"?: string | undefined;
  "if-none-match"?: string | undefined;
  "keep-alive"?: string | undefined;
  "last-modified"?: string | undefined;
  location?: string | undefined;
  origin?: string | undefined;
  range?: string | undefined;
  referer?: string | undefined;
  server?: string | undefined;
  "set-cookie"?: string[] | undefined;
  "transfer-encoding"?: string | undefined;
  upgrade?: string | undefined;
  "user-agent"?: string | undefined;
  vary?: string | undefined;
}

type Fields = Record<string, string | string[] | undefined>;

/** Fields of which the first counts when they come more than once. */
const ONCE: readonly string[] = [
  "age", "authorization", "content-length", "content-type", "etag", "expires", "from", "host", "if-modified-since", "if-unmodified-since",
  "last-modified", "location", "max-forwards", "proxy-authorization", "referer", "retry-after", "server", "user-agent",
];

function addField(fields: Fields, rawName: string, value: string): void {
  const name = rawName.toLowerCase();
  const old = fields[name];
  if (name === "set-cookie") {
    if (Array.isArray(old)) old.push(value); else fields[name] = [value];
  } else if (typeof old !== "string") fields[name] = value;
  else if (ONCE.includes(name)) return;
  else fields[name] = `${old}${name === "cookie" ? "; " : ", "}${value}`;
}

function fieldsOf(raw: readonly string[]): Fields {
  const fields: Fields = {};
  for (let i = 0; i + 1 < raw.length; i += 2) addField(fields, raw[i] as string, raw[i + 1] as string);
  return fields;
}

export class IncomingMessage extends Readable {
  readonly socket: Socket;
  httpVersionMajor = 1;
  httpVersionMinor = 1;
  method: string | undefined = undefined;
  url: string | undefined = undefined;
  statusCode: number | undefined = undefined;
  statusMessage: string | undefined = undefined;
  /** The whole message has arrived. */
  complete = false;
  aborted = false;
  /** Field lines as the parser gave them. */
  _head = "";
  _trailerHead: string | undefined = undefined;
  _headersMax = 2000;
  /** Somebody reads the body. */
  _consumed = false;
  /** Called when the consumer wants more of the body. */
  _onWanted: (() => void) | undefined = undefined;
  #raw: string[] | undefined = undefined;
  #fields: IncomingHttpHeaders | undefined = undefined;
  #trailers: Fields | undefined = undefined;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    this._readableState.readingMore = true; // no reading ahead before somebody asks
  }

  get connection(): Socket { return this.socket; }
  get httpVersion(): string { return `${this.httpVersionMajor}.${this.httpVersionMinor}`; }
  get rawHeaders(): string[] { return (this.#raw ??= fieldsOfHead(this._head, this._headersMax)); }
  get headers(): IncomingHttpHeaders { return (this.#fields ??= fieldsOf(this.rawHeaders)); }
  set headers(fields: IncomingHttpHeaders) { this.#fields = fields; }
  /** Every value of every field. */
  get headersDistinct(): Record<string, string[] | undefined> {
    const distinct: Record<string, string[] | undefined> = {};
    const raw = this.rawHeaders;
    for (let i = 0; i + 1 < raw.length; i += 2) {
      const name = (raw[i] as string).toLowerCase();
      const values = distinct[name];
      if (values === undefined) distinct[name] = [raw[i + 1] as string]; else values.push(raw[i + 1] as string);
    }
    return distinct;
  }
  get rawTrailers(): string[] { return this._trailerHead === undefined ? [] : fieldsOfHead(this._trailerHead, this._headersMax); }
  get trailers(): Record<string, string | undefined> { return (this.#trailers ??= fieldsOf(this.rawTrailers)) as Record<string, string | undefined>; }

  override _read(_size: number): void {
    if (!this._consumed) {
      this._readableState.readingMore = false;
      this._consumed = true;
    }
    const wanted = this._onWanted;
    if (wanted !== undefined) wanted();
  }

  override _destroy(error: Error | null, callback: StreamCallback): void {
    if (!this._readableState.endEmitted || !this.complete) {
      this.aborted = true;
      this.emit("aborted");
    }
    if (!this.socket.destroyed && this.aborted && !this.complete) this.socket.destroy(error);
    nextTickCall(() => { callback(error); });
  }

  /** Nobody wants the body: lets it run to nowhere. */
  _dump(): void {
    if (this._consumed && this._readableState.flowing === true) return;
    this._consumed = true;
    if (this.complete && this._events === undefined) { // nobody could tell the difference
      const state = this._readableState;
      state.clear();
      state.ended = true;
      state.endEmitted = true;
      state.destroyed = true;
      state.closed = true;
      state.closeEmitted = true;
      return;
    }
    this.resume();
  }

  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback !== undefined) this.on("timeout", callback);
    this.socket.setTimeout(timeoutMs);
    return this;
  }
}
