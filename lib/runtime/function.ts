/**
 * Function values (ECMA-262 §20.2): what apps do with a function besides calling it. The layout of a function object and
 * its FunctionInfo is in layout.ts.
 */
import { addressOf, callBoxed, callBoxedAt, isCompiled, load32, loadSize, objectAt, stackAllocate, store64, bitsOf } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { elementAt } from "./array.ts";
import { FIRST_POINTER, FUNCTION_INFO, HEADER_SHAPE, INFO_CLASS, INFO_CONSTRUCT, INFO_LENGTH, INFO_NAME, SHAPE_CLASS, SHAPE_FUNCTION } from "./layout.ts";
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

/** Arguments that a spread call passes on the stack; more go through the heap of the array itself. */
const STACK_ARGUMENTS: u32 = 16;

/** `fn.apply(thisArg, args)` and `fn(...args)`. */
export function callWithArray(fn: unknown, thisArg: unknown, args: unknown[]): unknown {
  if (!isFunctionValue(fn)) throw new TypeError(`${describe(fn)} is not a function`);
  const count: u32 = args.length;
  if (count <= STACK_ARGUMENTS) {
    const argv = stackAllocate(128);
    for (let i: u32 = 0; i < count; i++) store64(argv + i * 8, bitsOf(elementAt(args, i)));
    return callBoxed(fn, thisArg, count, argv);
  }
  const values = boxesOf(args);
  return callBoxed(fn, thisArg, count, values.address);
}

/** A copy of the arguments as boxes in one store, and the address of the first. */
interface Boxes { readonly address: usize; readonly owner: unknown }
function boxesOf(args: unknown[]): Boxes {
  const buffer = new Float64Array(args.length); // raw memory; the array itself keeps what it names alive
  const address = loadSize(addressOf(buffer), 16);
  for (let i: u32 = 0; i < args.length; i++) store64(address + i * 8, bitsOf(elementAt(args, i)));
  return { address, owner: [buffer, args] };
}

/** `new C(...args)`. */
export function constructWithArray(constructor: unknown, args: unknown[]): unknown {
  if (!isFunctionValue(constructor)) throw new TypeError(`${describe(constructor)} is not a constructor`);
  const code = loadSize(infoOf(constructor), INFO_CONSTRUCT);
  if (code === 0) throw new TypeError(`${functionName(constructor as AnyFunction)} is not a constructor`);
  const values = boxesOf(args);
  return callBoxedAt(code, addressOf(constructor), undefined, args.length, values.address);
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
