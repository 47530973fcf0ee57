/**
 * Function values (ECMA-262 §20.2): what apps do with a function besides calling it. The layout of a function object and
 * its FunctionInfo is in layout.ts.
 */
import { addressOf, callBoxed, callBoxedAt, isCompiled, keepAlive, load32, loadSize, objectAt } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { toValueKind } from "./array.ts";
import { ARRAY_STORE, FIRST_POINTER, FUNCTION_INFO, HEADER_SHAPE, INFO_CLASS, INFO_CONSTRUCT, INFO_LENGTH, INFO_NAME, SHAPE_CLASS, SHAPE_FUNCTION, STORE_DATA } from "./layout.ts";
import { getProperty } from "./property.ts";

type AnyFunction = (...args: never[]) => unknown;

/** Is it a function or a class? */
export function isFunctionValue(value: unknown): boolean {
  if (!isCompiled()) return typeof value === "function";
  if (typeof value === "number" || typeof value === "boolean") return false;
  const address = addressOf(value);
  if (address < FIRST_POINTER) return false;
  const shape = load32(address, HEADER_SHAPE);
  return shape === SHAPE_FUNCTION || shape === SHAPE_CLASS;
}

function infoOf(fn: unknown): usize { return loadSize(addressOf(fn), FUNCTION_INFO); }

export function functionName(self: AnyFunction): string { return objectAt<string>(loadSize(infoOf(self), INFO_NAME)); }
export function functionLength(self: AnyFunction): number { return load32(infoOf(self), INFO_LENGTH); }

/** Shape id of the class whose value this is; 0: an ordinary function. */
export function classShapeOf(fn: unknown): u32 { return load32(infoOf(fn), INFO_CLASS); }

/**
 * `fn.apply(thisArg, args)` and `fn(...args)`. The store of an array of boxes is what boxed entries take; a copy, since the
 * callee may change the array.
 */
export function callWithArray(fn: unknown, thisArg: unknown, args: unknown[]): unknown {
  if (!isFunctionValue(fn)) throw new TypeError(`${describe(fn)} is not a function`);
  const copy = boxesOf(args);
  const result = callBoxed(fn, thisArg, copy.length, firstBox(copy));
  keepAlive(copy);
  return result;
}

function boxesOf(args: readonly unknown[]): unknown[] {
  const copy = [...args];
  toValueKind(copy);
  return copy;
}

/** Address of the first element of an array of boxes; anything when it is empty. */
function firstBox(boxes: readonly unknown[]): usize { return loadSize(addressOf(boxes), ARRAY_STORE) + STORE_DATA; }

/** `new C(...args)`. */
export function constructWithArray(constructor: unknown, args: unknown[]): unknown {
  if (!isFunctionValue(constructor)) throw new TypeError(`${describe(constructor)} is not a constructor`);
  const code = loadSize(infoOf(constructor), INFO_CONSTRUCT);
  if (code === 0) throw new TypeError(`${functionName(constructor as AnyFunction)} is not a constructor`);
  const copy = boxesOf(args);
  const result = callBoxedAt(code, addressOf(constructor), undefined, copy.length, firstBox(copy));
  keepAlive(copy);
  return result;
}

/** What Node's message calls a value that was called. */
function describe(value: unknown): string { return typeof value === "object" && value !== null ? "object" : String(value); }

/** `o.m` as a value. */
export function bindMethod(object: unknown, key: string): unknown { return getProperty(object, key); }

export function functionCall(self: unknown, thisArg: unknown, ...args: unknown[]): unknown { return callWithArray(self, thisArg, args); }
export function functionApply(self: unknown, thisArg: unknown, args?: unknown): unknown {
  return callWithArray(self, thisArg, args === undefined || args === null ? [] : (args as unknown[]));
}

export function functionBind(self: unknown, thisArg: unknown, ...bound: unknown[]): unknown {
  if (!isFunctionValue(self)) throw new TypeError("Bind must be called on a function");
  if (bound.length === 0) return (...args: unknown[]): unknown => callWithArray(self, thisArg, args);
  return (...args: unknown[]): unknown => callWithArray(self, thisArg, [...bound, ...args]);
}

export function functionToString(self: unknown): string { return `function ${functionName(self as AnyFunction)}() { [native code] }`; }

export function functionSymbolHasInstance(self: unknown, value: unknown): boolean { return value instanceof (self as new () => object); }
