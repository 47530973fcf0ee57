/** What the head of an ELF file says of an image: what it is for, and how much memory it takes. */
import { closeSync, openSync, readSync } from "node:fs";

const ELF_MAGIC = 0x464c457f;
const PROGRAM_HEADERS_OFFSET = 32, HEADER_BYTES = 54, HEADER_SIZE = 56, HEADER_COUNT = 56;
const PT_LOAD = 1, PT_NOTE = 4;
/** XEN_ELFNOTE_PHYS32_ENTRY, owner "Xen". */
const PVH_NOTE = 18;

/** An image for a machine carries a PVH note, one for Linux does not. Undefined: no ELF file. */
export function imageKind(path: string): "vm" | "process" | undefined {
  return withHeaders(path, (headers, file) => {
    const notes = headers.filter((header) => header.readUInt32LE(0) === PT_NOTE);
    return notes.some((note) => hasPvhNote(readAt(file, Number(note.readBigUInt64LE(8)), Math.min(65536, Number(note.readBigUInt64LE(32)))))) ? "vm" : "process";
  });
}

/** The first address above all that is loaded; 0: no ELF file. */
export function imageEnd(path: string): number {
  const ends = withHeaders(path, (headers) => headers.filter((header) => header.readUInt32LE(0) === PT_LOAD).map((header) => Number(header.readBigUInt64LE(24) + header.readBigUInt64LE(40))));
  return Math.max(0, ...ends ?? []);
}

function withHeaders<T>(path: string, use: (headers: readonly Buffer[], file: number) => T): T | undefined {
  const file = openSync(path, "r");
  try {
    const head = readAt(file, 0, 64);
    if (head.length < 64 || head.readUInt32LE(0) !== ELF_MAGIC) return undefined;
    const bytes = head.readUInt16LE(HEADER_BYTES), count = head.readUInt16LE(HEADER_COUNT);
    const table = readAt(file, Number(head.readBigUInt64LE(PROGRAM_HEADERS_OFFSET)), bytes * count);
    const headers = Array.from({ length: count }, (_, index) => table.subarray(index * bytes, (index + 1) * bytes));
    return use(headers.filter((header) => header.length >= HEADER_SIZE), file);
  } finally {
    closeSync(file);
  }
}

function hasPvhNote(notes: Buffer): boolean {
  for (let at = 0; at + 12 <= notes.length;) {
    const nameBytes = notes.readUInt32LE(at), valueBytes = notes.readUInt32LE(at + 4);
    if (notes.readUInt32LE(at + 8) === PVH_NOTE && notes.toString("latin1", at + 12, at + 15) === "Xen") return true;
    at += 12 + align4(nameBytes) + align4(valueBytes);
  }
  return false;
}

function align4(bytes: number): number {
  return (bytes + 3) & ~3;
}

function readAt(file: number, position: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(file, buffer, 0, bytes, position));
}
