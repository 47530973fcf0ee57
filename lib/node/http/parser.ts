/**
 * Incremental HTTP/1 parser, requests and responses, as strict as llhttp without its lenient flags. Read first:
 * RFC 9112. It may be fed with any cuts. The bytes of a message's head are kept in one array, copied in runs; they
 * become one text (`takeHead`), and strings are made of its parts only when somebody asks (`fieldsOfHead`).
 *
 * Left out: RTSP and ICE requests, HTTP/2 prefaces (all answered as errors).
 */
import type { u32, u8 } from "../../sys/types.ts";
import { copyBytes } from "../../net/wire/bytes.ts";
import { printingExcept } from "../../web/ascii-set.ts";
import { fieldTextEnd, spanOfBytes, spells, stringOfBytes } from "../../web/string-bytes.ts";
import { METHOD_NAMES, methodAt, methodBeginning } from "./method.ts";
import {
  BEFORE_URL, BODY_CHUNK, BODY_LENGTH, BODY_TO_END, CHUNK_DATA_CR, CHUNK_DATA_LF, CHUNK_SIZE, CHUNK_SIZE_LF, CHUNK_SIZE_START, CLOSED, EXTENSION_NAME,
  EXTENSION_QUOTED, EXTENSION_QUOTED_END, EXTENSION_QUOTED_PAIR, EXTENSION_START, EXTENSION_VALUE, EXTENSION_VALUE_START, FAILED, FIELD_NAME, FIELD_START,
  HEAD_LF, LINE_CR_09, LINE_LF, METHOD, PROTOCOL, REASON, START, STATUS_CODE, STATUS_END, STATUS_SPACE, UPGRADED, URL_FRAGMENT, URL_PATH, URL_QUERY, URL_SCHEMA,
  URL_SERVER, URL_SLASH, URL_SLASH_2, URL_START, VALUE, VALUE_LF, VALUE_START, VALUE_START_LF, VERSION_DOT, VERSION_END, VERSION_MAJOR, VERSION_MINOR, hexValue,
  isAlpha, isDigit, isServerByte, isToken, isUrlByte, isValueByte,
} from "./parser-state.ts";
import { FieldMeaning, TOKEN } from "./field-meaning.ts";

/** Visible ASCII but what changes the URL's state. */
const URL_PLAIN = printingExcept(" #?");
const CR = 13;
const LF = 10;
const SPACE = 32;
const COLON = 0x3a;

/** What `onHead` decides about the message's body. */
export const BODY_AS_FRAMED = 0;
/** No body follows, whatever the head says (the answer to HEAD). */
export const BODY_NONE = 1;
/** The bytes after the head belong to another protocol. */
export const BODY_UPGRADE = 2;

/** Whoever wants the messages. Bytes are borrowed for the call. */
export interface HttpParserOwner {
  /** The head is complete: `parser.takeHead()`, `parser.method` … are there. Gives BODY_*. */
  onHead(parser: HttpParser): u32;
  onBody(bytes: Uint8Array, from: u32, to: u32): void;
  /** `parser.takeTrailers()` has what followed the last chunk. */
  onMessage(parser: HttpParser): void;
}

/** Name, value, name, value … of the lines of a parsed head, as received; at most `most` pairs. */
export function fieldsOfHead(head: string, most: number): string[] {
  const raw: string[] = [];
  let at = 0;
  while (raw.length < most * 2) {
    const colon = head.indexOf(":", at);
    if (colon < 0) break;
    const next = head.indexOf("\r\n", colon);
    let start = colon + 1;
    let end = next;
    while (start < end && isBlank(head.charCodeAt(start))) start++;
    while (end > start && isBlank(head.charCodeAt(end - 1))) end--;
    raw.push(head.slice(at, colon), head.slice(start, end));
    at = next + 2;
  }
  return raw;
}
function isBlank(unit: number): boolean { return unit === SPACE || unit === 9; }

const VERSION_1_1 = "HTTP/1.1\r\n";
/** What of a message is kept between messages. */
const HEAD_BYTES_KEPT = 4096;

export class HttpParser {
  readonly #owner: HttpParserOwner;
  readonly #kind: "request" | "response";
  readonly #headerBytesMax: u32;
  #state: u32 = START;
  /** Bytes of the head so far (or of trailers), without blanks before values. */
  #head = new Uint8Array(512);
  #length: u32 = 0;
  /** Bytes of the names, values and URL that are complete; what began at #mark comes to them. */
  #counted: u32 = 0;
  #mark: u32 = 0;
  /** Where the field lines begin in #head; 0: of trailers, or not there yet. */
  #fieldsStart: u32 = 0;
  #urlStart: u32 = 0;
  #urlEnd: u32 = 0;
  #digits: u32 = 0;
  /** The method that the bytes so far begin. */
  #methodIndex = 0;
  #extensionBytes: u32 = 0;
  #inTrailers = false;
  #upgrading = false;
  /** Bytes of the body (or chunk) that are still to come. */
  #left = 0;
  readonly #meaning = new FieldMeaning();

  method = "";
  major: u32 = 0;
  minor: u32 = 0;
  status: u32 = 0;
  shouldKeepAlive = false;
  upgrade = false;
  /** After a failure: llhttp's code ("HPE_INVALID_METHOD") and reason. */
  errorCode = "";
  errorReason = "";

  constructor(owner: HttpParserOwner, kind: "request" | "response", headerBytesMax: number) {
    this.#owner = owner;
    this.#kind = kind;
    this.#headerBytesMax = headerBytesMax;
  }

  /** Between messages: nothing of the next one has arrived. */
  get idle(): boolean { return this.#state === START || this.#state === CLOSED; }
  /** A head is being received. */
  get inHead(): boolean { return this.#state !== START && this.#state < CHUNK_SIZE_START && !this.#inTrailers; }
  hasFailed(): boolean { return this.#state === FAILED; }
  hasUpgraded(): boolean { return this.#state === UPGRADED; }
  get chunked(): boolean { return this.#meaning.chunked; }
  /** -1: the head doesn't say. */
  get contentLength(): number { return this.#meaning.contentLength; }
  get expectsContinue(): boolean { return this.#meaning.expectsContinue; }
  get hasExpect(): boolean { return this.#meaning.hasExpect; }
  get hasHost(): boolean { return this.#meaning.hosts > 0; }
  get saysKeepAlive(): boolean { return this.#meaning.keepAlive; }

  url(): string { return stringOfBytes(this.#head, this.#urlStart, this.#urlEnd); }
  reason(): string { return this.url(); }
  /** The field lines of the head, for fieldsOfHead(); valid in onHead. */
  takeHead(): string { return stringOfBytes(this.#head, this.#fieldsStart, this.#length); }
  /** Those after the last chunk; valid in onMessage. */
  takeTrailers(): string | undefined { return this.#inTrailers && this.#length > 2 ? this.takeHead() : undefined; }

  /** Fits the parser for the next response: HEAD requests and the like decide in onHead. */
  resume(): void { if (this.#state === CLOSED) this.#state = START; }

  /** Takes bytes[from, to); gives the index up to which it came: `to`, or less after an upgrade or a failure. */
  execute(bytes: Uint8Array, from: u32, to: u32): u32 {
    let i: u32 = from;
    while (i < to) {
      const state = this.#state;
      if (state < CHUNK_SIZE_START) i = this.#executeHead(bytes, i, to);
      else if (state < BODY_LENGTH) i = this.#executeChunkLine(bytes, i, to);
      else if (state <= BODY_TO_END) i = this.#executeBody(bytes, i, to);
      else if (state === CLOSED) {
        const byte: u8 = bytes[i] as u8;
        if (byte !== CR && byte !== LF) { this.#fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`"); return i; }
        i++;
      } else {
        return i;
      }
    }
    return i;
  }

  /** The end of the stream: ends a body without length; "" or the error's code. */
  finish(): string {
    if (this.#state === BODY_TO_END) this.#endMessage();
    else if (!this.idle && this.#state !== UPGRADED && this.#state !== FAILED) this.#fail("HPE_INVALID_EOF_STATE", "Invalid EOF state");
    return this.errorCode;
  }

  #fail(code: string, reason: string): void {
    this.#state = FAILED;
    this.errorCode = code;
    this.errorReason = reason;
  }

  #begin(): void {
    this.#length = 0;
    this.#counted = 0;
    this.#fieldsStart = 0;
    this.#inTrailers = false;
    this.#upgrading = false;
    this.upgrade = false;
    this.#meaning.reset();
  }

  /** Makes room in #head for so many more bytes; false: the limit is reached. */
  #makeRoom(bytes: u32): boolean {
    if (this.#isOverLimit()) return false;
    let size: u32 = this.#head.length;
    while (size < this.#length + bytes) size *= 2;
    const grown = new Uint8Array(size);
    copyBytes(grown, 0, this.#head, 0, this.#length);
    this.#head = grown;
    return true;
  }

  #count(bytes: u32): boolean {
    this.#counted += bytes;
    if (this.#counted < this.#headerBytesMax) return true;
    this.#fail("HPE_HEADER_OVERFLOW", "Header overflow");
    return false;
  }
  /** As #count, with the part that is being received. */
  #isOverLimit(): boolean {
    const state = this.#state;
    const part: u32 = state === FIELD_NAME || state === VALUE || state === REASON || (state >= URL_START && state <= URL_FRAGMENT) ? this.#length - this.#mark : 0;
    if (this.#counted + part < this.#headerBytesMax) return false;
    this.#fail("HPE_HEADER_OVERFLOW", "Header overflow");
    return true;
  }

  /** The end of the run of bytes at `from` that leave the state as it is. */
  #runEnd(bytes: Uint8Array, from: u32, to: u32): u32 {
    switch (this.#state) {
      case FIELD_NAME: return spanOfBytes(bytes, TOKEN, from, to);
      case VALUE: return this.#meaning.isContentLength() ? from : fieldTextEnd(bytes, from, to);
      case URL_PATH: case URL_QUERY: return spanOfBytes(bytes, URL_PLAIN, from, to);
      default: return from;
    }
  }

  /** Copies bytes[from, to) to #head. */
  #keep(bytes: Uint8Array, from: u32, to: u32): boolean {
    const count: u32 = to - from;
    if (this.#length + count > this.#head.length && !this.#makeRoom(count)) return false;
    copyBytes(this.#head, this.#length, bytes, from, count);
    this.#length += count;
    return true;
  }

  /** Start line, header and trailer fields: runs of bytes, and where something changes byte by byte; all is kept in #head. */
  #executeHead(bytes: Uint8Array, from: u32, to: u32): u32 {
    let i: u32 = from;
    while (i < to && this.#state < CHUNK_SIZE_START) {
      const end = this.#runEnd(bytes, i, to);
      if (end > i) {
        if (!this.#keep(bytes, i, end)) return i;
        i = end;
        if (i === to) break;
      }
      const next = this.#executeHeadByte(bytes, i, to);
      if (next === i) return i; // failed there
      i = next;
    }
    if (i === to && this.#state < CHUNK_SIZE_START) this.#isOverLimit();
    return i;
  }

  /** Takes the byte at `i`, and what belongs to it as a whole; gives the index after that, `i` after a failure. */
  #executeHeadByte(bytes: Uint8Array, i: u32, to: u32): u32 {
    const byte: u8 = bytes[i] as u8;
    if (this.#length === this.#head.length && !this.#makeRoom(1)) return i;
    const at: u32 = this.#length;
    this.#head[at] = byte;
    this.#length = at + 1;
    switch (this.#state) {
      case START:
        if (byte === CR || byte === LF) { this.#length = 0; break; }
        this.#begin();
        this.#head[0] = byte;
        this.#length = 1;
        this.#mark = 0;
        if (this.#kind === "request") {
          const method = methodAt(bytes, i, to);
          if (method !== "") {
            this.method = method;
            this.#length = 0; // nobody looks at it again
            this.#state = BEFORE_URL;
            return i + method.length + 1;
          }
          this.#methodIndex = methodBeginning(this.#head, 1, 0);
          if (this.#methodIndex < 0) { this.#fail("HPE_INVALID_METHOD", "Invalid method encountered"); return i; }
          this.#state = METHOD;
        } else {
          if (byte !== 0x48) { this.#fail("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/"); return i; }
          this.#state = PROTOCOL;
        }
        break;
      case METHOD: {
        if (isToken(byte)) {
          const before = METHOD_NAMES[this.#methodIndex] as string;
          this.#methodIndex = methodBeginning(this.#head, at + 1, this.#methodIndex);
          if (this.#methodIndex < 0) {
            this.#fail("HPE_INVALID_METHOD", before.length === at ? "Expected space after method" : "Invalid method encountered");
            return i;
          }
          break;
        }
        const method = METHOD_NAMES[this.#methodIndex] as string;
        if (method.length !== at || byte !== SPACE) {
          this.#fail("HPE_INVALID_METHOD", method.length !== at ? "Invalid method encountered" : "Expected space after method");
          return i;
        }
        this.method = method;
        this.#state = BEFORE_URL;
        break;
      }
      case BEFORE_URL:
        if (byte === SPACE) { this.#length = at; break; }
        this.#urlStart = at;
        this.#mark = at;
        this.#state = this.method === "CONNECT" ? URL_SERVER : URL_START;
        if (!this.#urlByte(byte)) return i;
        break;
      case URL_START: case URL_SCHEMA: case URL_SLASH: case URL_SLASH_2: case URL_SERVER: case URL_PATH: case URL_QUERY: case URL_FRAGMENT:
        if (!this.#urlByte(byte)) return i;
        break;
      case PROTOCOL:
        if (at === this.#mark && byte === SPACE && this.#kind === "request") { this.#length = at; break; } // spaces before HTTP/
        if (at === this.#mark && i + VERSION_1_1.length <= to && this.#kind === "request" && spells(bytes, i, i + VERSION_1_1.length, VERSION_1_1, "exactly")) {
          this.major = 1;
          this.minor = 1;
          this.#length = at;
          this.#fieldsStart = at;
          this.#state = FIELD_START;
          return i + VERSION_1_1.length;
        }
        if (at === this.#mark && (byte === 9 || byte === 12) && this.#kind === "request") { this.#fail("HPE_INVALID_URL", "Invalid characters in url"); return i; }
        if (byte !== "HTTP/".charCodeAt(at - this.#mark)) { this.#fail("HPE_INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/"); return i; }
        if (at - this.#mark === 4) this.#state = VERSION_MAJOR;
        break;
      case VERSION_MAJOR:
        if (!isDigit(byte)) { this.#fail("HPE_INVALID_VERSION", "Invalid major version"); return i; }
        this.major = byte - 0x30;
        this.#state = VERSION_DOT;
        break;
      case VERSION_DOT:
        if (byte !== 0x2e) { this.#fail("HPE_INVALID_VERSION", "Expected dot"); return i; }
        this.#state = VERSION_MINOR;
        break;
      case VERSION_MINOR: {
        if (!isDigit(byte)) { this.#fail("HPE_INVALID_VERSION", "Invalid minor version"); return i; }
        this.minor = byte - 0x30;
        const version: u32 = this.major * 10 + this.minor;
        if (version !== 11 && version !== 10 && version !== 9 && version !== 20) { this.#fail("HPE_INVALID_VERSION", "Invalid HTTP version"); return i; }
        this.#state = this.#kind === "request" ? VERSION_END : STATUS_SPACE;
        break;
      }
      case VERSION_END:
        if (byte !== CR) { this.#fail("HPE_INVALID_VERSION", "Expected CRLF after version"); return i; }
        this.#state = LINE_LF;
        break;
      case LINE_LF:
        if (byte !== LF) { this.#fail("HPE_STRICT", "Expected CRLF after version"); return i; }
        this.#fieldsStart = at + 1;
        this.#state = FIELD_START;
        break;
      case STATUS_SPACE:
        if (byte !== SPACE) { this.#fail("HPE_INVALID_VERSION", "Expected space after version"); return i; }
        this.#digits = 0;
        this.status = 0;
        this.#state = STATUS_CODE;
        break;
      case STATUS_CODE:
        if (!isDigit(byte)) { this.#fail("HPE_INVALID_STATUS", "Invalid status code"); return i; }
        this.status = this.status * 10 + (byte - 0x30);
        if (++this.#digits === 3) this.#state = STATUS_END;
        break;
      case STATUS_END:
        this.#urlStart = at + 1;
        this.#urlEnd = at + 1;
        this.#mark = at + 1;
        if (byte === SPACE) this.#state = REASON;
        else if (byte === CR) this.#state = LINE_LF;
        else { this.#fail("HPE_INVALID_STATUS", "Invalid response status"); return i; }
        break;
      case REASON:
        if (byte === CR) {
          if (!this.#count(at - this.#mark)) return i;
          this.#urlEnd = at;
          this.#state = LINE_LF;
        }
        else if (byte === LF) { this.#fail("HPE_CR_EXPECTED", "Missing expected CR after response line"); return i; }
        break;
      case FIELD_START:
        if (byte === SPACE || byte === 9) {
          if (byte === SPACE && at === this.#fieldsStart && !this.#inTrailers) this.#fail("HPE_UNEXPECTED_SPACE", "Unexpected space after start line");
          else this.#fail("HPE_INVALID_HEADER_TOKEN", "Unexpected whitespace after header value");
          return i;
        }
        if (byte === CR) { this.#state = HEAD_LF; break; }
        if (!isToken(byte)) {
          this.#fail("HPE_INVALID_HEADER_TOKEN", byte === LF ? "Invalid header field char" : "Invalid header token");
          return i;
        }
        this.#mark = at;
        this.#state = FIELD_NAME;
        break;
      case FIELD_NAME:
        if (isToken(byte)) break;
        if (byte !== COLON) { this.#fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token"); return i; }
        if (!this.#count(at - this.#mark)) return i;
        {
          const code = this.#meaning.nameSeen(this.#head, this.#mark, at);
          if (code !== "") { this.#fail(code, this.#meaning.reason); return i; }
        }
        this.#mark = at + 1;
        this.#state = VALUE_START;
        break;
      case VALUE_START:
        if (byte === SPACE || byte === 9) { this.#length = at; break; }
        this.#mark = at;
        if (byte === CR) { this.#state = VALUE_START_LF; break; }
        if (byte === LF) { this.#fail("HPE_INVALID_HEADER_TOKEN", "Invalid header value char"); return i; }
        this.#state = VALUE;
        if (!this.#valueByte(byte)) return i;
        break;
      case VALUE_START_LF:
        if (byte !== LF) { this.#fail("HPE_STRICT", "Expected LF after CR"); return i; }
        if (!this.#endValue(this.#mark)) return i;
        this.#state = FIELD_START;
        break;
      case VALUE:
        if (byte === CR) { if (!this.#endValue(at)) return i; break; }
        if (!this.#valueByte(byte)) return i;
        break;
      case VALUE_LF:
        if (byte !== LF) { this.#fail("HPE_LF_EXPECTED", "Missing expected LF after header value"); return i; }
        this.#state = FIELD_START;
        break;
      case LINE_CR_09:
        if (byte !== LF) { this.#fail("HPE_INVALID_URL", "Invalid characters in url"); return i; }
        this.#fieldsStart = at + 1;
        this.#state = FIELD_START;
        break;
      case HEAD_LF:
        if (byte !== LF) { this.#fail("HPE_STRICT", "Expected LF after headers"); return i; }
        this.#endHead();
        return i + 1;
      default:
        return i;
    }
    return i + 1;
  }

  /** One byte of the request's target (RFC 9112 §3.2); false: failed. */
  #urlByte(byte: u32): boolean {
    const state = this.#state;
    if (byte === SPACE || byte === CR || byte === LF) {
      const at: u32 = this.#length - 1;
      if (state === URL_START || state === URL_SCHEMA || state === URL_SLASH || state === URL_SLASH_2) { this.#fail("HPE_INVALID_URL", "Invalid characters in url"); return false; }
      if (!this.#count(at - this.#urlStart)) return false;
      this.#urlEnd = at;
      if (byte === SPACE) {
        this.#mark = at + 1;
        this.#state = PROTOCOL;
        return true;
      }
      this.major = 0; // HTTP/0.9: no version, no fields needed
      this.minor = 9;
      this.#fieldsStart = at + 1;
      this.#state = byte === CR ? LINE_CR_09 : FIELD_START;
      return true;
    }
    switch (state) {
      case URL_START:
        if (byte === 0x2f || byte === 0x2a) this.#state = URL_PATH;
        else if (isAlpha(byte)) this.#state = URL_SCHEMA;
        else return this.#badUrl("Unexpected start char in url");
        return true;
      case URL_SCHEMA:
        if (byte === COLON) this.#state = URL_SLASH;
        else if (!isAlpha(byte)) return this.#badUrl("Unexpected char in url schema");
        return true;
      case URL_SLASH:
        if (byte !== 0x2f) return this.#badUrl("Unexpected char in url schema");
        this.#state = URL_SLASH_2;
        return true;
      case URL_SLASH_2:
        if (byte !== 0x2f) return this.#badUrl("Unexpected char in url schema");
        this.#state = URL_SERVER;
        return true;
      case URL_SERVER:
        if (byte === 0x2f) this.#state = URL_PATH;
        else if (byte === 0x3f) this.#state = URL_QUERY;
        else if (byte === 0x40 && this.#head[this.#length - 2] === 0x40) return this.#badUrl("Double @ in url");
        else if (!isServerByte(byte)) return this.#badUrl("Unexpected char in url server");
        return true;
      case URL_PATH:
        if (byte === 0x3f) this.#state = URL_QUERY;
        else if (byte === 0x23) this.#state = URL_FRAGMENT;
        else if (!isUrlByte(byte)) return this.#badUrl("Invalid char in url path");
        return true;
      case URL_QUERY:
        if (byte === 0x23) this.#state = URL_FRAGMENT;
        else if (byte !== 0x3f && !isUrlByte(byte)) return this.#badUrl("Invalid char in url query");
        return true;
      default:
        if (byte !== 0x3f && byte !== 0x23 && !isUrlByte(byte)) return this.#badUrl("Invalid char in url fragment start");
        return true;
    }
  }
  #badUrl(reason: string): boolean {
    this.#fail("HPE_INVALID_URL", reason);
    return false;
  }

  #valueByte(byte: u32): boolean {
    if (!isValueByte(byte) && (byte === LF || !this.#meaning.isContentLength())) {
      if (byte === LF) this.#fail("HPE_CR_EXPECTED", "Missing expected CR after header value");
      else this.#fail("HPE_INVALID_HEADER_TOKEN", "Invalid header value char");
      return false;
    }
    const code = this.#meaning.valueByte(byte);
    if (code === "") return true;
    this.#fail(code, this.#meaning.reason);
    return false;
  }

  /** The value ends before `at`; white space at its end is not part of it. */
  #endValue(at: u32): boolean {
    let end: u32 = at;
    while (end > this.#mark && (this.#head[end - 1] === SPACE || this.#head[end - 1] === 9)) end--;
    if (!this.#count(end - this.#mark)) return false;
    const code = this.#meaning.valueSeen(this.#head, this.#mark, end);
    if (code !== "") { this.#fail(code, this.#meaning.reason); return false; }
    this.#state = VALUE_LF;
    return true;
  }

  #endHead(): void {
    if (this.#inTrailers) { this.#endMessage(); return; }
    const meaning = this.#meaning;
    const request = this.#kind === "request";
    this.upgrade = meaning.upgrade && meaning.connectionUpgrade && (request || this.status === 101);
    if (request && this.method === "CONNECT") this.upgrade = true;
    this.shouldKeepAlive = this.#keepAlive();
    const decision = this.#owner.onHead(this);
    if (this.#state === FAILED) return;
    this.#upgrading = decision === BODY_UPGRADE || (!request && this.upgrade && decision === BODY_AS_FRAMED);
    if (decision === BODY_UPGRADE && (!request || this.method === "CONNECT" || !this.#hasBody())) { this.#endMessage(); return; }
    if (decision === BODY_NONE) { this.#endMessage(); return; }
    if (meaning.chunked && !(request ? false : this.#statusWithoutBody())) { this.#state = CHUNK_SIZE_START; return; }
    if (request) {
      if (meaning.transferEncoding) { this.#fail("HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`"); return; }
      if (meaning.contentLength > 0) { this.#left = meaning.contentLength; this.#state = BODY_LENGTH; return; }
      this.#endMessage();
      return;
    }
    if (this.#statusWithoutBody() || (meaning.contentLength === 0 && !meaning.transferEncoding)) this.#endMessage();
    else if (meaning.contentLength > 0) { this.#left = meaning.contentLength; this.#state = BODY_LENGTH; }
    else this.#state = BODY_TO_END;
  }

  #hasBody(): boolean { return this.#meaning.chunked || this.#meaning.contentLength > 0; }
  #statusWithoutBody(): boolean { return (this.status >= 100 && this.status < 200) || this.status === 204 || this.status === 304; }

  /** RFC 9112 §9.3, and for responses whether the end of the body can be seen at all. */
  #keepAlive(): boolean {
    const meaning = this.#meaning;
    if (this.major > 0 && this.minor > 0) { if (meaning.close) return false; } else if (!meaning.keepAlive) return false;
    if (this.#kind === "request" || this.#statusWithoutBody()) return true;
    return !(meaning.transferEncoding && !meaning.chunked) && (meaning.chunked || meaning.contentLength >= 0);
  }

  #endMessage(): void {
    this.#state = this.#upgrading ? UPGRADED : this.shouldKeepAlive ? START : CLOSED;
    this.#owner.onMessage(this);
    this.#length = 0;
    if (this.#head.length > HEAD_BYTES_KEPT) this.#head = new Uint8Array(512);
  }

  /** The lines between chunks (RFC 9112 §7.1). */
  #executeChunkLine(bytes: Uint8Array, from: u32, to: u32): u32 {
    let i: u32 = from;
    while (i < to) {
      const byte: u8 = bytes[i] as u8;
      switch (this.#state) {
        case CHUNK_SIZE_START: case CHUNK_SIZE: {
          const digit = hexValue(byte);
          if (digit < 16) {
            this.#left = this.#state === CHUNK_SIZE_START ? digit : this.#left * 16 + digit;
            if (this.#left >= 18446744073709551616) { this.#fail("HPE_INVALID_CHUNK_SIZE", "Chunk size overflow"); return i; }
            if (this.#state === CHUNK_SIZE_START) this.#extensionBytes = 0;
            this.#state = CHUNK_SIZE;
            break;
          }
          if (this.#state === CHUNK_SIZE && byte === CR) this.#state = CHUNK_SIZE_LF;
          else if (this.#state === CHUNK_SIZE && byte === 0x3b) this.#state = EXTENSION_START;
          else if (this.#state === CHUNK_SIZE && byte === LF) { this.#fail("HPE_CR_EXPECTED", "Missing expected CR after chunk size"); return i; }
          else { this.#fail("HPE_INVALID_CHUNK_SIZE", "Invalid character in chunk size"); return i; }
          break;
        }
        case EXTENSION_START: case EXTENSION_NAME: case EXTENSION_VALUE_START: case EXTENSION_VALUE: case EXTENSION_QUOTED: case EXTENSION_QUOTED_PAIR: case EXTENSION_QUOTED_END: {
          if (++this.#extensionBytes > 16384) { this.#fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow"); return i; }
          const next = afterExtensionByte(this.#state, byte);
          if (next === FAILED) { this.#fail(byte === LF ? "HPE_CR_EXPECTED" : "HPE_STRICT", "Invalid character in chunk extensions"); return i; }
          this.#state = next;
          break;
        }
        case CHUNK_SIZE_LF:
          if (byte !== LF) { this.#fail("HPE_STRICT", "Expected LF after chunk size"); return i; }
          if (this.#left > 0) { this.#state = BODY_CHUNK; return i + 1; }
          this.#inTrailers = true;
          this.#length = 0;
          this.#counted = 0;
          this.#fieldsStart = 0;
          this.#state = FIELD_START;
          return i + 1;
        case CHUNK_DATA_CR:
          if (byte !== CR) {
            if (byte === LF) this.#fail("HPE_CR_EXPECTED", "Missing expected CR after chunk data"); else this.#fail("HPE_STRICT", "Expected LF after chunk data");
            return i;
          }
          this.#state = CHUNK_DATA_LF;
          break;
        case CHUNK_DATA_LF:
          if (byte !== LF) { this.#fail("HPE_STRICT", "Expected LF after chunk data"); return i; }
          this.#state = CHUNK_SIZE_START;
          break;
        default:
          return i;
      }
      i++;
    }
    return i;
  }

  #executeBody(bytes: Uint8Array, from: u32, to: u32): u32 {
    if (this.#state === BODY_TO_END) {
      this.#owner.onBody(bytes, from, to);
      return to;
    }
    const count = Math.min(this.#left, to - from);
    this.#left -= count;
    const end: u32 = from + count;
    const last = this.#left === 0;
    if (last && this.#state === BODY_CHUNK) this.#state = CHUNK_DATA_CR;
    this.#owner.onBody(bytes, from, end);
    if (last && this.#state === BODY_LENGTH) this.#endMessage();
    return end;
  }
}

/** RFC 9112 §7.1.1, one byte: the state after it, FAILED if it may not stand there. */
function afterExtensionByte(state: u32, byte: u32): u32 {
  if (state === EXTENSION_QUOTED) {
    if (byte === 0x22) return EXTENSION_QUOTED_END;
    if (byte === 0x5c) return EXTENSION_QUOTED_PAIR;
    return isValueByte(byte) ? EXTENSION_QUOTED : FAILED;
  }
  if (state === EXTENSION_QUOTED_PAIR) return isValueByte(byte) ? EXTENSION_QUOTED : FAILED;
  if (state !== EXTENSION_START && byte === CR) return CHUNK_SIZE_LF;
  if (state !== EXTENSION_START && byte === 0x3b) return EXTENSION_START;
  if (state === EXTENSION_QUOTED_END) return FAILED;
  if (state === EXTENSION_VALUE_START && byte === 0x22) return EXTENSION_QUOTED;
  if (state === EXTENSION_NAME && byte === 0x3d) return EXTENSION_VALUE_START;
  if (!isToken(byte)) return FAILED;
  return state === EXTENSION_START ? EXTENSION_NAME : state === EXTENSION_VALUE_START ? EXTENSION_VALUE : state;
}
