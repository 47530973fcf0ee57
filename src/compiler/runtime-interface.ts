/**
 * Functions, globals and classes of lib/runtime that compiled code reaches by name. The front end lowers these from
 * their TypeScript sources; the back end checks the representations given here. `params`/`ret` are Reps.
 */
import type { Rep } from "./hir/hir.ts";

export interface RuntimeFunction { readonly module: string; readonly export: string; readonly params: readonly Rep[]; readonly ret: Rep }
const at = (module: string) => (name: string, params: readonly Rep[], ret: Rep): RuntimeFunction => ({ module: `lib/runtime/${module}.ts`, export: name, params, ret });
const heap = at("gc/heap"), value = at("value"), property = at("property"), array = at("array"), string = at("string"),
  typed = at("typed-array"), errors = at("errors"), fn = at("function"), coroutine = at("coroutine"), regexp = at("regexp/regexp"), iterate = at("iterate"), number = at("number");

/** Rows are keyed by export name. */
export const RUNTIME_FUNCTIONS: readonly RuntimeFunction[] = [
  // Allocation: the inline path bumps `allocCursor` up to `allocLimit`.
  heap("allocateSlow", ["u32", "int"], "int"), // (shape, bytes) → address of zeroed object with header
  // Values (ECMA-262 §7). Boxes.
  value("typeOf", ["box"], "ref"),
  value("truthy", ["box"], "bool"),
  value("toNumber", ["box"], "f64"),
  value("toStringValue", ["box"], "ref"), // ToString for `${x}` and +
  value("strictEquals", ["box", "box"], "bool"),
  value("looseEquals", ["box", "box"], "bool"),
  value("sameValueZero", ["box", "box"], "bool"),
  value("addValues", ["box", "box"], "box"),
  value("compareValues", ["box", "box", "u32"], "bool"), // op: 0 <, 1 <=, 2 >, 3 >=
  value("instanceOf", ["box", "box"], "bool"), // right side a function value
  at("number-to-string")("numberToString", ["f64"], "ref"),
  number("remainder", ["f64", "f64"], "f64"),
  number("power", ["f64", "f64"], "f64"),
  number("toInt32Slow", ["f64"], "i32"), // when cvttsd2si overflowed
  // Strings.
  string("concat", ["ref", "ref"], "ref"),
  string("equals", ["ref", "ref"], "bool"), // either may be undefined/null
  string("compareStrings", ["ref", "ref"], "i32"), // <0, 0, >0 by code units
  string("charCodeAtUnchecked", ["ref", "u32"], "u32"),
  string("unitOrNone", ["ref", "int"], "i32"), // s.charCodeAt(i), -1 for NaN
  string("charAtIndex", ["ref", "f64"], "box"), // s[i]
  // Properties. Keys are interned strings or symbols.
  property("getProperty", ["box", "ref"], "box"), // constant key, slow path of field.get and property.get; TypeError on undefined/null
  property("setProperty", ["box", "ref", "box"], "void"),
  property("getKeyed", ["box", "box"], "box"), // o[k], anything
  property("setKeyed", ["box", "box", "box"], "void"),
  property("deleteKeyed", ["box", "box"], "bool"),
  property("hasKeyed", ["box", "box"], "bool"), // k in o
  property("newDictionary", [], "ref"),
  property("spreadInto", ["ref", "box"], "void"), // {...o}
  property("restOf", ["box", "ref"], "ref"), // {a, ...rest}: all own keys but those in the array
  property("lookupMethod", ["box", "ref", "ref"], "ref"), // (object, key, what) → function value or TypeError "<what> is not a function"
  property("defineAccessor", ["ref", "box", "box", "box"], "void"), // (object, key, getter, setter)
  // Arrays.
  array("arrayGetSlow", ["box", "f64"], "box"), // other kind, out of bounds, not an array: undefined or TypeError
  array("arraySetSlow", ["box", "f64", "box"], "void"), // grows, changes kind
  array("arrayLengthSlow", ["box"], "f64"),
  array("arrayPushValue", ["ref", "box"], "void"),
  array("arrayPushNumber", ["ref", "f64"], "void"),
  array("arrayAppendIterable", ["ref", "box"], "void"), // [...x]
  array("newArray", ["bool", "u32"], "ref"), // (f64?, capacity) length 0
  typed("typedGetSlow", ["box", "f64"], "box"),
  typed("typedSetSlow", ["box", "f64", "box"], "void"),
  // Functions.
  fn("callWithArray", ["box", "box", "ref"], "box"), // f(...args), this
  fn("constructWithArray", ["box", "ref"], "box"), // new f(...args)
  fn("bindMethod", ["box", "ref"], "box"), // o.m as a value: the member's function
  // Errors. Each throws (never returns normally); file/line come from the stack.
  errors("throwNullAccess", ["box", "ref"], "void"), // reading key of undefined/null
  errors("throwNullWrite", ["box", "ref"], "void"),
  errors("throwNotFunction", ["ref"], "void"),
  errors("throwTypeMismatch", ["box", "ref", "ref"], "void"), // (value, expected in words, what)
  errors("throwOutOfBounds", ["ref"], "void"),
  errors("throwUninitialized", ["ref"], "void"), // Cannot access 'x' before initialization
  errors("throwReadonly", ["ref"], "void"),
  errors("throwStackOverflow", [], "void"),
  // Iteration: fast for arrays, strings, Map, Set; otherwise the protocol.
  iterate("getIterator", ["box"], "box"), // object with next()
  iterate("getAsyncIterator", ["box"], "box"),
  iterate("closeIterator", ["box"], "void"),
  regexp("literalMatcher", ["ref"], "ref"), // of the program's text
  regexp("literalRegExp", ["ref", "ref", "ref"], "ref"), // source, sorted flags, matcher
  // Coroutines. Frames are instances of hidden subclasses of the classes below.
  coroutine("startAsync", ["ref"], "void"), // runs a fresh async frame to its first await
  coroutine("asyncAwait", ["ref", "box"], "void"), // subscribe the frame to the value and suspend
  coroutine("asyncReturn", ["ref", "box"], "void"),
  coroutine("asyncThrow", ["ref", "box"], "void"),
  coroutine("asyncGeneratorYield", ["ref", "box"], "void"),
];
/** Globals: lib/runtime module:name. Allocation cursor and limit are `usize`. */
export const RUNTIME_GLOBALS = { allocCursor: "lib/runtime/gc/heap.ts", allocLimit: "lib/runtime/gc/heap.ts" } as const;
/**
 * In classes of lib/runtime and lib/web, fields and methods whose names begin with `_`, and TypeScript-private ones,
 * are internal slots: not enumerable, KEY_PRIVATE, never seen by Object.keys, JSON or inspect.
 * `return e` in an async generator is lowered as `return await e`; the await of `yield e` is done by asyncGeneratorYield.
 *
 * Classes. Each frame class has the fields `code: usize` (set by the compiler at creation) and `state: u32`
 * (compiler: 0 not started, k suspended at point k, 0xffffffff finished).
 */
export const RUNTIME_CLASSES = {
  AsyncFrame: "lib/runtime/coroutine.ts", // extends Promise
  GeneratorFrame: "lib/runtime/coroutine.ts", // next/return/throw
  AsyncGeneratorFrame: "lib/runtime/coroutine.ts",
} as const;
