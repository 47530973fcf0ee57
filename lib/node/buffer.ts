/**
 * node:buffer. A Buffer is a Uint8Array with a shape of its own (lib/runtime/layout.ts); its methods are the
 * functions `buffer<Method>` here, in buffer-search.ts and in buffer-numbers.ts.
 */
import { addressOf, isCompiled, load32, store32 } from "../sys/intrinsics.ts";
import { HEADER_SHAPE, SHAPE_NODE_BUFFER } from "../runtime/layout.ts";
import { globalAtob, globalBtoa } from "../web/base64.ts";
import { checkedEncoding, encodedLength, encodingOf, putText, textOf } from "./buffer-codec.ts";
import { NodeRangeError, NodeTypeError, invalidArgumentType, outOfRange, separateThousands } from "./errors.ts";

type BufferAlias = Buffer;
const BufferAlias = Buffer;
export { BufferAlias as Buffer };
export { globalAtob as atob, globalBtoa as btoa };

/** Most bytes of one Buffer: 2 GiB less one page. */
export const kMaxLength = 0x7fffefff;
export const kStringMaxLength = 0x1fffffe8;
export const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength } as const;

/** The same bytes as a Buffer: takes over a fresh Uint8Array (nobody else may hold it). */
export function adoptBuffer(bytes: Uint8Array): Buffer {
  if (!isCompiled()) return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
  store32(addressOf(bytes), SHAPE_NODE_BUFFER, HEADER_SHAPE);
  return bytes as Buffer;
}

/** A Buffer on the same memory. */
export function bufferView(bytes: Uint8Array): Buffer {
  return bufferIsBuffer(bytes) ? (bytes as Buffer) : adoptBuffer(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
}

/** Bytes, or code units of a text. */
export function sizeOf(chunk: unknown): number {
  return typeof chunk === "string" ? chunk.length : (chunk as Uint8Array).length;
}

function newBuffer(size: number): Buffer { return adoptBuffer(new Uint8Array(size)); }

function checkSize(size: number): void {
  if (typeof size !== "number") throw invalidArgumentType("size", "of type number", size);
  if (!(size >= 0 && size <= kMaxLength)) throw outOfRange("size", `>= 0 && <= ${kMaxLength}`, Number.isInteger(size) ? separateThousands(String(size)) : String(size));
}

export function bufferAlloc(size: number, fill?: string | Uint8Array | number, encoding?: BufferEncoding): Buffer {
  checkSize(size);
  const buffer = newBuffer(size);
  return fill === undefined || fill === 0 || size === 0 ? buffer : fillBuffer(buffer, fill, 0, size, encoding);
}
/** Zeroed like `alloc`: fresh memory of the collector is zeroed anyway. */
export function bufferAllocUnsafe(size: number): Buffer { checkSize(size); return newBuffer(size); }
export function bufferAllocUnsafeSlow(size: number): Buffer { checkSize(size); return newBuffer(size); }

/** The text's bytes in a fresh Buffer. */
export function bufferOfText(text: string, encodingName?: string): Buffer {
  const encoding = checkedEncoding(encodingName);
  const most = encodedLength(text, encoding);
  const buffer = newBuffer(most);
  const written = putText(text, encoding, buffer, 0, most);
  return written === most ? buffer : bufferSubarray(buffer, 0, written);
}

export function bufferFrom(data: string | Uint8Array | ArrayBuffer | readonly number[], encodingOrOffset?: string | number, length?: number): Buffer {
  if (typeof data === "string") return bufferOfText(data, typeof encodingOrOffset === "string" ? encodingOrOffset : undefined);
  if (data instanceof Uint8Array) {
    const copy = newBuffer(data.length);
    copy.set(data);
    return copy;
  }
  if (data instanceof ArrayBuffer) {
    const offset = typeof encodingOrOffset === "number" ? encodingOrOffset : 0;
    if (offset > data.byteLength) throw new NodeRangeError("ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
    const count = length ?? data.byteLength - offset;
    if (count > data.byteLength - offset) throw new NodeRangeError("ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
    return adoptBuffer(new Uint8Array(data, offset, Math.max(count, 0)));
  }
  if (Array.isArray(data)) {
    const copy = newBuffer(data.length);
    for (let i = 0; i < data.length; i++) copy[i] = Number(data[i]);
    return copy;
  }
  throw invalidArgumentType("first argument", "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object", data);
}

export function bufferOf(...items: number[]): Buffer {
  const buffer = newBuffer(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i] as number;
  return buffer;
}

export function bufferConcat(list: readonly Uint8Array[], totalLength?: number): Buffer {
  return concatBytes(list, totalLength);
}
/** The pieces in one fresh Buffer, cut or zero-filled to `totalLength` if that is given. */
export function concatBytes(list: readonly Uint8Array[], totalLength?: number): Buffer {
  let total = 0;
  if (totalLength === undefined) for (const piece of list) total += piece.length; else total = totalLength;
  const buffer = newBuffer(total);
  let at = 0;
  for (const piece of list) {
    if (at + piece.length > total) {
      buffer.set(piece.subarray(0, total - at), at);
      break;
    }
    buffer.set(piece, at);
    at += piece.length;
  }
  return buffer;
}

export function bufferByteLength(text: string | Uint8Array | ArrayBuffer, encoding?: string): number {
  if (typeof text === "string") {
    const known = encoding === undefined ? "utf8" : encodingOf(encoding);
    return encodedLength(text, known ?? "utf8");
  }
  if (text instanceof Uint8Array || text instanceof ArrayBuffer) return text.byteLength;
  throw invalidArgumentType("string", "of type string or an instance of Buffer or ArrayBuffer", text);
}

export function bufferIsBuffer(value: unknown): value is Buffer {
  if (!isCompiled()) return Buffer.isBuffer(value);
  return value instanceof Uint8Array && load32(addressOf(value), HEADER_SHAPE) === SHAPE_NODE_BUFFER;
}
export function bufferIsEncoding(encoding: string): encoding is BufferEncoding {
  return typeof encoding === "string" && encodingOf(encoding) !== undefined;
}

function clampIndex(value: number | undefined, otherwise: number, length: number): number {
  if (value === undefined) return otherwise;
  const index = Math.trunc(value);
  return index > 0 ? Math.min(index, length) : 0; // NaN: 0
}

export function bufferToString(self: Buffer, encoding?: BufferEncoding, start?: number, end?: number): string {
  const length = self.length;
  if (encoding === undefined && start === undefined) return length === 0 ? "" : textOf(self, "utf8", 0, length);
  return textOf(self, checkedEncoding(encoding), clampIndex(start, 0, length), clampIndex(end, length, length));
}

export function bufferToJSON(self: Buffer): { type: "Buffer"; data: number[] } {
  const data: number[] = [];
  for (let i = 0; i < self.length; i++) data.push(self[i] as number);
  return { type: "Buffer", data };
}

export function bufferWrite(self: Buffer, text: string, offset?: number | string, length?: number | string, encoding?: string): number {
  if (typeof text !== "string") throw invalidArgumentType("argument", "of type string", text);
  let from = 0;
  let room = self.length;
  let name = encoding;
  if (typeof offset === "string") name = offset;
  else if (offset !== undefined) {
    if (!(offset >= 0 && offset <= self.length)) throw outOfRange("offset", `>= 0 && <= ${self.length}`, offset);
    from = offset;
    room = self.length - from;
    if (typeof length === "string") name = length;
    else if (length !== undefined) {
      if (!(length >= 0 && length <= self.length)) throw outOfRange("length", `>= 0 && <= ${self.length}`, length);
      room = Math.min(room, length);
    }
  }
  return putText(text, checkedEncoding(name), self, from, from + room);
}

/** Shares memory, unlike Uint8Array's slice. */
export function bufferSlice(self: Buffer, start?: number, end?: number): Buffer { return bufferSubarray(self, start, end); }
export function bufferSubarray(self: Buffer, start?: number, end?: number): Buffer {
  const length = self.length;
  let from = Math.trunc(start ?? 0);
  let to = end === undefined ? length : Math.trunc(end);
  from = from < 0 ? Math.max(0, from + length) : from > 0 ? Math.min(from, length) : 0;
  to = to < 0 ? Math.max(0, to + length) : to > 0 ? Math.min(to, length) : 0;
  return adoptBuffer(new Uint8Array(self.buffer, self.byteOffset + from, Math.max(0, to - from)));
}

export function bufferCopy(self: Buffer, target: Uint8Array, targetStart = 0, sourceStart = 0, sourceEnd: number = self.length): number {
  if (!(target instanceof Uint8Array)) throw invalidArgumentType("target", "an instance of Buffer or Uint8Array", target);
  if (targetStart < 0) throw outOfRange("targetStart", ">= 0", targetStart);
  if (!(sourceStart >= 0 && sourceStart <= self.length)) throw outOfRange("sourceStart", `>= 0 && <= ${self.length}`, sourceStart);
  if (sourceEnd < 0) throw outOfRange("sourceEnd", ">= 0", sourceEnd);
  const end = Math.min(sourceEnd, self.length);
  const count = Math.min(end - sourceStart, target.length - targetStart);
  if (!(count > 0)) return 0;
  target.set((self as Uint8Array).subarray(sourceStart, sourceStart + count), targetStart);
  return count;
}

export function bufferFill(self: Buffer, value: string | Uint8Array | number, offset?: number | string, end?: number | string, encoding?: string): Buffer {
  if (typeof offset === "string") return fillBuffer(self, value, 0, self.length, offset);
  const from = offset ?? 0;
  if (!(from >= 0 && from <= self.length)) throw outOfRange("offset", `>= 0 && <= ${self.length}`, from);
  if (typeof end === "string") return fillBuffer(self, value, from, self.length, end);
  const to = end ?? self.length;
  if (!(to >= 0 && to <= self.length)) throw outOfRange("end", `>= 0 && <= ${self.length}`, to);
  return fillBuffer(self, value, from, to, encoding);
}

function fillBuffer(buffer: Buffer, value: string | Uint8Array | number, from: number, to: number, encoding: string | undefined): Buffer {
  const bytes = buffer as Uint8Array;
  if (typeof value === "number") {
    bytes.fill(value & 0xff, from, to);
    return buffer;
  }
  const pattern: Uint8Array = typeof value === "string" ? bufferOfText(value, encoding) : value;
  if (pattern.length === 0) {
    if (typeof value !== "string" || value.length > 0) throw new NodeTypeError("ERR_INVALID_ARG_VALUE", `The argument 'value' is invalid. Received ${typeof value === "string" ? `'${value}'` : "an empty buffer"}`);
    bytes.fill(0, from, to);
    return buffer;
  }
  for (let i = from, j = 0; i < to; i++) {
    bytes[i] = pattern[j] as number;
    if (++j === pattern.length) j = 0;
  }
  return buffer;
}
