/**
 * Math.random: xorshift128+ as in V8, seeded from the platform's entropy. Not for secrets. A machine without a source
 * of entropy seeds it from its clocks: programs may not take Math.random for cryptography anyway.
 */
import { wallClockMs } from "#platform/clock.ts";
import { fillRandom } from "#platform/entropy.ts";
import { f64Bits, f64FromBits, readTsc, u64Of } from "../../sys/intrinsics.ts";
import type { u64 } from "../../sys/types.ts";

const MASK = 0xffff_ffff_ffff_ffffn;
let state0: u64 = 0n;
let state1: u64 = 0n;

export function random(): number {
  if (state0 === 0n && state1 === 0n) seed();
  let a: u64 = state0;
  const b: u64 = state1;
  state0 = b;
  a = (a ^ (a << 23n)) & MASK;
  a = a ^ (a >> 17n) ^ b ^ (b >> 26n);
  state1 = a;
  // 52 bits as the fraction of a number in [1, 2).
  return f64FromBits((state0 >> 12n) | 0x3ff0_0000_0000_0000n) - 1;
}

function seed(): void {
  const bytes = new Uint8Array(16);
  try {
    fillRandom(bytes);
  } catch {
    state0 = mixWord(f64Bits(wallClockMs()));
    state1 = mixWord(readTsc());
  }
  for (let i = 0; i < 8; i++) {
    state0 = ((state0 << 8n) | (state0 >> 56n)) & MASK ^ u64Of(bytes[i]!);
    state1 = ((state1 << 8n) | (state1 >> 56n)) & MASK ^ u64Of(bytes[8 + i]!);
  }
  if (state0 === 0n && state1 === 0n) state0 = 0x9e37_79b9_7f4a_7c15n;
}

/** The finaliser of MurmurHash3: every bit of the seed reaches every bit of the state. */
function mixWord(word: u64): u64 {
  let h: u64 = word;
  h = ((h ^ (h >> 33n)) * 0xff51_afd7_ed55_8ccdn) & MASK;
  h = ((h ^ (h >> 33n)) * 0xc4ce_b9fe_1a85_ec53n) & MASK;
  return h ^ (h >> 33n);
}
