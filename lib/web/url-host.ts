/** Hosts of URLs (URL Standard §3.5): domains, IPv4 in all its spellings, IPv6, opaque hosts. */
import { printingExcept } from "./ascii-set.ts";
import { spanOf } from "./string-bytes.ts";
import { decodeUtf8 } from "./utf8.ts";
import { percentEncode, PRINTING } from "./url-record.ts";

/** What parseHost gives for a domain that only IDNA could read. */
const IDNA = "\u0000idna";

/** What a domain may have in it (URL Standard §3.1, forbidden domain code points). */
const DOMAIN = printingExcept(" #%/:<>?@[\\]^|");

/** The host as it is written in a URL; undefined: not a host. */
export function parseHost(text: string, kind: "special" | "opaque"): string | undefined {
  if (text.startsWith("[")) {
    if (!text.endsWith("]")) return undefined;
    const groups = parseIPv6(text.slice(1, -1));
    return groups === undefined ? undefined : `[${formatIPv6(groups)}]`;
  }
  if (kind === "opaque") {
    for (let i = 0; i < text.length; i++) if (" #/:<>?@[\\]^|\u0000\t\n\r".includes(text.charAt(i))) return undefined;
    return percentEncode(text, PRINTING);
  }
  const domain = percentDecode(text);
  if (spanOf(domain, DOMAIN, 0) < domain.length) {
    for (let i = 0; i < domain.length; i++) if (domain.charCodeAt(i) > 0x7f) return IDNA;
    return undefined;
  }
  const host = domain.toLowerCase();
  if (host === "") return undefined;
  for (const label of host.split(".")) if (label.startsWith("xn--") && !isPunycode(label.slice(4))) return undefined;
  if (!endsInNumber(host)) return host;
  const address = parseIPv4(host);
  return address < 0 ? undefined : `${Math.floor(address / 0x1000000)}.${Math.floor(address / 0x10000) % 256}.${Math.floor(address / 0x100) % 256}.${address % 256}`;
}

/** At least the form of punycode (RFC 3492): something, and no trailing hyphen. */
function isPunycode(text: string): boolean { return text !== "" && !text.endsWith("-"); }

export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else for (const byte of utf8Of(point)) bytes.push(byte);
  }
  const out = new Uint8Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const high = i + 2 < bytes.length ? hexOf(bytes[i + 1] as number) : -1;
    const low = i + 2 < bytes.length ? hexOf(bytes[i + 2] as number) : -1;
    if (byte === 0x25 && high >= 0 && low >= 0) {
      out[count++] = high * 16 + low;
      i += 2;
    } else {
      out[count++] = byte;
    }
  }
  return decodeUtf8(out, 0, count);
}
function utf8Of(point: number): number[] {
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}
function hexOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function endsInNumber(host: string): boolean {
  const parts = host.split(".");
  if (parts[parts.length - 1] === "") {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1] as string;
  if (last === "") return false;
  let digits = true;
  for (let i = 0; i < last.length; i++) if (hexOf(last.charCodeAt(i)) < 0 || last.charCodeAt(i) > 0x39) { digits = false; break; }
  return digits || parseIPv4Number(last) >= 0;
}

/** Decimal, 0 octal or 0x hexadecimal; -1: no number. */
function parseIPv4Number(text: string): number {
  if (text === "") return -1;
  let radix = 10;
  let at = 0;
  if (text.length >= 2 && (text.startsWith("0x") || text.startsWith("0X"))) { radix = 16; at = 2; }
  else if (text.length >= 2 && text.startsWith("0")) { radix = 8; at = 1; }
  let value = 0;
  for (; at < text.length; at++) {
    const digit = hexOf(text.charCodeAt(at));
    if (digit < 0 || digit >= radix) return -1;
    value = value * radix + digit;
  }
  return value;
}

function parseIPv4(host: string): number {
  const parts = host.split(".");
  if (parts[parts.length - 1] === "" && parts.length > 1) parts.pop();
  if (parts.length > 4) return -1;
  let address = 0;
  for (let i = 0; i < parts.length; i++) {
    const value = parseIPv4Number(parts[i] as string);
    if (value < 0) return -1;
    if (i === parts.length - 1) return value < 256 ** (5 - parts.length) ? address + value : -1;
    if (value > 255) return -1;
    address += value * 256 ** (3 - i);
  }
  return -1;
}

function parseIPv6(text: string): number[] | undefined {
  const groups: number[] = [];
  let gap = -1;
  let at = 0;
  if (text.startsWith(":")) {
    if (text.charAt(1) !== ":") return undefined;
    at = 2;
    gap = 0;
  }
  while (at < text.length) {
    if (groups.length === 8) return undefined;
    if (text.charAt(at) === ":") {
      if (gap >= 0) return undefined;
      at++;
      gap = groups.length;
      continue;
    }
    let value = 0;
    let digits = 0;
    while (digits < 4 && at < text.length && hexOf(text.charCodeAt(at)) >= 0) {
      value = value * 16 + hexOf(text.charCodeAt(at++));
      digits++;
    }
    if (text.charAt(at) === ".") {
      if (digits === 0 || groups.length > 6) return undefined;
      const tail = parseDotted(text.slice(at - digits));
      if (tail < 0) return undefined;
      groups.push(Math.floor(tail / 65536), tail % 65536);
      at = text.length;
      break;
    }
    if (text.charAt(at) === ":") {
      at++;
      if (at === text.length) return undefined;
    } else if (at < text.length) {
      return undefined;
    }
    groups.push(value);
  }
  if (gap >= 0) {
    if (groups.length > 8) return undefined;
    const after = groups.splice(gap);
    while (groups.length + after.length < 8) groups.push(0);
    groups.push(...after);
  }
  return groups.length === 8 ? groups : undefined;
}

/** Exactly four decimal numbers without leading zeros. */
function parseDotted(text: string): number {
  const parts = text.split(".");
  if (parts.length !== 4) return -1;
  let address = 0;
  for (const part of parts) {
    if (part.length < 1 || part.length > 3 || (part.length > 1 && part.startsWith("0"))) return -1;
    let value = 0;
    for (let i = 0; i < part.length; i++) {
      const digit = part.charCodeAt(i) - 0x30;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    if (value > 255) return -1;
    address = address * 256 + value;
  }
  return address;
}

/** RFC 5952: the longest run of two or more zero groups is "::". */
function formatIPv6(groups: readonly number[]): string {
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) { best = i; bestLength = length; }
    if (length > 0) i += length - 1;
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      text += i === 0 ? "::" : ":";
      i += bestLength - 1;
      continue;
    }
    text += (groups[i] as number).toString(16);
    if (i < 7) text += ":";
  }
  return text;
}
