/** Response (Fetch Standard §5.5). */
import { Body, type BodySource } from "./body.ts";
import { Headers, type HeadersSource } from "./headers.ts";
import { URL } from "./url.ts";

export interface ResponseInit { status?: number; statusText?: string; headers?: HeadersSource }

export class Response extends Body {
  status: number;
  statusText: string;
  readonly headers: Headers;
  type: string = "default";
  url: string = "";
  redirected = false;

  constructor(body?: BodySource | null, init?: ResponseInit) {
    super();
    const status = init?.status ?? 200;
    if (!(status >= 200 && status <= 599)) throw new RangeError("init[\"status\"] must be in the range of 200 to 599, inclusive.");
    this.status = status;
    this.statusText = init?.statusText ?? "";
    this.headers = new Headers(init?.headers);
    if (body !== undefined && body !== null) {
      if (status === 204 || status === 205 || status === 304) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
      this._setBody(body);
      if (this._type !== undefined && !this.headers.has("content-type")) this.headers.set("content-type", this._type);
    }
  }
  static json(data: unknown, init?: ResponseInit): Response {
    const response = new Response(JSON.stringify(data), init);
    if (init === undefined || init.headers === undefined || !new Headers(init.headers).has("content-type")) response.headers.set("content-type", "application/json");
    return response;
  }
  static error(): Response {
    const response = new Response(null);
    response.status = 0;
    response.type = "error";
    return response;
  }
  static redirect(url: string | URL, status: number = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: new URL(String(url)).href } });
  }
  get ok(): boolean { return this.status >= 200 && this.status <= 299; }
  clone(): Response {
    const copy = new Response(null, { status: this.status === 0 ? 200 : this.status, statusText: this.statusText, headers: this.headers });
    copy.status = this.status;
    copy.type = this.type;
    copy.url = this.url;
    copy.redirected = this.redirected;
    copy._copyBodyFrom(this);
    return copy;
  }
}
