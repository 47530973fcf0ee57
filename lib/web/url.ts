/** URL (URL Standard §6.1): a record with setters. */
import type { BuiltinView } from "../runtime/inspect/inspect.ts";
import { parseHost } from "./url-host.ts";
import {
  FRAGMENT_PLAIN, USERINFO_PLAIN, encodeQuery, finishPath, isSpecial, parseUrl, pathText, percentEncode, setHostAndPort, setPort, specialPort, urlText, type UrlRecord,
} from "./url-record.ts";
import { URLSearchParams } from "./url-search-params.ts";

class InvalidUrlError extends TypeError {
  code = "ERR_INVALID_URL";
  input: string;
  constructor(input: string, reason: "invalid" | "idna") {
    super(reason === "invalid" ? "Invalid URL" : "Invalid URL: international domain names are not supported, write them in punycode (xn--…)");
    this.input = input;
  }
}
/** As InvalidUrlError, when a base was given. */
class InvalidRelativeUrlError extends InvalidUrlError {
  base: string;
  constructor(input: string, base: string, reason: "invalid" | "idna") {
    super(input, reason);
    this.base = base;
  }
}

/** The base that was parsed last, and its record: servers give the same for every request. Bases are only read. */
let lastBase = "";
let lastBaseRecord: UrlRecord | "invalid" | "idna" = "invalid";

function parse(input: string, base: string | undefined): UrlRecord | "invalid" | "idna" {
  if (base === undefined) return parseUrl(input, undefined);
  if (base !== lastBase) {
    lastBaseRecord = parseUrl(base, undefined);
    lastBase = base;
  }
  const parsedBase = lastBaseRecord;
  return typeof parsedBase === "string" ? parsedBase : parseUrl(input, parsedBase);
}

export class URL {
  #record: UrlRecord;
  #params: URLSearchParams | undefined = undefined;

  constructor(input: string | { toString(): string }, base?: string | { toString(): string }) {
    const text = typeof input === "string" ? input : String(input);
    const baseText = base === undefined || typeof base === "string" ? base : String(base);
    const record = parse(text, baseText);
    if (typeof record === "string") throw baseText === undefined ? new InvalidUrlError(text, record) : new InvalidRelativeUrlError(text, baseText, record);
    this.#record = record;
  }
  static canParse(input: string | { toString(): string }, base?: string | { toString(): string }): boolean {
    return typeof parse(String(input), base === undefined ? undefined : String(base)) !== "string";
  }
  static parse(input: string | { toString(): string }, base?: string | { toString(): string }): URL | null {
    return URL.canParse(input, base) ? new URL(input, base) : null;
  }

  get href(): string { return urlText(this.#record); }
  set href(value: string) {
    const record = parse(value, undefined);
    if (typeof record === "string") throw new InvalidUrlError(value, record);
    this.#record = record;
    this.#queryChanged();
  }
  get origin(): string {
    const record = this.#record;
    const port = specialPort(record.scheme);
    if (port === undefined || record.scheme === "file") {
      if (record.scheme === "blob") {
        const inner = parse(pathText(record), undefined);
        if (typeof inner !== "string" && (inner.scheme === "http" || inner.scheme === "https")) return new URL(pathText(record)).origin;
      }
      return "null";
    }
    return `${record.scheme}://${this.host}`;
  }
  get protocol(): string { return `${this.#record.scheme}:`; }
  set protocol(value: string) {
    const record = this.#record;
    const colon = value.indexOf(":");
    const probe = parseUrl(`${colon < 0 ? value : value.slice(0, colon)}://x`, undefined);
    if (typeof probe === "string") return;
    const special = isSpecial(record);
    if ((specialPort(probe.scheme) !== undefined) !== special) return;
    if (probe.scheme === "file" && (record.username !== "" || record.password !== "" || record.port >= 0)) return;
    if (record.scheme === "file" && record.host === "") return;
    record.scheme = probe.scheme;
    if (record.port === specialPort(record.scheme)) record.port = -1;
  }
  get username(): string { return this.#record.username; }
  set username(value: string) { if (this.#hasAuthority()) this.#record.username = percentEncode(value, USERINFO_PLAIN); }
  get password(): string { return this.#record.password; }
  set password(value: string) { if (this.#hasAuthority()) this.#record.password = percentEncode(value, USERINFO_PLAIN); }
  get host(): string {
    const record = this.#record;
    return record.host === null ? "" : record.port < 0 ? record.host : `${record.host}:${record.port}`;
  }
  set host(value: string) {
    if (this.#record.opaquePath !== undefined) return;
    const record = this.#record;
    const before = record.port;
    const text = authorityOf(value, isSpecial(record));
    const colon = text.indexOf(":", text.startsWith("[") ? Math.max(0, text.indexOf("]")) : 0);
    if (colon === 0 || (colon > 0 && record.scheme === "file")) return;
    if (text === "" && this.#hasUserOrPort()) return;
    if (text === "" && record.scheme === "file") { record.host = ""; return; }
    const digits = colon < 0 ? "" : leadingDigits(text.slice(colon + 1));
    const copy = record.copy();
    if (setHostAndPort(copy, colon < 0 ? text : text.slice(0, colon)) !== undefined) return;
    record.host = copy.host;
    record.port = before;
    if (digits !== "") setPort(record, digits);
  }
  get hostname(): string { return this.#record.host ?? ""; }
  set hostname(value: string) {
    const record = this.#record;
    if (record.opaquePath !== undefined) return;
    const text = authorityOf(value, isSpecial(record));
    if (text.includes(":") && !text.startsWith("[")) return;
    if (text === "" && record.scheme === "file") record.host = "";
    if (text === "" && this.#hasUserOrPort()) return;
    if (text === "" && isSpecial(record)) return;
    const host = parseHost(text, isSpecial(record) ? "special" : "opaque");
    if (host !== undefined && !host.startsWith("\u0000")) record.host = host;
  }
  get port(): string { return this.#record.port < 0 ? "" : String(this.#record.port); }
  set port(value: string) {
    if (!this.#hasAuthority()) return;
    const digits = leadingDigits(value);
    if (digits !== "" || value === "") setPort(this.#record, digits);
  }
  get pathname(): string { return pathText(this.#record); }
  set pathname(value: string) {
    const record = this.#record;
    if (record.opaquePath !== undefined) return;
    const query = record.query;
    finishPath(record, value.replaceAll("?", "%3F").replaceAll("#", "%23"), []);
    record.query = query;
  }
  get search(): string { return this.#record.query === null || this.#record.query === "" ? "" : `?${this.#record.query}`; }
  set search(value: string) {
    const record = this.#record;
    if (value === "") record.query = null;
    else record.query = encodeQuery(record, value.startsWith("?") ? value.slice(1) : value);
    this.#queryChanged();
  }
  get searchParams(): URLSearchParams {
    if (this.#params === undefined) {
      const params = new URLSearchParams();
      params._reset(this.#record.query ?? "");
      params._onChange = (query) => { this.#record.query = query === "" ? null : query; };
      this.#params = params;
    }
    return this.#params;
  }
  get hash(): string { return this.#record.fragment === null || this.#record.fragment === "" ? "" : `#${this.#record.fragment}`; }
  set hash(value: string) {
    this.#record.fragment = value === "" ? null : percentEncode(value.startsWith("#") ? value.slice(1) : value, FRAGMENT_PLAIN);
  }
  /** How inspect shows it: the getters, as Node prints them. */
  ["whelk:inspect"](): BuiltinView {
    return {
      name: "URL",
      entries: (inspector, depth) => {
        const text = (name: string, value: string): string => `${name}: ${inspector.primitive(value)}`;
        return [
          text("href", this.href), text("origin", this.origin), text("protocol", this.protocol), text("username", this.username), text("password", this.password),
          text("host", this.host), text("hostname", this.hostname), text("port", this.port), text("pathname", this.pathname), text("search", this.search),
          `searchParams: ${inspector.nested(this.searchParams, depth)}`, text("hash", this.hash),
        ];
      },
    };
  }
  toString(): string { return this.href; }
  toJSON(): string { return this.href; }

  #hasUserOrPort(): boolean { return this.#record.username !== "" || this.#record.password !== "" || this.#record.port >= 0; }
  #hasAuthority(): boolean { return this.#record.host !== null && this.#record.host !== "" && this.#record.scheme !== "file"; }
  #queryChanged(): void { this.#params?._reset(this.#record.query ?? ""); }
}

/** The text up to where a path, query or fragment would begin. */
function authorityOf(value: string, special: boolean): string {
  let end = 0;
  while (end < value.length && !"/?#".includes(value.charAt(end)) && !(special && value.charAt(end) === "\\")) end++;
  return value.slice(0, end);
}

function leadingDigits(text: string): string {
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++;
  return text.slice(0, end);
}
