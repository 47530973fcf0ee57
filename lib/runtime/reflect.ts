/** The members of Reflect (ECMA-262 §28.1) that need no descriptors or prototypes. */
import { callWithArray, constructWithArray } from "./function.ts";
import { KEYS_ALL, KEYS_SYMBOLS, ownKeys } from "./object.ts";
import { deleteKeyed, getKeyed, hasKeyed, setKeyed } from "./property.ts";

function mustBeObject(value: unknown, name: string): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) throw new TypeError(`Reflect.${name} called on non-object`);
}
function toList(args: ArrayLike<unknown>): unknown[] {
  if (Array.isArray(args)) return args as unknown[];
  if (typeof args !== "object" || args === null) throw new TypeError("CreateListFromArrayLike called on non-object");
  return Array.from(args);
}

export function reflectApply(target: unknown, thisArgument: unknown, args: ArrayLike<unknown>): unknown {
  if (typeof target !== "function") throw new TypeError(`Function.prototype.apply was called on ${String(target)}, which is ${typeof target} and not a function`);
  return callWithArray(target, thisArgument, toList(args));
}
export function reflectConstruct(target: unknown, args: ArrayLike<unknown>): unknown { return constructWithArray(target, toList(args)); }
export function reflectDeleteProperty(target: unknown, key: PropertyKey): boolean { mustBeObject(target, "deleteProperty"); return deleteKeyed(target, key); }
export function reflectGet(target: unknown, key: PropertyKey): unknown { mustBeObject(target, "get"); return getKeyed(target, key); }
export function reflectHas(target: unknown, key: PropertyKey): boolean { mustBeObject(target, "has"); return hasKeyed(target, key); }
export function reflectOwnKeys(target: unknown): (string | symbol)[] {
  mustBeObject(target, "ownKeys");
  const keys = ownKeys(target, KEYS_ALL);
  for (const symbol of ownKeys(target, KEYS_SYMBOLS)) keys.push(symbol);
  return keys;
}
export function reflectSet(target: unknown, key: PropertyKey, value: unknown): boolean {
  mustBeObject(target, "set");
  try {
    setKeyed(target, key, value);
    return true;
  } catch {
    return false; // readonly, frozen, or without a setter
  }
}
