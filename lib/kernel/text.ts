/** Text between strings and UTF-8 bytes in memory. Nothing here allocates but the strings it makes. */
import { load8, store8 } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";

const REPLACEMENT = 0xfffd;
let written: usize = 0;

/**
 * Encodes `text` from code unit `from` on as UTF-8 to [to, to + capacity), capacity >= 4. Gives the index of the
 * first code unit that did not fit; the bytes written are in encodedBytes(). A lone surrogate becomes U+FFFD.
 */
export function encodeText(text: string, from: u32, to: usize, capacity: usize): u32 {
  const length: u32 = text.length;
  const last: usize = to + capacity - 4;
  let at: usize = to;
  let index: u32 = from;
  while (index < length && at <= last) {
    let code: u32 = text.charCodeAt(index);
    index = index + 1;
    if (code < 0x80) { store8(at, code & 0x7f); at = at + 1; continue; }
    if (code >= 0xd800 && code < 0xe000) {
      let low: u32 = 0;
      if (code < 0xdc00 && index < length) low = text.charCodeAt(index);
      if (low >= 0xdc00 && low < 0xe000) { code = 0x10000 + (code - 0xd800) * 0x400 + (low - 0xdc00); index = index + 1; }
      else code = REPLACEMENT;
    }
    at = at + emitCodePoint(code, at);
  }
  written = at - to;
  return index;
}

/** Bytes that the last encodeText() wrote. */
export function encodedBytes(): usize {
  "use no-alloc";
  return written;
}

/** Writes a code point of two bytes or more; the number of bytes. */
function emitCodePoint(code: u32, at: usize): u32 {
  "use no-alloc";
  if (code < 0x800) {
    store8(at, 0xc0 | (code >>> 6));
    store8(at, 0x80 | (code & 0x3f), 1);
    return 2;
  }
  if (code < 0x10000) {
    store8(at, 0xe0 | (code >>> 12));
    store8(at, 0x80 | ((code >>> 6) & 0x3f), 1);
    store8(at, 0x80 | (code & 0x3f), 2);
    return 3;
  }
  store8(at, 0xf0 | (code >>> 18));
  store8(at, 0x80 | ((code >>> 12) & 0x3f), 1);
  store8(at, 0x80 | ((code >>> 6) & 0x3f), 2);
  store8(at, 0x80 | (code & 0x3f), 3);
  return 4;
}

/** Bytes before the terminating zero. */
export function terminatedBytes(at: usize): usize {
  "use no-alloc";
  let end: usize = at;
  while (load8(end) !== 0) end = end + 1;
  return end - at;
}

/** The string of UTF-8 bytes at [at, at + bytes); malformed sequences become U+FFFD, one for each byte. */
export function textAt(at: usize, bytes: usize): string {
  const end: usize = at + bytes;
  let text = "";
  let p: usize = at;
  while (p < end) {
    const first = load8(p);
    const count = sequenceBytes(first);
    let code: u32 = first < 0x80 ? first : first & (0x7f >>> count);
    let good = count !== 0 && p + count <= end;
    for (let i: u32 = 1; good && i < count; i = i + 1) {
      const next = load8(p + i);
      if ((next & 0xc0) !== 0x80) good = false;
      code = code * 64 + (next & 0x3f);
    }
    if (good && (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))) good = false;
    text = text + (good ? String.fromCodePoint(code) : "\ufffd");
    p = p + (good ? count : 1);
  }
  return text;
}

/** Length of the UTF-8 sequence that a byte starts; 0: it starts none. */
function sequenceBytes(first: u32): u32 {
  "use no-alloc";
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}
