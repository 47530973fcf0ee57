/** The line number program (DWARF 5 §6.2) of the one compile unit that we make. */
import { ByteReader } from "./byte-reader.ts";

export interface LineRow { readonly address: number; readonly file: number; readonly line: number; readonly column: number; readonly end: boolean }
export interface LineProgram { readonly files: readonly string[]; readonly rows: readonly LineRow[] }

interface Sections { readonly line: Uint8Array; readonly lineStrings: Uint8Array; readonly strings: Uint8Array }

const LNCT_PATH = 1, LNCT_DIRECTORY = 2;

export function readLines(sections: Sections): LineProgram {
  const files: string[] = [], rows: LineRow[] = [];
  const r = new ByteReader(sections.line);
  while (!r.done) {
    const length = r.u32();
    const end = r.at + length;
    const version = r.u16();
    if (version !== 5) throw new Error(`DWARF line table of version ${version}`);
    r.at += 2; // address size, segment selector size
    const headerLength = r.u32();
    const program = r.at + headerLength;
    const minimum = r.u8();
    r.at += 2; // operations per instruction, default is_stmt
    const lineBase = r.i8(), lineRange = r.u8(), opcodeBase = r.u8();
    const lengths = Array.from({ length: opcodeBase - 1 }, () => r.u8());
    const directories = readEntries(r, sections);
    const names = readEntries(r, sections);
    const base = files.length;
    for (const f of names) files.push(f.directory === undefined || f.path.startsWith("/") ? f.path : join(directories[f.directory]?.path ?? "", f.path));
    r.at = program;
    let address = 0, file = 1, line = 1, column = 0;
    const emit = (isEnd: boolean): void => { rows.push({ address, file: base + file, line, column, end: isEnd }); };
    const reset = (): void => { address = 0; file = 1; line = 1; column = 0; };
    while (r.at < end) {
      const op = r.u8();
      if (op >= opcodeBase) {
        const adjusted = op - opcodeBase;
        address += Math.floor(adjusted / lineRange) * minimum;
        line += lineBase + (adjusted % lineRange);
        emit(false);
        continue;
      }
      switch (op) {
        case 0: { // extended
          const size = r.uleb();
          const next = r.at + size;
          const sub = r.u8();
          if (sub === 1) { emit(true); reset(); }
          else if (sub === 2) address = r.u64();
          r.at = next;
          break;
        }
        case 1: emit(false); break;
        case 2: address += r.uleb() * minimum; break;
        case 3: line += r.sleb(); break;
        case 4: file = r.uleb(); break;
        case 5: column = r.uleb(); break;
        case 8: address += Math.floor((255 - opcodeBase) / lineRange) * minimum; break;
        case 9: address += r.u16(); break;
        default: for (let k = lengths[op - 1] ?? 0; k > 0; k--) r.uleb();
      }
    }
    r.at = end;
  }
  return { files, rows };
}

function readEntries(r: ByteReader, sections: Sections): { path: string; directory: number | undefined }[] {
  const formats = Array.from({ length: r.u8() }, () => ({ content: r.uleb(), form: r.uleb() }));
  return Array.from({ length: r.uleb() }, () => {
    let path = "", directory: number | undefined;
    for (const { content, form } of formats) {
      const value = readForm(r, form, sections);
      if (content === LNCT_PATH) path = String(value);
      else if (content === LNCT_DIRECTORY) directory = Number(value);
    }
    return { path, directory };
  });
}

function readForm(r: ByteReader, form: number, sections: Sections): string | number {
  switch (form) {
    case 0x08: return r.cstring();
    case 0x0b: return r.u8();
    case 0x05: return r.u16();
    case 0x06: return r.u32();
    case 0x0e: return new ByteReader(sections.strings, r.u32()).cstring();
    case 0x1f: return new ByteReader(sections.lineStrings, r.u32()).cstring();
    case 0x0f: return r.uleb();
    case 0x1e: r.at += 16; return 0; // MD5
    default: throw new Error(`form ${form} in a line table`);
  }
}

function join(directory: string, name: string): string { return directory === "" || directory === "." ? name : `${directory}/${name}`; }
