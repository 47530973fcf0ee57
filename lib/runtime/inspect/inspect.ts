/**
 * `inspect` of node:util: values as text for people, as Node 24 prints them.
 *
 * Built-in classes (Map, Date, Promise …) describe themselves by the method "whelk:inspect", so that what a
 * program does not use is not linked; arrays, functions, errors and typed arrays have raw layouts and are known here.
 *
 * Left out: proxies, module namespaces, boxed primitives, prototype properties with showHidden.
 */
import { isCompiled } from "../../sys/intrinsics.ts";
import type { u32 } from "../../sys/types.ts";
import { errorText } from "./error.ts";
import { joinEntries, type EntryKind } from "./layout.ts";
import { formatNumber, separate } from "./number.ts";
import { escapeControls, isPlainKey, quoteLines, quoteString } from "./quote.ts";
import { classNameOf, extraArrayKeys, functionKind, isClass, superName } from "./reflection.ts";

export interface InspectOptions {
  showHidden?: boolean | undefined;
  depth?: number | null | undefined;
  colors?: boolean | undefined;
  customInspect?: boolean | undefined;
  maxArrayLength?: number | null | undefined;
  maxStringLength?: number | null | undefined;
  breakLength?: number | undefined;
  compact?: boolean | number | undefined;
  sorted?: boolean | ((a: string, b: string) => number) | undefined;
  getters?: boolean | "get" | "set" | undefined;
  numericSeparator?: boolean | undefined;
}

/** How a built-in class shows itself. */
export interface BuiltinView {
  /** The class whose name is expected, "Map". */
  readonly name: string;
  /** Text in the place of everything (a date, a regular expression), when there are no properties. */
  readonly base?: string;
  readonly style?: Style;
  /** Shown in parentheses; with 0 the object is empty. */
  readonly size?: number;
  /** "Map Iterator": a bracketed name in the place of the class. */
  readonly bracketed?: string;
  readonly entries?: (inspector: Inspector, depth: number) => string[];
}

export type Style = "number" | "bigint" | "string" | "boolean" | "undefined" | "null" | "special" | "symbol" | "date" | "regexp" | "name" | "module";
const STYLES: readonly [Style, number, number][] = [
  ["number", 33, 39], ["bigint", 33, 39], ["string", 32, 39], ["boolean", 33, 39], ["undefined", 90, 39], ["null", 1, 22],
  ["special", 36, 39], ["symbol", 32, 39], ["date", 35, 39], ["regexp", 31, 39], ["module", 4, 24],
];

export const inspectCustom: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** The state of one `inspect`. */
export class Inspector {
  showHidden: boolean = false;
  /** Levels to show; Infinity: all. */
  depth: number = 2;
  colors: boolean = false;
  customInspect: boolean = true;
  maxArrayLength: number = 100;
  maxStringLength: number = 10000;
  /** Columns before a line is broken. */
  breakLength: number = 80;
  compact: boolean | number = 3;
  sorted: boolean | ((a: string, b: string) => number) = false;
  getters: boolean | "get" | "set" = false;
  numericSeparator: boolean = false;
  /** Columns of the current indentation. */
  indentation: number = 0;
  /** The depth of the object that was shown last. */
  deepest: number = 0;
  private readonly options: InspectOptions;
  private readonly seen: object[] = [];
  private readonly circular: object[] = [];

  constructor(options: InspectOptions) {
    this.options = options;
    if (options.showHidden !== undefined) this.showHidden = options.showHidden;
    if (options.depth !== undefined) this.depth = options.depth ?? Infinity;
    if (options.colors !== undefined) this.colors = options.colors;
    if (options.customInspect !== undefined) this.customInspect = options.customInspect;
    if (options.maxArrayLength !== undefined) this.maxArrayLength = Math.max(0, options.maxArrayLength ?? Infinity);
    if (options.maxStringLength !== undefined) this.maxStringLength = Math.max(0, options.maxStringLength ?? Infinity);
    if (options.breakLength !== undefined) this.breakLength = options.breakLength;
    if (options.compact !== undefined) this.compact = options.compact;
    if (options.sorted !== undefined) this.sorted = options.sorted;
    if (options.getters !== undefined) this.getters = options.getters;
    if (options.numericSeparator !== undefined) this.numericSeparator = options.numericSeparator;
  }

  stylize(text: string, style: Style): string {
    if (!this.colors) return text;
    for (const row of STYLES) if (row[0] === style) return `\u001b[${row[1]}m${text}\u001b[${row[2]}m`;
    return text;
  }

  value(value: unknown, depth: number): string {
    if (typeof value === "object") {
      if (value === null) return this.stylize("null", "null");
      return this.object(value, depth);
    }
    if (typeof value === "function") return this.object(value, depth);
    return this.primitive(value);
  }

  /** A value two columns further in. */
  nested(value: unknown, depth: number): string {
    this.indentation += 2;
    const text = this.value(value, depth);
    this.indentation -= 2;
    return text;
  }

  primitive(value: unknown): string {
    if (typeof value === "string") return this.string(value);
    if (typeof value === "number") return this.stylize(formatNumber(value, this.numericSeparator), "number");
    if (typeof value === "bigint") return this.stylize(`${this.numericSeparator ? separate(String(value)) : String(value)}n`, "bigint");
    if (typeof value === "boolean") return this.stylize(value ? "true" : "false", "boolean");
    if (value === undefined) return this.stylize("undefined", "undefined");
    return this.stylize(String(value), "symbol");
  }

  private string(value: string): string {
    let text = value;
    let trailer = "";
    if (text.length > this.maxStringLength) {
      const more = text.length - this.maxStringLength;
      text = text.slice(0, this.maxStringLength);
      trailer = `... ${more} more character${more > 1 ? "s" : ""}`;
    }
    if (this.compact === true || text.length <= 16 || text.length <= this.breakLength - this.indentation - 4 || text.indexOf("\n") < 0) {
      return this.stylize(quoteString(text), "string") + trailer;
    }
    return quoteLines(text, this.indentation, (line) => this.stylize(line, "string")) + trailer;
  }

  private object(value: object, depth: number): string {
    if (this.customInspect) {
      const custom: unknown = (value as { [inspectCustom]?: unknown })[inspectCustom];
      if (typeof custom === "function" && custom !== inspect) {
        const result: unknown = custom.call(value, this.depth === Infinity ? null : this.depth - depth, this.userOptions(), inspect);
        if (result !== value) {
          if (typeof result !== "string") return this.value(result, depth);
          return result.replaceAll("\n", `\n${" ".repeat(this.indentation)}`);
        }
      }
    }
    if (this.seen.includes(value)) {
      let index = this.circular.indexOf(value);
      if (index < 0) {
        index = this.circular.length;
        this.circular.push(value);
      }
      return this.stylize(`[Circular *${index + 1}]`, "special");
    }
    return this.raw(value, depth);
  }

  private userOptions(): InspectOptions {
    return {
      showHidden: this.showHidden, depth: this.depth === Infinity ? null : this.depth, colors: this.colors, customInspect: this.customInspect,
      maxArrayLength: this.maxArrayLength, maxStringLength: this.maxStringLength, breakLength: this.breakLength, compact: this.compact,
      sorted: this.sorted, getters: this.getters, numericSeparator: this.numericSeparator, ...this.options,
      stylize: (text: string, style: Style) => this.stylize(text, style),
    } as InspectOptions;
  }

  private raw(value: object, depth: number): string {
    const name = classNameOf(value);
    const tag = tagOf(value, this.showHidden);
    if (Array.isArray(value)) return this.array(value, name, tag, depth);
    if (typeof value === "function") return this.function(value, name, tag, depth);
    if (ArrayBuffer.isView(value)) return this.view(value, name, tag, depth);
    if (value instanceof Error) {
      const keys = this.keys(value);
      const base = errorText(this, value, name, tag, keys);
      return keys.length === 0 ? base : this.braced(value, new Frame(base, "{", "}"), keys, depth, name, tag, noEntries);
    }
    if (value instanceof ArrayBuffer) return this.arrayBuffer(value, name, tag, depth);
    const hook: unknown = (value as { "whelk:inspect"?: unknown })["whelk:inspect"];
    if (typeof hook === "function") return this.builtin(value, (hook as () => BuiltinView).call(value), name, tag, depth);
    const keys = this.keys(value);
    const open = name === "Object" && tag === "" ? "{" : `${prefix(name, tag, "Object", "")}{`;
    if (keys.length === 0) return `${open}}`;
    return this.braced(value, new Frame("", open, "}"), keys, depth, name, tag, noEntries);
  }

  private array(value: unknown[], name: string | null, tag: string, depth: number): string {
    const keys = extraArrayKeys(value, this.showHidden);
    const open = name === "Array" && tag === "" ? "[" : `${prefix(name, tag, "Array", `(${value.length})`)}[`;
    if (value.length === 0 && keys.length === 0) return `${open}]`;
    const frame = new Frame("", open, "]");
    frame.kind = "elements";
    return this.braced(value, frame, keys, depth, name, tag, (_inspector, level) => this.elements(value, level));
  }

  private elements(value: unknown[], depth: number): string[] {
    const limit = Math.min(this.maxArrayLength, value.length);
    const output: string[] = [];
    let index = 0;
    while (index < value.length && output.length < limit) {
      if (value[index] === undefined && !(index in value)) {
        const start = index;
        while (index < value.length && value[index] === undefined && !(index in value)) index++;
        const holes = index - start;
        output.push(this.stylize(`<${holes} empty item${holes > 1 ? "s" : ""}>`, "undefined"));
      } else {
        output.push(this.nested(value[index], depth));
        index++;
      }
    }
    if (index < value.length) output.push(moreItems(value.length - index));
    return output;
  }

  private function(value: object, name: string | null, tag: string, depth: number): string {
    const base = isClass(value) ? classText(value, name, tag) : functionText(value, name, tag);
    const keys = this.keys(value);
    if (keys.length === 0) return this.stylize(base, "special");
    return this.braced(value, new Frame(base, "{", "}"), keys, depth, name, tag, noEntries);
  }

  private view(value: ArrayBufferView, name: string | null, tag: string, depth: number): string {
    if (value instanceof DataView) {
      const frame = new Frame("", `${prefix(name, tag, "DataView", "")}{`, "}");
      return this.braced(value, frame, this.keys(value), depth, name, tag, (_inspector, level) => [
        `${this.extraKey("byteLength")}: ${this.primitive(value.byteLength)}`, `${this.extraKey("byteOffset")}: ${this.primitive(value.byteOffset)}`,
        `${this.extraKey("buffer")}: ${this.nested(value.buffer, level)}`,
      ]);
    }
    const array = value as Uint8Array;
    if (name === "Buffer") return bufferText(array);
    // Of any kind: not to be read as bytes.
    const elements = value as unknown as ArrayLike<number>;
    const keys = extraArrayKeys(array, false);
    const open = `${prefix(name, tag, "Uint8Array", `(${array.length})`)}[`;
    if (array.length === 0 && keys.length === 0) return `${open}]`;
    const frame = new Frame("", open, "]");
    frame.kind = "elements";
    return this.braced(value, frame, keys, depth, name, tag, () => {
      const output: string[] = [];
      const limit = Math.min(this.maxArrayLength, array.length);
      for (let i: u32 = 0; i < limit; i++) output.push(this.primitive(elements[i]));
      if (limit < array.length) output.push(moreItems(array.length - limit));
      return output;
    });
  }

  private arrayBuffer(value: ArrayBuffer, name: string | null, tag: string, depth: number): string {
    const frame = new Frame("", `${prefix(name, tag, "ArrayBuffer", "")}{`, "}");
    return this.braced(value, frame, this.keys(value), depth, name, tag, () => {
      const bytes = new Uint8Array(value);
      const limit = Math.min(this.maxArrayLength, bytes.length);
      const parts: string[] = [];
      for (let i: u32 = 0; i < limit; i++) parts.push((bytes[i]! < 16 ? "0" : "") + bytes[i]!.toString(16));
      const more = bytes.length - limit;
      const rest = more > 0 ? ` ... ${more} more byte${more > 1 ? "s" : ""}` : "";
      return [`${this.stylize("[Uint8Contents]", "special")}: <${parts.join(" ")}${rest}>`, `${this.extraKey("byteLength")}: ${this.primitive(value.byteLength)}`];
    });
  }

  private extraKey(name: string): string { return this.stylize(`[${name}]`, "string"); }

  private builtin(value: object, view: BuiltinView, className: string | null, tag: string, depth: number): string {
    const keys = this.keys(value);
    if (view.base !== undefined) {
      const before = prefix(className, tag, view.name, "");
      const base = before === `${view.name} ` ? view.base : before + view.base;
      if (keys.length === 0 || (view.style === "regexp" && depth > this.depth)) return this.stylize(base, view.style ?? "special");
      return this.braced(value, new Frame(base, "{", "}"), keys, depth, className, tag, noEntries);
    }
    if (view.bracketed !== undefined) {
      return this.braced(value, new Frame("", `[${view.bracketed}] {`, "}"), keys, depth, "Object", tag, view.entries ?? noEntries);
    }
    const name = view.name === "Object" ? "Object" : className;
    const open = `${prefix(name, tag, view.name, view.size === undefined ? "" : `(${view.size})`)}{`;
    if (keys.length === 0 && (view.size === 0 || view.entries === undefined)) return `${open}}`;
    return this.braced(value, new Frame("", open, "}"), keys, depth, name, tag, view.entries ?? noEntries);
  }

  /** Own keys that are shown: enumerable strings and symbols, or all strings with showHidden. */
  private keys(value: object): (string | symbol)[] {
    let keys: (string | symbol)[] = this.showHidden ? Object.getOwnPropertyNames(value) : Object.keys(value);
    // Compiled, reflection hides the internal slots of built-in classes.
    if (!isCompiled() && "whelk:inspect" in value) keys = keys.filter((key) => !(key as string).startsWith("_"));
    for (const symbol of Object.getOwnPropertySymbols(value)) {
      if (this.showHidden || Object.getOwnPropertyDescriptor(value, symbol)?.enumerable === true) keys.push(symbol);
    }
    return keys;
  }

  /** Entries and properties between braces, or only the name when it is too deep. */
  private braced(value: object, frame: Frame, keys: readonly (string | symbol)[], depth: number, name: string | null, tag: string, entries: EntryWriter): string {
    if (depth > this.depth) {
      const text = prefix(name, tag, Array.isArray(value) ? "Array" : "Object", "").slice(0, -1);
      return this.stylize(name === null ? text : `[${text}]`, "special");
    }
    const level = depth + 1;
    this.seen.push(value);
    this.deepest = level;
    const output = entries(this, level);
    const elementCount = output.length;
    for (const key of keys) output.push(this.property(value, key, level));
    const index = this.circular.indexOf(value);
    if (index >= 0) {
      const reference = this.stylize(`<ref *${index + 1}>`, "special");
      if (this.compact !== true) frame.base = frame.base === "" ? reference : `${reference} ${frame.base}`;
      else frame.open = `${reference} ${frame.open}`;
    }
    this.seen.pop();
    if (this.sorted !== false) sortEntries(output, frame.kind === "object" ? 0 : elementCount, this.sorted);
    return joinEntries(this, output, frame.base, frame.open, frame.close, frame.kind, level, value);
  }

  private property(value: object, key: string | symbol, depth: number): string {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    let text: string;
    let gap = " ";
    if (descriptor === undefined) {
      text = this.stylize("undefined", "undefined");
    } else if (descriptor.get !== undefined) {
      text = this.getter(value, descriptor.get as () => unknown, descriptor.set !== undefined, depth);
    } else if (descriptor.set !== undefined) {
      text = this.stylize("[Setter]", "special");
    } else {
      const columns = this.compact === true ? 3 : 2;
      this.indentation += columns;
      text = this.value(descriptor.value, depth);
      if (columns === 3 && this.breakLength < text.length) gap = `\n${" ".repeat(this.indentation)}`;
      this.indentation -= columns;
    }
    let name: string;
    if (typeof key === "symbol") name = this.stylize(escapeControls(String(key), true), "symbol");
    else if (key === "__proto__") name = "['__proto__']";
    else if (isPlainKey(key)) name = this.stylize(key, "name");
    else name = this.stylize(quoteString(key), "string");
    if (descriptor !== undefined && descriptor.enumerable === false) name = `[${name}]`;
    return `${name}:${gap}${text}`;
  }

  private getter(object: object, get: () => unknown, hasSetter: boolean, depth: number): string {
    const label = hasSetter ? "Getter/Setter" : "Getter";
    const wanted = this.getters === true || this.getters === (hasSetter ? "set" : "get");
    if (!wanted) return this.stylize(`[${label}]`, "special");
    const open = this.stylize(`[${label}:`, "special");
    const close = this.stylize("]", "special");
    this.indentation += 2;
    let text: string;
    try {
      const value = get.call(object);
      if ((typeof value === "object" && value !== null) || typeof value === "function") text = `${this.stylize(`[${label}]`, "special")} ${this.value(value, depth)}`;
      else text = `${open} ${value === null ? this.stylize("null", "null") : this.primitive(value)}${close}`;
    } catch (error) {
      text = `${open} <Inspection threw (${this.value(error, depth)})>${close}`;
    }
    this.indentation -= 2;
    return text;
  }
}

type EntryWriter = (inspector: Inspector, depth: number) => string[];
const noEntries: EntryWriter = () => [];

/** What stands around the entries of an object. */
class Frame {
  base: string;
  open: string;
  readonly close: string;
  kind: EntryKind = "object";
  constructor(base: string, open: string, close: string) { this.base = base; this.open = open; this.close = close; }
}

/** `inspect(value, options)`; also the old form `inspect(value, showHidden, depth, colors)`. */
export function inspect(value: unknown, options?: InspectOptions | boolean | null, depth?: number | null, colors?: boolean): string {
  const given: InspectOptions = typeof options === "boolean" ? { showHidden: options } : options ?? {};
  const inspector = new Inspector(given);
  if (depth !== undefined) inspector.depth = depth ?? Infinity;
  if (colors !== undefined) inspector.colors = colors;
  return inspector.value(value, 0);
}

/** Class name and tag before the brace: "Foo(2) [tag] ". */
export function prefix(name: string | null, tag: string, fallback: string, size: string): string {
  if (name === null) return tag !== "" && tag !== fallback ? `[${fallback}${size}: null prototype] [${tag}] ` : `[${fallback}${size}: null prototype] `;
  let result = `${name}${size} `;
  if (tag !== "") {
    const at = name.indexOf(tag);
    const end = at + tag.length;
    // "FooMap" with the tag "Map" says it already; "Mapper" does not.
    if (at < 0 || (end !== name.length && name[end] === name[end]!.toLowerCase())) result += `[${tag}] `;
  }
  return result;
}

function tagOf(value: object, showHidden: boolean): string {
  let tag: unknown;
  try {
    tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  } catch {
    return "";
  }
  if (typeof tag !== "string" || tag === "") return "";
  const own = Object.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  return own !== undefined && (showHidden || own.enumerable === true) ? "" : tag;
}

function moreItems(count: number): string { return `... ${count} more item${count > 1 ? "s" : ""}`; }

/** Node's Buffer shows its first 50 bytes. */
function bufferText(bytes: Uint8Array): string {
  const shown = Math.min(50, bytes.length);
  let text = "<Buffer";
  for (let i: u32 = 0; i < shown; i++) text += (bytes[i]! < 16 ? " 0" : " ") + bytes[i]!.toString(16);
  const more = bytes.length - shown;
  return more > 0 ? `${text} ... ${more} more byte${more > 1 ? "s" : ""}>` : `${text}>`;
}

function sortEntries(output: string[], from: number, order: boolean | ((a: string, b: string) => number)): void {
  const tail = output.splice(from, output.length - from);
  if (typeof order === "function") tail.sort(order);
  else tail.sort();
  for (const entry of tail) output.push(entry);
}

function classText(cls: object, constructorName: string | null, tag: string): string {
  const name = (cls as { name: string }).name;
  let text = `class ${name === "" ? "(anonymous)" : name}`;
  if (constructorName !== "Function" && constructorName !== null) text += ` [${constructorName}]`;
  if (tag !== "" && constructorName !== tag) text += ` [${tag}]`;
  const parent = superName(cls);
  if (constructorName === null) text += " extends [null prototype]";
  else if (parent !== "") text += ` extends ${parent}`;
  return `[${text}]`;
}

function functionText(fn: object, constructorName: string | null, tag: string): string {
  const kind = functionKind(fn);
  const name = (fn as { name: string }).name;
  let text = `[${kind}${constructorName === null ? " (null prototype)" : ""}${name === "" ? " (anonymous)" : `: ${name}`}]`;
  if (constructorName !== kind && constructorName !== "Function" && constructorName !== null) text += ` ${constructorName}`;
  if (tag !== "" && constructorName !== tag && tag !== kind) text += ` [${tag}]`;
  return text;
}
