/** Names of functions that are no frame of the program's: thunks and helpers. */
export const HIDDEN = "whelk:thunk";

/**
 * What people call the function of a symbol: "lib/runtime/map.ts:Map.get" is Map.get. "~resume" is the body of a
 * coroutine; whatever else has a "~" or no module is a thunk or helper.
 */
export function displayName(symbol: string): string {
  const at = symbol.indexOf(":");
  const tilde = symbol.indexOf("~");
  if (at < 0 || (tilde >= 0 && !symbol.endsWith("~resume"))) return HIDDEN;
  return symbol.slice(at + 1, tilde < 0 ? undefined : tilde);
}
