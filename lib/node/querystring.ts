/** node:querystring. */
import { printingExcept } from "../web/ascii-set.ts";
import { percentDecode } from "../web/url-host.ts";
import { percentEncode } from "../web/url-record.ts";

export interface ParsedUrlQuery { [name: string]: string | string[] | undefined }
/** A-Z a-z 0-9 - _ . ! ~ * ' ( ) */
const UNESCAPED = printingExcept(' "#$%&+,/:;<=>?@[\\]^`{|}');

export function escape(text: string): string { return percentEncode(String(text), UNESCAPED); }
export function unescape(text: string): string { return percentDecode(String(text)); }

function shown(value: unknown): string {
  if (typeof value === "string") return escape(value);
  if (typeof value === "number" && Number.isFinite(value)) return escape(String(value));
  return typeof value === "boolean" ? String(value) : "";
}
export function stringify(object?: Record<string, unknown>, separator: string = "&", equals: string = "="): string {
  if (object === undefined) return "";
  const parts: string[] = [];
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (Array.isArray(value)) for (const one of value as unknown[]) parts.push(`${escape(name)}${equals}${shown(one)}`);
    else parts.push(`${escape(name)}${equals}${shown(value)}`);
  }
  return parts.join(separator);
}
export function parse(text: string, separator: string = "&", equals: string = "=", options?: { maxKeys?: number }): ParsedUrlQuery {
  const result: ParsedUrlQuery = {};
  const most = options?.maxKeys ?? 1000;
  let count = 0;
  for (const piece of text.split(separator)) {
    if (piece === "") continue;
    if (most > 0 && count++ >= most) break;
    const at = piece.indexOf(equals);
    const name = unescape((at < 0 ? piece : piece.slice(0, at)).replaceAll("+", " "));
    const value = at < 0 ? "" : unescape(piece.slice(at + equals.length).replaceAll("+", " "));
    const old = result[name];
    if (old === undefined) result[name] = value;
    else if (Array.isArray(old)) old.push(value);
    else result[name] = [old, value];
  }
  return result;
}
export { stringify as encode, parse as decode };
export * as default from "./querystring.ts";
