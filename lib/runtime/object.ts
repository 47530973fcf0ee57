/** Object's functions and Object.prototype's (ECMA-262 §20.1), as far as fixed layouts can be faithful. */
import { addressOf, load32, load64, load8, loadSize, objectAt, store8, valueOfBits } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { Special, entriesOf, entriesUsed, entryKey, findValue, newDictionary, removeKey } from "./dictionary.ts";
import { Error, nativeName, throwTypeError } from "./errors.ts";
import { shapeRecord } from "./gc/object-size.ts";
import {
  ARRAY_LENGTH, FIRST_CLASS_SHAPE, HEADER_FLAGS, KEY_ENUMERABLE, KEY_FLAGS, KEY_NAME, KEY_PRIVATE, KEY_RECORD_BYTES, RECORD_CLASS, RECORD_KEY_COUNT,
  RECORD_KEYS, RECORD_KIND, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_CLASS, SHAPE_DICTIONARY, SHAPE_F64, SHAPE_FUNCTION, SHAPE_I8, SHAPE_SLICE, SHAPE_SYMBOL,
  STRING_LENGTH, VIEW_LENGTH,
} from "./layout.ts";
import { isHole } from "./array.ts";
import { getIterator } from "./iterate.ts";
import { numberOfIndex } from "./number-text.ts";
import { numberToString } from "./number-to-string.ts";
import { FLAG_FROZEN, FLAG_NOT_EXTENSIBLE, FLAG_NULL_PROTOTYPE, FLAG_SEALED, defineSpecial, findField, getKeyed, hasOwnKey, keyName, keyOf, overflowOf, setKeyed } from "./property.ts";
import { unitAt } from "./string.ts";
import { symbolOfKey } from "./symbol.ts";
import { isArrayValue, isFunctionValue, isNullish, isObjectValue, isStringValue, sameValue, shapeOfValue, toStringValue } from "./value.ts";

/** Which own keys: enumerable strings, all strings, or symbols. */
export const KEYS_ENUMERABLE = 0;
export const KEYS_ALL = 1;
export const KEYS_SYMBOLS = 2;
export const KEYS_ENUMERABLE_SYMBOLS = 3;

/** "@@iterator": a well-known symbol as a key of a shape. */
function isSymbolKey(key: usize): boolean {
  "use no-alloc";
  if (load32(key) === SHAPE_SYMBOL) return true;
  return load32(key, STRING_LENGTH) > 2 && (load8(key, HEADER_FLAGS) & 1) === 0 && unitAt(key + 16, false, 0) === 64 && unitAt(key + 16, false, 1) === 64;
}

/** Names that reflection doesn't see: private fields, and the runtime's own slots (leading underscore in its classes). */
function isHiddenName(object: unknown, key: usize): boolean {
  const name = keyName(key);
  if (name.charCodeAt(0) === 35) return true;
  if (!(object instanceof Error)) return false;
  return name === "name" || name === "_hasCause" || name === "_trace" || name === "_stack";
}

/** Error's own properties that V8 makes not enumerable. */
function isQuietName(object: unknown, key: usize): boolean {
  if (!(object instanceof Error)) return false;
  const name = keyName(key);
  return name === "message" || name === "cause" || name === "errors" || name === "stack";
}

/** Own keys in JavaScript's order: indices ascending, then strings as they were added, or symbols. */
export function ownKeys(value: unknown, which: u32): (string | symbol)[] {
  const keys: (string | symbol)[] = [];
  if (isNullish(value)) throwTypeError("Cannot convert undefined or null to object");
  const shape = shapeOfValue(value);
  if (shape === 0 || shape === SHAPE_SYMBOL) return keys;
  if (which <= KEYS_ALL) addElementKeys(value, shape, keys);
  if (which === KEYS_ALL) addQuietNames(value, shape, keys);
  const firstNamed = keys.length;
  if (shape >= FIRST_CLASS_SHAPE) addFieldKeys(value, shape, which, keys);
  const overflow = overflowOf(addressOf(value), shape);
  if (overflow !== 0) addEntryKeys(overflow, which, keys);
  if (which <= KEYS_ALL && shape !== SHAPE_ARRAY && shape !== SHAPE_ARRAY_F64) sortIndices(keys, firstNamed);
  return keys;
}

function addElementKeys(value: unknown, shape: u32, keys: (string | symbol)[]): void {
  const object = addressOf(value);
  const isArray = shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64;
  const length: u32 = isArray ? load32(object, ARRAY_LENGTH) : shape <= SHAPE_SLICE ? load32(object, STRING_LENGTH) : shape >= SHAPE_I8 && shape <= SHAPE_F64 ? load32(object, VIEW_LENGTH) : 0;
  for (let i: u32 = 0; i < length; i++) {
    if (isArray && isHole(value as unknown[], i)) continue;
    keys.push(numberToString(i));
  }
}

function addQuietNames(value: unknown, shape: u32, keys: (string | symbol)[]): void {
  if (shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64 || shape <= SHAPE_SLICE) keys.push("length");
  if (shape === SHAPE_FUNCTION || shape === SHAPE_CLASS) { keys.push("length"); keys.push("name"); }
  if (value instanceof Error) {
    keys.push("stack");
    if (value.message !== "") keys.push("message");
    if (value._hasCause) keys.push("cause");
  }
}

function addFieldKeys(value: unknown, shape: u32, which: u32, keys: (string | symbol)[]): void {
  const record = shapeRecord(shape);
  const first = loadSize(record, RECORD_KEYS);
  const count = load32(record, RECORD_KEY_COUNT);
  for (let i: u32 = 0; i < count; i++) {
    const field: usize = first + i * KEY_RECORD_BYTES;
    const key = loadSize(field, KEY_NAME);
    const flags: u32 = load8(field, KEY_FLAGS);
    if ((flags & KEY_PRIVATE) !== 0 || isHiddenName(value, key)) continue;
    if (isSymbolKey(key)) {
      if (which >= KEYS_SYMBOLS) keys.push(symbolOfKey(key));
      continue;
    }
    if (which >= KEYS_SYMBOLS || isQuietName(value, key)) continue;
    if ((flags & KEY_ENUMERABLE) !== 0 || which === KEYS_ALL) keys.push(objectAt<string>(key));
  }
  if (which < KEYS_SYMBOLS && hasOwnName(value)) keys.push("name");
}

/** In JavaScript an error has a name of its own if the program gave it one. */
function hasOwnName(value: unknown): boolean { return value instanceof Error && value.name !== nativeName(value); }

function addEntryKeys(dictionary: usize, which: u32, keys: (string | symbol)[]): void {
  const used = entriesUsed(dictionary);
  for (let i: u32 = 0; i < used; i++) {
    const key = entryKey(dictionary, i);
    if (key === 0) continue;
    const value = valueOfBits<unknown>(load64(entriesOf(dictionary) + i * 16, 8));
    const enumerable = !(value instanceof Special) || value.enumerable;
    if (isSymbolKey(key)) {
      if (which === KEYS_SYMBOLS || (which === KEYS_ENUMERABLE_SYMBOLS && enumerable)) keys.push(symbolOfKey(key));
    } else if (which === KEYS_ALL || (which === KEYS_ENUMERABLE && enumerable)) keys.push(objectAt<string>(key));
  }
}

/** Moves index-like keys to the front, ascending. */
function sortIndices(keys: (string | symbol)[], from: number): void {
  let indices = 0;
  for (let i = from; i < keys.length; i++) if (numberOfIndex(keys[i] as string) >= 0) indices++;
  if (indices === 0) return;
  const numbers: number[] = [];
  const names: (string | symbol)[] = [];
  for (let i = from; i < keys.length; i++) {
    const key = keys[i] as string;
    const index = numberOfIndex(key);
    if (index >= 0) numbers.push(index);
    else names.push(key);
  }
  numbers.sort((a, b) => a - b);
  let at = from;
  for (const index of numbers) keys[at++] = numberToString(index);
  for (const name of names) keys[at++] = name;
}

export function objectKeys(value: unknown): string[] { return ownKeys(value, KEYS_ENUMERABLE) as string[]; }
export function objectGetOwnPropertyNames(value: unknown): string[] { return ownKeys(value, KEYS_ALL) as string[]; }
export function objectGetOwnPropertySymbols(value: unknown): symbol[] { return ownKeys(value, KEYS_SYMBOLS) as symbol[]; }

export function objectValues(value: unknown): unknown[] {
  const values: unknown[] = [];
  for (const key of objectKeys(value)) values.push(getKeyed(value, key));
  return values;
}
export function objectEntries(value: unknown): [string, unknown][] {
  const entries: [string, unknown][] = [];
  for (const key of objectKeys(value)) entries.push([key, getKeyed(value, key)]);
  return entries;
}

/** Copies own enumerable properties, symbols too. */
function copyProperties(target: unknown, source: unknown): void {
  if (isNullish(source) || (!isObjectValue(source) && !isStringValue(source))) return;
  for (const key of ownKeys(source, KEYS_ENUMERABLE)) setKeyed(target, key, getKeyed(source, key));
  for (const key of ownKeys(source, KEYS_ENUMERABLE_SYMBOLS)) setKeyed(target, key, getKeyed(source, key));
}

/** {...source} */
export function spreadInto(target: object, source: unknown): void { copyProperties(target, source); }

/** {a, b, ...rest} = source: what is not among `taken`. */
export function restOf(source: unknown, taken: unknown[]): object {
  if (isNullish(source)) throwTypeError("Cannot destructure '" + toStringValue(source) + "' as it is " + toStringValue(source) + ".");
  const rest = newDictionary();
  copyProperties(rest, source);
  for (const key of taken) removeKey(addressOf(rest), keyOf(key));
  return rest;
}

export function objectAssign(target: unknown, ...sources: unknown[]): unknown {
  if (isNullish(target)) throwTypeError("Cannot convert undefined or null to object");
  for (const source of sources) copyProperties(target, source);
  return target;
}

export function objectFromEntries(entries: unknown): unknown {
  const result = newDictionary();
  const iterator = getIterator(entries) as Iterator<unknown>;
  for (;;) {
    const step = iterator.next();
    if (step.done === true) return result;
    const entry: unknown = step.value;
    if (!isObjectValue(entry)) throwTypeError("Iterator value " + toStringValue(entry) + " is not an entry object");
    setKeyed(result, getKeyed(entry, 0), getKeyed(entry, 1));
  }
}

export function objectGroupBy<T>(items: Iterable<T>, select: (item: T, index: number) => unknown): unknown {
  const groups = newBareDictionary();
  let index = 0;
  for (const item of items) {
    const key = select(item, index++);
    const known: unknown = getKeyed(groups, key);
    if (isArrayValue(known)) (known as T[]).push(item);
    else setKeyed(groups, key, [item]);
  }
  return groups;
}

/** Object(value): objects themselves. Wrapper objects don't exist here. */
export function objectCall(value?: unknown): unknown {
  if (isNullish(value)) return newDictionary();
  if (!isObjectValue(value)) throwTypeError("Object(" + toStringValue(value) + "): wrapper objects are not supported");
  return value;
}
export function objectConstruct(value?: unknown): unknown { return objectCall(value); }

/** Object.create(null). */
export function objectCreate(prototype: unknown): unknown {
  if (prototype !== null) throwTypeError("Object.create() is supported for null only: prototypes are fixed by classes");
  return newBareDictionary();
}

/** A dictionary whose prototype is null. */
function newBareDictionary(): object {
  const dictionary = newDictionary();
  store8(addressOf(dictionary), FLAG_NULL_PROTOTYPE, HEADER_FLAGS);
  return dictionary;
}

/** A class's instances have their class's `prototype` as an opaque value: the class itself; other objects have null or Object's. */
export function objectGetPrototypeOf(value: unknown): unknown {
  if (isNullish(value)) throwTypeError("Cannot convert undefined or null to object");
  const shape = shapeOfValue(value);
  if (shape === SHAPE_DICTIONARY) return (load8(addressOf(value), HEADER_FLAGS) & FLAG_NULL_PROTOTYPE) !== 0 ? null : objectPrototype();
  if (shape < FIRST_CLASS_SHAPE) return undefined;
  if (load32(shapeRecord(shape), RECORD_KIND) === 2) return objectPrototype();
  const cls = loadSize(shapeRecord(shape), RECORD_CLASS);
  return cls === 0 ? objectPrototype() : objectAt<object>(cls);
}
/** Object.prototype, for its methods: any object without own properties has them. */
export function objectPrototype(): object {
  if (prototypeObject === undefined) prototypeObject = {};
  return prototypeObject;
}
let prototypeObject: object | undefined;

export function objectIs(a: unknown, b: unknown): boolean { return sameValue(a, b); }
export function objectHasOwn(value: unknown, key: unknown): boolean { return hasOwnVisible(value, keyOf(key)); }
export function objectHasOwnProperty(self: unknown, key: unknown): boolean { return hasOwnVisible(self, keyOf(key)); }
function hasOwnVisible(value: unknown, key: usize): boolean {
  if (value instanceof Error) {
    const name = keyName(key);
    if (name === "stack") return true;
    if (name === "cause") return value._hasCause;
    if (name === "name") return hasOwnName(value);
    if (isHiddenName(value, key)) return false;
  }
  return hasOwnKey(value, key);
}
export function objectPropertyIsEnumerable(self: unknown, key: unknown): boolean {
  const name = keyOf(key);
  if (!hasOwnVisible(self, name)) return false;
  for (const own of ownKeys(self, typeof key === "symbol" ? KEYS_ENUMERABLE_SYMBOLS : KEYS_ENUMERABLE)) if (keyOf(own) === name) return true;
  return false;
}
export function objectIsPrototypeOf(_self: unknown, _value: unknown): boolean { throwTypeError("Object.prototype.isPrototypeOf is not supported: prototypes are fixed by classes"); }
export function objectValueOf(self: unknown): unknown { return self; }
export function objectToLocaleString(self: unknown): string { return toStringValue(self); }

/** "[object Tag]" */
export function objectToString(self: unknown): string {
  if (self === undefined) return "[object Undefined]";
  if (self === null) return "[object Null]";
  const tag: unknown = getKeyed(self, "@@toStringTag");
  if (isStringValue(tag)) return "[object " + (tag as string) + "]";
  if (isArrayValue(self)) return "[object Array]";
  if (isFunctionValue(self)) return "[object Function]";
  if (self instanceof Error) return "[object Error]";
  if (typeof self === "number") return "[object Number]";
  if (typeof self === "boolean") return "[object Boolean]";
  return isStringValue(self) ? "[object String]" : "[object Object]";
}

function raiseFlags(value: unknown, flags: u32): void {
  if (!isObjectValue(value)) return;
  const object = addressOf(value);
  if ((load8(object, 4) & 0x80) === 0) store8(object, load8(object, HEADER_FLAGS) | flags, HEADER_FLAGS);
}
function hasFlags(value: unknown, flags: u32): boolean { return !isObjectValue(value) || (load8(addressOf(value), HEADER_FLAGS) & flags) === flags; }

/** Writes by key to a frozen object throw; direct stores to declared fields are compiled without that test. */
export function objectFreeze<T>(value: T): T { raiseFlags(value, FLAG_FROZEN | FLAG_SEALED | FLAG_NOT_EXTENSIBLE); return value; }
export function objectSeal<T>(value: T): T { raiseFlags(value, FLAG_SEALED | FLAG_NOT_EXTENSIBLE); return value; }
export function objectPreventExtensions<T>(value: T): T { raiseFlags(value, FLAG_NOT_EXTENSIBLE); return value; }
export function objectIsFrozen(value: unknown): boolean { return hasFlags(value, FLAG_FROZEN); }
export function objectIsSealed(value: unknown): boolean { return hasFlags(value, FLAG_SEALED); }
export function objectIsExtensible(value: unknown): boolean { return isObjectValue(value) && (load8(addressOf(value), HEADER_FLAGS) & FLAG_NOT_EXTENSIBLE) === 0; }

export function objectGetOwnPropertyDescriptor(value: unknown, key: unknown): PropertyDescriptor | undefined {
  const name = keyOf(key);
  if (!hasOwnVisible(value, name)) return undefined;
  const enumerable = objectPropertyIsEnumerable(value, key);
  const frozen = hasFlags(value, FLAG_FROZEN);
  const overflow = overflowOf(addressOf(value), shapeOfValue(value));
  const slot = overflow === 0 ? 0 : findValue(overflow, name);
  const held = slot === 0 ? undefined : valueOfBits<unknown>(load64(slot));
  if (held instanceof Special) {
    if (held.isAccessor) return { get: held.getter as () => unknown, set: held.setter as (v: unknown) => void, enumerable: held.enumerable, configurable: !frozen };
    return { value: held.value, writable: held.writable, enumerable: held.enumerable, configurable: !frozen };
  }
  return { value: getKeyed(value, key), writable: !frozen, enumerable, configurable: !frozen };
}

/** Attributes live in overflow dictionaries; on a field of fixed layout only what is the default can be defined. */
export function objectDefineProperty(target: unknown, key: unknown, attributes: PropertyDescriptor): unknown {
  if (!isObjectValue(target)) throwTypeError("Object.defineProperty called on non-object");
  const name = keyOf(key);
  const plain = attributes.get === undefined && attributes.set === undefined;
  const shape = shapeOfValue(target);
  const isField = shape >= FIRST_CLASS_SHAPE && findField(shape, name) !== 0;
  if (isField || (plain && attributes.enumerable === true && attributes.writable === true)) {
    if (!plain) throwTypeError("Cannot redefine property: " + keyName(name));
    setKeyed(target, key, attributes.value);
    return target;
  }
  const special = new Special();
  special.isAccessor = !plain;
  special.getter = attributes.get;
  special.setter = attributes.set;
  special.value = attributes.value;
  special.enumerable = attributes.enumerable === true;
  special.writable = attributes.writable === true;
  if (!defineSpecial(target as object, name, special)) {
    if (!plain) throwTypeError("Cannot define property " + keyName(name) + ": objects of this class have fixed fields");
    setKeyed(target, key, attributes.value);
  }
  return target;
}
export function objectDefineProperties(target: unknown, properties: PropertyDescriptorMap): unknown {
  for (const key of objectKeys(properties)) objectDefineProperty(target, key, getKeyed(properties, key) as PropertyDescriptor);
  return target;
}

