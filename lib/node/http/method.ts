/** Request methods, by the bytes on the wire. */
import type { u32 } from "../../sys/types.ts";

/** In the order of Node's `http.METHODS` before sorting; RFC 9110 §9 and the extensions that llhttp knows. */
export const METHOD_NAMES: readonly string[] = [
  "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH",
  "SEARCH", "UNLOCK", "BIND", "REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY", "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE",
  "UNSUBSCRIBE", "PURGE", "MKCALENDAR", "LINK", "UNLINK", "SOURCE", "QUERY",
];

/** Longest method name, bytes. */
export const METHOD_BYTES_MAX = 11;

/** The method whose whole name is bytes[from, to); undefined: none. */
export function methodOf(bytes: Uint8Array, from: u32, to: u32): string | undefined {
  const length = to - from;
  for (const name of METHOD_NAMES) if (name.length === length && startsMethod(bytes, from, length, name)) return name;
  return undefined;
}

/** True when some method begins with bytes[from, to). */
export function beginsMethod(bytes: Uint8Array, from: u32, to: u32): boolean {
  const length = to - from;
  for (const name of METHOD_NAMES) if (name.length >= length && startsMethod(bytes, from, length, name)) return true;
  return false;
}

function startsMethod(bytes: Uint8Array, from: number, length: number, name: string): boolean {
  for (let i = 0; i < length; i++) if (bytes[from + i] !== name.charCodeAt(i)) return false;
  return true;
}
