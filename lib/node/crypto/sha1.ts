/**
 * SHA-1. It is broken for signatures; WebSocket's handshake, git and old protocols still name it.
 * @spec FIPS 180-4 §6.1
 */
import { BlockDigest } from "./block-digest.ts";

const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const schedule = new Int32Array(80);

export class Sha1 extends BlockDigest {
  protected override readonly littleEndian = false;

  constructor(state: Int32Array = new Int32Array(INITIAL)) {
    super(64, 20, state);
  }

  protected override withState(state: Int32Array): BlockDigest {
    return new Sha1(state);
  }

  protected override compress(bytes: Uint8Array, at: number): void {
    const w = schedule, state = this.state;
    for (let t = 0; t < 16; t++) w[t] = wordAt(bytes, at + t * 4);
    for (let t = 16; t < 80; t++) w[t] = rotateLeft((w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number), 1);
    let a = state[0] as number, b = state[1] as number, c = state[2] as number, d = state[3] as number, e = state[4] as number;
    for (let t = 0; t < 80; t++) {
      const mixed = t < 20 ? ((b & c) | (~b & d)) + 0x5a827999
        : t < 40 ? (b ^ c ^ d) + 0x6ed9eba1
        : t < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
        : (b ^ c ^ d) + 0xca62c1d6;
      const next = (rotateLeft(a, 5) + mixed + e + (w[t] as number)) | 0;
      e = d;
      d = c;
      c = rotateLeft(b, 30);
      b = a;
      a = next;
    }
    state[0] = ((state[0] as number) + a) | 0;
    state[1] = ((state[1] as number) + b) | 0;
    state[2] = ((state[2] as number) + c) | 0;
    state[3] = ((state[3] as number) + d) | 0;
    state[4] = ((state[4] as number) + e) | 0;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The word at `at`, high byte first. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
}
