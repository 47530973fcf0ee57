/** The bytes of an image by module, and why each module is there. */
import { displayName, HIDDEN } from "../link/display-name.ts";
import { type ElfSymbol, readElf, readSymbols } from "../link/elf.ts";
import type { ChainLink, ModuleReport, SharedKind } from "./build-report.ts";
import { type References, shortestWays, type Step } from "./references.ts";
import { detour, isConstant, isString, moduleSymbol, sharedKind } from "./symbols.ts";

export interface ImageContents {
  readonly modules: readonly ModuleReport[];
  readonly shared: ReadonlyMap<SharedKind, number>;
}

const PLATFORM_ENTRY = "whelk.entry";

/** `unstripped`: the image with its symbol table. `entryModule`: the program's entry as in symbols. */
export function imageContents(unstripped: Uint8Array, references: References, entryModule: string): ImageContents {
  const ways = shortestWays(references, [`${entryModule}:(module)`, PLATFORM_ENTRY], detour);
  const modules = new Map<string, Tally>();
  const shared = new Map<SharedKind, number>();
  for (const { symbol, bytes } of fileSymbols(unstripped)) {
    const owner = ownerOf(symbol.name, ways);
    if (owner === undefined) {
      const kind = sharedKind(symbol.name);
      shared.set(kind, (shared.get(kind) ?? 0) + bytes);
      continue;
    }
    const tally = modules.get(owner) ?? new Tally();
    modules.set(owner, tally);
    tally.add(symbol, bytes);
  }
  const firsts = firstOfModule(ways);
  const reports = [...modules].map(([module, tally]) => tally.report(module, chain(firsts.get(module), ways)));
  return { modules: reports.sort((a, b) => moduleBytes(b) - moduleBytes(a)), shared };
}

export function moduleBytes(module: ModuleReport): number {
  return module.codeBytes + module.dataBytes + module.stringBytes;
}

class Tally {
  private code = 0;
  private data = 0;
  private strings = 0;
  private readonly functions: { name: string; bytes: number }[] = [];

  add(symbol: ElfSymbol, bytes: number): void {
    if (symbol.kind === "function") {
      this.code += bytes;
      this.functions.push({ name: moduleSymbol(symbol.name)?.name ?? symbol.name, bytes });
    } else if (isString(symbol.name)) this.strings += bytes;
    else this.data += bytes;
  }

  report(module: string, why: readonly ChainLink[]): ModuleReport {
    return { module, codeBytes: this.code, dataBytes: this.data, stringBytes: this.strings, functions: this.functions.sort((a, b) => b.bytes - a.bytes), why };
  }
}

/** The symbols that take room in the file, by address; of folded functions and aliases the first. */
function fileSymbols(image: Uint8Array): { readonly symbol: ElfSymbol; readonly bytes: number }[] {
  const sections = readElf(image);
  const loaded = [...sections.values()].filter(section => section.address > 0 && section.bytes.length > 0);
  const out: { symbol: ElfSymbol; bytes: number }[] = [];
  let end = 0;
  for (const symbol of readSymbols(sections)) {
    if (!loaded.some(section => section.address <= symbol.from && symbol.to <= section.address + section.bytes.length)) continue;
    const bytes = symbol.to - Math.max(symbol.from, end);
    if (bytes <= 0) continue;
    out.push({ symbol, bytes });
    end = symbol.to;
  }
  return out;
}

/** The module that a symbol's bytes count for: its own, or of a constant that of whoever reaches it first. */
function ownerOf(symbol: string, ways: ReadonlyMap<string, Step>): string | undefined {
  let at: string | undefined = symbol;
  while (at !== undefined) {
    const own = moduleSymbol(at);
    if (own !== undefined) return own.module;
    if (!isConstant(at)) return undefined;
    at = ways.get(at)?.parent;
  }
  return undefined;
}

/** Module → the first of its symbols that was reached, a function if there is one; `ways` is in the order of reaching. */
function firstOfModule(ways: ReadonlyMap<string, Step>): Map<string, string> {
  const firsts = new Map<string, string>();
  for (const symbol of ways.keys()) {
    const module = moduleSymbol(symbol)?.module;
    if (module !== undefined && !firsts.has(module)) firsts.set(module, symbol);
  }
  return firsts;
}

/** The way to a symbol as people follow it: a link for each module on it. */
function chain(symbol: string | undefined, ways: ReadonlyMap<string, Step>): ChainLink[] {
  const links: ChainLink[] = [];
  for (let at = symbol; at !== undefined; at = ways.get(at)?.parent) {
    const own = moduleSymbol(at);
    if (own !== undefined) {
      if (links[0]?.module === own.module) links.shift(); // of a module's functions, the one by which it is entered
      links.unshift({ module: own.module, name: shownName(at, own.name), how: "names" });
    }
    const how = ways.get(at)?.how ?? "names";
    if (how !== "names" && links[0] !== undefined) links[0] = { ...links[0], how };
  }
  return links;
}

function shownName(symbol: string, name: string): string {
  const shown = displayName(symbol);
  return shown === HIDDEN ? name.replace(/~.*/, "") : shown;
}
