/** Headers (Fetch Standard §5.1): names in small letters, sorted when walked over. */
import { isFieldName } from "../node/http/field-meaning.ts";

export type HeadersSource = Headers | Record<string, string> | readonly (readonly [string, string])[];

function checkedName(name: string): string {
  if (!isFieldName(name)) throw new TypeError(`Headers.append: ${name} is an invalid header name.`);
  return name.toLowerCase();
}
/** The value without white space at its ends; TypeError for NUL, CR and LF in it. */
function checkedValue(value: string): string {
  const text = String(value);
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  const trimmed = text.slice(start, end);
  for (let i = 0; i < trimmed.length; i++) {
    const unit = trimmed.charCodeAt(i);
    if (unit === 0 || unit === 10 || unit === 13 || unit > 0xff) throw new TypeError(`Headers.append: ${value} is an invalid header value.`);
  }
  return trimmed;
}
function isSpace(unit: number): boolean { return unit === 0x20 || unit === 9 || unit === 10 || unit === 13; }

export class Headers {
  readonly #values: Map<string, string> = new Map();
  #cookies: string[] = [];

  constructor(init?: HeadersSource) {
    if (init === undefined) return;
    if (init instanceof Headers) {
      for (const [name, value] of init.#values) this.#values.set(name, value);
      this.#cookies = init.#cookies.slice();
    } else if (Array.isArray(init)) {
      for (const pair of init as readonly (readonly [string, string])[]) this.append(pair[0], pair[1]);
    } else {
      const record = init as Record<string, string>;
      for (const name of Object.keys(record)) this.append(name, record[name] as string);
    }
  }

  append(name: string, value: string): void {
    const key = checkedName(name);
    const text = checkedValue(value);
    if (key === "set-cookie") { this.#cookies.push(text); return; }
    const old = this.#values.get(key);
    this.#values.set(key, old === undefined ? text : `${old}${key === "cookie" ? "; " : ", "}${text}`);
  }
  delete(name: string): void {
    const key = checkedName(name);
    if (key === "set-cookie") this.#cookies = []; else this.#values.delete(key);
  }
  get(name: string): string | null {
    const key = checkedName(name);
    if (key === "set-cookie") return this.#cookies.length === 0 ? null : this.#cookies.join(", ");
    return this.#values.get(key) ?? null;
  }
  getSetCookie(): string[] { return this.#cookies.slice(); }
  has(name: string): boolean {
    const key = checkedName(name);
    return key === "set-cookie" ? this.#cookies.length > 0 : this.#values.has(key);
  }
  set(name: string, value: string): void {
    const key = checkedName(name);
    const text = checkedValue(value);
    if (key === "set-cookie") this.#cookies = [text]; else this.#values.set(key, text);
  }
  forEach(callback: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this._pairs()) callback(value, name, this);
  }
  /** Sorted by name; each cookie on its own. */
  _pairs(): [string, string][] {
    const pairs: [string, string][] = [];
    for (const [name, value] of this.#values) pairs.push([name, value]);
    for (const cookie of this.#cookies) pairs.push(["set-cookie", cookie]);
    return pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  }
  *entries(): IterableIterator<[string, string]> { for (const pair of this._pairs()) yield pair; }
  *keys(): IterableIterator<string> { for (const pair of this._pairs()) yield pair[0]; }
  *values(): IterableIterator<string> { for (const pair of this._pairs()) yield pair[1]; }
  [Symbol.iterator](): IterableIterator<[string, string]> { return this.entries(); }
}
