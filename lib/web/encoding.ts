/** TextEncoder and TextDecoder (Encoding Standard §7): UTF-8, UTF-16 and windows-1252 (Latin-1); others are refused. */
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

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Labels of Encoding Standard §4.2; of the single-byte encodings only Latin-1's. */
function encodingOfLabel(label: string): Encoding | undefined {
  switch (label.trim().toLowerCase()) {
    case "utf-8": case "utf8": case "unicode-1-1-utf-8": case "unicode11utf8": case "unicode20utf8": case "x-unicode20utf8": return "utf-8";
    case "utf-16le": case "utf-16": case "ucs-2": case "unicode": case "csunicode": case "iso-10646-ucs-2": case "unicodefeff": return "utf-16le";
    case "utf-16be": case "unicodefffe": return "utf-16be";
    case "windows-1252": case "latin1": case "ascii": case "us-ascii": case "ansi_x3.4-1968": case "cp1252": case "x-cp1252": case "cp819": case "ibm819": case "l1":
    case "iso-8859-1": case "iso8859-1": case "iso88591": case "iso_8859-1": case "iso_8859-1:1987": case "iso-ir-100": case "csisolatin1": return "windows-1252";
    default: return undefined;
  }
}

/** What windows-1252 has in the place of the control characters 0x80 to 0x9f. */
const WINDOWS_1252 = "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

function decodeWindows1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    units[i] = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte;
  }
  return stringOfUnits(units, bytes.length);
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
    if (this.encoding === "windows-1252") return decodeWindows1252(bytes);
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
    const isBig = this.encoding === "utf-16be";
    const unit = (first: number, second: number): number => (isBig ? (first << 8) | second : first | (second << 8));
    if (this.#oddByte >= 0 && bytes.length > 0) {
      units[count++] = unit(this.#oddByte, bytes[at++]!);
      this.#oddByte = -1;
    }
    for (; at + 1 < bytes.length; at += 2) units[count++] = unit(bytes[at]!, bytes[at + 1]!);
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

