/** Request methods, by the bytes on the wire. */
import type { u32 } from "../../sys/types.ts";
import { spells } from "../../web/string-bytes.ts";

/** In the order of Node's `http.METHODS` before sorting; RFC 9110 §9 and the extensions that llhttp knows. */
export const METHOD_NAMES: readonly string[] = [
  "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH",
  "SEARCH", "UNLOCK", "BIND", "REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY", "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE",
  "UNSUBSCRIBE", "PURGE", "MKCALENDAR", "LINK", "UNLINK", "SOURCE", "QUERY",
];

/** The method that stands whole at `from`, with a space after it; "": none, or not all of it is there yet. */
export function methodAt(bytes: Uint8Array, from: u32, to: u32): string {
  for (let i = 0; i < METHOD_NAMES.length; i++) {
    const name = METHOD_NAMES[i] as string;
    const end: u32 = from + name.length;
    if (end < to && bytes[end] === 0x20 && spells(bytes, from, end, name, "exactly")) return name;
  }
  return "";
}

/** Index of a method that begins with bytes[0, length), looked for from `index` on; -1: none. */
export function methodBeginning(bytes: Uint8Array, length: u32, index: number): number {
  for (let i = index; i < METHOD_NAMES.length; i++) {
    const name = METHOD_NAMES[i] as string;
    if (name.length >= length && startsMethod(bytes, length, name)) return i;
  }
  return -1;
}

function startsMethod(bytes: Uint8Array, length: u32, name: string): boolean {
  for (let i: u32 = length; i > 0; i--) if (bytes[i - 1] !== name.charCodeAt(i - 1)) return false; // the last is the new one
  return true;
}
