/**
 * What inspect asks about objects beyond the standard reflection functions. Compiled objects know their shapes;
 * under Node (tests) the prototype chain and the source text tell.
 */
import { addressOf, isCompiled, load32, loadSize, objectAt, shapeTable } from "../../sys/intrinsics.ts";
import type { u32 } from "../../sys/types.ts";
import { builtinClassName } from "../class-name.ts";
import { shapeRecord } from "../gc/object-size.ts";
import {
  ARRAY_OVERFLOW, FUNCTION_INFO, INFO_CLASS, INFO_FLAGS, RECORD_NAME, RECORD_PARENT, SHAPE_RECORD_BYTES,
} from "../layout.ts";
import { shapeOfValue } from "../value.ts";

/** The name of the nearest class; null: no prototype at all. */
export function classNameOf(value: object): string | null {
  if (isCompiled()) {
    const name = builtinClassName(value);
    if (name === "AsyncFrame") return "Promise"; // the promise of an async call
    if (name === "") return namedAncestor(shapeOfValue(value));
    return name === "Object" && Object.getPrototypeOf(value) === null ? null : name;
  }
  let link: unknown = value;
  while (link !== null && link !== undefined) {
    const cls: unknown = Object.getOwnPropertyDescriptor(link, "constructor")?.value;
    if (typeof cls === "function" && cls.name !== "" && value instanceof cls) return cls.name;
    link = Object.getPrototypeOf(link);
  }
  return null;
}

/** The nearest class with a name above one without: what an instance of an anonymous class is shown as. */
function namedAncestor(shape: u32): string {
  let at: u32 = load32(shapeRecord(shape), RECORD_PARENT);
  while (at !== 0) {
    const name = objectAt<string>(loadSize(shapeRecord(at), RECORD_NAME));
    if (name !== "") return name;
    at = load32(shapeRecord(at), RECORD_PARENT);
  }
  return "Object";
}

const FLAG_ASYNC = 2;
const FLAG_GENERATOR = 4;
const FLAG_CLASS = 8;

function infoFlags(fn: object): u32 { return load32(loadSize(addressOf(fn), FUNCTION_INFO), INFO_FLAGS); }

/** Is the function a class? */
export function isClass(fn: object): boolean {
  if (isCompiled()) return (infoFlags(fn) & FLAG_CLASS) !== 0;
  return String(fn).startsWith("class");
}

/** "Function", "AsyncFunction", "GeneratorFunction" or "AsyncGeneratorFunction". */
export function functionKind(fn: object): string {
  if (isCompiled()) {
    const flags = infoFlags(fn);
    const base = (flags & FLAG_GENERATOR) !== 0 ? "GeneratorFunction" : "Function";
    return (flags & FLAG_ASYNC) !== 0 ? `Async${base}` : base;
  }
  return String((fn as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? "Function");
}

/** The name of the class that a class extends; "": none. */
export function superName(cls: object): string {
  if (isCompiled()) {
    const shape = load32(loadSize(addressOf(cls), FUNCTION_INFO), INFO_CLASS);
    const parent = load32(shapeTable() + shape * SHAPE_RECORD_BYTES, RECORD_PARENT);
    if (parent === 0) return "";
    return objectAt<string>(loadSize(shapeTable() + parent * SHAPE_RECORD_BYTES, RECORD_NAME));
  }
  return String((Object.getPrototypeOf(cls) as { name?: string } | null)?.name ?? "");
}

/** Own enumerable keys of an array besides its indices (or of a typed array). */
export function extraArrayKeys(array: object, showHidden: boolean): (string | symbol)[] {
  if (isCompiled() && !showHidden && Array.isArray(array) && loadSize(addressOf(array), ARRAY_OVERFLOW) === 0) return [];
  const keys: (string | symbol)[] = [];
  for (const key of showHidden ? Object.getOwnPropertyNames(array) : Object.keys(array)) if (!isArrayIndex(key)) keys.push(key);
  return keys;
}

/** Is the key a canonical array index? */
export function isArrayIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return false;
  const index = Number(key);
  return index < 4294967295 && String(index) === key;
}

/** Does String(value) call only built-in code, so that inspect says more? */
export function hasBuiltInToString(value: object): boolean {
  const method: unknown = (value as { toString?: unknown }).toString;
  if (typeof method !== "function") return true;
  if (Object.hasOwn(value, "toString")) return false;
  if (typeof (value as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive] === "function") return value instanceof Date;
  if (isCompiled()) return Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof Error || method === {}.toString;
  let link: unknown = value;
  while (link !== null && !Object.hasOwn(link as object, "toString")) link = Object.getPrototypeOf(link);
  const cls: unknown = Object.getOwnPropertyDescriptor(link as object, "constructor")?.value;
  return typeof cls === "function" && String(cls).includes("[native code]");
}
