/** What the names of symbols say: the module of a function, or what kind of shared code it is. */
import type { Detour, SharedKind } from "./build-report.ts";

export interface ModuleSymbol { readonly module: string; readonly name: string }

/** "lib/runtime/map.ts:Map.get", and with with "f.", "info." or "code." before it its function object, with "g.12." a variable; undefined for what has no module. */
export function moduleSymbol(symbol: string): ModuleSymbol | undefined {
  const match = /^(?:(?:f|info|code|g\.\d+)\.)?(.+?\.m?ts):(.*)$/.exec(symbol);
  return match === null ? undefined : { module: match[1] ?? "", name: match[2] ?? "" };
}

/** Constants belong to whoever names them. */
export function isConstant(symbol: string): boolean {
  return /^(?:str|static|class|info\.class)\./.test(symbol);
}

export function isString(symbol: string): boolean {
  return symbol.startsWith("str.");
}

/** `whelk.initialize` calls the initialisers of all modules; the tables of classes name every method of every class. */
export function detour(symbol: string): Detour | undefined {
  return symbol === "whelk.initialize" ? "imports" : isClassTable(symbol) ? "by-key" : undefined;
}

function isClassTable(symbol: string): boolean {
  return /^(?:whelk\.(?:shapes|selectors|rows|interned|roots)|members\.|keys\.)/.test(symbol);
}

export function sharedKind(symbol: string): SharedKind {
  if (isClassTable(symbol)) return "class tables";
  return /^(?:callp?|get|set|method|virtual)\./.test(symbol) ? "dispatch" : "helpers";
}
