/** Request (Fetch Standard §5.4). */
import { AbortSignal } from "./abort.ts";
import { Body, type BodySource } from "./body.ts";
import { Headers, type HeadersSource } from "./headers.ts";
import { URL } from "./url.ts";

export interface RequestInit {
  method?: string;
  headers?: HeadersSource;
  body?: BodySource | null;
  signal?: AbortSignal | null;
  redirect?: "follow" | "error" | "manual";
}

export class Request extends Body {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: "follow" | "error" | "manual";
  readonly signal: AbortSignal;

  constructor(input: string | URL | Request, init?: RequestInit) {
    super();
    const from = input instanceof Request ? input : undefined;
    const parsed = from === undefined ? new URL(String(input)) : new URL(from.url);
    if (parsed.username !== "" || parsed.password !== "") throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${parsed.href}`);
    this.url = parsed.href;
    this.method = normalMethod(init?.method ?? from?.method ?? "GET");
    this.headers = new Headers(init?.headers ?? from?.headers);
    this.redirect = init?.redirect ?? from?.redirect ?? "follow";
    this.signal = init?.signal ?? from?.signal ?? new AbortSignal();
    const body = init?.body;
    if (body !== undefined && body !== null) {
      if (this.method === "GET" || this.method === "HEAD") throw new TypeError("Request with GET/HEAD method cannot have body.");
      this._setBody(body);
    } else if (from !== undefined && body === undefined) {
      this._bytes = from._bytes;
      this._stream = from._stream;
      this._type = from._type;
    }
    if (this._type !== undefined && !this.headers.has("content-type")) this.headers.set("content-type", this._type);
  }
  clone(): Request {
    const copy = new Request(this.url, { method: this.method, headers: this.headers, redirect: this.redirect, signal: this.signal });
    copy._copyBodyFrom(this);
    return copy;
  }
}

function normalMethod(method: string): string {
  const upper = method.toUpperCase();
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
}
