/** Messages (RFC 1035 §4.1) with EDNS (RFC 6891): queries in, responses out. */
import { lowerName, parentName, readName, ROOT, type Name } from "./name.ts";
import { Type, type RecordSet } from "./record.ts";

const HEADER_BYTES = 12;
const RESPONSE = 0x8000, AUTHORITATIVE = 0x0400, TRUNCATED = 0x0200, RECURSION_DESIRED = 0x0100;
const OPCODE = 0x7800;
const DNSSEC_OK = 0x8000;
const POINTER = 0xc000, POINTER_MAX = 0x3fff;
const CLASS_IN = 1;
const UDP_BYTES_MIN = 512;
/** What fits into one packet nearly everywhere (DNS flag day 2020); we offer and use no more. */
const UDP_BYTES_MAX = 1232;
const TCP_BYTES_MAX = 65535;

export const Rcode = { ok: 0, formatError: 1, noName: 3, notImplemented: 4, refused: 5, badVersion: 16 } as const;

export interface Query {
  readonly id: number;
  readonly recursionDesired: boolean;
  readonly opcode: number;
  readonly name: Name;
  readonly type: number;
  readonly recordClass: number;
  /** The sender's EDNS, if it has any. */
  readonly edns: { readonly udpBytes: number; readonly version: number; readonly dnssecOk: boolean } | undefined;
}

/** A message that can't be answered in its own terms: with its id, a format error goes back; without, nothing. */
export interface BadQuery { readonly badId: number | undefined }

/** Parses what somebody sent (hostile). */
export function parseQuery(message: Buffer): Query | BadQuery {
  if (message.length < HEADER_BYTES) return { badId: undefined };
  const id = message.readUInt16BE(0), flags = message.readUInt16BE(2);
  if ((flags & RESPONSE) !== 0) return { badId: undefined };
  const bad: BadQuery = { badId: id };
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => message.readUInt16BE(at));
  const asked = readName(message, HEADER_BYTES);
  if (questions !== 1 || asked === undefined || asked.end + 4 > message.length) return bad;
  let at = asked.end + 4;
  let edns: Query["edns"];
  for (let i = 0; i < answers + authorities + additionals; i++) {
    const owner = readName(message, at);
    if (owner === undefined || owner.end + 10 > message.length) return bad;
    const fixed = owner.end, end = fixed + 10 + message.readUInt16BE(fixed + 8);
    if (end > message.length) return bad;
    if (message.readUInt16BE(fixed) === Type.OPT) {
      if (edns !== undefined || owner.name !== ROOT || i < answers + authorities) return bad;
      edns = { udpBytes: message.readUInt16BE(fixed + 2), version: message[fixed + 5], dnssecOk: (message.readUInt16BE(fixed + 6) & DNSSEC_OK) !== 0 };
    }
    at = end;
  }
  return {
    id, recursionDesired: (flags & RECURSION_DESIRED) !== 0, opcode: (flags & OPCODE) >> 11,
    name: asked.name, type: message.readUInt16BE(asked.end), recordClass: message.readUInt16BE(asked.end + 2), edns,
  };
}

export interface Response {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly RecordSet[];
  readonly authority: readonly RecordSet[];
  readonly additional: readonly RecordSet[];
}

/** The bytes of a response. What doesn't fit into UDP is cut: additional records silently, others with the flag for it. */
export function emitResponse(query: Query, response: Response, transport: "udp" | "tcp"): Buffer {
  const bytesMax = transport === "tcp" ? TCP_BYTES_MAX : Math.min(UDP_BYTES_MAX, Math.max(UDP_BYTES_MIN, query.edns?.udpBytes ?? UDP_BYTES_MIN));
  const ednsBytes = query.edns === undefined ? 0 : 11;
  const writer = new MessageWriter(bytesMax - ednsBytes);
  writer.question(query);
  const answers = writer.sets(response.answers), authority = answers === undefined ? undefined : writer.sets(response.authority);
  const truncated = answers === undefined || authority === undefined;
  if (truncated) writer.keepQuestion();
  let additional = 0;
  if (!truncated) for (const set of response.additional) additional += writer.sets([set]) ?? 0;
  // Without the addresses of its name servers a delegation leads nowhere (RFC 9471).
  const lacksGlue = !truncated && !response.authoritative && response.additional.length > 0 && additional === 0;
  if (query.edns !== undefined) {
    writer.edns(response.rcode, query.edns.dnssecOk);
    additional += 1;
  }
  const flags = RESPONSE | (query.opcode << 11) | (response.authoritative ? AUTHORITATIVE : 0) | (truncated || lacksGlue ? TRUNCATED : 0)
    | (query.recursionDesired ? RECURSION_DESIRED : 0) | (response.rcode & 15);
  return writer.finish(query.id, flags, [1, answers ?? 0, authority ?? 0, additional].map((count, i) => truncated && (i === 1 || i === 2) ? 0 : count));
}

/** The answer to a message that is no query. */
export function emitFormatError(id: number): Buffer {
  const message = Buffer.alloc(HEADER_BYTES);
  message.writeUInt16BE(id, 0);
  message.writeUInt16BE(RESPONSE | Rcode.formatError, 2);
  return message;
}

class MessageWriter {
  readonly #bytesMax: number;
  #bytes: Buffer = Buffer.alloc(512);
  #length = HEADER_BYTES;
  #questionEnd = HEADER_BYTES;
  /** Where names are that later ones can point to. */
  readonly #places = new Map<Name, number>();

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  question(query: Query): void {
    this.#name(query.name, true);
    this.#u16(query.type);
    this.#u16(query.recordClass);
    this.#questionEnd = this.#length;
  }

  /** Forgets all that came after the question. */
  keepQuestion(): void {
    this.#length = this.#questionEnd;
  }

  /** Writes all records and answers how many; undefined, with nothing written, when they don't fit. */
  sets(sets: readonly RecordSet[]): number | undefined {
    const start = this.#length;
    let count = 0;
    for (const { name, type, ttl, records } of sets) {
      for (const { pieces } of records) {
        this.#name(name, true);
        this.#u16(type);
        this.#u16(CLASS_IN);
        this.#u32(ttl);
        const lengthAt = this.#length;
        this.#u16(0);
        for (const piece of pieces) {
          if (Buffer.isBuffer(piece)) this.#append(piece);
          else this.#name(piece.name, piece.compress);
        }
        this.#bytes.writeUInt16BE(this.#length - lengthAt - 2, lengthAt);
        count += 1;
        if (this.#length > this.#bytesMax) {
          this.#rewind(start);
          return undefined;
        }
      }
    }
    return count;
  }

  /** The pseudo-record OPT: class is our payload size, TTL the upper bits of the rcode and the flags. */
  edns(rcode: number, dnssecOk: boolean): void {
    this.#append(Buffer.from([0]));
    this.#u16(Type.OPT);
    this.#u16(UDP_BYTES_MAX);
    this.#append(Buffer.from([rcode >> 4, 0]));
    this.#u16(dnssecOk ? DNSSEC_OK : 0);
    this.#u16(0);
  }

  finish(id: number, flags: number, counts: readonly number[]): Buffer {
    this.#bytes.writeUInt16BE(id, 0);
    this.#bytes.writeUInt16BE(flags, 2);
    counts.forEach((count, i) => this.#bytes.writeUInt16BE(count, 4 + i * 2));
    return this.#bytes.subarray(0, this.#length);
  }

  #rewind(length: number): void {
    this.#length = length;
    for (const [name, place] of this.#places) if (place >= length) this.#places.delete(name);
  }

  /** A name, or its first labels and a pointer to where the rest has been written already. */
  #name(name: Name, compress: boolean): void {
    for (let at: Name | undefined = name; at !== undefined && at !== ROOT; at = parentName(at)) {
      const key = lowerName(at), place = this.#places.get(key);
      if (compress && place !== undefined) {
        this.#u16(POINTER | place);
        return;
      }
      if (place === undefined && this.#length <= POINTER_MAX) this.#places.set(key, this.#length);
      this.#append(Buffer.from(at.slice(0, 1 + at.charCodeAt(0)), "latin1"));
    }
    this.#append(Buffer.from([0]));
  }

  #u16(value: number): void {
    this.#append(Buffer.from([value >> 8, value & 255]));
  }

  #u32(value: number): void {
    this.#u16(Math.floor(value / 65536));
    this.#u16(value & 65535);
  }

  #append(bytes: Buffer): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes.subarray(0, this.#length), Buffer.alloc(this.#bytes.length + bytes.length)]);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}
