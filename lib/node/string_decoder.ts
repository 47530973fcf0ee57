/** node:string_decoder: text from chunks of bytes whose characters may be cut. */
import { stringOfUnits } from "../web/string-bytes.ts";
import { Utf8Decoder } from "../web/utf8.ts";
import { checkedEncoding, textOf, type Encoding } from "./buffer-codec.ts";
import { concatBytes } from "./buffer.ts";
import { invalidArgumentType } from "./errors.ts";

export class StringDecoder {
  readonly encoding: BufferEncoding;
  readonly #encoding: Encoding;
  readonly #utf8: Utf8Decoder | undefined;
  /** Bytes of a character or base64 group that is not complete. */
  #rest: Uint8Array | undefined = undefined;

  constructor(encoding?: BufferEncoding) {
    this.#encoding = checkedEncoding(encoding);
    this.encoding = this.#encoding;
    this.#utf8 = this.#encoding === "utf8" ? new Utf8Decoder() : undefined;
  }

  write(chunk: string | Uint8Array): string {
    if (typeof chunk === "string") return chunk;
    if (!(chunk instanceof Uint8Array)) throw invalidArgumentType("buf", "an instance of Buffer, TypedArray, or DataView", chunk);
    if (this.#utf8 !== undefined) return this.#utf8.decode(chunk, 0, chunk.length);
    const unit = this.#encoding === "utf16le" ? 2 : this.#encoding === "base64" || this.#encoding === "base64url" ? 3 : 1;
    const bytes = this.#rest === undefined ? chunk : concatBytes([this.#rest, chunk]);
    this.#rest = undefined;
    if (unit === 1) return textOf(bytes, this.#encoding, 0, bytes.length);
    let end = bytes.length - (bytes.length % unit);
    if (unit === 2 && end >= 2 && ((bytes[end - 1] as number) & 0xfc) === 0xd8) end -= 2; // a leading surrogate waits for its trail
    if (end < bytes.length) this.#rest = bytes.slice(end);
    return textOf(bytes, this.#encoding, 0, end);
  }

  /** What is left, malformed or not. */
  end(chunk?: string | Uint8Array): string {
    const text = chunk === undefined ? "" : this.write(chunk);
    if (this.#utf8 !== undefined) return text + this.#utf8.finish();
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest === undefined) return text;
    if (this.#encoding !== "utf16le") return text + textOf(rest, this.#encoding, 0, rest.length);
    const units = new Uint16Array(rest.length >>> 1);
    for (let i = 0; i < units.length; i++) units[i] = (rest[2 * i] as number) | ((rest[2 * i + 1] as number) << 8);
    return text + stringOfUnits(units, units.length);
  }
}
export * as default from "./string_decoder.ts";
