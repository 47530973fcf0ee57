/**
 * The Error classes, and what the compiler throws. A stack is captured as code addresses by frame pointers when the
 * error is made; its text is made when first asked for (stack-trace.ts).
 *
 * Like V8: `message`, `stack` and `cause` are own and not enumerable; the first line of the stack is what the error
 * says when its stack is first asked for. Unlike V8: `name` is an own (hidden) field.
 */
import { addressOf, isCompiled, load32, objectAt, loadSize, shapeOf } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { shapeRecord } from "./gc/object-size.ts";
import { RECORD_NAME, RECORD_PARENT } from "./layout.ts";
import { captureStack, stackText } from "./stack-trace.ts";
import { symbolToString } from "./symbol.ts";
import { isSymbolValue, shapeOfValue, toStringValue } from "./value.ts";

export class Error {
  name: string;
  message: string;
  cause: unknown;
  _hasCause: boolean;
  /** Code addresses (a raw store), until `_stack` is asked for or set. */
  _trace: object | undefined;
  _stack: unknown;

  constructor(message?: unknown, options?: ErrorOptions) {
    this.name = nativeName(this);
    this.message = message === undefined ? "" : toStringValue(message);
    this._hasCause = false;
    if (typeof options === "object" && options !== null && "cause" in options) {
      this.cause = options.cause;
      this._hasCause = true;
    }
    this._trace = captureStack();
    this._stack = undefined;
  }

  get stack(): string | undefined {
    const trace = this._trace;
    if (trace !== undefined) {
      this._trace = undefined;
      this._stack = this.toString() + stackText(trace, shapeOfValue(this));
    }
    return this._stack as string | undefined;
  }
  set stack(value: unknown) {
    this._trace = undefined;
    this._stack = value;
  }

  toString(): string { return heading(toStringValue(this.name), toStringValue(this.message)); }

  static stackTraceLimit: number = 10;
  /** Gives the object a `stack`; the frames of `_above` stay in it. */
  static captureStackTrace(target: object, _above?: unknown): void {
    if (target instanceof Error) {
      target._trace = captureStack();
      return;
    }
    (target as { stack?: string }).stack = "Error" + stackText(captureStack(), 0);
  }
}

function heading(name: string, message: string): string {
  if (name === "") return message;
  return message === "" ? name : name + ": " + message;
}

export class EvalError extends Error {}
export class RangeError extends Error {}
export class ReferenceError extends Error {}
export class SyntaxError extends Error {}
export class TypeError extends Error {}
export class URIError extends Error {}
export class AggregateError extends Error {
  errors: unknown[];
  constructor(errors: Iterable<unknown>, message?: unknown, options?: ErrorOptions) {
    super(message, options);
    this.errors = [...errors];
  }
}

/** The name that V8 keeps on the prototype: of the nearest class of this module. */
export function nativeName(error: Error): string {
  if (!isCompiled()) return error.constructor.name;
  let shape: u32 = load32(addressOf(error));
  for (;;) {
    if (shape === shapeOf(Error)) return "Error";
    if (shape === shapeOf(TypeError) || shape === shapeOf(RangeError) || shape === shapeOf(SyntaxError) || shape === shapeOf(ReferenceError)
      || shape === shapeOf(EvalError) || shape === shapeOf(URIError) || shape === shapeOf(AggregateError)) {
      return objectAt<string>(loadSize(shapeRecord(shape), RECORD_NAME));
    }
    shape = load32(shapeRecord(shape), RECORD_PARENT);
  }
}

export function errorCall(message?: unknown, options?: ErrorOptions): Error { return new Error(message, options); }
export function typeErrorCall(message?: unknown, options?: ErrorOptions): Error { return new TypeError(message, options); }
export function rangeErrorCall(message?: unknown, options?: ErrorOptions): Error { return new RangeError(message, options); }
export function syntaxErrorCall(message?: unknown, options?: ErrorOptions): Error { return new SyntaxError(message, options); }
export function referenceErrorCall(message?: unknown, options?: ErrorOptions): Error { return new ReferenceError(message, options); }
export function evalErrorCall(message?: unknown, options?: ErrorOptions): Error { return new EvalError(message, options); }
export function uriErrorCall(message?: unknown, options?: ErrorOptions): Error { return new URIError(message, options); }

export function throwTypeError(message: string): never { throw new TypeError(message); }
export function throwRangeError(message: string): never { throw new RangeError(message); }

// What compiled code throws (runtime-interface.ts).
function nameOfNullish(value: unknown): string { return value === null ? "null" : "undefined"; }
function keyText(key: string | symbol): string { return isSymbolValue(key) ? symbolToString(key as symbol) : key as string; }

export function throwNullAccess(value: unknown, key: string | symbol): never {
  throw new TypeError("Cannot read properties of " + nameOfNullish(value) + " (reading '" + keyText(key) + "')");
}
export function throwNullWrite(value: unknown, key: string | symbol): never {
  throw new TypeError("Cannot set properties of " + nameOfNullish(value) + " (setting '" + keyText(key) + "')");
}
export function throwNotFunction(what: string): never { throw new TypeError(what + " is not a function"); }
export function throwTypeMismatch(value: unknown, expected: string, what: string): never {
  throw new TypeError(what + ": expected " + expected + ", got " + describe(value));
}
export function throwOutOfBounds(what: string): never { throw new RangeError(what + ": index out of bounds where the program's type says number"); }
export function throwUninitialized(name: string): never { throw new ReferenceError("Cannot access '" + name + "' before initialization"); }
export function throwReadonly(name: string): never { throw new TypeError("Assignment to constant variable '" + name + "'"); }
export function throwStackOverflow(): never { throw new RangeError("Maximum call stack size exceeded"); }

function describe(value: unknown): string {
  if (value === undefined || value === null) return nameOfNullish(value);
  return typeof value === "object" ? "an object" : "a " + typeof value;
}
