/**
 * The image's own table from code addresses to TypeScript lines, for Error.stack and panics. Made from the DWARF of a
 * first link, put into .rodata by a second one. Layout: LINES_ in lib/runtime/layout.ts.
 */
import {
  LINE_COLUMN_MASK, LINE_DETAIL_MASK, LINE_FUNCTION_SHIFT, LINE_INLINED, LINE_LINE_SHIFT, LINE_NAME_SHIFT, LINE_NO_FUNCTION, LINE_WIDE,
} from "../../../lib/runtime/layout.ts";
import { readLines } from "./dwarf-lines.ts";
import { type Scope, readScopes } from "./dwarf-scopes.ts";
import { HIDDEN, displayName } from "./display-name.ts";
import { readElf, readSymbols } from "./elf.ts";

interface Entry { readonly address: number; frames: Frame[] }
interface Frame { readonly name: string; readonly file: number; readonly line: number; readonly column: number }

/** Assembly text that defines whelk.lines for the linked image. */
export function lineTable(image: Uint8Array): string {
  const sections = readElf(image);
  const bytes = (name: string): Uint8Array => sections.get(name)?.bytes ?? new Uint8Array(0);
  const { files, rows } = readLines({ line: bytes(".debug_line"), lineStrings: bytes(".debug_line_str"), strings: bytes(".debug_str") });
  const scopes = readScopes({
    info: bytes(".debug_info"), abbreviations: bytes(".debug_abbrev"), strings: bytes(".debug_str"), lineStrings: bytes(".debug_line_str"),
    offsets: bytes(".debug_str_offsets"), addresses: bytes(".debug_addr"), ranges: bytes(".debug_rnglists"),
  });
  // Functions come from the symbol table: line tables alone list only those that something was inlined into.
  const inlined = new Map<number, Scope[]>();
  for (const scope of scopes) for (const [from] of scope.ranges) inlined.set(from, scope.inner);
  const owners = readSymbols(sections).filter(symbol => symbol.kind === "function").map(({ name, from, to }) => ({ symbol: name, from, to, scope: { name: displayName(name), ranges: [[from, to]], call: undefined, inner: inlined.get(from) ?? [] } as Scope }));
  // The library's functions have no lines, unless for a debugger; their names are for backtraces of panics.
  const described = new Set<string>();
  const all = [...files];
  const sorted = rows.filter(r => r.address > 0).sort((a, b) => a.address - b.address || Number(b.end) - Number(a.end));
  const out: Entry[] = [];
  let owner = 0;
  const push = (address: number, frames: Frame[]): void => {
    const last = out.at(-1);
    if (last?.address === address) { last.frames = frames; return; }
    if (last === undefined || !sameFrames(last.frames, frames)) out.push({ address, frames });
  };
  sorted.forEach((row, i) => {
    if (row.end) return push(row.address, []);
    while (owner + 1 < owners.length && (owners[owner]?.to ?? 0) <= row.address) owner++;
    const at = owners[owner];
    if (at === undefined || row.address < at.from || row.address >= at.to) return;
    described.add(at.symbol);
    const until = sorted[i + 1]?.address ?? at.to;
    // an inlined call may begin or end inside the row
    const starts = new Set([row.address]);
    addBoundaries(at.scope, row.address, until, starts);
    for (const address of [...starts].sort((a, b) => a - b)) push(address, shownFrames(framesAt(at.scope, address, row), files));
  });
  for (const { symbol, from, to } of owners) {
    const colon = symbol.indexOf(":");
    if (described.has(symbol) || colon < 0 || displayName(symbol) === HIDDEN) continue;
    const file = symbol.slice(0, colon);
    let index = all.indexOf(file);
    if (index < 0) index = all.push(file) - 1;
    out.push({ address: from, frames: [{ name: displayName(symbol), file: index, line: 0, column: 0 }] }, { address: to, frames: [] });
  }
  return table(inOrder(out), all);
}

/** By address; of entries at one address those with frames, and none that says what the one before it says. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const sorted = [...entries].sort((a, b) => a.address - b.address || a.frames.length - b.frames.length);
  return sorted.filter((entry, i) => sorted[i + 1]?.address !== entry.address && !(entry.frames.length === 0 && (i === 0 || sorted[i - 1]?.frames.length === 0)));
}

function addBoundaries(scope: Scope, from: number, to: number, into: Set<number>): void {
  for (const inner of scope.inner) {
    for (const [a, b] of inner.ranges) {
      if (a > from && a < to) into.add(a);
      if (b > from && b < to) into.add(b);
    }
    addBoundaries(inner, from, to, into);
  }
}

/** Innermost first; thunks are left out. */
function framesAt(scope: Scope, address: number, row: { readonly file: number; readonly line: number; readonly column: number }): Frame[] {
  const chain: Scope[] = [];
  let at: Scope | undefined = scope;
  while (at !== undefined) {
    chain.push(at);
    at = at.inner.find(s => s.ranges.some(([a, b]) => a <= address && address < b));
  }
  const frames: Frame[] = [];
  let place = row;
  for (const s of chain.reverse()) {
    if (s.name !== HIDDEN) frames.push({ name: s.name, file: place.file, line: place.line, column: place.column });
    if (s.call !== undefined) place = s.call;
  }
  return frames;
}

/**
 * What a trace needs of the frames at one address. Error.stack leaves the library's frames out, so only the program's
 * keep their lines; where there are none, the outermost function's name is kept for a panic's backtrace. Lines of the
 * library would be nine tenths of the table.
 */
function shownFrames(frames: readonly Frame[], files: readonly string[]): Frame[] {
  const program = frames.filter(f => !(files[f.file] ?? "").startsWith("lib/"));
  const outermost = frames.at(-1);
  if (program.length > 0 || outermost === undefined) return program;
  return [{ ...outermost, line: 0, column: 0 }];
}

function sameFrames(a: readonly Frame[], b: readonly Frame[]): boolean {
  return a.length === b.length && a.every((f, i) => {
    const g = b[i];
    return g !== undefined && f.name === g.name && f.file === g.file && f.line === g.line && f.column === g.column;
  });
}

/** The assembly text of the table. */
function table(entries: readonly { readonly address: number; readonly frames: readonly Frame[] }[], files: readonly string[]): string {
  const names = new NamePool(), details = new Numbering(), functions = new Numbering(), usedFiles = new Numbering();
  details.of("0");
  const functionOf = (f: Frame): number => {
    const file = usedFiles.of(String(names.offset(files[f.file] ?? "")));
    return functions.of(String(((names.offset(f.name) << LINE_NAME_SHIFT) | file) >>> 0));
  };
  const detailOf = (f: Frame): number => f.line === 0 ? 0 : details.of(String(((f.line << LINE_LINE_SHIFT) | Math.min(f.column, LINE_COLUMN_MASK)) >>> 0));
  const rows = entries.flatMap(({ address, frames }) => frames.length === 0 ? [`.long ${address}, ${(LINE_NO_FUNCTION << LINE_FUNCTION_SHIFT) >>> 0}`]
    : frames.map((f, i) => `.long ${(address | (i + 1 < frames.length ? LINE_INLINED : 0)) >>> 0}, ${((functionOf(f) << LINE_FUNCTION_SHIFT) | detailOf(f)) >>> 0}`));
  if (functions.size >= LINE_NO_FUNCTION || details.size > LINE_DETAIL_MASK || names.size >= 1 << 20) throw new Error("the program is too large for its line table");
  const part = (label: string, numbers: Numbering): string => `${label}:\n${numbers.texts().map(text => `.long ${text}\n`).join("")}`;
  return `.section .rodata.whelk_lines,"a"\n.globl whelk.lines\n.balign 4\nwhelk.lines: .long ${rows.length}, .Ldetails - whelk.lines, .Lfunctions - whelk.lines, .Lfiles - whelk.lines, .Lnames - whelk.lines, 0
${rows.join("\n")}\n${part(".Ldetails", details)}${part(".Lfunctions", functions)}${part(".Lfiles", usedFiles)}.Lnames:\n${names.text()}\n`;
}

/** Different texts, numbered in order of their first use. */
class Numbering {
  private readonly known = new Map<string, number>();
  get size(): number { return this.known.size; }
  of(text: string): number {
    let index = this.known.get(text);
    if (index === undefined) this.known.set(text, index = this.known.size);
    return index;
  }
  texts(): readonly string[] { return [...this.known.keys()]; }
}

/** Names one after the other, each once. */
class NamePool {
  private readonly offsets = new Map<string, number>();
  private readonly lines: string[] = [];
  size = 0;

  offset(name: string): number {
    const known = this.offsets.get(name);
    if (known !== undefined) return known;
    const at = this.size;
    this.offsets.set(name, at);
    const units = Array.from({ length: Math.min(name.length, 0xffff) }, (_, i) => name.charCodeAt(i));
    const isShort = units.length < LINE_WIDE && units.every(unit => unit < 256);
    this.lines.push(isShort ? `.byte ${[units.length, ...units].join(",")}` : `.byte ${LINE_WIDE}\n.short ${[units.length, ...units].join(",")}`);
    this.size += isShort ? 1 + units.length : 3 + 2 * units.length;
    return at;
  }

  text(): string { return this.lines.join("\n"); }
}

export const EMPTY_TABLE = table([], []);
