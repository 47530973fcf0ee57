/** Deep equality as node:assert and node:util have it, strict and loose. */
export function isDeepStrictEqual(a: unknown, b: unknown): boolean { return deepEqual(a, b, "strict", undefined); }
export function isDeepLooseEqual(a: unknown, b: unknown): boolean { return deepEqual(a, b, "loose", undefined); }

type Mode = "strict" | "loose";
/** Pairs under comparison: a circle is equal if its beginning is. */
interface Pairs { readonly a: object; readonly b: object; readonly outer: Pairs | undefined }

function deepEqual(a: unknown, b: unknown, mode: Mode, outer: Pairs | undefined): boolean {
  if (mode === "strict" ? Object.is(a, b) : a === b || (a !== a && b !== b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    if (mode === "strict") return false;
    if ((typeof a === "object" && a !== null) || (typeof b === "object" && b !== null) || typeof a === "function" || typeof b === "function") return false;
    return a == b;
  }
  for (let pair = outer; pair !== undefined; pair = pair.outer) if (pair.a === a && pair.b === b) return true;
  const pairs: Pairs = { a, b, outer };
  if (mode === "strict" && a.constructor !== b.constructor) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!deepEqual(a[i], b[i], mode, pairs)) return false;
    return true;
  }
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && Object.is(a.getTime(), b.getTime()) && sameKeys(a, b, mode, pairs);
  if (a instanceof RegExp || b instanceof RegExp) return a instanceof RegExp && b instanceof RegExp && a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
  if (a instanceof Error || b instanceof Error) {
    if (!(a instanceof Error && b instanceof Error) || a.message !== b.message || a.name !== b.name || !deepEqual(a.cause, b.cause, mode, pairs)) return false;
    return sameKeys(a, b, mode, pairs);
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    if (!(a instanceof Uint8Array && b instanceof Uint8Array) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }
  if (a instanceof Map || b instanceof Map) return a instanceof Map && b instanceof Map && sameMaps(a, b, mode, pairs);
  if (a instanceof Set || b instanceof Set) return a instanceof Set && b instanceof Set && sameSets(a, b, mode, pairs);
  return sameKeys(a, b, mode, pairs);
}

function sameKeys(a: object, b: object, mode: Mode, pairs: Pairs): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of keys) if (!Object.hasOwn(b, key) || !deepEqual(left[key], right[key], mode, pairs)) return false;
  return true;
}

function sameMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>, mode: Mode, pairs: Pairs): boolean {
  if (a.size !== b.size) return false;
  const rest = new Set(b.keys());
  for (const [key, value] of a) {
    if (b.has(key) && rest.has(key)) {
      if (!deepEqual(value, b.get(key), mode, pairs)) return false;
      rest.delete(key);
      continue;
    }
    let found = false;
    for (const other of rest) {
      if (!deepEqual(key, other, mode, pairs) || !deepEqual(value, b.get(other), mode, pairs)) continue;
      rest.delete(other);
      found = true;
      break;
    }
    if (!found) return false;
  }
  return true;
}

function sameSets(a: Set<unknown>, b: Set<unknown>, mode: Mode, pairs: Pairs): boolean {
  if (a.size !== b.size) return false;
  const rest = new Set(b);
  for (const value of a) {
    if (rest.delete(value)) continue;
    let found = false;
    for (const other of rest) {
      if (!deepEqual(value, other, mode, pairs)) continue;
      rest.delete(other);
      found = true;
      break;
    }
    if (!found) return false;
  }
  return true;
}
