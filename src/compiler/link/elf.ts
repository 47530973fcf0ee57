/** As much of ELF64 little-endian as the linker's second step reads: sections by name. */
export interface ElfSection { readonly name: string; readonly address: number; readonly bytes: Uint8Array }

const SHT_NOBITS = 8;

export function readElf(file: Uint8Array): ReadonlyMap<string, ElfSection> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x7f454c46) throw new Error("not an ELF file");
  const table = Number(view.getBigUint64(0x28, true));
  const entryBytes = view.getUint16(0x3a, true), count = view.getUint16(0x3c, true), names = view.getUint16(0x3e, true);
  const header = (i: number): { name: number; type: number; address: number; offset: number; size: number } => {
    const at = table + i * entryBytes;
    return {
      name: view.getUint32(at, true), type: view.getUint32(at + 4, true), address: Number(view.getBigUint64(at + 16, true)),
      offset: Number(view.getBigUint64(at + 24, true)), size: Number(view.getBigUint64(at + 32, true)),
    };
  };
  const strings = header(names);
  const sections = new Map<string, ElfSection>();
  for (let i = 1; i < count; i++) {
    const h = header(i);
    let end = strings.offset + h.name;
    while (file[end] !== 0 && end < file.length) end++;
    const name = new TextDecoder().decode(file.subarray(strings.offset + h.name, end));
    sections.set(name, { name, address: h.address, bytes: h.type === SHT_NOBITS ? new Uint8Array(0) : file.subarray(h.offset, h.offset + h.size) });
  }
  return sections;
}

export interface ElfSymbol { readonly name: string; readonly kind: "function" | "object"; readonly from: number; readonly to: number }

const KINDS: Readonly<Record<number, ElfSymbol["kind"]>> = { 1: "object", 2: "function" }; // STT_OBJECT, STT_FUNC
const SYMBOL_BYTES = 24;

/** The functions and objects of the symbol table, by address. */
export function readSymbols(sections: ReadonlyMap<string, ElfSection>): ElfSymbol[] {
  const table = sections.get(".symtab")?.bytes ?? new Uint8Array(0), strings = sections.get(".strtab")?.bytes ?? new Uint8Array(0);
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const out: ElfSymbol[] = [];
  for (let at = 0; at + SYMBOL_BYTES <= table.length; at += SYMBOL_BYTES) {
    const kind = KINDS[view.getUint8(at + 4) & 15];
    if (kind === undefined) continue;
    const from = Number(view.getBigUint64(at + 8, true)), size = Number(view.getBigUint64(at + 16, true));
    const name = view.getUint32(at, true);
    let end = name;
    while (strings[end] !== 0 && end < strings.length) end++;
    out.push({ name: new TextDecoder().decode(strings.subarray(name, end)), kind, from, to: from + size });
  }
  return out.sort((a, b) => a.from - b.from);
}
