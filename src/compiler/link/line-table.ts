/**
 * The image's own table from code addresses to TypeScript lines, for Error.stack and panics. Made from the DWARF of a
 * first link, put into .rodata by a second one. Layout: LINES_ in lib/runtime/layout.ts.
 */
import { GC_STATIC, SHAPE_STRING } from "../../../lib/runtime/layout.ts";
import { readLines } from "./dwarf-lines.ts";
import { type Scope, readScopes } from "./dwarf-scopes.ts";
import { HIDDEN, displayName } from "./display-name.ts";
import { readElf, readFunctions } from "./elf.ts";

interface Frame { readonly name: string; readonly file: number; readonly line: number; readonly column: number }

export const EMPTY_TABLE = table([], []);

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
  const owners = readFunctions(sections).map(({ name, from, to }) => ({ from, to, scope: { name: displayName(name), ranges: [[from, to]], call: undefined, inner: inlined.get(from) ?? [] } as Scope }));
  const sorted = rows.filter(r => r.address > 0).sort((a, b) => a.address - b.address || Number(b.end) - Number(a.end));
  const out: { address: number; frames: Frame[] }[] = [];
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
    const until = sorted[i + 1]?.address ?? at.to;
    // an inlined call may begin or end inside the row
    const starts = new Set([row.address]);
    addBoundaries(at.scope, row.address, until, starts);
    for (const address of [...starts].sort((a, b) => a - b)) push(address, shownFrames(framesAt(at.scope, address, row), files));
  });
  return table(out, files);
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

function table(entries: readonly { readonly address: number; readonly frames: readonly Frame[] }[], files: readonly string[]): string {
  const strings = new Map<string, string>(), functions = new Map<string, number>();
  const functionLines: string[] = [], rows: string[] = [];
  const text = (value: string): string => {
    let label = strings.get(value);
    if (label === undefined) { label = `.Ls${strings.size}`; strings.set(value, label); }
    return label;
  };
  const functionIndex = (f: Frame): number => {
    const key = `${f.file} ${f.name}`;
    let index = functions.get(key);
    if (index === undefined) {
      index = functions.size;
      functions.set(key, index);
      functionLines.push(`.long ${text(f.name)}, ${text(files[f.file] ?? "")}`);
    }
    return index;
  };
  for (const { address, frames } of entries) {
    if (frames.length === 0) rows.push(`.long ${address}, 0\n.short 0xffff, 0`);
    frames.forEach((f, i) => rows.push(`.long ${address}, ${(f.line | (i + 1 < frames.length ? 0x80000000 : 0)) >>> 0}\n.short ${functionIndex(f)}, ${Math.min(f.column, 65535)}`));
  }
  const objects = [...strings].map(([value, label]) => {
    const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
    const wide = units.some(u => u > 255);
    return `.balign 16\n${label}: .long ${SHAPE_STRING}\n.byte ${GC_STATIC}, ${wide ? 1 : 0}\n.short 0\n.long ${value.length}, 0\n${units.length === 0 ? "" : `${wide ? ".short" : ".byte"} ${units.join(",")}`}`;
  });
  return `.section .rodata.whelk_lines,"a"\n.globl whelk.lines\n.balign 16\nwhelk.lines: .long ${rows.length}, ${functionLines.length}\n${rows.join("\n")}\n${functionLines.join("\n")}\n${objects.join("\n")}\n`;
}
