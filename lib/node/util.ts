/** node:util. */
import { formatWith } from "../runtime/inspect/format.ts";
import { inspect as inspectValue, inspectCustom, type InspectOptions } from "../runtime/inspect/inspect.ts";
import { invalidArgumentType } from "./errors.ts";
import { isDeepStrictEqual } from "./util/deep-equal.ts";

export { TextDecoder, TextEncoder } from "../web/encoding.ts";
export { isDeepStrictEqual };
export type { InspectOptions };

export function inspect(value: unknown, options?: InspectOptions): string { return inspectValue(value, options); }
inspect.custom = inspectCustom;

export function format(...args: unknown[]): string { return formatWith({}, args); }
export function formatWithOptions(options: InspectOptions, ...args: unknown[]): string { return formatWith(options, args); }

// Functions of any kind go through here: `any`, as in Node's types.
type Callback<T> = (error: any, value?: T) => void;
export function promisify<T>(original: (callback: Callback<T>) => void): () => Promise<T>;
export function promisify<A, T>(original: (a: A, callback: Callback<T>) => void): (a: A) => Promise<T>;
export function promisify<A, B, T>(original: (a: A, b: B, callback: Callback<T>) => void): (a: A, b: B) => Promise<T>;
export function promisify(original: Function): Function {
  if (typeof original !== "function") throw invalidArgumentType("original", "of type function", original);
  const call = original as (...args: unknown[]) => void;
  return function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      call.call(this, ...args, (error: unknown, value: unknown) => {
        if (error !== null && error !== undefined) reject(error); else resolve(value);
      });
    });
  };
}
/** The other way round: a function whose last argument is called back in the next tick. */
export function callbackify<T>(original: (...args: any[]) => Promise<T>): (...args: any[]) => void {
  return (...args: unknown[]): void => {
    const callback = args.pop() as (error: unknown, value?: T) => void;
    original(...args).then((value) => { queueMicrotask(() => { callback(null, value); }); }, (error: unknown) => { queueMicrotask(() => { callback(error); }); });
  };
}

/** Warns once that the function should not be used any more. */
export function deprecate<F extends (...args: any[]) => any>(fn: F, message: string, code?: string): F {
  let warned = false;
  return ((...args: unknown[]): unknown => {
    if (!warned) {
      warned = true;
      console.error(`(node:1) ${code === undefined ? "" : `[${code}] `}DeprecationWarning: ${message}`);
    }
    return fn(...args) as unknown;
  }) as F;
}

const STYLES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["reset", [0, 0]], ["bold", [1, 22]], ["dim", [2, 22]], ["italic", [3, 23]], ["underline", [4, 24]], ["inverse", [7, 27]], ["strikethrough", [9, 29]],
  ["black", [30, 39]], ["red", [31, 39]], ["green", [32, 39]], ["yellow", [33, 39]], ["blue", [34, 39]], ["magenta", [35, 39]], ["cyan", [36, 39]], ["white", [37, 39]], ["gray", [90, 39]],
  ["bgBlack", [40, 49]], ["bgRed", [41, 49]], ["bgGreen", [42, 49]], ["bgYellow", [43, 49]], ["bgBlue", [44, 49]], ["bgMagenta", [45, 49]], ["bgCyan", [46, 49]], ["bgWhite", [47, 49]],
]);
/** Text between escape sequences; always with them, as if the stream could show colours. */
export function styleText(format: string | readonly string[], text: string): string {
  let before = "";
  let after = "";
  for (const name of typeof format === "string" ? [format] : format) {
    const style = STYLES.get(name);
    if (style === undefined) throw invalidArgumentType("format", `one of: ${[...STYLES.keys()].map((key) => `'${key}'`).join(", ")}`, name);
    before += `\u001b[${style[0]}m`;
    after = `\u001b[${style[1]}m${after}`;
  }
  return before + text + after;
}
/** Takes escape sequences of terminals out. */
export function stripVTControlCharacters(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) !== 0x1b || text.charAt(i + 1) !== "[") { out += text.charAt(i); continue; }
    i += 2;
    while (i < text.length && !(text.charCodeAt(i) >= 0x40 && text.charCodeAt(i) <= 0x7e)) i++;
  }
  return out;
}
export function toUSVString(text: string): string { return text.toWellFormed(); }
export function isArray(value: unknown): value is unknown[] { return Array.isArray(value); }

/** What kind of built-in a value is. */
export const types = {
  isDate(value: unknown): value is Date { return value instanceof Date; },
  isRegExp(value: unknown): value is RegExp { return value instanceof RegExp; },
  isMap(value: unknown): value is Map<unknown, unknown> { return value instanceof Map; },
  isSet(value: unknown): value is Set<unknown> { return value instanceof Set; },
  isPromise(value: unknown): value is Promise<unknown> { return value instanceof Promise; },
  isNativeError(value: unknown): value is Error { return value instanceof Error; },
  isUint8Array(value: unknown): value is Uint8Array { return value instanceof Uint8Array; },
  isTypedArray(value: unknown): boolean { return ArrayBuffer.isView(value) && !(value instanceof DataView); },
  isArrayBuffer(value: unknown): value is ArrayBuffer { return value instanceof ArrayBuffer; },
};
export * as default from "./util.ts";
