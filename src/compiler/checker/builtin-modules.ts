/**
 * Where each built-in lives. A row is keyed by the name of a global value or of an interface of lib/globals/*.d.ts.
 *
 *   functions  members of the interface are exported functions `<name><Member>` (first letter lowered), receiver first
 *   class      an ordinary class with the global's name, exported by the module
 *   value      a constant with the global's name, exported by the module
 *
 * `FooConstructor` needs no row: its members are looked up as those of `Foo`.
 */
export type BuiltinRow =
  | { readonly kind: "functions"; readonly modules: readonly string[] }
  | { readonly kind: "class"; readonly module: string; readonly name?: string }
  | { readonly kind: "value"; readonly module: string; readonly name?: string };

const functions = (...modules: readonly string[]): BuiltinRow => ({ kind: "functions", modules: modules.map((m) => `lib/${m}.ts`) });
const cls = (module: string, name?: string): BuiltinRow => ({ kind: "class", module: `lib/${module}.ts`, ...(name === undefined ? {} : { name }) });
const value = (module: string, name?: string): BuiltinRow => ({ kind: "value", module: `lib/${module}.ts`, ...(name === undefined ? {} : { name }) });

const typed = (): BuiltinRow => functions("runtime/typed-array", "runtime/typed-array-methods");

export const BUILTINS: Readonly<Record<string, BuiltinRow>> = {
  // Global functions (`parseInt` → `globalParseInt`).
  global: functions("runtime/number", "runtime/number-text", "runtime/number-parse", "runtime/number-format", "runtime/uri", "runtime/promise", "runtime/microtasks", "kernel/timers", "kernel/loop", "runtime/globals", "web/timers", "web/structured-clone", "web/base64", "web/fetch", "node/timers"),
  // core
  Object: functions("runtime/object", "runtime/property"),
  Function: functions("runtime/function"),
  String: functions("runtime/string", "runtime/string-methods", "runtime/string-search", "runtime/string-case", "runtime/string-regexp", "runtime/normalize/normalize"),
  Number: functions("runtime/number", "runtime/number-text", "runtime/number-format", "runtime/number-parse"),
  Boolean: functions("runtime/value", "runtime/boolean"),
  Array: functions("runtime/array", "runtime/array-methods", "runtime/array-sort", "runtime/array-iterate"),
  ArrayBuffer: functions("runtime/array-buffer", "runtime/typed-array"),
  DataView: functions("runtime/data-view", "runtime/typed-array"),
  Int8Array: typed(), Uint8Array: typed(), Uint8ClampedArray: typed(), Int16Array: typed(), Uint16Array: typed(),
  Int32Array: typed(), Uint32Array: typed(), Float32Array: typed(), Float64Array: typed(),
  TypedArray: typed(),
  Symbol: functions("runtime/symbol"),
  Error: cls("runtime/errors"), TypeError: cls("runtime/errors"), RangeError: cls("runtime/errors"), SyntaxError: cls("runtime/errors"),
  ReferenceError: cls("runtime/errors"), EvalError: cls("runtime/errors"), URIError: cls("runtime/errors"), AggregateError: cls("runtime/errors"),
  // builtins
  Math: functions("runtime/math"),
  JSON: functions("runtime/json/json", "runtime/json/parse", "runtime/json/stringify"),
  Reflect: functions("runtime/reflect"),
  Map: cls("runtime/map"), Set: cls("runtime/set"), WeakMap: cls("runtime/weak"), WeakSet: cls("runtime/weak"), WeakRef: cls("runtime/weak"),
  FinalizationRegistry: cls("runtime/weak"),
  Promise: cls("runtime/promise"), Date: cls("runtime/date"), RegExp: cls("runtime/regexp/regexp"),
  // web and node
  console: value("node/console"), Console: functions("node/console"), process: value("node/process"), Process: cls("node/process"), WriteStream: cls("node/console-stream", "WriteStream"),
  Timeout: cls("node/timers"), Immediate: cls("node/timers"),
  Buffer: functions("node/buffer", "node/buffer-search", "node/buffer-numbers"),
  performance: value("web/performance"), Performance: cls("web/performance"), crypto: value("web/crypto"), Crypto: cls("web/crypto"),
  URL: cls("web/url"), URLSearchParams: cls("web/url-search-params"), TextEncoder: cls("web/encoding"), TextDecoder: cls("web/encoding"),
  AbortController: cls("web/abort"), AbortSignal: cls("web/abort"), Event: cls("web/event"), CustomEvent: cls("web/event"), EventTarget: cls("web/event"),
  DOMException: cls("web/dom-exception"), ReadableStream: cls("web/readable-stream"),
  ReadableStreamDefaultReader: cls("web/readable-stream"), ReadableStreamDefaultController: cls("web/readable-stream"),
  Headers: cls("web/headers"), Request: cls("web/request"), Response: cls("web/response"), Body: cls("web/body"),
};
