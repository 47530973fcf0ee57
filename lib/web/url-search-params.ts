/** URLSearchParams (URL Standard §5, §6.2). */
import { printingExcept } from "./ascii-set.ts";
import type { BuiltinView } from "../runtime/inspect/inspect.ts";
import { percentDecode } from "./url-host.ts";
import { percentEncode } from "./url-record.ts";

/** A-Z a-z 0-9 * - . _ and space, which becomes "+". */
const FORM_PLAIN = printingExcept("!\"#$%&'()+,/:;<=>?@[\\]^`{|}~");

function encodeForm(text: string): string {
  const encoded = percentEncode(text, FORM_PLAIN);
  return encoded.includes(" ") ? encoded.replaceAll(" ", "+") : encoded;
}
function decodeForm(text: string): string { return percentDecode(text.includes("+") ? text.replaceAll("+", " ") : text); }

export function parseForm(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  if (text === "") return pairs;
  for (const piece of text.split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    if (equals < 0) pairs.push([decodeForm(piece), ""]);
    else pairs.push([decodeForm(piece.slice(0, equals)), decodeForm(piece.slice(equals + 1))]);
  }
  return pairs;
}

export class URLSearchParams {
  #pairs: [string, string][] = [];
  /** Tells the URL to which this belongs. */
  _onChange: ((query: string) => void) | undefined = undefined;

  constructor(init?: string | URLSearchParams | Record<string, string> | Iterable<[string, string]> | readonly (readonly [string, string])[]) {
    if (init === undefined) return;
    if (typeof init === "string") this.#pairs = parseForm(init.startsWith("?") ? init.slice(1) : init);
    else if (init instanceof URLSearchParams) this.#pairs = init.#pairs.map(([name, value]): [string, string] => [name, value]);
    else if (Symbol.iterator in init) {
      for (const pair of init as Iterable<readonly string[]>) {
        if (pair.length !== 2) throw new TypeError("Each query pair must be an iterable [name, value] tuple");
        this.#pairs.push([String(pair[0]), String(pair[1])]);
      }
    } else {
      const record = init as Record<string, string>;
      for (const name of Object.keys(record)) this.#pairs.push([name, String(record[name])]);
    }
  }

  ["whelk:inspect"](): BuiltinView {
    const pairs = this.#pairs;
    return { name: "URLSearchParams", ...(pairs.length === 0 ? {} : { entries: (inspector) => pairs.map(([name, value]) => `${inspector.primitive(name)} => ${inspector.primitive(value)}`) }) };
  }
  get size(): number { return this.#pairs.length; }
  append(name: string, value: string): void {
    this.#pairs.push([String(name), String(value)]);
    this.#changed();
  }
  delete(name: string, value?: string): void {
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== name || (value !== undefined && pair[1] !== value));
    this.#changed();
  }
  get(name: string): string | null {
    for (const pair of this.#pairs) if (pair[0] === name) return pair[1];
    return null;
  }
  getAll(name: string): string[] {
    const values: string[] = [];
    for (const pair of this.#pairs) if (pair[0] === name) values.push(pair[1]);
    return values;
  }
  has(name: string, value?: string): boolean {
    for (const pair of this.#pairs) if (pair[0] === name && (value === undefined || pair[1] === value)) return true;
    return false;
  }
  set(name: string, value: string): void {
    const index = this.#pairs.findIndex((pair) => pair[0] === name);
    if (index < 0) this.#pairs.push([String(name), String(value)]);
    else {
      (this.#pairs[index] as [string, string])[1] = String(value);
      this.#pairs = this.#pairs.filter((pair, i) => i <= index || pair[0] !== name);
    }
    this.#changed();
  }
  /** By the code units of the names; stable. */
  sort(): void {
    this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#changed();
  }
  forEach(callback: (value: string, name: string, searchParams: URLSearchParams) => void): void {
    for (let i = 0; i < this.#pairs.length; i++) {
      const pair = this.#pairs[i] as [string, string];
      callback(pair[1], pair[0], this);
    }
  }
  *entries(): IterableIterator<[string, string]> {
    for (let i = 0; i < this.#pairs.length; i++) {
      const pair = this.#pairs[i] as [string, string];
      yield [pair[0], pair[1]];
    }
  }
  *keys(): IterableIterator<string> {
    for (let i = 0; i < this.#pairs.length; i++) yield (this.#pairs[i] as [string, string])[0];
  }
  *values(): IterableIterator<string> {
    for (let i = 0; i < this.#pairs.length; i++) yield (this.#pairs[i] as [string, string])[1];
  }
  [Symbol.iterator](): IterableIterator<[string, string]> { return this.entries(); }
  toString(): string {
    let text = "";
    for (const [name, value] of this.#pairs) text += `${text === "" ? "" : "&"}${encodeForm(name)}=${encodeForm(value)}`;
    return text;
  }

  /** Another query of the URL: the pairs anew. */
  _reset(query: string): void { this.#pairs = parseForm(query); }
  #changed(): void { if (this._onChange !== undefined) this._onChange(this.toString()); }
}
