/** JSON.stringify (ECMA-262 §25.5.2), with V8's messages. */
import type { u32 } from "../../sys/types.ts";
import { classNameOf } from "../inspect/reflection.ts";
import { TextBuilder } from "../text-builder.ts";
import { Units } from "../units.ts";
import { appendJson } from "./append.ts";
import { quoteJson } from "./quote.ts";

const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

type Replacer = (this: unknown, key: string, value: unknown) => unknown;

export function jsonStringify(value: unknown, replacer?: Replacer | readonly (number | string)[] | null, space?: string | number): string | undefined {
  if (typeof value === "string" && replacer === undefined) return quoteJson(value);
  const writer = new JsonWriter(gapOf(space));
  if (typeof replacer === "function") writer.replacer = replacer;
  else if (Array.isArray(replacer)) writer.only = keyList(replacer as readonly unknown[]);
  const holder = writer.replacer === undefined ? undefined : { "": value };
  return writer.write(holder, "", value) ? writer.text.finish() : undefined;
}

function gapOf(space: unknown): string {
  if (typeof space === "number") return " ".repeat(Math.max(0, Math.min(10, Math.trunc(space))));
  return typeof space === "string" ? space.slice(0, 10) : "";
}

function keyList(list: readonly unknown[]): string[] {
  const keys: string[] = [];
  for (const item of list) {
    if (typeof item !== "string" && typeof item !== "number") continue;
    const key = String(item);
    if (!keys.includes(key)) keys.push(key);
  }
  return keys;
}

class JsonWriter {
  readonly text: TextBuilder = new TextBuilder();
  replacer: Replacer | undefined = undefined;
  /** With an array as replacer: the only keys. */
  only: readonly string[] | undefined = undefined;
  private readonly gap: string;
  private readonly spaced: boolean;
  private indent: string = "";
  /** Objects around the value and the keys that lead from each to the next, for the circle's message. */
  private readonly stack: object[] = [];
  private readonly path: (string | number)[] = [];
  private readonly units: Units = new Units("");

  constructor(gap: string) {
    this.gap = gap;
    this.spaced = gap !== "";
  }

  /** SerializeJSONProperty; false: nothing to write (undefined, functions, symbols). */
  write(holder: object | undefined, key: string | number, given: unknown): boolean {
    let value = given;
    if ((typeof value === "object" && value !== null) || typeof value === "bigint" || typeof value === "function") {
      const toJson: unknown = (value as { toJSON?: unknown }).toJSON;
      if (typeof toJson === "function") value = toJson.call(value, String(key));
    }
    if (this.replacer !== undefined) value = this.replacer.call(holder, String(key), value);
    if (typeof value === "string") { appendJson(this.text, this.units, value); return true; }
    if (typeof value === "number") { this.text.append(Number.isFinite(value) ? String(value) : "null"); return true; }
    if (typeof value === "boolean") { this.text.append(value ? "true" : "false"); return true; }
    if (value === null) { this.text.append("null"); return true; }
    if (typeof value === "bigint") throw new TypeError("Do not know how to serialize a BigInt");
    if (typeof value !== "object") return false;
    this.enter(value, key);
    if (Array.isArray(value)) this.array(value);
    else this.object(value);
    this.stack.pop();
    this.path.pop();
    return true;
  }

  private enter(value: object, key: string | number): void {
    const index = this.stack.indexOf(value);
    if (index >= 0) throw new TypeError(this.circleMessage(index, key));
    this.stack.push(value);
    this.path.push(key);
  }

  private array(array: readonly unknown[]): void {
    const length = array.length;
    if (length === 0) { this.text.append("[]"); return; }
    const outer = this.indent;
    if (this.spaced) this.indent += this.gap;
    const separator = this.spaced ? `\n${this.indent}` : "";
    this.text.appendByte(OPEN_BRACKET);
    const withHolder = this.replacer !== undefined;
    for (let i: u32 = 0; i < length; i++) {
      if (i > 0) this.text.appendByte(COMMA);
      if (this.spaced) this.text.append(separator);
      const item = array[i];
      if (typeof item === "number" && !withHolder) this.text.append(Number.isFinite(item) ? String(item) : "null");
      else if (!this.write(array, i, item)) this.text.append("null");
    }
    if (this.spaced) this.text.append(`\n${outer}`);
    this.text.appendByte(CLOSE_BRACKET);
    this.indent = outer;
  }

  private object(object: object): void {
    const outer = this.indent;
    if (this.spaced) this.indent += this.gap;
    const separator = this.spaced ? `\n${this.indent}` : "";
    const keys = this.only ?? Object.keys(object);
    let any = false;
    for (let i: u32 = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const before = this.text.length;
      this.text.appendByte(any ? COMMA : OPEN_BRACE);
      if (this.spaced) this.text.append(separator);
      appendJson(this.text, this.units, key);
      this.text.appendByte(COLON);
      if (this.spaced) this.text.append(" ");
      if (this.write(object, key, (object as Record<string, unknown>)[key])) any = true;
      else this.text.truncate(before);
    }
    if (!any) this.text.append("{}");
    else {
      if (this.spaced) this.text.append(`\n${outer}`);
      this.text.appendByte(CLOSE_BRACE);
    }
    this.indent = outer;
  }

  /** Where the circle starts, what leads round it (the middle left out when it is long), and what closes it. */
  private circleMessage(start: u32, lastKey: string | number): string {
    const lines = [`Converting circular structure to JSON\n    --> starting at object with constructor ${this.className(start)}`];
    const links = this.stack.length - start - 1;
    for (let i: u32 = 1; i <= links; i++) {
      if (links > 3 && i === 3) lines.push("    |     ...");
      if (links > 3 && i >= 3 && i < links) continue;
      lines.push(`    |     ${this.keyText(start + i, this.path[start + i]!)} -> object with constructor ${this.className(start + i)}`);
    }
    lines.push(`    --- ${this.keyText(this.stack.length, lastKey)} closes the circle`);
    return lines.join("\n");
  }
  private className(index: u32): string { return `'${classNameOf(this.stack[index]!) ?? "Object"}'`; }
  /** "property 'a'" or "index 0" by what holds the key. */
  private keyText(index: u32, key: string | number): string { return Array.isArray(this.stack[index - 1]) ? `index ${key}` : `property '${key}'`; }
}
