/** Functions and what was inlined into them, from .debug_info (DWARF 5 §3.3) of our own compile unit. */
import { ByteReader } from "./byte-reader.ts";

export interface Scope {
  readonly name: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** Where it was inlined; undefined for functions. */
  readonly call: { readonly file: number; readonly line: number; readonly column: number } | undefined;
  readonly inner: Scope[];
}

export interface InfoSections {
  readonly info: Uint8Array; readonly abbreviations: Uint8Array; readonly strings: Uint8Array; readonly lineStrings: Uint8Array;
  readonly offsets: Uint8Array; readonly addresses: Uint8Array; readonly ranges: Uint8Array;
}

const TAG_SUBPROGRAM = 0x2e, TAG_INLINED = 0x1d;
const AT_NAME = 0x03, AT_LOW = 0x11, AT_HIGH = 0x12, AT_ORIGIN = 0x31, AT_RANGES = 0x55, AT_CALL_COLUMN = 0x57, AT_CALL_FILE = 0x58, AT_CALL_LINE = 0x59;
const AT_STR_BASE = 0x72, AT_ADDR_BASE = 0x73, AT_RNG_BASE = 0x74;

interface Abbreviation { readonly tag: number; readonly children: boolean; readonly attributes: readonly { name: number; form: number; constant: number }[] }
interface Entry { readonly offset: number; readonly tag: number; readonly values: Map<number, { form: number; value: number | string }>; readonly children: Entry[] }

export function readScopes(s: InfoSections): Scope[] {
  const out: Scope[] = [];
  const r = new ByteReader(s.info);
  while (!r.done) {
    const start = r.at;
    const end = r.u32() + r.at;
    r.at += 2; // version
    const unitType = r.u8();
    r.at += 1; // address size
    const abbreviations = readAbbreviations(s.abbreviations, r.u32());
    if (unitType !== 1) throw new Error(`DWARF unit of type ${unitType}`);
    const all = new Map<number, Entry>();
    const root = readEntry(r, start, abbreviations, s, all);
    r.at = end;
    if (root === undefined) continue;
    const unit = new Unit(s, root, all);
    for (const child of root.children) unit.scopes(child, out);
  }
  return out;
}

class Unit {
  private readonly s: InfoSections;
  private readonly all: ReadonlyMap<number, Entry>;
  private readonly stringBase: number;
  private readonly addressBase: number;
  private readonly rangeBase: number;

  constructor(s: InfoSections, root: Entry, all: ReadonlyMap<number, Entry>) {
    this.s = s;
    this.all = all;
    const number = (at: number, fallback: number): number => Number(root.values.get(at)?.value ?? fallback);
    this.stringBase = number(AT_STR_BASE, 8);
    this.addressBase = number(AT_ADDR_BASE, 8);
    this.rangeBase = number(AT_RNG_BASE, 12);
  }

  scopes(entry: Entry, into: Scope[]): void {
    if (entry.tag === TAG_SUBPROGRAM || entry.tag === TAG_INLINED) {
      const ranges = this.rangesOf(entry);
      if (ranges.length === 0) return;
      const call = entry.tag === TAG_INLINED
        ? { file: this.number(entry, AT_CALL_FILE), line: this.number(entry, AT_CALL_LINE), column: this.number(entry, AT_CALL_COLUMN) } : undefined;
      const scope: Scope = { name: this.nameOf(entry), ranges, call, inner: [] };
      into.push(scope);
      for (const child of entry.children) this.scopes(child, scope.inner);
    } else for (const child of entry.children) this.scopes(child, into);
  }

  private number(entry: Entry, at: number): number { return Number(entry.values.get(at)?.value ?? 0); }

  private nameOf(entry: Entry): string {
    const name = entry.values.get(AT_NAME);
    if (name !== undefined) return typeof name.value === "string" ? name.value : this.string(name.value);
    const origin = this.all.get(this.number(entry, AT_ORIGIN));
    return origin === undefined ? "" : this.nameOf(origin);
  }

  private string(index: number): string {
    const offset = new ByteReader(this.s.offsets, this.stringBase + 4 * index).u32();
    return new ByteReader(this.s.strings, offset).cstring();
  }

  private address(index: number): number { return new ByteReader(this.s.addresses, this.addressBase + 8 * index).u64(); }

  private rangesOf(entry: Entry): (readonly [number, number])[] {
    const low = entry.values.get(AT_LOW), high = entry.values.get(AT_HIGH), ranges = entry.values.get(AT_RANGES);
    if (low !== undefined && high !== undefined) {
      const from = low.form === 0x01 ? Number(low.value) : this.address(Number(low.value));
      return from === 0 ? [] : [[from, high.form === 0x01 ? Number(high.value) : from + Number(high.value)]];
    }
    if (ranges === undefined) return [];
    const offset = ranges.form === 0x23 ? this.rangeBase + new ByteReader(this.s.ranges, this.rangeBase + 4 * Number(ranges.value)).u32() : Number(ranges.value);
    return this.rangeList(offset);
  }

  /** DWARF 5 §2.17.3. */
  private rangeList(offset: number): (readonly [number, number])[] {
    const out: (readonly [number, number])[] = [];
    const r = new ByteReader(this.s.ranges, offset);
    let base = 0;
    for (;;) {
      const kind = r.u8();
      switch (kind) {
        case 0: return out;
        case 1: base = this.address(r.uleb()); break;
        case 2: out.push([this.address(r.uleb()), this.address(r.uleb())]); break;
        case 3: { const from = this.address(r.uleb()); out.push([from, from + r.uleb()]); break; }
        case 4: out.push([base + r.uleb(), base + r.uleb()]); break;
        case 5: base = r.u64(); break;
        case 6: out.push([r.u64(), r.u64()]); break;
        case 7: { const from = r.u64(); out.push([from, from + r.uleb()]); break; }
        default: throw new Error(`range list entry ${kind}`);
      }
    }
  }
}

function readAbbreviations(bytes: Uint8Array, offset: number): ReadonlyMap<number, Abbreviation> {
  const r = new ByteReader(bytes, offset);
  const out = new Map<number, Abbreviation>();
  for (;;) {
    const code = r.uleb();
    if (code === 0) return out;
    const tag = r.uleb(), children = r.u8() !== 0;
    const attributes: { name: number; form: number; constant: number }[] = [];
    for (;;) {
      const name = r.uleb(), form = r.uleb();
      const constant = form === 0x21 ? r.sleb() : 0;
      if (name === 0 && form === 0) break;
      attributes.push({ name, form, constant });
    }
    out.set(code, { tag, children, attributes });
  }
}

function readEntry(r: ByteReader, unit: number, abbreviations: ReadonlyMap<number, Abbreviation>, s: InfoSections, all: Map<number, Entry>): Entry | undefined {
  const offset = r.at - unit;
  const code = r.uleb();
  if (code === 0) return undefined;
  const abbreviation = abbreviations.get(code);
  if (abbreviation === undefined) throw new Error(`abbreviation ${code}`);
  const values = new Map<number, { form: number; value: number | string }>();
  for (const { name, form, constant } of abbreviation.attributes) values.set(name, { form, value: readValue(r, form, constant, s) });
  const entry: Entry = { offset, tag: abbreviation.tag, values, children: [] };
  all.set(offset, entry);
  if (abbreviation.children) for (let child = readEntry(r, unit, abbreviations, s, all); child !== undefined; child = readEntry(r, unit, abbreviations, s, all)) entry.children.push(child);
  return entry;
}

function readValue(r: ByteReader, form: number, constant: number, s: InfoSections): number | string {
  switch (form) {
    case 0x01: case 0x07: return r.u64(); // addr, data8
    case 0x03: { const size = r.u16(); r.at += size; return 0; } // block2
    case 0x05: case 0x12: case 0x26: case 0x2a: return r.u16(); // data2, ref2, strx2, addrx2
    case 0x06: case 0x13: case 0x17: case 0x28: case 0x2c: return r.u32(); // data4, ref4, sec_offset, strx4, addrx4
    case 0x08: return r.cstring();
    case 0x0a: { const size = r.u8(); r.at += size; return 0; } // block1
    case 0x0b: case 0x0c: case 0x11: case 0x25: case 0x29: return r.u8(); // data1, flag, ref1, strx1, addrx1
    case 0x0d: return r.sleb();
    case 0x0e: return new ByteReader(s.strings, r.u32()).cstring();
    case 0x0f: case 0x15: case 0x1a: case 0x1b: case 0x22: case 0x23: return r.uleb(); // udata, ref_udata, strx, addrx, loclistx, rnglistx
    case 0x18: { const size = r.uleb(); r.at += size; return 0; } // exprloc
    case 0x19: return 1; // flag_present
    case 0x1e: r.at += 16; return 0; // data16
    case 0x1f: return new ByteReader(s.lineStrings, r.u32()).cstring();
    case 0x21: return constant;
    case 0x27: case 0x2b: return r.u24(); // strx3, addrx3
    default: throw new Error(`form ${form} in .debug_info`);
  }
}
