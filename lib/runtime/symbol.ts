/**
 * Symbols (layout.ts). A well-known symbol is a property key as the interned string "@@name", kept at +24 of its
 * object; so shape records need no symbol objects, and `Symbol.iterator` and `[Symbol.iterator]() {}` meet. In the same
 * way `Symbol.for("x")` is the key "@@for:x".
 */
import { addressOf, allocateObject, load32, loadSize, objectAt, store32, storeSize, isCompiled } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { SHAPE_STRING, SHAPE_SYMBOL } from "./layout.ts";
import { intern } from "./string.ts";
import { toStringValue } from "./value.ts";

const DESCRIPTION = 8;
const NUMBER = 16;
const KEY = 24;
const SYMBOL_BYTES = 32;

let nextNumber: u32 = 1;
/** Symbols of Symbol.for and well-known ones, by their key. */
const registry: symbol[] = [];
const registryKeys: string[] = [];

function newSymbol(description: string | undefined, key: string | undefined): symbol {
  const symbol = allocateObject(SHAPE_SYMBOL, SYMBOL_BYTES);
  storeSize(symbol, addressOf(description), DESCRIPTION);
  store32(symbol, nextNumber, NUMBER);
  storeSize(symbol, addressOf(key), KEY);
  nextNumber = nextNumber + 1;
  return objectAt<symbol>(symbol);
}

/** Symbol(description) */
export function symbolCall(description?: unknown): symbol {
  return newSymbol(description === undefined ? undefined : toStringValue(description), undefined);
}

/** The value of `Symbol.iterator` for the key "@@iterator". */
export function wellKnownSymbol(key: string): symbol {
  // Under Node the modules that import this one can be tested: its own symbols are there already.
  if (!isCompiled()) return Symbol.for(key);
  for (let i = 0; i < registryKeys.length; i++) if (registryKeys[i] === key) return registry[i] as symbol;
  const symbol = newSymbol("Symbol." + key.slice(2), intern(key));
  registryKeys.push(key);
  registry.push(symbol);
  return symbol;
}

/** The property key of a symbol: itself, or a well-known one's interned string. */
export function symbolKey(symbol: usize): usize {
  "use no-alloc";
  const key = loadSize(symbol, KEY);
  return key === 0 ? symbol : key;
}

/** A number that differs from symbol to symbol. */
export function symbolNumber(symbol: usize): u32 { "use no-alloc"; return load32(symbol, NUMBER); }

const SHARED = "@@for:";

export function symbolFor(key: string): symbol { return sharedSymbol(SHARED + key); }

function sharedSymbol(name: string): symbol {
  for (let i = 0; i < registryKeys.length; i++) if (registryKeys[i] === name) return registry[i] as symbol;
  const symbol = newSymbol(name.slice(SHARED.length), intern(name));
  registryKeys.push(name);
  registry.push(symbol);
  return symbol;
}

export function symbolKeyFor(symbol: symbol): string | undefined {
  for (let i = 0; i < registry.length; i++) {
    const name = registryKeys[i] as string;
    if (registry[i] === symbol) return name.startsWith(SHARED) ? name.slice(SHARED.length) : undefined;
  }
  return undefined;
}

export function symbolDescription(self: symbol): string | undefined {
  const description = loadSize(addressOf(self), DESCRIPTION);
  return description === 0 ? undefined : objectAt<string>(description);
}
export function symbolToString(self: symbol): string { return "Symbol(" + (symbolDescription(self) ?? "") + ")"; }
export function symbolValueOf(self: symbol): symbol { return self; }

/** The symbol of a property key found in an object: strings "@@name" stand for well-known symbols. */
export function symbolOfKey(key: usize): symbol {
  if (load32(key) !== SHAPE_STRING) return objectAt<symbol>(key);
  const name = objectAt<string>(key);
  return name.startsWith(SHARED) ? sharedSymbol(name) : wellKnownSymbol(name);
}


// Values of the well-known symbols.
export const symbolIterator: symbol = wellKnownSymbol("@@iterator");
export const symbolAsyncIterator: symbol = wellKnownSymbol("@@asyncIterator");
export const symbolHasInstance: symbol = wellKnownSymbol("@@hasInstance");
export const symbolIsConcatSpreadable: symbol = wellKnownSymbol("@@isConcatSpreadable");
export const symbolMatch: symbol = wellKnownSymbol("@@match");
export const symbolMatchAll: symbol = wellKnownSymbol("@@matchAll");
export const symbolReplace: symbol = wellKnownSymbol("@@replace");
export const symbolSearch: symbol = wellKnownSymbol("@@search");
export const symbolSpecies: symbol = wellKnownSymbol("@@species");
export const symbolSplit: symbol = wellKnownSymbol("@@split");
export const symbolToPrimitive: symbol = wellKnownSymbol("@@toPrimitive");
export const symbolToStringTag: symbol = wellKnownSymbol("@@toStringTag");
export const symbolUnscopables: symbol = wellKnownSymbol("@@unscopables");
export const symbolDispose: symbol = wellKnownSymbol("@@dispose");
export const symbolAsyncDispose: symbol = wellKnownSymbol("@@asyncDispose");
