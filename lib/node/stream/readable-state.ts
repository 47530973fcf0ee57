/** The readable side of a stream: its buffer and its flags. The machine is in readable.ts. */
import { bufferView, concatBytes, sizeOf } from "../buffer.ts";
import type { StringDecoder } from "../string_decoder.ts";
import { getDefaultHighWaterMark } from "./stream.ts";

export class ReadableState {
  readonly objectMode: boolean;
  highWaterMark: number;
  autoDestroy: boolean;
  emitClose: boolean;
  /** Bytes (characters, objects) in the buffer. */
  length = 0;
  /** null: nobody has said yet. */
  flowing: boolean | null = null;
  /** 'end' is the end of what was pushed: nothing comes after. */
  ended = false;
  endEmitted = false;
  reading = false;
  /** `_read` runs, or the stream is new: `push` must not call back at once. */
  sync = true;
  needReadable = false;
  emittedReadable = false;
  readableListening = false;
  resumeScheduled = false;
  readingMore = false;
  dataEmitted = false;
  destroyed = false;
  closed = false;
  closeEmitted = false;
  errored: Error | null = null;
  errorEmitted = false;
  /** False: a Duplex whose readable side was switched off. */
  readable = true;
  decoder: StringDecoder | undefined = undefined;
  encoding: BufferEncoding | undefined = undefined;
  /** Destinations of pipe(), and those of them that wait for 'drain'. */
  pipes: unknown[] | undefined = undefined;
  awaitDrain = 0;
  #buffer: unknown[] = NOTHING;
  #first = 0;

  constructor(objectMode: boolean, highWaterMark: number | undefined, autoDestroy: boolean, emitClose: boolean) {
    this.objectMode = objectMode;
    this.highWaterMark = highWaterMark ?? getDefaultHighWaterMark(objectMode);
    this.autoDestroy = autoDestroy;
    this.emitClose = emitClose;
  }

  lengthOf(chunk: unknown): number { return this.objectMode ? 1 : sizeOf(chunk); }

  append(chunk: unknown): void {
    if (this.#buffer === NOTHING) this.#buffer = [];
    this.#buffer.push(chunk);
    this.length += this.lengthOf(chunk);
  }
  prepend(chunk: unknown): void {
    this.#buffer = [chunk, ...this.#buffer.slice(this.#first)];
    this.#first = 0;
    this.length += this.lengthOf(chunk);
  }
  firstLength(): number { return this.lengthOf(this.#buffer[this.#first]); }
  clear(): void {
    this.#buffer = NOTHING;
    this.#first = 0;
    this.length = 0;
  }
  /** All chunks in the buffer, which stay there. */
  chunks(): unknown[] { return this.#buffer.slice(this.#first); }

  /** Takes n bytes (or one object) out; n at most `length`, 0 takes nothing. */
  take(n: number): unknown {
    if (this.length === 0) return null;
    if (this.objectMode) {
      this.length--;
      return this.#shift();
    }
    const first = this.#buffer[this.#first] as string | Uint8Array;
    if (n === sizeOf(first)) {
      this.length -= n;
      return this.#shift();
    }
    this.length -= n;
    if (n < sizeOf(first)) {
      this.#buffer[this.#first] = tail(first, n);
      return head(first, n);
    }
    if (typeof first === "string") {
      let text = "";
      while (text.length < n) text += this.#takePart(n - text.length) as string;
      return text;
    }
    const parts: Uint8Array[] = [];
    for (let left = n; left > 0;) {
      const part = this.#takePart(left) as Uint8Array;
      parts.push(part);
      left -= part.length;
    }
    return concatBytes(parts);
  }

  #takePart(most: number): string | Uint8Array {
    const first = this.#buffer[this.#first] as string | Uint8Array;
    if (sizeOf(first) <= most) return this.#shift() as string | Uint8Array;
    this.#buffer[this.#first] = tail(first, most);
    return head(first, most);
  }

  #shift(): unknown {
    const chunk = this.#buffer[this.#first];
    this.#buffer[this.#first] = undefined;
    this.#first++;
    if (this.#first === this.#buffer.length) {
      this.#buffer = NOTHING;
      this.#first = 0;
    } else if (this.#first > 1024) {
      this.#buffer = this.#buffer.slice(this.#first);
      this.#first = 0;
    }
    return chunk;
  }
}

/** The empty buffer of all streams; never written to. */
const NOTHING: unknown[] = [];

function head(chunk: string | Uint8Array, n: number): string | Uint8Array { return typeof chunk === "string" ? chunk.slice(0, n) : bufferView(chunk.subarray(0, n)); }
function tail(chunk: string | Uint8Array, n: number): string | Uint8Array { return typeof chunk === "string" ? chunk.slice(n) : bufferView(chunk.subarray(n)); }
