/** The body of a Request or Response (Fetch Standard §2.2.4, §5.3): bytes that are there, or a stream of them. */
import { concatBytes } from "../node/buffer.ts";
import { ReadableStream } from "./readable-stream.ts";
import { URLSearchParams } from "./url-search-params.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

export type BodySource = string | Uint8Array | ArrayBuffer | URLSearchParams | ReadableStream<Uint8Array>;

/** The bytes of a source that has them, and the Content-Type that it implies. */
export function bytesOfSource(source: Exclude<BodySource, ReadableStream<Uint8Array>>): { readonly bytes: Uint8Array; readonly type: string | undefined } {
  if (typeof source === "string") return { bytes: encodeUtf8(source), type: "text/plain;charset=UTF-8" };
  if (source instanceof URLSearchParams) return { bytes: encodeUtf8(source.toString()), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  if (source instanceof ArrayBuffer) return { bytes: new Uint8Array(source.slice(0)), type: undefined };
  return { bytes: source.slice(), type: undefined };
}

export class Body {
  _bytes: Uint8Array | undefined = undefined;
  _stream: ReadableStream<Uint8Array> | undefined = undefined;
  _used = false;
  /** What the source says the content is. */
  _type: string | undefined = undefined;

  _setBody(source: BodySource | null | undefined): void {
    if (source === null || source === undefined) return;
    if (source instanceof ReadableStream) { this._stream = source; return; }
    const content = bytesOfSource(source);
    this._bytes = content.bytes;
    this._type = content.type;
  }

  get bodyUsed(): boolean { return this._used || (this._stream !== undefined && this._stream._disturbed); }
  get body(): ReadableStream<Uint8Array> | null {
    if (this._stream !== undefined) return this._stream;
    const bytes = this._bytes;
    if (bytes === undefined) return null;
    this._stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (bytes.length > 0) controller.enqueue(bytes);
        controller.close();
      },
    }, { highWaterMark: 0 });
    return this._stream;
  }

  async bytes(): Promise<Uint8Array> {
    if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
    const stream = this._stream;
    if (stream === undefined) {
      const bytes = this._bytes;
      if (bytes === undefined) return new Uint8Array(0);
      this._used = true;
      return bytes;
    }
    if (stream.locked) throw new TypeError("Body is unusable: Body has already been read");
    this._used = true;
    const reader = stream.getReader();
    const pieces: Uint8Array[] = [];
    for (;;) {
      const step = await reader.read();
      if (step.done) break;
      pieces.push(step.value as Uint8Array);
    }
    const joined = concatBytes(pieces);
    return new Uint8Array(joined.buffer as ArrayBuffer, joined.byteOffset, joined.length);
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    const copy = new Uint8Array(bytes.length);
    copy.set(bytes);
    return copy.buffer as ArrayBuffer;
  }
  async text(): Promise<string> {
    const bytes = await this.bytes();
    const mark = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    return decodeUtf8(bytes, mark, bytes.length);
  }
  async json(): Promise<any> { // what JSON.parse gives, as in the platform's own types
    return JSON.parse(await this.text());
  }
  /** The body for a second message; TypeError when it is a stream already: there is no tee here. */
  _copyBodyFrom(other: Body): void {
    if (other.bodyUsed) throw new TypeError("Response.clone: Body has already been consumed.");
    if (other._stream !== undefined) throw new TypeError("clone() of a message whose body is a stream is not supported: read it by bytes() and make two of that");
    this._bytes = other._bytes;
    this._type = other._type;
  }
}
