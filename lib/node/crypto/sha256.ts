/**
 * SHA-256 and SHA-224.
 * @spec FIPS 180-4 §6.2, §6.3
 */
import { BlockDigest } from "./block-digest.ts";
import { ROUND_HIGH } from "./round-constants.ts";
import { wordAt } from "./sha1.ts";

const INITIAL_256 = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const INITIAL_224 = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
const schedule = new Int32Array(64);

export class Sha256 extends BlockDigest {
  protected override readonly littleEndian = false;
  readonly #digestBytes: 28 | 32;

  constructor(digestBytes: 28 | 32, state: Int32Array = new Int32Array(digestBytes === 32 ? INITIAL_256 : INITIAL_224)) {
    super(64, digestBytes, state);
    this.#digestBytes = digestBytes;
  }

  protected override withState(state: Int32Array): BlockDigest {
    return new Sha256(this.#digestBytes, state);
  }

  protected override compress(bytes: Uint8Array, at: number): void {
    const w = schedule, state = this.state;
    for (let t = 0; t < 16; t++) w[t] = wordAt(bytes, at + t * 4);
    for (let t = 16; t < 64; t++) {
      const far = w[t - 15] as number, near = w[t - 2] as number;
      const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3), sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
      w[t] = (sigma1 + (w[t - 7] as number) + sigma0 + (w[t - 16] as number)) | 0;
    }
    let a = state[0] as number, b = state[1] as number, c = state[2] as number, d = state[3] as number;
    let e = state[4] as number, f = state[5] as number, g = state[6] as number, h = state[7] as number;
    for (let t = 0; t < 64; t++) {
      const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25), choice = (e & f) ^ (~e & g);
      const first = (h + sum1 + choice + (ROUND_HIGH[t] as number) + (w[t] as number)) | 0;
      const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22), majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + sum0 + majority) | 0;
    }
    state[0] = ((state[0] as number) + a) | 0;
    state[1] = ((state[1] as number) + b) | 0;
    state[2] = ((state[2] as number) + c) | 0;
    state[3] = ((state[3] as number) + d) | 0;
    state[4] = ((state[4] as number) + e) | 0;
    state[5] = ((state[5] as number) + f) | 0;
    state[6] = ((state[6] as number) + g) | 0;
    state[7] = ((state[7] as number) + h) | 0;
  }
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
