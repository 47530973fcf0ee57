/**
 * Hash and equality of keys of Map and Set (SameValueZero, ECMA-262 §7.2.11). Strings hash by content (the hash is
 * cached in the string), numbers by value with -0 as 0, everything else by address: the collector does not move
 * objects. Under Node there is no address; objects all hash alike there, which only tests see.
 */
import { addressOf, bitsOf, f64Bits, high32, isCompiled, low32 } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { stringHash } from "./string-hash.ts";

export function hashOf(key: unknown): u32 {
  if (typeof key === "string") return stringHash(key);
  if (typeof key === "number") return hashNumber(key);
  if (typeof key === "bigint") return stringHash(String(key));
  if (!isCompiled()) return typeof key === "boolean" ? (key ? 1 : 2) : 3;
  const bits = bitsOf(key);
  return mix((low32(bits) >>> 4) ^ high32(bits));
}

export function hashNumber(value: number): u32 {
  const integer = value | 0;
  if (integer === value) return mix(integer >>> 0);
  if (value !== value) return 7;
  const bits = f64Bits(value);
  return mix((low32(bits) ^ Math.imul(high32(bits), 31)) >>> 0);
}

/** Finaliser of a multiplicative hash: every input bit reaches the low bits. */
export function mix(value: u32): u32 {
  let h: u32 = value;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** SameValueZero of keys that have the same hash; -0 has been made 0 in both. */
export function sameKey(a: unknown, b: unknown): boolean {
  if (isCompiled()) {
    if (bitsOf(a) === bitsOf(b)) return true;
    if (typeof a === "string") return typeof b === "string" && a === b;
    return typeof a === "bigint" && typeof b === "bigint" && a === b;
  }
  return a === b || (a !== a && b !== b);
}

/** The address as a hash, for weak tables. */
export function hashAddress(object: object | symbol): u32 {
  if (!isCompiled()) return 3;
  return mix(low32(bitsOf(object)) >>> 4 ^ (addressOf(object) < 4096 ? 1 : 0));
}
