/** Operations on values of any type (ECMA-262 §7). Boxes as in layout.ts. */
import { addressOf, bitsOf, callBoxed, f64FromBits, load32, loadSize, valueOfBits } from "../sys/intrinsics.ts";
import type { u32, u64 } from "../sys/types.ts";
import { throwTypeError } from "./errors.ts";
import { functionToString } from "./function.ts";
import {
  BOX_DOUBLE_OFFSET, FUNCTION_INFO, INFO_CLASS, RECORD_LAST, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_BIGINT, SHAPE_CLASS,
  SHAPE_F64, SHAPE_FUNCTION, SHAPE_I8, SHAPE_SLICE, SHAPE_STRING, SHAPE_SYMBOL, STRING_LENGTH, VIEW_LENGTH,
} from "./layout.ts";
import { shapeRecord } from "./gc/object-size.ts";
import { numberToString } from "./number-to-string.ts";
import { stringToNumber } from "./number-text.ts";
import { objectToString } from "./object.ts";
import { callWith, getProperty } from "./property.ts";
import { compareStrings, concat, equals } from "./string.ts";
import { arrayToString } from "./array-methods.ts";
import { typedGetSlow } from "./typed-array.ts";

const UNDEFINED: u64 = 0n;
const NULL: u64 = 8n;
const TRUE: u64 = 24n;
const FIRST_OBJECT: u64 = 4096n;

/** The shape id of a value that is a pointer, else 0. */
export function shapeOfValue(value: unknown): u32 {
  "use no-alloc";
  const bits = bitsOf(value);
  return bits < FIRST_OBJECT || bits >= BOX_DOUBLE_OFFSET ? 0 : load32(addressOf(value));
}
export function isNumberValue(value: unknown): boolean { "use no-alloc"; return bitsOf(value) >= BOX_DOUBLE_OFFSET; }
/** The number in a box that holds one. */
export function numberIn(value: unknown): number { "use no-alloc"; return f64FromBits(bitsOf(value) - BOX_DOUBLE_OFFSET); }
export function isStringValue(value: unknown): boolean {
  "use no-alloc";
  const shape = shapeOfValue(value);
  return shape >= SHAPE_STRING && shape <= SHAPE_SLICE;
}
export function isSymbolValue(value: unknown): boolean { "use no-alloc"; return shapeOfValue(value) === SHAPE_SYMBOL; }
export function isFunctionValue(value: unknown): boolean {
  "use no-alloc";
  const shape = shapeOfValue(value);
  return shape === SHAPE_FUNCTION || shape === SHAPE_CLASS;
}
export function isArrayValue(value: unknown): boolean {
  "use no-alloc";
  const shape = shapeOfValue(value);
  return shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64;
}
/** Of type Object: functions too. */
export function isObjectValue(value: unknown): boolean { "use no-alloc"; return shapeOfValue(value) > SHAPE_BIGINT; }
export function isNullish(value: unknown): boolean { "use no-alloc"; return bitsOf(value) <= NULL; }

/** typeof. */
export function typeOf(value: unknown): string {
  const bits = bitsOf(value);
  if (bits >= BOX_DOUBLE_OFFSET) return "number";
  if (bits < FIRST_OBJECT) return bits === UNDEFINED ? "undefined" : bits === NULL ? "object" : "boolean";
  const shape = load32(addressOf(value));
  if (shape <= SHAPE_SLICE) return "string";
  if (shape === SHAPE_SYMBOL) return "symbol";
  if (shape === SHAPE_BIGINT) return "bigint";
  return shape === SHAPE_FUNCTION || shape === SHAPE_CLASS ? "function" : "object";
}

/** ToBoolean. */
export function truthy(value: unknown): boolean {
  "use no-alloc";
  const bits = bitsOf(value);
  if (bits >= BOX_DOUBLE_OFFSET) {
    const number = f64FromBits(bits - BOX_DOUBLE_OFFSET);
    return number === number && number !== 0;
  }
  if (bits < FIRST_OBJECT) return bits === TRUE;
  const at = addressOf(value);
  return load32(at) > SHAPE_SLICE || load32(at, STRING_LENGTH) !== 0;
}

/** ToNumber. */
export function toNumber(value: unknown): number {
  const bits = bitsOf(value);
  if (bits >= BOX_DOUBLE_OFFSET) return f64FromBits(bits - BOX_DOUBLE_OFFSET);
  if (bits < FIRST_OBJECT) return bits === TRUE ? 1 : bits === UNDEFINED ? NaN : 0;
  if (isStringValue(value)) return stringToNumber(valueOfBits<string>(bits));
  if (isSymbolValue(value)) throwTypeError("Cannot convert a Symbol value to a number");
  return toNumber(toPrimitive(value, "number"));
}

/** ToString, as `${value}` does it. */
export function toStringValue(value: unknown): string {
  const bits = bitsOf(value);
  if (bits >= BOX_DOUBLE_OFFSET) return numberToString(f64FromBits(bits - BOX_DOUBLE_OFFSET));
  if (bits < FIRST_OBJECT) return bits === UNDEFINED ? "undefined" : bits === NULL ? "null" : bits === TRUE ? "true" : "false";
  if (isStringValue(value)) return valueOfBits<string>(bits);
  if (isSymbolValue(value)) throwTypeError("Cannot convert a Symbol value to a string");
  return toStringValue(toPrimitive(value, "string"));
}

export function booleanCall(value?: unknown): boolean { return truthy(value); }
export function booleanToString(self: boolean): string { return self ? "true" : "false"; }
export function booleanValueOf(self: boolean): boolean { return self; }

/** ToPrimitive (§7.1.1); hint "default", "number" or "string". */
export function toPrimitive(value: unknown, hint: string): unknown {
  if (!isObjectValue(value)) return value;
  const exotic: unknown = getProperty(value, "@@toPrimitive");
  if (!isNullish(exotic)) {
    const result: unknown = callWith(exotic, value, hint);
    if (isObjectValue(result)) throwTypeError("Cannot convert object to primitive value");
    return result;
  }
  const text = hint === "string";
  const first = primitiveBy(value, text);
  if (!isObjectValue(first)) return first;
  const second = primitiveBy(value, !text);
  if (!isObjectValue(second)) return second;
  throwTypeError("Cannot convert object to primitive value");
}

/** The result of toString or valueOf; an object when that gives none. */
function primitiveBy(value: unknown, text: boolean): unknown {
  const method: unknown = getProperty(value, text ? "toString" : "valueOf");
  if (isFunctionValue(method)) return callBoxed(method, value, 0, 0);
  if (!isNullish(method) || !text) return value;
  return defaultToString(value);
}

/** toString of objects that have no such method of their own class. */
export function defaultToString(value: unknown): string {
  if (isArrayValue(value)) return arrayToString(value as unknown[]);
  if (isFunctionValue(value)) return functionToString(value as () => void);
  const shape = shapeOfValue(value);
  return shape >= SHAPE_I8 && shape <= SHAPE_F64 ? typedToString(value) : objectToString(value as object);
}

function typedToString(value: unknown): string {
  const length = load32(addressOf(value), VIEW_LENGTH);
  let text = "";
  for (let i: u32 = 0; i < length; i++) text = concat(i === 0 ? "" : concat(text, ","), toStringValue(typedGetSlow(value, i)));
  return text;
}

/** === */
export function strictEquals(a: unknown, b: unknown): boolean {
  const x = bitsOf(a);
  const y = bitsOf(b);
  if (x >= BOX_DOUBLE_OFFSET && y >= BOX_DOUBLE_OFFSET) return f64FromBits(x - BOX_DOUBLE_OFFSET) === f64FromBits(y - BOX_DOUBLE_OFFSET);
  if (x === y) return true;
  return isStringValue(a) && isStringValue(b) && equals(valueOfBits<string>(x), valueOfBits<string>(y));
}

/** == (§7.2.13) */
export function looseEquals(a: unknown, b: unknown): boolean {
  if (isNullish(a) || isNullish(b)) return isNullish(a) && isNullish(b);
  const x = isObjectValue(a);
  const y = isObjectValue(b);
  if (x && y) return bitsOf(a) === bitsOf(b);
  if (x) return looseEquals(toPrimitive(a, "default"), b);
  if (y) return looseEquals(a, toPrimitive(b, "default"));
  if (isStringValue(a) && isStringValue(b)) return strictEquals(a, b);
  if (isSymbolValue(a) || isSymbolValue(b)) return bitsOf(a) === bitsOf(b);
  return toNumber(a) === toNumber(b);
}

/** Equality of Map, Set and includes: NaN is itself, 0 is -0. */
export function sameValueZero(a: unknown, b: unknown): boolean {
  return strictEquals(a, b) || (bitsOf(a) === bitsOf(b));
}
/** Object.is. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isNumberValue(a) && isNumberValue(b)) return bitsOf(a) === bitsOf(b);
  return strictEquals(a, b);
}

/** + */
export function addValues(a: unknown, b: unknown): unknown {
  if (isNumberValue(a) && isNumberValue(b)) return numberIn(a) + numberIn(b);
  const left = toPrimitive(a, "default");
  const right = toPrimitive(b, "default");
  if (isStringValue(left) || isStringValue(right)) return concat(toStringValue(left), toStringValue(right));
  return toNumber(left) + toNumber(right);
}

/** op: 0 <, 1 <=, 2 >, 3 >= */
export function compareValues(a: unknown, b: unknown, op: u32): boolean {
  const left = toPrimitive(a, "number");
  const right = toPrimitive(b, "number");
  if (isStringValue(left) && isStringValue(right)) {
    const order = compareStrings(valueOfBits<string>(bitsOf(left)), valueOfBits<string>(bitsOf(right)));
    return op === 0 ? order < 0 : op === 1 ? order <= 0 : op === 2 ? order > 0 : order >= 0;
  }
  const x = toNumber(left);
  const y = toNumber(right);
  return op === 0 ? x < y : op === 1 ? x <= y : op === 2 ? x > y : x >= y;
}

/** instanceof a class value that is only known at run time. */
export function instanceOf(value: unknown, cls: unknown): boolean {
  if (!isFunctionValue(cls)) throwTypeError(isObjectValue(cls) ? "Right-hand side of 'instanceof' is not callable" : "Right-hand side of 'instanceof' is not an object");
  const shape = shapeOfValue(value);
  if (shape <= SHAPE_BIGINT) return false;
  const first = load32(loadSize(addressOf(cls), FUNCTION_INFO), INFO_CLASS);
  return first !== 0 && shape >= first && shape <= load32(shapeRecord(first), RECORD_LAST);
}

/** ToPropertyKey: a string (not necessarily interned) or a symbol. */
export function toPropertyKey(value: unknown): string | symbol {
  if (isStringValue(value) || isSymbolValue(value)) return valueOfBits<string>(bitsOf(value));
  const primitive = toPrimitive(value, "string");
  return isSymbolValue(primitive) ? valueOfBits<symbol>(bitsOf(primitive)) : toStringValue(primitive);
}

/** ToIntegerOrInfinity of a number. */
export function toInteger(value: number): number { "use no-alloc"; return value !== value ? 0 : Math.trunc(value) + 0; }

/** An index relative to an end: negative ones count from `length`; the result is in 0 … length. */
export function relativeIndex(index: number, length: u32): u32 {
  "use no-alloc";
  const whole = toInteger(index);
  if (whole < 0) return whole + length < 0 ? 0 : (whole + length) >>> 0;
  return whole > length ? length : whole >>> 0;
}

