/** Buffer's comparisons, searches and byte swaps. */
import { checkedEncoding } from "./buffer-codec.ts";
import { bufferOfText } from "./buffer.ts";
import { NodeRangeError, invalidArgumentType, outOfRange } from "./errors.ts";

/** Order of two byte ranges: by the first byte that differs, then by length. */
export function compareBytes(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): -1 | 0 | 1 {
  const aCount = aTo - aFrom;
  const bCount = bTo - bFrom;
  const count = aCount < bCount ? aCount : bCount;
  for (let i = 0; i < count; i++) {
    const x = a[aFrom + i] as number;
    const y = b[bFrom + i] as number;
    if (x !== y) return x < y ? -1 : 1;
  }
  return aCount === bCount ? 0 : aCount < bCount ? -1 : 1;
}

/** `a.compare(b, …)`, and `Buffer.compare(a, b)` as well. */
export function bufferCompare(self: Uint8Array, target: Uint8Array, targetStart?: number, targetEnd?: number, sourceStart?: number, sourceEnd?: number): -1 | 0 | 1 {
  if (!(self instanceof Uint8Array)) throw invalidArgumentType("buf1", "an instance of Buffer or Uint8Array", self);
  if (!(target instanceof Uint8Array)) throw invalidArgumentType("target", "an instance of Buffer or Uint8Array", target);
  const from = targetStart === undefined ? 0 : checkOffset("targetStart", targetStart, 0x7fffefff);
  const to = targetEnd === undefined ? target.length : checkOffset("targetEnd", targetEnd, target.length);
  const ownFrom = sourceStart === undefined ? 0 : checkOffset("sourceStart", sourceStart, 0x7fffefff);
  const ownTo = sourceEnd === undefined ? self.length : checkOffset("sourceEnd", sourceEnd, self.length);
  if (ownFrom >= ownTo) return from >= to ? 0 : -1;
  if (from >= to) return 1;
  return compareBytes(self, ownFrom, ownTo, target, from, to);
}

function checkOffset(name: string, value: number, most: number): number {
  if (!(value >= 0 && value <= most)) throw outOfRange(name, `>= 0 && <= ${most}`, value);
  return value;
}

export function bufferEquals(self: Buffer, other: Uint8Array): boolean {
  if (!(other instanceof Uint8Array)) throw invalidArgumentType("otherBuffer", "an instance of Buffer or Uint8Array", other);
  return self.length === other.length && compareBytes(self, 0, self.length, other, 0, other.length) === 0;
}

export function bufferIndexOf(self: Buffer, value: string | number | Uint8Array, byteOffset?: number | string, encoding?: string): number {
  return search(self, value, byteOffset, encoding, "first");
}
export function bufferLastIndexOf(self: Buffer, value: string | number | Uint8Array, byteOffset?: number | string, encoding?: string): number {
  return search(self, value, byteOffset, encoding, "last");
}
export function bufferIncludes(self: Buffer, value: string | number | Uint8Array, byteOffset?: number | string, encoding?: string): boolean {
  return search(self, value, byteOffset, encoding, "first") !== -1;
}

function search(self: Buffer, value: string | number | Uint8Array, byteOffset: number | string | undefined, encodingName: string | undefined, which: "first" | "last"): number {
  const name = typeof byteOffset === "string" ? byteOffset : encodingName;
  const length = self.length;
  let start = typeof byteOffset === "number" && !Number.isNaN(byteOffset) ? Math.trunc(byteOffset) : which === "first" ? 0 : length;
  if (start < 0) start += length;
  let needle: Uint8Array;
  if (typeof value === "number") needle = new Uint8Array([value & 0xff]);
  else if (typeof value === "string") needle = bufferOfText(value, name);
  else if (value instanceof Uint8Array) needle = value;
  else throw invalidArgumentType("value", "one of type number or string or an instance of Buffer or Uint8Array", value);
  const step = typeof value !== "number" && name !== undefined && checkedEncoding(name) === "utf16le" ? 2 : 1;
  if (which === "last") {
    if (start < 0) return -1;
    if (needle.length === 0) return Math.min(start, length);
    for (let i = Math.min(start, length - needle.length); i >= 0; i--) if ((step === 1 || i % 2 === 0) && matchesAt(self, i, needle)) return i;
    return -1;
  }
  if (start < 0) start = 0;
  if (needle.length === 0) return Math.min(start, length);
  const first = needle[0] as number;
  for (let i = start; i + needle.length <= length; i += step) if (self[i] === first && matchesAt(self, i, needle)) return i;
  return -1;
}

function matchesAt(bytes: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}

export function bufferSwap16(self: Buffer): Buffer {
  if (self.length % 2 !== 0) throw new NodeRangeError("ERR_INVALID_BUFFER_SIZE", "Buffer size must be a multiple of 16-bits");
  for (let i = 0; i < self.length; i += 2) swap(self, i, i + 1);
  return self;
}
export function bufferSwap32(self: Buffer): Buffer {
  if (self.length % 4 !== 0) throw new NodeRangeError("ERR_INVALID_BUFFER_SIZE", "Buffer size must be a multiple of 32-bits");
  for (let i = 0; i < self.length; i += 4) { swap(self, i, i + 3); swap(self, i + 1, i + 2); }
  return self;
}
function swap(bytes: Uint8Array, i: number, j: number): void {
  const byte = bytes[i] as number;
  bytes[i] = bytes[j] as number;
  bytes[j] = byte;
}
