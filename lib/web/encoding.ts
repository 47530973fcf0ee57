/** TextEncoder and TextDecoder (Encoding Standard §7): UTF-8 and UTF-16LE; others are refused. */
import { stringOfUnits } from "./string-bytes.ts";
import { Utf8Decoder, encodeUtf8, putUtf8, utf8UnitsRead } from "./utf8.ts";

export class TextEncoder {
  get encoding(): string { return "utf-8"; }
  encode(input: string = ""): Uint8Array { return encodeUtf8(String(input)); }
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number } {
    const written = putUtf8(source, destination, 0, destination.length);
    return { read: utf8UnitsRead(source, written), written };
  }
}

class EncodingError extends RangeError {
  code = "ERR_ENCODING_NOT_SUPPORTED";
}
class InvalidDataError extends TypeError {
  code = "ERR_ENCODING_INVALID_ENCODED_DATA";
}

function encodingOfLabel(label: string): "utf-8" | "utf-16le" | undefined {
  switch (label.trim().toLowerCase()) {
    case "utf-8": case "utf8": case "unicode-1-1-utf-8": case "unicode11utf8": case "unicode20utf8": case "x-unicode20utf8": return "utf-8";
    case "utf-16le": case "utf-16": case "ucs-2": case "unicode": case "csunicode": case "iso-10646-ucs-2": case "unicodefeff": return "utf-16le";
    default: return undefined;
  }
}

export class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #utf8 = new Utf8Decoder();
  #markSeen = false;
  #oddByte = -1;

  constructor(label: string = "utf-8", options?: { fatal?: boolean; ignoreBOM?: boolean }) {
    const encoding = encodingOfLabel(label);
    if (encoding === undefined) throw new EncodingError(`The "${label}" encoding is not supported`);
    this.encoding = encoding;
    this.fatal = options?.fatal === true;
    this.ignoreBOM = options?.ignoreBOM === true;
  }

  decode(input?: ArrayBuffer | ArrayBufferView | null, options?: { stream?: boolean }): string {
    const bytes = bytesOf(input);
    const more = options?.stream === true;
    let text = this.encoding === "utf-8" ? this.#utf8.decode(bytes, 0, bytes.length) : this.#decodeUtf16(bytes);
    if (!more) text += this.encoding === "utf-8" ? this.#utf8.finish() : this.#finishUtf16();
    if (this.fatal && this.#utf8.malformed) {
      this.#utf8 = new Utf8Decoder();
      this.#markSeen = false;
      throw new InvalidDataError(`The encoded data was not valid for encoding ${this.encoding}`);
    }
    if (!this.ignoreBOM && !this.#markSeen && text.length > 0) {
      this.#markSeen = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    if (!more) this.#markSeen = false;
    return text;
  }

  #decodeUtf16(bytes: Uint8Array): string {
    const units = new Uint16Array((bytes.length + 1) >>> 1);
    let count = 0;
    let at = 0;
    if (this.#oddByte >= 0 && bytes.length > 0) {
      units[count++] = this.#oddByte | ((bytes[at++] as number) << 8);
      this.#oddByte = -1;
    }
    for (; at + 1 < bytes.length; at += 2) units[count++] = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    if (at < bytes.length) this.#oddByte = bytes[at] as number;
    return stringOfUnits(units, count).toWellFormed();
  }
  #finishUtf16(): string {
    if (this.#oddByte < 0) return "";
    this.#oddByte = -1;
    return "\ufffd";
  }
}

/** The bytes of a buffer or view; no copy. */
export function bytesOf(input: ArrayBuffer | ArrayBufferView | null | undefined): Uint8Array {
  if (input === undefined || input === null) return new Uint8Array(0);
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
  throw new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
}

