/** The words of a double: what the fdlibm algorithms look at. */
import { f64Bits, f64FromBits, high32, low32, u64Of } from "../../sys/intrinsics.ts";
import type { i32, u32 } from "../../sys/types.ts";

/** Sign, exponent and the upper 20 bits of the fraction. */
export function highWord(x: number): i32 { return high32(f64Bits(x)) | 0; }
export function lowWord(x: number): u32 { return low32(f64Bits(x)); }
export function fromWords(high: i32, low: u32): number { return f64FromBits((u64Of(high >>> 0) << 32n) | u64Of(low)); }
/** x with another high word. */
export function withHigh(x: number, high: i32): number { return fromWords(high, lowWord(x)); }
/** x with its low word cleared. */
export function withoutLow(x: number): number { return f64FromBits((f64Bits(x) >> 32n) << 32n); }
