/** OutgoingMessage: what a request of a client and a response of a server have in common. */
import { equalsIgnoringCase, isFieldText, putLatin1 } from "../../web/string-bytes.ts";
import { putUtf8, utf8Length } from "../../web/utf8.ts";
import { bufferOfText, sizeOf } from "../buffer.ts";
import { NodeError, NodeTypeError, invalidArgumentType } from "../errors.ts";
import type { Socket } from "../net/socket.ts";
import { Stream, type StreamCallback } from "../stream/stream.ts";
import { nextTickCall } from "../tick.ts";
import { isFieldName } from "./field-meaning.ts";
import { HeadText } from "./head-text.ts";

export type OutgoingHttpHeader = number | string | string[];
export interface OutgoingHttpHeaders { [name: string]: OutgoingHttpHeader | undefined }

/** A field as `setHeader` was given it; `key` is its name in small letters. */
class Field {
  readonly key: string;
  name: string;
  value: OutgoingHttpHeader | readonly string[];
  constructor(key: string, name: string, value: OutgoingHttpHeader | readonly string[]) {
    this.key = key;
    this.name = name;
    this.value = value;
  }
}

/** Where short messages are put together; one for all, as nothing of it outlives a call. */
let scratch: Uint8Array | undefined;
const SCRATCH_BYTES = 65536;

export abstract class OutgoingMessage extends Stream {
  socket: Socket | null = null;
  statusCode = 200;
  sendDate = false;
  shouldKeepAlive = true;
  chunkedEncoding = false;
  useChunkedEncodingByDefault = true;
  finished = false;
  strictContentLength = false;
  /** The start line and header, made by writeHead() or the first write; undefined: not yet. */
  _header: string | undefined = undefined;
  _headerSent = false;
  _last = false;
  _hasBody = true;
  _trailer = "";
  _contentLength: number | undefined = undefined;
  _removedConnection = false;
  _removedContentLength = false;
  _removedTransferEncoding = false;
  _defaultKeepAlive = true;
  _keepAliveTimeout = 0;
  _maxRequestsPerSocket = 0;
  _maxRequestsReached = false;
  _sendsKeepAlive = false;
  /** In order of their first setting; few, so that they are searched one by one. */
  #fields: Field[] | undefined = undefined;
  /** Bytes made while the socket belongs to an earlier message, or is not there yet. */
  #held: Uint8Array[] | undefined = undefined;
  #heldBytes = 0;
  #needDrain = false;
  #finishEmitted = false;
  #ended = false;
  #destroyed = false;
  #closeEmitted = false;
  #error: Error | null = null;
  #onFinish: (() => void)[] | undefined = undefined;
  #onDrain: (() => void) | undefined = undefined;

  get connection(): Socket | null { return this.socket; }
  get headersSent(): boolean { return this._header !== undefined; }
  get writable(): boolean { return !this.#destroyed && !this.finished; }
  get writableEnded(): boolean { return this.finished; }
  get writableFinished(): boolean { return this.finished && this.#finishEmitted; }
  get writableLength(): number { return this.#heldBytes + (this.socket === null ? 0 : this.socket.writableLength); }
  get writableHighWaterMark(): number { return this.socket === null ? 65536 : this.socket.writableHighWaterMark; }
  get writableNeedDrain(): boolean { return !this.#destroyed && !this.finished && this.#needDrain; }
  get writableObjectMode(): boolean { return false; }
  get writableCorked(): number { return 0; }
  override get destroyed(): boolean { return this.#destroyed; }
  override get closed(): boolean { return this.#closeEmitted; }
  override get errored(): Error | null { return this.#error; }

  override get _takesWrites(): boolean { return true; }
  override get _writesFinished(): boolean { return this.writableFinished; }

  abstract _implicitHeader(): void;
  /** Everything has been handed to the socket. */
  _finished(): void {}

  // Fields -----------------------------------------------------------------------------------------------------
  setHeader(name: string, value: number | string | readonly string[]): this {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const key = name.toLowerCase();
    const old = this.#find(key);
    if (old === undefined) {
      (this.#fields ??= []).push(new Field(key, name, value));
    } else {
      old.name = name;
      old.value = value;
    }
    return this;
  }
  #find(key: string): Field | undefined {
    const fields = this.#fields;
    if (fields !== undefined) for (let i = 0; i < fields.length; i++) if ((fields[i] as Field).key === key) return fields[i];
    return undefined;
  }
  setHeaders(headers: Headers | Map<string, number | string | readonly string[]>): this {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot set headers after they are sent to the client");
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }
  appendHeader(name: string, value: string | readonly string[]): this {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot append headers after they are sent to the client");
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const old = this.#find(name.toLowerCase());
    if (old === undefined) return this.setHeader(name, value);
    const before = Array.isArray(old.value) ? (old.value as string[]) : [String(old.value)];
    old.value = typeof value === "string" ? [...before, value] : [...before, ...value];
    return this;
  }
  getHeader(name: string): OutgoingHttpHeader | undefined {
    const field = this.#find(name.toLowerCase());
    return field === undefined ? undefined : (field.value as OutgoingHttpHeader);
  }
  hasHeader(name: string): boolean { return this.#find(name.toLowerCase()) !== undefined; }
  getHeaderNames(): string[] { return this.#fields === undefined ? [] : this.#fields.map((field) => field.key); }
  getRawHeaderNames(): string[] { return this.#fields === undefined ? [] : this.#fields.map((field) => field.name); }
  get _hasFields(): boolean { return this.#fields !== undefined && this.#fields.length > 0; }
  getHeaders(): OutgoingHttpHeaders {
    const all: OutgoingHttpHeaders = {};
    if (this.#fields !== undefined) for (const field of this.#fields) all[field.key] = field.value as OutgoingHttpHeader;
    return all;
  }
  removeHeader(name: string): void {
    if (this._header !== undefined) throw new NodeError("ERR_HTTP_HEADERS_SENT", "Cannot remove headers after they are sent to the client");
    const key = name.toLowerCase();
    if (key === "connection") this._removedConnection = true;
    else if (key === "content-length") this._removedContentLength = true;
    else if (key === "transfer-encoding") this._removedTransferEncoding = true;
    else if (key === "date") this.sendDate = false;
    if (this.#fields !== undefined) this.#fields = this.#fields.filter((field) => field.key !== key);
  }
  addTrailers(headers: OutgoingHttpHeaders | readonly (readonly [string, string])[]): void {
    const pairs = Array.isArray(headers) ? (headers as readonly (readonly [string, string])[]) : (Object.entries(headers) as [string, string][]);
    for (const [name, value] of pairs) {
      validateHeaderName(name, "Trailer name");
      if (!isFieldText(String(value))) throw new NodeTypeError("ERR_INVALID_CHAR", `Invalid character in trailer content ["${name}"]`);
      this._trailer += `${name}: ${value}\r\n`;
    }
  }
  flushHeaders(): void {
    if (this._header === undefined) this._implicitHeader();
    if (!this._headerSent) this._sendText("", undefined);
  }

  /** Makes _header of the start line, the fields and what HTTP adds to them, in Node's order. */
  _storeHeader(firstLine: string, given: OutgoingHttpHeaders | readonly OutgoingHttpHeader[] | undefined): void {
    const head = new HeadText(this, firstLine);
    if (given === undefined) {
      const fields = this.#fields;
      if (fields !== undefined) for (let i = 0; i < fields.length; i++) addField(head, (fields[i] as Field).name, (fields[i] as Field).value);
    } else if (Array.isArray(given)) {
      const list = given as readonly unknown[];
      if (list.length > 0 && Array.isArray(list[0])) for (const pair of list as readonly (readonly [string, string])[]) addCheckedField(head, pair[0], pair[1]);
      else {
        if (list.length % 2 !== 0) throw new NodeTypeError("ERR_INVALID_ARG_VALUE", "The argument 'headers' is invalid.");
        for (let i = 0; i < list.length; i += 2) addCheckedField(head, list[i] as string, list[i + 1] as OutgoingHttpHeader);
      }
    } else {
      const headers = given as OutgoingHttpHeaders;
      for (const name of Object.keys(headers)) addCheckedField(head, name, headers[name] as OutgoingHttpHeader);
    }
    this._header = head.finish();
    this._headerSent = false;
    if (head.expect) this._sendText("", undefined);
  }

  // Body -------------------------------------------------------------------------------------------------------
  write(chunk: any, callback?: StreamCallback): boolean;
  write(chunk: any, encoding: BufferEncoding, callback?: StreamCallback): boolean;
  write(chunk: any, encodingOrCallback?: BufferEncoding | StreamCallback, last?: StreamCallback): boolean {
    const callback = typeof encodingOrCallback === "function" ? encodingOrCallback : last;
    const encoding = typeof encodingOrCallback === "string" ? encodingOrCallback : undefined;
    const more = this.#write(chunk, encoding, callback, "write");
    if (!more) this.#needDrain = true;
    return more;
  }

  #write(chunk: unknown, encoding: BufferEncoding | undefined, callback: StreamCallback | undefined, from: "write" | "end"): boolean {
    if (chunk === null) throw new NodeTypeError("ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) {
      throw invalidArgumentType("chunk", "of type string or an instance of Buffer or Uint8Array", chunk);
    }
    let failure: Error | undefined;
    if (this.finished) failure = new NodeError("ERR_STREAM_WRITE_AFTER_END", "write after end");
    else if (this.#destroyed) failure = new NodeError("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
    if (failure !== undefined) {
      const told = failure;
      nextTickCall(() => {
        if (!this.#destroyed || told.message === "write after end") this.emit("error", told);
        if (callback !== undefined) callback(told);
      });
      return false;
    }
    if (this._header === undefined) {
      if (from === "end") this._contentLength = typeof chunk === "string" ? (encoding === undefined || encoding === "utf8" || encoding === "utf-8" ? utf8Length(chunk) : bufferOfText(chunk, encoding).length) : chunk.length;
      this._implicitHeader();
    }
    if (!this._hasBody) {
      if (callback !== undefined) nextTickCall(() => { callback(); });
      return true;
    }
    if (this.chunkedEncoding && sizeOf(chunk) !== 0) {
      const bytes: Uint8Array = typeof chunk === "string" ? bufferOfText(chunk, encoding) : chunk;
      const size = bytes.length.toString(16);
      const framed = new Uint8Array(size.length + bytes.length + 4);
      putLatin1(size, framed, 0, size.length);
      let at = size.length;
      framed[at++] = 13;
      framed[at++] = 10;
      framed.set(bytes, at);
      at += bytes.length;
      framed[at++] = 13;
      framed[at++] = 10;
      return this._sendBytes(framed, callback);
    }
    if (typeof chunk === "string") return encoding === undefined || encoding === "utf8" || encoding === "utf-8" ? this._sendText(chunk, callback) : this._sendBytes(bufferOfText(chunk, encoding), callback);
    return this._sendBytes(chunk, callback);
  }

  end(callback?: () => void): this;
  end(chunk: any, callback?: () => void): this;
  end(chunk: any, encoding: BufferEncoding, callback?: () => void): this;
  end(first?: any, second?: BufferEncoding | (() => void), third?: () => void): this {
    const callback = typeof first === "function" ? (first as () => void) : typeof second === "function" ? second : third;
    const chunk: unknown = typeof first === "function" ? undefined : first;
    const encoding = typeof second === "string" ? second : undefined;
    if (chunk !== undefined && chunk !== null) {
      if (this.finished) {
        const error = new NodeError("ERR_STREAM_WRITE_AFTER_END", "write after end");
        if (callback !== undefined) nextTickCall(() => { (callback as (error: Error) => void)(error); });
        nextTickCall(() => { this.emit("error", error); });
        return this;
      }
      this.#write(chunk, encoding, undefined, "end");
    } else if (this.finished) {
      if (callback !== undefined) {
        const done = callback as (error?: Error) => void;
        if (this.#finishEmitted) nextTickCall(() => { done(new NodeError("ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished")); });
        else (this.#onFinish ??= []).push(callback);
      }
      return this;
    } else if (this._header === undefined) {
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (callback !== undefined) (this.#onFinish ??= []).push(callback);
    if (this._hasBody && this.chunkedEncoding) this._sendText(`0\r\n${this._trailer}\r\n`, undefined);
    else if (!this._headerSent) this._sendText("", undefined);
    this.finished = true;
    this.#flushed();
    return this;
  }

  /** After the end, once everything is with the socket: 'finish', in the next tick. */
  #flushed(): void {
    if (!this.finished || this.#ended || this.#heldBytes > 0 || this.socket === null || this.#destroyed) return;
    this.#ended = true;
    nextTickCall(() => { this.#emitFinish(); });
  }
  #emitFinish(): void {
    if (this.#destroyed) return;
    this.emit("prefinish");
    this.#finishEmitted = true;
    this.emit("finish");
    const callbacks = this.#onFinish;
    this.#onFinish = undefined;
    if (callbacks !== undefined) for (const callback of callbacks) callback();
    this._finished();
  }

  // Output -----------------------------------------------------------------------------------------------------
  /** Sends UTF-8 text, with the header before it if that has not gone yet. */
  _sendText(text: string, callback: StreamCallback | undefined): boolean {
    const header = this._headerSent ? "" : (this._header ?? "");
    this._headerSent = true;
    const most = header.length + text.length * 3;
    const into = most > SCRATCH_BYTES ? new Uint8Array(most) : (scratch ??= new Uint8Array(SCRATCH_BYTES));
    let end = putLatin1(header, into, 0, header.length);
    end += putUtf8(text, into, end, into.length);
    return this.#output(into, end, callback);
  }

  _sendBytes(bytes: Uint8Array, callback: StreamCallback | undefined): boolean {
    const header = this._headerSent ? "" : (this._header ?? "");
    this._headerSent = true;
    const total = header.length + bytes.length;
    if (total > SCRATCH_BYTES) {
      if (header.length > 0) {
        const head = new Uint8Array(header.length);
        putLatin1(header, head, 0, header.length);
        this.#output(head, head.length, undefined);
      }
      return this.#output(bytes, bytes.length, callback);
    }
    const into = (scratch ??= new Uint8Array(SCRATCH_BYTES));
    putLatin1(header, into, 0, header.length);
    into.set(bytes, header.length);
    return this.#output(into, total, callback);
  }

  /** bytes[0, end) to the socket, or to those that wait; borrowed. */
  #output(bytes: Uint8Array, end: number, callback: StreamCallback | undefined): boolean {
    const socket = this.socket;
    if (end === 0) {
      if (callback !== undefined) nextTickCall(() => { callback(); });
      return true;
    }
    if (socket === null) {
      if (this.#destroyed) return false;
      (this.#held ??= []).push(bytes.slice(0, end));
      this.#heldBytes += end;
      if (callback !== undefined) nextTickCall(() => { callback(); });
      return this.#heldBytes < 65536;
    }
    if (socket.destroyed) return false;
    const sent = socket._sendNow(bytes, 0, end);
    if (sent === end) {
      if (callback !== undefined) nextTickCall(() => { callback(); });
      return true;
    }
    const rest = socket.write(bytes.slice(sent, end), callback);
    if (!rest && this.#onDrain === undefined) {
      this.#onDrain = () => {
        if (!this.#needDrain || this.finished) return;
        this.#needDrain = false;
        this.emit("drain");
      };
      socket.on("drain", this.#onDrain);
    }
    return rest;
  }

  /** The socket is this message's now: what waited goes out. */
  _assign(socket: Socket): void {
    this.socket = socket;
    const held = this.#held;
    this.#held = undefined;
    this.#heldBytes = 0;
    if (held !== undefined) {
      for (const bytes of held) this.#output(bytes, bytes.length, undefined);
      if (this.#needDrain && !this.finished) {
        this.#needDrain = false;
        this.emit("drain");
      }
    }
    this.#flushed();
  }
  _detach(): void {
    const socket = this.socket;
    if (socket !== null && this.#onDrain !== undefined) socket.removeListener("drain", this.#onDrain);
    this.#onDrain = undefined;
    this.socket = null;
  }

  // The rest ---------------------------------------------------------------------------------------------------
  cork(): void {}
  uncork(): void {}
  pipe(): never { throw new NodeError("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"); }
  setTimeout(timeoutMs: number, callback?: () => void): this {
    if (callback !== undefined) this.on("timeout", callback);
    if (this.socket !== null) this.socket.setTimeout(timeoutMs);
    return this;
  }
  override destroy(error?: Error | null): this {
    if (this.#destroyed) return this;
    this.#destroyed = true;
    this.#error = error ?? null;
    if (this.socket !== null) this.socket.destroy(error ?? null);
    return this;
  }
  /** The socket is gone, or the message is over: 'close', once. */
  _close(): void {
    if (this.#closeEmitted) return;
    this.#destroyed = true;
    this.#closeEmitted = true;
    this.emit("close");
  }
  _markDestroyed(error: Error | null): void {
    this.#destroyed = true;
    this.#error = error;
  }
}

/** A line for the field, or one for each of its values. */
function addField(head: HeadText, name: string, value: OutgoingHttpHeader | readonly string[]): void {
  if (typeof value === "string") head.line(name, value);
  else if (!Array.isArray(value)) head.line(name, String(value));
  else if (equalsIgnoringCase(name, "cookie")) head.line(name, value.join("; "));
  else for (const one of value) head.line(name, String(one));
}
/** As addField, for a field that setHeader() hasn't seen. */
function addCheckedField(head: HeadText, name: string, value: OutgoingHttpHeader | readonly string[]): void {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  addField(head, name, value);
}

export function validateHeaderName(name: string, label: string = "Header name"): void {
  if (typeof name !== "string" || !isFieldName(name)) throw new NodeTypeError("ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`);
}
export function validateHeaderValue(name: string, value: unknown): void {
  if (value === undefined) throw new NodeTypeError("ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
  if (typeof value === "number") return;
  if (Array.isArray(value)) {
    for (const one of value) validateHeaderValue(name, one);
    return;
  }
  if (!isFieldText(String(value))) throw new NodeTypeError("ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
}
