/**
 * Properties by key, on anything: the slow path behind direct field access and the selector table (ECMA-262 §10.1).
 *
 * Where own properties are: fields of the shape record; the overflow dictionary of literals, functions and arrays; the
 * entries of a dictionary; elements of arrays, typed arrays and strings. Then come the members of the class, flattened
 * into the shape record. Classes have no overflow: adding a property that the class doesn't declare is a TypeError.
 */
import { addressOf, bitsOf, callBoxed, copyMemory, f64Trunc, fillMemory, load16, load32, load64, load8, loadF64, loadSize, objectAt, stackAllocate, store32, store64, store8, storeF64, storeSize, valueOfBits } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { arrayGetSlow, arraySetLength, arraySetSlow, isHole, makeHole } from "./array.ts";
import { Special, entriesUsed, entryKey, entryValue, findValue, newDictionary, newDictionaryAt, putValue, removeKey } from "./dictionary.ts";
import { Error, throwNotFunction, throwNullAccess, throwNullWrite, throwTypeError } from "./errors.ts";
import { objectBytes, shapeRecord } from "./gc/object-size.ts";
import {
  ARRAY_BYTES, ARRAY_LENGTH, ARRAY_OVERFLOW, FIRST_CLASS_SHAPE, FUNCTION_INFO, FUNCTION_OVERFLOW, GC_STATIC, HEADER_BYTES, HEADER_FLAGS, HEADER_GC, INFO_LENGTH, INFO_NAME,
  KEY_NAME, KEY_OFFSET, KEY_RECORD_BYTES, KEY_REP, KEY_SHAPE, LITERAL_OVERFLOW, MEMBER_FUNCTION, MEMBER_GETTER, MEMBER_KEY, MEMBER_KIND,
  MEMBER_RECORD_BYTES, MEMBER_SETTER, MEMBERS_BOOLEAN, MEMBERS_NUMBER, MEMBERS_OBJECT, RECORD_CLASS, RECORD_KEY_COUNT, RECORD_KEYS, RECORD_KIND, RECORD_LAST, RECORD_MEMBER_COUNT, RECORD_MEMBERS, RECORD_NAME,
  REP_BOOL, REP_F64, REP_I32, REP_U32, REP_INT, SHAPE_ARRAY, SHAPE_ARRAY_F64, SHAPE_CLASS, SHAPE_DICTIONARY, SHAPE_F64, SHAPE_FUNCTION, SHAPE_I8,
  SHAPE_SLICE, SHAPE_STORE_RAW, SHAPE_SYMBOL, STORE_CAPACITY, STORE_DATA, STRING_LENGTH, VIEW_LENGTH,
} from "./layout.ts";
import { charAtIndex, intern } from "./string.ts";
import { numberOfIndex } from "./number-text.ts";
import { symbolKey } from "./symbol.ts";
import { typedGetSlow, typedSetSlow } from "./typed-array.ts";
import { isFunctionValue, isNullish, isNumberValue, isStringValue, isSymbolValue, numberIn, shapeOfValue, toNumber, toPropertyKey, toStringValue, truthy } from "./value.ts";

export { newDictionary };
export { restOf, spreadInto } from "./object.ts";

const LITERAL_KIND = 2;
/** Object flags (HEADER_FLAGS) of objects that are not strings. */
export const FLAG_NOT_EXTENSIBLE = 1;
export const FLAG_SEALED = 2;
export const FLAG_FROZEN = 4;
/** Of a dictionary: made by Object.create(null). */
export const FLAG_NULL_PROTOTYPE = 8;

/** The key as it stands in objects: an interned string, or a symbol that is not well-known. */
export function keyOf(key: unknown): usize {
  const name = isStringValue(key) || isSymbolValue(key) ? key : toPropertyKey(key);
  if (isSymbolValue(name)) return symbolKey(addressOf(name));
  return addressOf(intern(name as string));
}

/** The KeyRecord of a field of the shape, or 0. */
export function findField(shape: u32, key: usize): usize {
  "use no-alloc";
  const record = shapeRecord(shape);
  const keys = loadSize(record, RECORD_KEYS);
  const end: usize = keys + load32(record, RECORD_KEY_COUNT) * KEY_RECORD_BYTES;
  for (let at: usize = keys; at < end; at = at + KEY_RECORD_BYTES) if (loadSize(at, KEY_NAME) === key) return at;
  return 0;
}

/** The MemberRecord of a shape by key and kind; a kind of MEMBER_METHOD finds getters too. 0: none. */
export function findMember(shape: u32, key: usize, setter: boolean): usize {
  "use no-alloc";
  const record = shapeRecord(shape);
  const members = loadSize(record, RECORD_MEMBERS);
  const end: usize = members + load32(record, RECORD_MEMBER_COUNT) * MEMBER_RECORD_BYTES;
  for (let at: usize = members; at < end; at = at + MEMBER_RECORD_BYTES) {
    if (loadSize(at, MEMBER_KEY) === key && (load32(at, MEMBER_KIND) === MEMBER_SETTER) === setter) return at;
  }
  return 0;
}

/** The value in a field. */
export function readField(object: usize, field: usize): unknown {
  const at: usize = object + load32(field, KEY_OFFSET);
  const rep = load8(field, KEY_REP);
  if (rep === REP_F64) return loadF64(at);
  if (rep === REP_BOOL) return load8(at) !== 0;
  if (rep === REP_I32) return load32(at) | 0;
  if (rep === REP_U32) return load32(at);
  if (rep === REP_INT) return loadSize(at);
  return valueOfBits<unknown>(load64(at));
}

/** Stores into a field; a value that its representation can't hold is a TypeError. */
function writeField(object: usize, field: usize, value: unknown): void {
  const at: usize = object + load32(field, KEY_OFFSET);
  const rep = load8(field, KEY_REP);
  if (rep === REP_BOOL) {
    if (typeof value !== "boolean") refuseField(field, value, "boolean");
    store8(at, truthy(value) ? 1 : 0);
    return;
  }
  if (rep === REP_F64 || rep === REP_I32 || rep === REP_U32 || rep === REP_INT) {
    if (!isNumberValue(value)) refuseField(field, value, "number");
    const number = numberIn(value);
    if (rep === REP_F64) storeF64(at, number);
    else if (rep === REP_INT) storeSize(at, Math.trunc(number));
    else store32(at, number >>> 0);
    return;
  }
  const shape: u32 = load16(field + KEY_SHAPE);
  if (shape !== 0 && !isNullish(value) && !isInstanceOfShape(value, shape)) refuseField(field, value, objectAt<string>(loadSize(shapeRecord(shape), RECORD_NAME)));
  store64(at, bitsOf(value));
}

function isInstanceOfShape(value: unknown, shape: u32): boolean {
  const own = shapeOfValue(value);
  return own >= shape && own <= load32(shapeRecord(shape), RECORD_LAST);
}

function refuseField(field: usize, value: unknown, wanted: string): never {
  throwTypeError("'" + objectAt<string>(loadSize(field, KEY_NAME)) + "' is a " + wanted + " field: can't hold " + (typeof value === "string" ? "a string" : typeof value === "object" ? "an object" : typeof value));
}

/** Where the overflow dictionary's reference is, for shapes that have one; 0: none. */
function overflowSlot(object: usize, shape: u32): usize {
  "use no-alloc";
  if (shape >= FIRST_CLASS_SHAPE) return load32(shapeRecord(shape), RECORD_KIND) === LITERAL_KIND ? object + LITERAL_OVERFLOW : 0;
  if (shape === SHAPE_FUNCTION || shape === SHAPE_CLASS) return object + FUNCTION_OVERFLOW;
  if (shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) return object + ARRAY_OVERFLOW;
  return 0;
}

/** The dictionary with the object's further own properties, or 0. */
export function overflowOf(object: usize, shape: u32): usize {
  "use no-alloc";
  if (shape === SHAPE_DICTIONARY) return object;
  const slot = overflowSlot(object, shape);
  return slot === 0 ? 0 : loadSize(slot);
}

/** Overflow dictionaries of static functions: the collector doesn't look into the image. */
let staticOverflows: object[] | undefined;

function makeOverflow(object: usize, shape: u32): usize {
  const known = overflowOf(object, shape);
  if (known !== 0) return known;
  const slot = overflowSlot(object, shape);
  if (slot === 0) return 0;
  const dictionary = newDictionaryAt();
  if ((load8(object, HEADER_GC) & GC_STATIC) !== 0) {
    const known = staticOverflows;
    if (known === undefined) staticOverflows = [objectAt<object>(dictionary)];
    else known.push(objectAt<object>(dictionary));
  }
  storeSize(slot, dictionary);
  return dictionary;
}

/** What a dictionary's value slot stands for on reading. */
export function readEntry(slot: usize, receiver: unknown): unknown {
  const value = valueOfBits<unknown>(load64(slot));
  if (!(value instanceof Special)) return value;
  if (!value.isAccessor) return value.value;
  return value.getter === undefined ? undefined : callBoxed(value.getter, receiver, 0, 0);
}

/** A special own property that isn't in a field: found by `ownSlot`. */
const NOT_FOUND = 0;

/** Constant key, slow path. */
export function getProperty(value: unknown, key: string | symbol): unknown {
  if (isNullish(value)) throwNullAccess(value, key);
  return lookUp(value, keyOf(key));
}

function lookUp(value: unknown, key: usize): unknown {
  const shape = shapeOfValue(value);
  const object = addressOf(value);
  if (shape >= FIRST_CLASS_SHAPE) {
    const field = findField(shape, key);
    if (field !== 0) return readField(object, field);
  } else if (shape !== 0 && shape !== SHAPE_DICTIONARY) {
    const own = exoticGet(value, shape, key);
    if (bitsOf(own) !== 32n) return own;
  }
  const overflow = shape === 0 ? 0 : overflowOf(object, shape);
  if (overflow !== 0) {
    const slot = findValue(overflow, key);
    if (slot !== NOT_FOUND) return readEntry(slot, value);
  }
  if (shape !== 0) {
    const member = findMember(shape, key, false);
    if (member !== 0) {
      const fn = objectAt<() => unknown>(loadSize(member, MEMBER_FUNCTION));
      return load32(member, MEMBER_KIND) === MEMBER_GETTER ? callBoxed(fn, value, 0, 0) : fn;
    }
  }
  return builtinMember(value, shape, key);
}

/** What no own property and no member of the class gives: members of numbers and booleans, `constructor`, Object.prototype's. */
function builtinMember(value: unknown, shape: u32, key: usize): unknown {
  if (shape === 0) {
    const primitive = findMember(isNumberValue(value) ? MEMBERS_NUMBER : MEMBERS_BOOLEAN, key, false);
    if (primitive !== 0) return objectAt<object>(loadSize(primitive, MEMBER_FUNCTION));
  } else if (shape >= FIRST_CLASS_SHAPE && objectAt<string>(key) === "constructor") {
    const cls = loadSize(shapeRecord(shape), RECORD_CLASS);
    return cls === 0 ? undefined : objectAt<object>(cls);
  }
  if (shape === SHAPE_DICTIONARY && (load8(addressOf(value), HEADER_FLAGS) & FLAG_NULL_PROTOTYPE) !== 0) return undefined;
  const inherited = findMember(MEMBERS_OBJECT, key, false);
  return inherited === 0 ? undefined : objectAt<object>(loadSize(inherited, MEMBER_FUNCTION));
}

/** Own properties of the built-in layouts; a hole: not one of theirs. */
function exoticGet(value: unknown, shape: u32, key: usize): unknown {
  const object = addressOf(value);
  const name = objectAt<string>(key);
  if (shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) {
    if (name === "length") return load32(object, ARRAY_LENGTH);
    const index = numberOfIndex(name);
    return index < 0 || index >= load32(object, ARRAY_LENGTH) || isHole(value as unknown[], index) ? valueOfBits<unknown>(32n) : arrayGetSlow(value, index);
  }
  if (shape <= SHAPE_SLICE) {
    if (name === "length") return load32(object, STRING_LENGTH);
    const index = numberOfIndex(name);
    return index < 0 || index >= load32(object, STRING_LENGTH) ? valueOfBits<unknown>(32n) : charAtIndex(value as string, index);
  }
  if (shape >= SHAPE_I8 && shape <= SHAPE_F64) {
    if (name === "length") return load32(object, VIEW_LENGTH);
    const index = numberOfIndex(name);
    return index < 0 || index >= load32(object, VIEW_LENGTH) ? valueOfBits<unknown>(32n) : typedGetSlow(value, index);
  }
  if (shape === SHAPE_FUNCTION || shape === SHAPE_CLASS) {
    if (name === "name") return objectAt<string>(loadSize(loadSize(object, FUNCTION_INFO), INFO_NAME));
    if (name === "length") return load32(loadSize(object, FUNCTION_INFO), INFO_LENGTH);
  }
  return valueOfBits<unknown>(32n);
}

/** object.key = value with a constant key, slow path. */
export function setProperty(target: unknown, key: string | symbol, value: unknown): void {
  if (isNullish(target)) throwNullWrite(target, key);
  store(target, keyOf(key), value);
}

function store(target: unknown, key: usize, value: unknown): void {
  const shape = shapeOfValue(target);
  if (shape <= SHAPE_SYMBOL) throwTypeError("Cannot create property '" + keyName(key) + "' on " + typeof target + " '" + toStringValue(target) + "'");
  const object = addressOf(target);
  const flags: u32 = load8(object, HEADER_FLAGS);
  if (shape >= FIRST_CLASS_SHAPE) {
    const field = findField(shape, key);
    if (field !== 0) {
      if ((flags & FLAG_FROZEN) !== 0) refuseWrite(target, key);
      writeField(object, field, value);
      return;
    }
  } else if (shape !== SHAPE_DICTIONARY && exoticSet(target, shape, key, value)) return;
  const overflow = overflowOf(object, shape);
  if (overflow !== 0) {
    const slot = findValue(overflow, key);
    if (slot !== NOT_FOUND) {
      if ((flags & FLAG_FROZEN) !== 0) refuseWrite(target, key);
      writeEntry(slot, target, key, value);
      return;
    }
  }
  const setter = findMember(shape, key, true);
  if (setter !== 0) {
    callWith(objectAt<() => unknown>(loadSize(setter, MEMBER_FUNCTION)), target, value);
    return;
  }
  const member = findMember(shape, key, false);
  if (member !== 0 && load32(member, MEMBER_KIND) === MEMBER_GETTER) {
    throwTypeError("Cannot set property " + keyName(key) + " of " + describeObject(target) + " which has only a getter");
  }
  if ((flags & FLAG_NOT_EXTENSIBLE) !== 0) throwTypeError("Cannot add property " + keyName(key) + ", object is not extensible");
  const room = makeOverflow(object, shape);
  if (room === 0) throwTypeError("Cannot add property " + keyName(key) + ": objects of this class have fixed fields");
  putValue(room, key, bitsOf(value));
}

function refuseWrite(target: unknown, key: usize): never {
  throwTypeError("Cannot assign to read only property '" + keyName(key) + "' of object '" + describeObject(target) + "'");
}

/** "#<Point>", as V8 names objects in messages. */
export function describeObject(target: unknown): string {
  const shape = shapeOfValue(target);
  if (shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) return "[object Array]";
  return "#<" + (shape >= FIRST_CLASS_SHAPE ? objectAt<string>(loadSize(shapeRecord(shape), RECORD_NAME)) : "Object") + ">";
}

export function keyName(key: usize): string {
  return load32(key) === SHAPE_SYMBOL ? objectAt<symbol>(key).toString() : objectAt<string>(key);
}

function writeEntry(slot: usize, receiver: unknown, key: usize, value: unknown): void {
  const old = valueOfBits<unknown>(load64(slot));
  if (!(old instanceof Special)) { store64(slot, bitsOf(value)); return; }
  if (old.isAccessor) {
    if (old.setter === undefined) throwTypeError("Cannot set property " + keyName(key) + " of " + describeObject(receiver) + " which has only a getter");
    callWith(old.setter, receiver, value);
    return;
  }
  if (!old.writable) refuseWrite(receiver, key);
  old.value = value;
}

/** Calls fn with one argument. */
export function callWith(fn: unknown, receiver: unknown, argument: unknown): unknown {
  const frame = stackAllocate(16);
  store64(frame, bitsOf(argument));
  return callBoxed(fn, receiver, 1, frame);
}

/** True: the key is an own property of the built-in layout, and was set. */
function exoticSet(target: unknown, shape: u32, key: usize, value: unknown): boolean {
  const name = objectAt<string>(key);
  if (shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) {
    if (name === "length") { arraySetLength(target as unknown[], toNumber(value)); return true; }
    const index = numberOfIndex(name);
    if (index < 0) return false;
    arraySetSlow(target, index, value);
    return true;
  }
  if (shape >= SHAPE_I8 && shape <= SHAPE_F64) {
    const index = numberOfIndex(name);
    if (index < 0) return false;
    typedSetSlow(target, index, value);
    return true;
  }
  return false;
}

/** Is the number an array index? Others are keys by their text: `a[-1]`, `a[0.5]`. */
function isIndex(value: number): boolean { "use no-alloc"; return value >= 0 && value < 0xffff_ffff && f64Trunc(value) === value; }

/** target[key] */
export function getKeyed(target: unknown, key: unknown): unknown {
  if (isNumberValue(key)) {
    const shape = shapeOfValue(target);
    const index = numberIn(key);
    if ((shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) && isIndex(index)) return arrayGetSlow(target, index);
    if (shape >= SHAPE_I8 && shape <= SHAPE_F64) return typedGetSlow(target, index);
    if (shape !== 0 && shape <= SHAPE_SLICE) return charAtIndex(target as string, index);
  }
  if (isNullish(target)) throwNullAccess(target, toPropertyKey(key));
  return lookUp(target, keyOf(key));
}

/** target[key] = value */
export function setKeyed(target: unknown, key: unknown, value: unknown): void {
  if (isNumberValue(key)) {
    const shape = shapeOfValue(target);
    const index = numberIn(key);
    if ((shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64) && isIndex(index)) { arraySetSlow(target, index, value); return; }
    if (shape >= SHAPE_I8 && shape <= SHAPE_F64) { typedSetSlow(target, index, value); return; }
  }
  if (isNullish(target)) throwNullWrite(target, toPropertyKey(key));
  store(target, keyOf(key), value);
}

/** delete target[key] */
export function deleteKeyed(target: unknown, key: unknown): boolean {
  if (isNullish(target)) throwTypeError("Cannot convert undefined or null to object");
  const shape = shapeOfValue(target);
  if (shape === 0 || shape <= SHAPE_SYMBOL) return true;
  const object = addressOf(target);
  const name = keyOf(key);
  const flags: u32 = load8(object, HEADER_FLAGS);
  if ((flags & (FLAG_SEALED | FLAG_FROZEN)) !== 0 && hasOwnKey(target, name)) throwTypeError("Cannot delete property '" + keyName(name) + "' of " + describeObject(target));
  if ((shape === SHAPE_ARRAY || shape === SHAPE_ARRAY_F64)) {
    const index = numberOfIndex(objectAt<string>(name));
    if (index >= 0) {
      if (index < load32(object, ARRAY_LENGTH)) makeHole(target as unknown[], index);
      return true;
    }
  }
  const overflow = overflowOf(object, shape);
  if (overflow !== 0 && removeKey(overflow, name)) return true;
  if (target instanceof Error && keyName(name) === "stack") { target.stack = undefined; return true; }
  if (shape >= FIRST_CLASS_SHAPE && findField(shape, name) !== 0) {
    if (load32(shapeRecord(shape), RECORD_KIND) === LITERAL_KIND) {
      becomeDictionary(target as object);
      return removeKey(object, name);
    }
    throwTypeError("Cannot delete property '" + keyName(name) + "' of " + describeObject(target) + ": it is a field of fixed layout");
  }
  return true;
}

/**
 * A literal that loses a field becomes a dictionary in place: its 32 bytes are those of a dictionary, and what follows
 * them becomes a store of nothing, so that the collector can walk over it.
 */
function becomeDictionary(target: object): void {
  const object = addressOf(target);
  const bytes = objectBytes(object);
  const fresh = newDictionaryAt();
  const shape = load32(object);
  const record = shapeRecord(shape);
  const fields = loadSize(record, RECORD_KEYS);
  const count = load32(record, RECORD_KEY_COUNT);
  for (let i: u32 = 0; i < count; i++) {
    const field: usize = fields + i * KEY_RECORD_BYTES;
    putValue(fresh, loadSize(field, KEY_NAME), bitsOf(readField(object, field)));
  }
  const overflow = loadSize(object, LITERAL_OVERFLOW);
  if (overflow !== 0) {
    const used = entriesUsed(overflow);
    for (let i: u32 = 0; i < used; i++) if (entryKey(overflow, i) !== 0) putValue(fresh, entryKey(overflow, i), entryValue(overflow, i));
  }
  copyMemory(object + HEADER_BYTES, fresh + HEADER_BYTES, ARRAY_BYTES - HEADER_BYTES);
  store32(object, SHAPE_DICTIONARY);
  if (bytes <= ARRAY_BYTES) return;
  fillMemory(object + ARRAY_BYTES, 0, bytes - ARRAY_BYTES);
  store32(object + ARRAY_BYTES, SHAPE_STORE_RAW);
  store32(object + ARRAY_BYTES, (bytes - ARRAY_BYTES - STORE_DATA) >>> 0, STORE_CAPACITY);
}

/** Whether the object has the own property (key as `keyOf` gives it). */
export function hasOwnKey(target: unknown, key: usize): boolean {
  const shape = shapeOfValue(target);
  if (shape === 0) return false;
  const object = addressOf(target);
  if (shape >= FIRST_CLASS_SHAPE) {
    if (findField(shape, key) !== 0) return true;
  } else if (shape !== SHAPE_DICTIONARY && bitsOf(exoticGet(target, shape, key)) !== 32n) return true;
  const overflow = overflowOf(object, shape);
  return overflow !== 0 && findValue(overflow, key) !== 0;
}

/** key in target */
export function hasKeyed(target: unknown, key: unknown): boolean {
  const shape = shapeOfValue(target);
  if (shape <= SHAPE_SYMBOL) throwTypeError("Cannot use 'in' operator to search for '" + toStringValue(key) + "' in " + toStringValue(target));
  const name = keyOf(key);
  if (hasOwnKey(target, name)) return true;
  if (findMember(shape, name, false) !== 0 || findMember(shape, name, true) !== 0) return true;
  return bitsOf(builtinMember(target, shape, name)) !== 0n;
}

/** (object, key, what) → function value, or TypeError "<what> is not a function". */
export function lookupMethod(target: unknown, key: string | symbol, what: string): object {
  if (isNullish(target)) throwNullAccess(target, key);
  const method = lookUp(target, keyOf(key));
  if (!isFunctionValue(method)) throwNotFunction(what);
  return method as object;
}

/** Defines a getter and a setter (undefined: none) as an own property of a literal or dictionary. */
export function defineAccessor(target: object, key: unknown, getter: unknown, setter: unknown): void {
  const name = keyOf(key);
  const room = makeOverflow(addressOf(target), shapeOfValue(target));
  if (room === 0) throwTypeError("Cannot define property " + keyName(name) + ": objects of this class have fixed fields");
  const slot = findValue(room, name);
  const old = slot === 0 ? undefined : valueOfBits<unknown>(load64(slot));
  const special = old instanceof Special ? old : new Special();
  special.isAccessor = true;
  special.value = undefined;
  if (getter !== undefined) special.getter = getter;
  if (setter !== undefined) special.setter = setter;
  putValue(room, name, bitsOf(special));
}

/** Own property with attributes, in the overflow; false: the object has no room. */
export function defineSpecial(target: object, key: usize, special: Special): boolean {
  const room = makeOverflow(addressOf(target), shapeOfValue(target));
  if (room === 0) return false;
  putValue(room, key, bitsOf(special));
  return true;
}

