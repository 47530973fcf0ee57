/**
 * SHA-512 and SHA-384. A 64-bit word is two neighbours of an Int32Array, the high half first.
 * @spec FIPS 180-4 §6.4, §6.5
 */
import { BlockDigest } from "./block-digest.ts";
import { ROUND_HIGH, ROUND_LOW } from "./round-constants.ts";
import { wordAt } from "./sha1.ts";

const INITIAL_512 = [
  0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1,
  0x510e527f, 0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
];
const INITIAL_384 = [
  0xcbbb9d5d, 0xc1059ed8, 0x629a292a, 0x367cd507, 0x9159015a, 0x3070dd17, 0x152fecd8, 0xf70e5939,
  0x67332667, 0xffc00b31, 0x8eb44a87, 0x68581511, 0xdb0c2e0d, 0x64f98fa7, 0x47b5481d, 0xbefa4fa4,
];
const schedule = new Int32Array(160);
/** a … h of the rounds. */
const v = new Int32Array(16);

export class Sha512 extends BlockDigest {
  protected override readonly littleEndian = false;
  readonly #digestBytes: 48 | 64;

  constructor(digestBytes: 48 | 64, state: Int32Array = new Int32Array(digestBytes === 64 ? INITIAL_512 : INITIAL_384)) {
    super(128, digestBytes, state);
    this.#digestBytes = digestBytes;
  }

  protected override withState(state: Int32Array): BlockDigest {
    return new Sha512(this.#digestBytes, state);
  }

  protected override compress(bytes: Uint8Array, at: number): void {
    const w = schedule, state = this.state;
    for (let t = 0; t < 32; t++) w[t] = wordAt(bytes, at + t * 4);
    for (let t = 32; t < 160; t += 2) expand(w, t);
    for (let i = 0; i < 16; i++) v[i] = state[i] as number;
    for (let t = 0; t < 80; t++) round(ROUND_HIGH[t] as number, ROUND_LOW[t] as number, w[t * 2] as number, w[t * 2 + 1] as number);
    for (let i = 0; i < 16; i += 2) {
      const low = ((state[i + 1] as number) >>> 0) + ((v[i + 1] as number) >>> 0);
      state[i] = ((state[i] as number) + (v[i] as number) + carry(low)) | 0;
      state[i + 1] = low | 0;
    }
  }
}

/** W[t/2] = σ1(W[t/2 - 2]) + W[t/2 - 7] + σ0(W[t/2 - 15]) + W[t/2 - 16] */
function expand(w: Int32Array, t: number): void {
  const farHigh = w[t - 30] as number, farLow = w[t - 29] as number, nearHigh = w[t - 4] as number, nearLow = w[t - 3] as number;
  const sigma0High = rotate(farHigh, farLow, 1) ^ rotate(farHigh, farLow, 8) ^ (farHigh >>> 7);
  const sigma0Low = rotate(farLow, farHigh, 1) ^ rotate(farLow, farHigh, 8) ^ ((farLow >>> 7) | (farHigh << 25));
  const sigma1High = rotate(nearHigh, nearLow, 19) ^ rotate(nearLow, nearHigh, 29) ^ (nearHigh >>> 6);
  const sigma1Low = rotate(nearLow, nearHigh, 19) ^ rotate(nearHigh, nearLow, 29) ^ ((nearLow >>> 6) | (nearHigh << 26));
  const low = (sigma1Low >>> 0) + ((w[t - 13] as number) >>> 0) + (sigma0Low >>> 0) + ((w[t - 31] as number) >>> 0);
  w[t] = (sigma1High + (w[t - 14] as number) + sigma0High + (w[t - 32] as number) + carry(low)) | 0;
  w[t + 1] = low | 0;
}

function round(kHigh: number, kLow: number, wHigh: number, wLow: number): void {
  const aHigh = v[0] as number, aLow = v[1] as number, bHigh = v[2] as number, bLow = v[3] as number, cHigh = v[4] as number, cLow = v[5] as number;
  const eHigh = v[8] as number, eLow = v[9] as number, fHigh = v[10] as number, fLow = v[11] as number, gHigh = v[12] as number, gLow = v[13] as number;
  const sum1High = rotate(eHigh, eLow, 14) ^ rotate(eHigh, eLow, 18) ^ rotate(eLow, eHigh, 9);
  const sum1Low = rotate(eLow, eHigh, 14) ^ rotate(eLow, eHigh, 18) ^ rotate(eHigh, eLow, 9);
  const choiceHigh = (eHigh & fHigh) ^ (~eHigh & gHigh), choiceLow = (eLow & fLow) ^ (~eLow & gLow);
  const firstSum = ((v[15] as number) >>> 0) + (sum1Low >>> 0) + (choiceLow >>> 0) + (kLow >>> 0) + (wLow >>> 0);
  const firstHigh = ((v[14] as number) + sum1High + choiceHigh + kHigh + wHigh + carry(firstSum)) | 0, firstLow = firstSum | 0;
  const sum0High = rotate(aHigh, aLow, 28) ^ rotate(aLow, aHigh, 2) ^ rotate(aLow, aHigh, 7);
  const sum0Low = rotate(aLow, aHigh, 28) ^ rotate(aHigh, aLow, 2) ^ rotate(aHigh, aLow, 7);
  const majorityHigh = (aHigh & bHigh) ^ (aHigh & cHigh) ^ (bHigh & cHigh), majorityLow = (aLow & bLow) ^ (aLow & cLow) ^ (bLow & cLow);
  const dSum = ((v[7] as number) >>> 0) + (firstLow >>> 0);
  const dHigh = ((v[6] as number) + firstHigh + carry(dSum)) | 0;
  const aSum = (firstLow >>> 0) + (sum0Low >>> 0) + (majorityLow >>> 0);
  v.copyWithin(2, 0, 14); // h = g, g = f, … b = a
  v[8] = dHigh;
  v[9] = dSum | 0;
  v[0] = (firstHigh + sum0High + majorityHigh + carry(aSum)) | 0;
  v[1] = aSum | 0;
}

/** The upper half of (upper, lower) rotated right by less than 32; for the lower half, give them the other way round. */
function rotate(upper: number, lower: number, bits: number): number {
  return (upper >>> bits) | (lower << (32 - bits));
}

/** What a sum of low halves carries into the high one. */
function carry(lowSum: number): number {
  return Math.floor(lowSum / 2 ** 32);
}
