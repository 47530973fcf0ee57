/**
 * The URL parser (URL Standard §4.4) as a function from text to a record. Hosts: domains in ASCII, IPv4, IPv6 and
 * opaque ones; a domain with other letters would need IDNA and is refused ("idna").
 */
import { printingExcept, type AsciiSet } from "./ascii-set.ts";
import { spanOf } from "./string-bytes.ts";
import { parseHost } from "./url-host.ts";

/** A parsed URL. `host` null: none; `port` -1: the scheme's own; `opaquePath`: the path is one text, not segments. */
export class UrlRecord {
  scheme = "";
  username = "";
  password = "";
  host: string | null = null;
  port = -1;
  path: string[] = [];
  opaquePath: string | undefined = undefined;
  query: string | null = null;
  fragment: string | null = null;

  copy(): UrlRecord {
    const copy = new UrlRecord();
    copy.scheme = this.scheme;
    copy.username = this.username;
    copy.password = this.password;
    copy.host = this.host;
    copy.port = this.port;
    copy.path = this.path;
    copy.opaquePath = this.opaquePath;
    copy.query = this.query;
    copy.fragment = this.fragment;
    return copy;
  }
}

/** Default port of the special schemes; 0: special without a port. */
export function specialPort(scheme: string): number | undefined {
  switch (scheme) {
    case "http": case "ws": return 80;
    case "https": case "wss": return 443;
    case "ftp": return 21;
    case "file": return 0;
    default: return undefined;
  }
}
export function isSpecial(url: UrlRecord): boolean { return specialPort(url.scheme) !== undefined; }

/** Which characters are written as they are (URL Standard §1.3 has the others); never controls and what is not ASCII. */
export const FRAGMENT_PLAIN = printingExcept(' "<>`');
export const QUERY_PLAIN = printingExcept(' "#<>');
export const SPECIAL_QUERY_PLAIN = printingExcept(" \"#<>'");
export const PATH_PLAIN = printingExcept(' "#<>?`{}^');
export const USERINFO_PLAIN = printingExcept(' "#<>?`{}/:;=@[\\]^|');
/** All that print, and space. */
export const PRINTING = printingExcept("");

/** Percent-encodes in UTF-8 the characters that are not in `plain`. */
export function percentEncode(text: string, plain: AsciiSet): string {
  let end = spanOf(text, plain, 0);
  if (end === text.length) return text;
  let out = "";
  let from = 0;
  for (;;) {
    out += text.slice(from, end);
    if (end === text.length) return out;
    const point = text.codePointAt(end) ?? 0;
    out += encodePoint(point);
    from = end + (point > 0xffff ? 2 : 1);
    end = spanOf(text, plain, from);
  }
}

const HEX = "0123456789ABCDEF";
function percent(byte: number): string { return `%${HEX.charAt(byte >> 4)}${HEX.charAt(byte & 15)}`; }
function encodePoint(given: number): string {
  const point = given >= 0xd800 && given < 0xe000 ? 0xfffd : given;
  if (point < 0x80) return percent(point);
  if (point < 0x800) return percent(0xc0 | (point >> 6)) + percent(0x80 | (point & 63));
  if (point < 0x10000) return percent(0xe0 | (point >> 12)) + percent(0x80 | ((point >> 6) & 63)) + percent(0x80 | (point & 63));
  return percent(0xf0 | (point >> 18)) + percent(0x80 | ((point >> 12) & 63)) + percent(0x80 | ((point >> 6) & 63)) + percent(0x80 | (point & 63));
}

export function isAsciiAlpha(unit: number): boolean { return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a; }
export function isAsciiDigit(unit: number): boolean { return unit >= 0x30 && unit <= 0x39; }

/** Takes leading and trailing controls and spaces off, and tabs and line ends out. */
function clean(input: string): string {
  let start = 0;
  let end = input.length;
  while (start < end && input.charCodeAt(start) <= 0x20) start++;
  while (end > start && input.charCodeAt(end - 1) <= 0x20) end--;
  const text = start === 0 && end === input.length ? input : input.slice(start, end);
  if (!text.includes("\t") && !text.includes("\n") && !text.includes("\r")) return text;
  return text.replaceAll("\t", "").replaceAll("\n", "").replaceAll("\r", "");
}

/** Length of "scheme:" at the start without the colon; -1: none. */
function schemeEnd(text: string): number {
  if (text.length === 0 || !isAsciiAlpha(text.charCodeAt(0))) return -1;
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x3a) return i;
    if (!isAsciiAlpha(unit) && !isAsciiDigit(unit) && unit !== 0x2b && unit !== 0x2d && unit !== 0x2e) return -1;
  }
  return -1;
}

export type UrlError = "invalid" | "idna";

/** The record of the text, relative to `base` if that is given. */
export function parseUrl(input: string, base: UrlRecord | undefined): UrlRecord | UrlError {
  let text = clean(input);
  const url = new UrlRecord();
  const hash = text.indexOf("#");
  if (hash >= 0) {
    url.fragment = percentEncode(text.slice(hash + 1), FRAGMENT_PLAIN);
    text = text.slice(0, hash);
  }
  const colon = schemeEnd(text);
  if (colon < 0) {
    if (base === undefined) return "invalid";
    return parseRelative(url, text, base);
  }
  url.scheme = text.startsWith("http:") ? "http" : text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (url.scheme === "file") return parseFile(url, rest, base !== undefined && base.scheme === "file" ? base : undefined);
  if (isSpecial(url)) {
    if (base !== undefined && base.scheme === url.scheme && !startsWithSlashes(rest)) return parseRelative(url, rest, base);
    let at = 0;
    while (at < rest.length && isSlash(rest, at, true)) at++;
    return parseAuthority(url, rest.slice(at));
  }
  if (rest.startsWith("//")) return parseAuthority(url, rest.slice(2));
  if (rest.startsWith("/")) return finishPath(url, rest, []);
  return parseOpaquePath(url, rest);
}

/** Is there a slash at `at`? A special URL takes a backslash for one. */
function isSlash(text: string, at: number, special: boolean): boolean {
  const unit = at < text.length ? text.charCodeAt(at) : 0;
  return unit === 0x2f || (special && unit === 0x5c);
}
function startsWithSlashes(text: string): boolean { return isSlash(text, 0, true) && isSlash(text, 1, true); }

function parseOpaquePath(url: UrlRecord, text: string): UrlRecord {
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  url.opaquePath = percentEncode(path, PRINTING);
  if (mark < 0 && url.fragment === null) url.opaquePath = stripSpaces(url.opaquePath);
  else if (url.opaquePath.endsWith(" ")) url.opaquePath = `${url.opaquePath.slice(0, -1)}%20`;
  if (mark >= 0) url.query = percentEncode(text.slice(mark + 1), QUERY_PLAIN);
  return url;
}
function stripSpaces(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 0x20) end--;
  return path.slice(0, end);
}

function parseRelative(url: UrlRecord, text: string, base: UrlRecord): UrlRecord | UrlError {
  if (base.opaquePath !== undefined) {
    if (text !== "" || url.fragment === null) return "invalid";
    const copy = base.copy();
    copy.path = [];
    copy.fragment = url.fragment;
    return copy;
  }
  url.scheme = base.scheme;
  if (base.scheme === "file") return parseFile(url, text, base);
  const special = isSpecial(base);
  if (isSlash(text, 0, special)) {
    if (isSlash(text, 1, special)) {
      let at = 2;
      if (special) while (at < text.length && isSlash(text, at, true)) at++;
      return parseAuthority(url, text.slice(at));
    }
    copyAuthority(url, base);
    return finishPath(url, text, []);
  }
  copyAuthority(url, base);
  return finishRelative(url, text, base);
}

function copyAuthority(url: UrlRecord, base: UrlRecord): void {
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
}

function finishRelative(url: UrlRecord, text: string, base: UrlRecord): UrlRecord {
  if (text === "") {
    url.path = [...base.path];
    url.query = base.query;
    return url;
  }
  if (text.startsWith("?")) {
    url.path = [...base.path];
    url.query = encodeQuery(url, text.slice(1));
    return url;
  }
  const path = [...base.path];
  shorten(url, path);
  return finishPath(url, `/${text}`, path);
}

export function encodeQuery(url: UrlRecord, query: string): string { return percentEncode(query, isSpecial(url) ? SPECIAL_QUERY_PLAIN : QUERY_PLAIN); }

/** What stands behind "//": userinfo, host, port, path. */
function parseAuthority(url: UrlRecord, text: string): UrlRecord | UrlError {
  const special = isSpecial(url);
  let end = 0;
  while (end < text.length && !isSlash(text, end, special) && text.charAt(end) !== "?") end++;
  let authority = text.slice(0, end);
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    const userinfo = authority.slice(0, at);
    const colon = userinfo.indexOf(":");
    url.username = percentEncode(colon < 0 ? userinfo : userinfo.slice(0, colon), USERINFO_PLAIN);
    url.password = colon < 0 ? "" : percentEncode(userinfo.slice(colon + 1), USERINFO_PLAIN);
    authority = authority.slice(at + 1);
    if (authority === "") return "invalid";
  }
  const failure = setHostAndPort(url, authority);
  if (failure !== undefined) return failure;
  return finishPath(url, text.slice(end), []);
}

/** Sets host and port of "host:port"; undefined: done. */
export function setHostAndPort(url: UrlRecord, authority: string): UrlError | undefined {
  const special = isSpecial(url);
  let hostEnd = authority.length;
  for (let i = authority.startsWith("[") ? Math.max(0, authority.indexOf("]")) : 0; i < authority.length; i++) {
    if (authority.charCodeAt(i) === 0x3a) { hostEnd = i; break; }
  }
  const hostText = authority.slice(0, hostEnd);
  if (hostText === "" && (special || hostEnd < authority.length)) return "invalid";
  const host = parseHost(hostText, special ? "special" : "opaque");
  if (host === undefined) return "invalid";
  if (host === IDNA) return "idna";
  url.host = host;
  if (hostEnd === authority.length) return undefined;
  return setPort(url, authority.slice(hostEnd + 1));
}
const IDNA = "\u0000idna";

/** A port in decimal; empty, or the scheme's own, is none. */
export function setPort(url: UrlRecord, text: string): UrlError | undefined {
  let port = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isAsciiDigit(text.charCodeAt(i))) return "invalid";
    port = port * 10 + text.charCodeAt(i) - 0x30;
    if (port > 65535) return "invalid";
  }
  url.port = text === "" || port === specialPort(url.scheme) ? -1 : port;
  return undefined;
}

function isDriveLetter(text: string): boolean { return text.length === 2 && isAsciiAlpha(text.charCodeAt(0)) && (text.charAt(1) === ":" || text.charAt(1) === "|"); }
function isNormalDriveLetter(text: string): boolean { return isDriveLetter(text) && text.charAt(1) === ":"; }
function startsWithDriveLetter(text: string): boolean { return isDriveLetter(text.slice(0, 2)) && (text.length === 2 || "/\\?#".includes(text.charAt(2))); }

function parseFile(url: UrlRecord, text: string, base: UrlRecord | undefined): UrlRecord | UrlError {
  url.host = "";
  if (isSlash(text, 0, true)) {
    if (isSlash(text, 1, true)) {
      const rest = text.slice(2);
      let end = 0;
      while (end < rest.length && !isSlash(rest, end, true) && rest.charAt(end) !== "?") end++;
      const name = rest.slice(0, end);
      if (isDriveLetter(name)) return finishPath(url, `/${rest}`, []);
      if (name !== "") {
        const host = parseHost(name, "special");
        if (host === undefined) return "invalid";
        if (host === IDNA) return "idna";
        url.host = host === "localhost" ? "" : host;
      }
      return finishPath(url, rest.slice(end), []);
    }
    const path: string[] = [];
    if (base !== undefined) {
      url.host = base.host;
      const drive = base.path[0];
      if (!startsWithDriveLetter(text.slice(1)) && drive !== undefined && isNormalDriveLetter(drive)) path.push(drive);
    }
    return finishPath(url, text, path);
  }
  if (base === undefined) return finishPath(url, `/${text}`, []);
  url.host = base.host;
  if (text !== "" && !text.startsWith("?") && startsWithDriveLetter(text)) return finishPath(url, `/${text}`, []);
  return finishRelative(url, text, base);
}

/** Removes the last segment, but not a drive letter. */
function shorten(url: UrlRecord, path: string[]): void {
  if (url.scheme === "file" && path.length === 1 && isNormalDriveLetter(path[0] as string)) return;
  path.pop();
}
/** Only these can be "." or "..", in whatever spelling. */
function mayBeDots(segment: string): boolean {
  const first = segment.length === 0 || segment.length > 6 ? 0 : segment.charCodeAt(0);
  return first === 0x2e || first === 0x25;
}
function isSingleDot(segment: string): boolean { return segment === "." || segment.toLowerCase() === "%2e"; }
function isDoubleDot(segment: string): boolean {
  if (segment === "..") return true;
  const lower = segment.toLowerCase();
  return lower === ".%2e" || lower === "%2e." || lower === "%2e%2e";
}

/** Path and query of the text, after the segments in `path`. */
export function finishPath(url: UrlRecord, given: string, path: string[]): UrlRecord {
  const special = isSpecial(url);
  let text = given;
  const mark = text.indexOf("?");
  if (mark >= 0) {
    url.query = encodeQuery(url, text.slice(mark + 1));
    text = text.slice(0, mark);
  }
  url.path = path;
  if (text === "" && !special) return url;
  if (special && text.includes("\\")) text = text.replaceAll("\\", "/");
  let at = text.startsWith("/") ? 1 : 0;
  for (;;) {
    const slash = text.indexOf("/", at);
    const last = slash < 0;
    const end = last ? text.length : slash;
    const segment = text.slice(at, end);
    const dots = mayBeDots(segment);
    if (dots && isDoubleDot(segment)) {
      shorten(url, path);
      if (last) path.push("");
    } else if (dots && isSingleDot(segment)) {
      if (last) path.push("");
    } else if (url.scheme === "file" && path.length === 0 && isDriveLetter(segment)) {
      path.push(`${segment.charAt(0)}:`);
    } else {
      path.push(percentEncode(segment, PATH_PLAIN));
    }
    if (last) return url;
    at = end + 1;
  }
}

export function pathText(url: UrlRecord): string {
  if (url.opaquePath !== undefined) return url.opaquePath;
  const path = url.path;
  return path.length === 0 ? "" : path.length === 1 ? `/${path[0] as string}` : `/${path.join("/")}`;
}

/** URL Standard §4.5. */
export function urlText(url: UrlRecord): string {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += "//";
    if (url.username !== "" || url.password !== "") text += `${url.username}${url.password === "" ? "" : `:${url.password}`}@`;
    text += url.host;
    if (url.port >= 0) text += `:${url.port}`;
  } else if (url.opaquePath === undefined && url.path.length > 1 && url.path[0] === "") {
    text += "/.";
  }
  text += pathText(url);
  if (url.query !== null) text += `?${url.query}`;
  if (url.fragment !== null) text += `#${url.fragment}`;
  return text;
}
