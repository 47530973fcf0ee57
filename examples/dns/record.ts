/** Resource records (RFC 1035 §3.2, §3.3): types by name, and data from a zone file's words to bytes. */
import { nameOfText, type Name } from "./name.ts";

export const Type = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, OPT: 41, ANY: 255 } as const;

/** A piece of a record's data. Names stay names: some may be compressed, and some lead to further records. */
export type Piece = Buffer | { readonly name: Name; readonly compress: boolean };

export interface RecordData {
  readonly type: number;
  readonly pieces: readonly Piece[];
  /** Whose addresses a resolver will want next. */
  readonly target?: Name;
}

/** Records of a name and a type. */
export interface RecordSet {
  readonly name: Name;
  readonly type: number;
  /** Seconds. */
  readonly ttl: number;
  readonly records: readonly RecordData[];
}

/** The record that the words of a zone file mean. Throws on words that don't fit the type. */
export function recordOfWords(typeName: string, words: readonly string[], origin: Name): RecordData {
  const name = (word: string | undefined): Name => nameOfText(needed(word, typeName), origin);
  switch (typeName) {
    case "A": return { type: Type.A, pieces: [ipv4(needed(words[0], typeName))] };
    case "AAAA": return { type: Type.AAAA, pieces: [ipv6(needed(words[0], typeName))] };
    case "NS": return { type: Type.NS, pieces: [compressed(name(words[0]))], target: name(words[0]) };
    case "CNAME": return { type: Type.CNAME, pieces: [compressed(name(words[0]))], target: name(words[0]) };
    case "PTR": return { type: Type.PTR, pieces: [compressed(name(words[0]))] };
    case "MX": return { type: Type.MX, pieces: [u16(words[0]), compressed(name(words[1]))], target: name(words[1]) };
    // RFC 2782: the target of SRV is not compressed.
    case "SRV": return { type: Type.SRV, pieces: [u16(words[0]), u16(words[1]), u16(words[2]), { name: name(words[3]), compress: false }], target: name(words[3]) };
    case "TXT": return { type: Type.TXT, pieces: texts(words) };
    case "SOA": return { type: Type.SOA, pieces: [compressed(name(words[0])), compressed(name(words[1])), ...[2, 3, 4, 5, 6].map((i) => u32(secondsOf(needed(words[i], typeName))))] };
    default: throw new Error(`records of the type ${typeName} are not known here`);
  }
}

/** "3600" or "1h30m" in seconds. */
export function secondsOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(\d+[smhdw])+$/i.test(text)) throw new Error(`"${text}" is not a time`);
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  return (text.toLowerCase().match(/\d+[smhdw]/g) ?? []).reduce((sum, part) => sum + parseInt(part, 10) * units[part.slice(-1)], 0);
}

/** The fifth number of a SOA: how long "no" may be kept (RFC 2308 §4), in seconds. */
export function soaMinimum(soa: RecordData): number {
  const last = soa.pieces[soa.pieces.length - 1];
  return Buffer.isBuffer(last) ? last.readUInt32BE(0) : 0;
}

function compressed(name: Name): Piece {
  return { name, compress: true };
}

function needed(word: string | undefined, typeName: string): string {
  if (word === undefined) throw new Error(`a word is missing in a record of the type ${typeName}`);
  return word;
}

function u16(word: string | undefined): Buffer {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new Error(`"${word ?? ""}" is not a number below 65536`);
  return Buffer.from([value >> 8, value & 255]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

function ipv4(text: string): Buffer {
  const parts = text.split(".").map(Number);
  if (!/^\d+(\.\d+){3}$/.test(text) || parts.some((part) => part > 255)) throw new Error(`"${text}" is not an IPv4 address`);
  return Buffer.from(parts);
}

function ipv6(text: string): Buffer {
  const [left = "", right, ...more] = text.split("::");
  const groups = (half: string | undefined): string[] => half === undefined || half === "" ? [] : half.split(":");
  const head = groups(left), tail = groups(right);
  const missing = 8 - head.length - tail.length;
  const all = right === undefined ? head : [...head, ...new Array<string>(Math.max(0, missing)).fill("0"), ...tail];
  if (more.length > 0 || all.length !== 8 || all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) throw new Error(`"${text}" is not an IPv6 address`);
  return Buffer.from(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]));
}

/** Strings with their lengths; those of more than 255 bytes are cut into several. */
function texts(words: readonly string[]): Buffer[] {
  return words.flatMap((word) => {
    const bytes = Buffer.from(word), pieces: Buffer[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += 255) {
      const piece = bytes.subarray(at, at + 255);
      pieces.push(Buffer.concat([Buffer.from([piece.length]), piece]));
    }
    return pieces;
  });
}
