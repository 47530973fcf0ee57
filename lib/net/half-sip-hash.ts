/** HalfSipHash-2-4 with 64-bit key and 32-bit result, of a few 32-bit words: for ISNs, ports and hash tables. */
import type { u32 } from "../sys/types.ts";

/** A keyed hash; reused, so that hashing allocates nothing: begin, add …, end. */
export class HalfSipHash {
  private readonly key0: u32;
  private readonly key1: u32;
  private v0: u32 = 0;
  private v1: u32 = 0;
  private v2: u32 = 0;
  private v3: u32 = 0;
  private words: u32 = 0;

  constructor(key0: u32, key1: u32) {
    this.key0 = key0;
    this.key1 = key1;
  }

  begin(): void {
    this.v0 = this.key0;
    this.v1 = this.key1;
    this.v2 = (0x6c796765 ^ this.key0) >>> 0;
    this.v3 = (0x74656462 ^ this.key1) >>> 0;
    this.words = 0;
  }

  add(word: u32): void {
    this.v3 = (this.v3 ^ word) >>> 0;
    this.round();
    this.round();
    this.v0 = (this.v0 ^ word) >>> 0;
    this.words++;
  }

  end(): u32 {
    this.add((this.words << 26) >>> 0); // the length in bytes, in the top byte
    this.v2 = (this.v2 ^ 0xff) >>> 0;
    this.round();
    this.round();
    this.round();
    this.round();
    return (this.v1 ^ this.v3) >>> 0;
  }

  private round(): void {
    let v0: u32 = (this.v0 + this.v1) >>> 0;
    let v1: u32 = ((this.v1 << 5) | (this.v1 >>> 27)) >>> 0;
    v1 = (v1 ^ v0) >>> 0;
    v0 = ((v0 << 16) | (v0 >>> 16)) >>> 0;
    let v2: u32 = (this.v2 + this.v3) >>> 0;
    let v3: u32 = ((this.v3 << 8) | (this.v3 >>> 24)) >>> 0;
    v3 = (v3 ^ v2) >>> 0;
    v0 = (v0 + v3) >>> 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) >>> 0;
    v3 = (v3 ^ v0) >>> 0;
    v2 = (v2 + v1) >>> 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) >>> 0;
    v1 = (v1 ^ v2) >>> 0;
    v2 = ((v2 << 16) | (v2 >>> 16)) >>> 0;
    this.v0 = v0;
    this.v1 = v1;
    this.v2 = v2;
    this.v3 = v3;
  }
}
