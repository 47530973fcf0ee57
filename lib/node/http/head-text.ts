/** The head of an outgoing message: start line, fields, and what they say about the connection (RFC 9112 §9). */
import { turnTimeMs } from "../../kernel/loop.ts";
import type { u32 } from "../../sys/types.ts";
import { equalsIgnoringCase, putLatin1, stringOfBytes } from "../../web/string-bytes.ts";
import { NodeError } from "../errors.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** Latin-1 text under construction. */
class Latin1Text {
  #bytes = new Uint8Array(1024);
  #length: u32 = 0;

  add(text: string): void {
    const end: u32 = this.#length + text.length;
    if (end > this.#bytes.length) this.#grow(end);
    putLatin1(text, this.#bytes, this.#length, text.length);
    this.#length = end;
  }
  /** "name: value" and the line's end. */
  addLine(name: string, value: string): void {
    const end: u32 = this.#length + name.length + value.length + 4;
    if (end > this.#bytes.length) this.#grow(end);
    const bytes = this.#bytes;
    let at: u32 = this.#length + name.length;
    putLatin1(name, bytes, this.#length, name.length);
    bytes[at] = 0x3a;
    bytes[at + 1] = 0x20;
    at += 2 + value.length;
    putLatin1(value, bytes, at - value.length, value.length);
    bytes[at] = 13;
    bytes[at + 1] = 10;
    this.#length = end;
  }
  #grow(least: u32): void {
    const grown = new Uint8Array(Math.max(least, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
  /** The text so far; the next one begins. */
  take(): string {
    const length = this.#length;
    this.#length = 0;
    return stringOfBytes(this.#bytes, 0, length);
  }
}

/** A builder that nobody uses now: heads are made one after another, and most in this one. */
let spare: Latin1Text | undefined;

/** Collects header lines, checked ones, and what they say about the connection. */
export class HeadText {
  readonly #message: OutgoingMessage;
  readonly #text: Latin1Text;
  #connection = false;
  #contentLength = false;
  #transferEncoding = false;
  #date = false;
  #trailer = false;
  expect = false;

  constructor(message: OutgoingMessage, firstLine: string) {
    this.#message = message;
    this.#text = spare ?? new Latin1Text();
    spare = undefined;
    this.#text.add(firstLine);
  }

  line(name: string, value: string): void {
    this.#text.addLine(name, value);
    this.#match(name, value);
  }

  #match(name: string, value: string): void {
    const message = this.#message;
    switch (name.length) {
      case 4: if (equalsIgnoringCase(name, "date")) this.#date = true; return;
      case 6: if (equalsIgnoringCase(name, "expect")) this.expect = true; return;
      case 7: if (equalsIgnoringCase(name, "trailer")) this.#trailer = true; return;
      case 10:
        if (equalsIgnoringCase(name, "connection")) {
          this.#connection = true;
          message._removedConnection = false;
          if (hasWord(value, "close")) message._last = true; else message.shouldKeepAlive = true;
        } else if (equalsIgnoringCase(name, "keep-alive")) {
          message._defaultKeepAlive = false;
        }
        return;
      case 14:
        if (equalsIgnoringCase(name, "content-length")) {
          this.#contentLength = true;
          message._contentLength = Number(value);
          message._removedContentLength = false;
        }
        return;
      case 17:
        if (equalsIgnoringCase(name, "transfer-encoding")) {
          this.#transferEncoding = true;
          message._removedTransferEncoding = false;
          if (hasWord(value, "chunked")) message.chunkedEncoding = true;
        }
        return;
      default:
    }
  }

  /** The lines that HTTP adds, then the empty line. */
  finish(): string {
    const message = this.#message;
    const text = this.#text;
    if (message.sendDate && !this.#date) text.add(dateLine());
    const bodyless = message.statusCode === 204 || message.statusCode === 304;
    if (message.chunkedEncoding && bodyless) {
      message.chunkedEncoding = false;
      message.shouldKeepAlive = false;
    }
    if (message._removedConnection) message._last = !message.shouldKeepAlive;
    else if (!this.#connection) this.#addConnection();
    if (!this.#contentLength && !this.#transferEncoding) this.#addFraming();
    if (!message.chunkedEncoding && this.#trailer) throw new NodeError("ERR_HTTP_TRAILER_INVALID", "Trailers are invalid with this transfer encoding");
    text.add("\r\n");
    spare = text;
    return text.take();
  }

  #addConnection(): void {
    const message = this.#message;
    const keeps = message.shouldKeepAlive && (this.#contentLength || message.useChunkedEncodingByDefault || message._sendsKeepAlive);
    if (!keeps || message._maxRequestsReached) {
      if (!keeps) message._last = true;
      this.#text.add("Connection: close\r\n");
      return;
    }
    if (message._keepAliveTimeout <= 0 || !message._defaultKeepAlive) {
      this.#text.add("Connection: keep-alive\r\n");
      return;
    }
    this.#text.add(keepAliveLines(message._keepAliveTimeout));
    if (message._maxRequestsPerSocket > 0) this.#text.add(`, max=${message._maxRequestsPerSocket}`);
    this.#text.add("\r\n");
  }

  #addFraming(): void {
    const message = this.#message;
    if (!message._hasBody) message.chunkedEncoding = false;
    else if (!message.useChunkedEncodingByDefault) message._last = true;
    else if (!this.#trailer && !message._removedContentLength && message._contentLength !== undefined) {
      this.#text.addLine("Content-Length", String(message._contentLength));
    } else if (!message._removedTransferEncoding) {
      this.#text.add("Transfer-Encoding: chunked\r\n");
      message.chunkedEncoding = true;
    }
  }
}

let dated = "";
let datedUntilMs = 0;
/** "Date: …\r\n", made once a second. */
function dateLine(): string {
  const nowMs = turnTimeMs();
  if (dated === "" || nowMs >= datedUntilMs) {
    const wallMs = Date.now();
    dated = `Date: ${new Date(wallMs).toUTCString()}\r\n`;
    datedUntilMs = nowMs + 1000 - (wallMs % 1000);
  }
  return dated;
}

let keptAliveMs = -1;
let keptAlive = "";
/** The lines of a connection that stays; "timeout" in seconds, made when it changes. */
function keepAliveLines(timeoutMs: number): string {
  if (timeoutMs !== keptAliveMs) {
    keptAliveMs = timeoutMs;
    keptAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(timeoutMs / 1000)}`;
  }
  return keptAlive;
}

/** True when `word` is among the words of the text. */
function hasWord(text: string, word: string): boolean {
  for (const part of text.split(",")) if (equalsIgnoringCase(part.trim(), word)) return true;
  return false;
}
