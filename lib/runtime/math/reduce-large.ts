/**
 * The remainder of a large number by pi/2, after fdlibm's __kernel_rem_pio2 (Payne and Hanek): of 2/pi only those
 * 24-bit pieces are multiplied whose product with x is neither a multiple of 8 nor too small to be seen.
 */
import type { i32 } from "../../sys/types.ts";
import { highWord, fromWords, lowWord } from "./words.ts";

/** The bits of 2/pi after the point, 24 in each element. */
const TWO_OVER_PI: readonly number[] = [
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7, 0x246e3a, 0x424dd2, 0xe00649,
  0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c, 0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b,
  0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5,
  0xf17b3d, 0x0739f7, 0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e, 0xe61b08,
  0x659985, 0x5f14a0, 0x6c0000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000, 0x000000,
];
/** pi/2 in pieces of 24 bits. */
const PIO2: readonly number[] = [
  1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
  1.27065575308067607349e-29, 1.22933308981111328932e-36, 2.73370053816464559624e-44, 2.16741683877804819444e-51,
];
const TWO24 = 16777216;
const TWO_MINUS24 = 5.96046447753906250000e-08;
/** Terms of 2/pi to begin with, beyond the first: enough for a result of 53 + 53 bits mostly. */
const FIRST_TERMS = 4;

export interface Remainder { readonly quadrant: number; readonly high: number; readonly low: number }

function scale(x: number, exponent: i32): number { return x * fromWords((1023 + exponent) << 20, 0); }

/** x = 8k * pi/2 + quadrant * pi/2 + (high + low), for finite x >= 2^19. */
export function reduceLarge(x: number): Remainder {
  const ix = highWord(x);
  const e0 = (ix >> 20) - 1046; // x = m * 2^e0, m < 2^24
  let z = fromWords(ix - (e0 << 20), lowWord(x));
  const pieces: number[] = [];
  for (let i = 0; i < 2; i++) {
    const piece = Math.trunc(z);
    pieces.push(piece);
    z = (z - piece) * TWO24;
  }
  pieces.push(z);
  while (pieces[pieces.length - 1] === 0) pieces.pop();
  return new Reduction(pieces, e0).run();
}

/** One reduction: the arrays that the steps share. */
class Reduction {
  /** 24-bit pieces of x, most significant first. */
  private readonly x: readonly number[];
  private readonly lastX: number;
  /** First piece of 2/pi that matters. */
  private readonly from: number;
  private readonly f: number[] = [];
  /** Pieces of the product, as doubles and then as integers. */
  private readonly q: number[] = [];
  private iq: number[] = [];
  /** Exponent of the last piece in iq. */
  private q0: i32;
  private half: i32 = 0;

  constructor(x: readonly number[], e0: i32) {
    this.x = x;
    this.lastX = x.length - 1;
    this.from = Math.max(0, Math.trunc((e0 - 3) / 24));
    this.q0 = e0 - 24 * (this.from + 1);
    for (let i = 0; i <= this.lastX + FIRST_TERMS; i++) this.f.push(this.from - this.lastX + i < 0 ? 0 : TWO_OVER_PI[this.from - this.lastX + i]!);
    for (let i = 0; i <= FIRST_TERMS; i++) this.q.push(this.term(i));
  }

  private term(i: number): number {
    let sum = 0;
    for (let j = 0; j <= this.lastX; j++) sum += this.x[j]! * this.f[this.lastX + i - j]!;
    return sum;
  }

  run(): Remainder {
    let last = FIRST_TERMS;
    for (;;) {
      const n = this.distill(last);
      const z = this.fraction;
      if (z !== 0 || this.hasBits(last)) return this.result(n, z, last);
      // All bits cancelled: more of 2/pi.
      let more = 1;
      while (this.iq[FIRST_TERMS - more] === 0) more++;
      for (let i = last + 1; i <= last + more; i++) {
        this.f[this.lastX + i] = TWO_OVER_PI[this.from + i]!;
        this.q[i] = this.term(i);
      }
      last += more;
    }
  }

  private fraction: number = 0;

  /** Splits q into integers and takes the quadrant off; leaves the leading fraction in `fraction`. */
  private distill(last: number): i32 {
    const iq: number[] = [];
    this.iq = iq;
    let z = this.q[last]!;
    for (let j = last; j > 0; j--) {
      const carry = Math.trunc(TWO_MINUS24 * z);
      iq.push(Math.trunc(z - TWO24 * carry));
      z = this.q[j - 1]! + carry;
    }
    const q0 = this.q0;
    z = scale(z, q0);
    z -= 8 * Math.floor(z * 0.125);
    let n: i32 = Math.trunc(z) | 0;
    z -= n;
    this.half = 0;
    if (q0 > 0) {
      const top = iq[last - 1]! >> (24 - q0);
      n = n + top;
      iq[last - 1] = iq[last - 1]! - (top << (24 - q0));
      this.half = iq[last - 1]! >> (23 - q0);
    } else if (q0 === 0) {
      this.half = iq[last - 1]! >> 23;
    } else if (z >= 0.5) {
      this.half = 2;
    }
    if (this.half > 0) {
      n = n + 1;
      z = this.complement(last, z);
    }
    this.fraction = z;
    return n;
  }

  /** The fraction is over one half: 1 minus it. */
  private complement(last: number, z: number): number {
    const iq = this.iq;
    let carry = false;
    for (let i = 0; i < last; i++) {
      const piece = iq[i]!;
      if (carry) iq[i] = 0xffffff - piece;
      else if (piece !== 0) { carry = true; iq[i] = 0x1000000 - piece; }
    }
    if (this.q0 === 1) iq[last - 1] = iq[last - 1]! & 0x7fffff;
    else if (this.q0 === 2) iq[last - 1] = iq[last - 1]! & 0x3fffff;
    if (this.half !== 2) return z;
    return carry ? 1 - z - scale(1, this.q0) : 1 - z;
  }

  private hasBits(last: number): boolean {
    for (let i = last - 1; i >= FIRST_TERMS; i--) if (this.iq[i] !== 0) return true;
    return false;
  }

  private result(n: i32, z: number, lastPiece: number): Remainder {
    const iq = this.iq;
    let last = lastPiece;
    let q0 = this.q0;
    if (z === 0) {
      last--;
      q0 = q0 - 24;
      while (iq[last] === 0) { last--; q0 = q0 - 24; }
    } else {
      const whole = scale(z, -q0);
      if (whole >= TWO24) {
        const carry = Math.trunc(TWO_MINUS24 * whole);
        iq[last] = Math.trunc(whole - TWO24 * carry);
        last++;
        q0 = q0 + 24;
        iq[last] = carry;
      } else {
        iq[last] = Math.trunc(whole);
      }
    }
    let unit = scale(1, q0);
    for (let i = last; i >= 0; i--) {
      this.q[i] = unit * iq[i]!;
      unit *= TWO_MINUS24;
    }
    const products: number[] = [];
    for (let i = last; i >= 0; i--) {
      let sum = 0;
      for (let k = 0; k <= FIRST_TERMS && k <= last - i; k++) sum += PIO2[k]! * this.q[i + k]!;
      products.push(sum);
    }
    let high = 0;
    for (let i = last; i >= 0; i--) high += products[i]!;
    let low = products[0]! - high;
    for (let i = 1; i <= last; i++) low += products[i]!;
    return this.half === 0 ? { quadrant: n & 7, high, low } : { quadrant: n & 7, high: -high, low: -low };
  }
}
