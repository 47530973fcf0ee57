/** Tells what an ELF file is: an image for a machine carries a PVH note, one for Linux does not. */
import { closeSync, openSync, readSync } from "node:fs";

const ELF_MAGIC = 0x464c457f;
const PROGRAM_HEADERS_OFFSET = 32, HEADER_BYTES = 54, HEADER_SIZE = 56, HEADER_COUNT = 56;
const PT_NOTE = 4;
/** XEN_ELFNOTE_PHYS32_ENTRY, owner "Xen". */
const PVH_NOTE = 18;

/** Undefined: no ELF file. */
export function imageKind(path: string): "vm" | "process" | undefined {
  const file = openSync(path, "r");
  try {
    const head = readAt(file, 0, 64);
    if (head.length < 64 || head.readUInt32LE(0) !== ELF_MAGIC) return undefined;
    const table = Number(head.readBigUInt64LE(PROGRAM_HEADERS_OFFSET));
    const headers = readAt(file, table, head.readUInt16LE(HEADER_BYTES) * head.readUInt16LE(HEADER_COUNT));
    for (let at = 0; at + HEADER_SIZE <= headers.length; at += head.readUInt16LE(HEADER_BYTES)) {
      if (headers.readUInt32LE(at) !== PT_NOTE) continue;
      const notes = readAt(file, Number(headers.readBigUInt64LE(at + 8)), Math.min(65536, Number(headers.readBigUInt64LE(at + 32))));
      if (hasPvhNote(notes)) return "vm";
    }
    return "process";
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
