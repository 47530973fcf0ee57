/**
 * structuredClone (HTML §2.7): a deep copy that keeps cycles and shared references.
 * Left out: `transfer` (refused when it is not empty).
 */
import { DOMException } from "./dom-exception.ts";
import { Date } from "../runtime/date.ts";
import { Map } from "../runtime/map.ts";
import { copyRegExp, RegExp } from "../runtime/regexp/regexp.ts";
import { Set } from "../runtime/set.ts";

function notCloneable(what: string): DOMException { return new DOMException(`${what} could not be cloned.`, "DataCloneError"); }

export function globalStructuredClone<T>(value: T, options?: { transfer?: unknown[] }): T {
  if (options?.transfer !== undefined && options.transfer.length > 0) throw new TypeError("structuredClone: transfer is not supported");
  return new Cloner().clone(value) as T;
}

class Cloner {
  private readonly copies: Map<object, unknown> = new Map<object, unknown>();

  clone(value: unknown): unknown {
    if (typeof value === "symbol") throw notCloneable(String(value));
    if (typeof value === "function") throw notCloneable(String(value));
    if (typeof value !== "object" || value === null) return value;
    const known = this.copies.get(value);
    return known === undefined ? this.object(value) : known;
  }

  private remember<T extends object>(source: object, copy: T): T {
    this.copies.set(source, copy);
    return copy;
  }

  private object(value: object): unknown {
    if (Array.isArray(value)) return this.array(value as unknown[]);
    if (value instanceof Map) {
      const copy = this.remember(value, new Map<unknown, unknown>());
      const entries: [unknown, unknown][] = [...(value as Map<unknown, unknown>)];
      for (const [key, item] of entries) copy.set(this.clone(key), this.clone(item));
      return copy;
    }
    if (value instanceof Set) {
      const copy = this.remember(value, new Set<unknown>());
      const items: unknown[] = [...(value as Set<unknown>)];
      for (const item of items) copy.add(this.clone(item));
      return copy;
    }
    if (value instanceof Date) return this.remember(value, new Date(value.getTime()));
    if (value instanceof RegExp) return this.remember(value, copyRegExp(value));
    if (value instanceof Error) return this.error(value);
    if (value instanceof ArrayBuffer) return this.remember(value, value.slice(0));
    if (ArrayBuffer.isView(value)) return this.view(value);
    if ("whelk:inspect" in value) throw notCloneable(`#<${value.constructor.name}>`);
    const copy = this.remember<Record<string, unknown>>(value, {});
    for (const key of Object.keys(value)) copy[key] = this.clone((value as Record<string, unknown>)[key]);
    return copy;
  }

  private array(value: unknown[]): unknown[] {
    const copy = this.remember<unknown[]>(value, []);
    copy.length = value.length;
    for (const key of Object.keys(value)) (copy as unknown as Record<string, unknown>)[key] = this.clone((value as unknown as Record<string, unknown>)[key]);
    return copy;
  }

  private view(value: ArrayBufferView): unknown {
    const buffer = this.clone(value.buffer) as ArrayBuffer;
    if (value instanceof DataView) return this.remember(value, new DataView(buffer, value.byteOffset, value.byteLength));
    const length = (value as Uint8Array).length;
    const offset = value.byteOffset;
    let copy: object;
    if (value instanceof Uint8Array) copy = new Uint8Array(buffer, offset, length);
    else if (value instanceof Int8Array) copy = new Int8Array(buffer, offset, length);
    else if (value instanceof Uint8ClampedArray) copy = new Uint8ClampedArray(buffer, offset, length);
    else if (value instanceof Int16Array) copy = new Int16Array(buffer, offset, length);
    else if (value instanceof Uint16Array) copy = new Uint16Array(buffer, offset, length);
    else if (value instanceof Int32Array) copy = new Int32Array(buffer, offset, length);
    else if (value instanceof Uint32Array) copy = new Uint32Array(buffer, offset, length);
    else if (value instanceof Float32Array) copy = new Float32Array(buffer, offset, length);
    else if (value instanceof Float64Array) copy = new Float64Array(buffer, offset, length);
    else throw notCloneable(`#<${(value as object).constructor.name}>`);
    return this.remember(value, copy);
  }

  /** Only the standard classes survive; the name, message, stack and cause of the error are kept. */
  private error(value: Error): Error {
    let copy: Error;
    switch (value.name) {
      case "TypeError": copy = new TypeError(value.message); break;
      case "RangeError": copy = new RangeError(value.message); break;
      case "SyntaxError": copy = new SyntaxError(value.message); break;
      case "ReferenceError": copy = new ReferenceError(value.message); break;
      case "EvalError": copy = new EvalError(value.message); break;
      case "URIError": copy = new URIError(value.message); break;
      default: copy = new Error(value.message);
    }
    this.remember(value, copy);
    if (value.stack !== undefined) copy.stack = value.stack;
    if (Object.hasOwn(value, "cause")) copy.cause = this.clone(value.cause);
    return copy;
  }
}
