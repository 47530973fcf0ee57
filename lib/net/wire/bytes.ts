/**
 * Big-endian fields, copying, the Internet checksum (RFC 1071, RFC 1624). Offsets are the caller's business:
 * codecs check lengths once, before they read.
 */
import type { u32, u64, usize } from "../../sys/types.ts";
import { addressOf, byteSwap16, byteSwap32, copyMemory, high32, isCompiled, keepAlive, load8, load16, load32, loadSize, low32, store16, store32, u64Of } from "../../sys/intrinsics.ts";

/** Offset in a typed array's object of the address of its element 0 (see lib/runtime/layout.ts, VIEW_ADDRESS). */
const VIEW_ADDRESS = 16;

export function readU16(bytes: Uint8Array, at: u32): u32 {
  "use inline";
  return isCompiled() ? byteSwap16(load16(addressIn(bytes, at, 2))) : (bytes[at] << 8) | bytes[at + 1];
}

export function readU32(bytes: Uint8Array, at: u32): u32 {
  "use inline";
  return isCompiled() ? byteSwap32(load32(addressIn(bytes, at, 4))) : ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}

export function writeU16(bytes: Uint8Array, at: u32, value: u32): void {
  "use inline";
  if (isCompiled()) {
    store16(addressIn(bytes, at, 2), byteSwap16(value & 0xffff));
    return;
  }
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

export function writeU32(bytes: Uint8Array, at: u32, value: u32): void {
  "use inline";
  if (isCompiled()) {
    store32(addressIn(bytes, at, 4), byteSwap32(value));
    return;
  }
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Where bytes[at, at + count) lie; a range that is not inside of the array is our own mistake. */
function addressIn(bytes: Uint8Array, at: u32, count: u32): usize {
  "use inline";
  if (at + count > bytes.length) outside();
  return loadSize(addressOf(bytes), VIEW_ADDRESS) + at;
}
function outside(): never { throw new RangeError("a range is outside of its array"); }

/** Copies `count` bytes; the ranges are inside the arrays and don't overlap. */
export function copyBytes(to: Uint8Array, toAt: u32, from: Uint8Array, fromAt: u32, count: u32): void {
  if (count === 0) return;
  if (isCompiled()) {
    copyMemory(addressIn(to, toAt, count), addressIn(from, fromAt, count), count + 0);
    keepAlive(to);
    keepAlive(from);
    return;
  }
  if (toAt + count > to.length || fromAt + count > from.length) outside();
  if (count > 64) to.set(from.subarray(fromAt, fromAt + count), toAt);
  else for (let i: u32 = 0; i < count; i++) to[toAt + i] = from[fromAt + i];
}

export function bytesEqual(a: Uint8Array, aAt: u32, b: Uint8Array, bAt: u32, count: u32): boolean {
  for (let i: u32 = 0; i < count; i++) if (a[aAt + i] !== b[bAt + i]) return false;
  return true;
}

/** Folds a sum of 16-bit words to 16 bits. */
export function foldSum(sum: u32): u32 {
  const once = (sum & 0xffff) + (sum >>> 16);
  return (once & 0xffff) + (once >>> 16);
}

/** The one's complement sum, folded, of bytes[from, to) (an odd end counts as padded) and `sum` (folded, at most 18 bits). At most 128 KiB. */
export function sumBytes(bytes: Uint8Array, from: u32, to: u32, sum: u32): u32 {
  if (to <= from) return foldSum(sum);
  if (isCompiled() && to <= bytes.length) return foldSum(foldSum(sum) + sumMemory(loadSize(addressOf(bytes), VIEW_ADDRESS) + from, to - from));
  let total: u32 = 0;
  let i: u32 = from;
  for (; i + 1 < to; i += 2) total += (bytes[i] << 8) | bytes[i + 1];
  if (i < to) total += bytes[i] << 8;
  return foldSum(foldSum(total) + sum);
}

/** As sumBytes, of memory: sums native 32-bit words, whose byte order the fold turns round (RFC 1071 §2 B). */
function sumMemory(start: usize, count: usize): u32 {
  let total: u64 = 0n;
  let i: usize = 0;
  for (; i + 8 <= count; i += 8) total += u64Of(load32(start + i) + load32(start + i + 4));
  let tail: u32 = 0;
  for (; i + 2 <= count; i += 2) tail += load16(start + i);
  if (i < count) tail += load8(start + i);
  total += u64Of(tail + 0);
  const folded = foldSum(foldSum(high32(total)) + foldSum(low32(total)));
  return ((folded & 0xff) << 8) | (folded >>> 8);
}

/** The checksum field for bytes[from, to) with the field itself zero. */
export function checksum(bytes: Uint8Array, from: u32, to: u32, sum: u32): u32 {
  return ~sumBytes(bytes, from, to, sum) & 0xffff;
}

/** Sum of the pseudo-header of TCP and UDP (RFC 9293 §3.1); `count` is the bytes of header and payload. */
export function pseudoHeaderSum(source: u32, destination: u32, protocol: u32, count: u32): u32 {
  return foldSum((source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff) + protocol + count);
}

/** The checksum field after a 16-bit word changed from `before` to `after` (RFC 1624 eqn. 3). */
export function updateChecksum(field: u32, before: u32, after: u32): u32 {
  return ~foldSum((~field & 0xffff) + (~before & 0xffff) + after) & 0xffff;
}
