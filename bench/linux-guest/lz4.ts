/** LZ4's legacy frame, in which Debian packs its kernels: blocks of at most 8 MiB, each with its packed length. */
const LEGACY_MAGIC = 0x184c2102;
const BLOCK_BYTES_MAX = 8 << 20;
const MATCH_BYTES_MIN = 4;

export function unpackLegacyLz4(frame: Buffer): Buffer {
  if (frame.readUInt32LE(0) !== LEGACY_MAGIC) throw new Error("not an LZ4 legacy frame");
  const blocks: Buffer[] = [];
  for (let at = 4; at + 4 <= frame.length;) {
    const packed = frame.readUInt32LE(at);
    if (packed === 0 || at + 4 + packed > frame.length) break;
    blocks.push(unpackBlock(frame.subarray(at + 4, at + 4 + packed)));
    at += 4 + packed;
  }
  return Buffer.concat(blocks);
}

/** A block: sequences of literals and a match, each with its length in a nibble and then bytes of 255. */
function unpackBlock(input: Buffer): Buffer {
  const out = Buffer.alloc(BLOCK_BYTES_MAX);
  let at = 0, end = 0;
  const longer = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) for (let byte = 255; byte === 255;) length += byte = input[at++] ?? 0;
    return length;
  };
  while (at < input.length) {
    const token = input[at++] ?? 0;
    const literals = longer(token >> 4);
    input.copy(out, end, at, at + literals);
    at += literals;
    end += literals;
    if (at >= input.length) break; // the last sequence has no match
    const distance = input.readUInt16LE(at);
    at += 2;
    const matched = longer(token & 15) + MATCH_BYTES_MIN;
    for (let i = 0; i < matched; i++, end++) out[end] = out[end - distance] ?? 0; // may overlap itself
  }
  return out.subarray(0, end);
}
