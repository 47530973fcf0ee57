/** Reproducible random numbers for tests (xorshift32): the seed names the run. */
import type { RandomSource } from "../ephemeral-ports.ts";

export class SeededRandom implements RandomSource {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  /** 0 … limit-1. */
  below(limit: number): number {
    return this.next() % limit;
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability * 4294967296;
  }
}
