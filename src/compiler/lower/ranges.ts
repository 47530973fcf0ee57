/**
 * What is known of the integers that an expression can yield. Kept beside the HIR: a range is a fact about a node.
 * `machine` marks values that come from flavoured slots: their arithmetic stays in integers (the low dialect's rule).
 */
import type { HirExpression, Rep } from "../hir/hir.ts";
import type { Flavour } from "./types.ts";

export interface Range { readonly low: number; readonly high: number; readonly machine: boolean }

export const I32_LOW = -0x8000_0000;
export const I32_HIGH = 0x7fff_ffff;
export const U32_HIGH = 0xffff_ffff;
export const INT_HIGH = 2 ** 53;
/** Addresses and byte counts. */
const SIZE_HIGH = 2 ** 47;

const ranges = new WeakMap<HirExpression, Range>();

export function withRange(e: HirExpression, low: number, high: number, machine: boolean): HirExpression {
  ranges.set(e, { low, high, machine });
  return e;
}

export function rangeOf(e: HirExpression): Range {
  const known = ranges.get(e);
  if (known !== undefined) return known;
  if (e.kind === "number") return { low: e.value, high: e.value, machine: false };
  if (e.kind === "convert" && e.mode !== "check") {
    const inner = e.value.rep === "i32" || e.value.rep === "u32" || e.value.rep === "int" ? rangeOf(e.value) : undefined;
    if (inner !== undefined && (e.mode === "widen" || e.mode === "trust")) return inner;
  }
  return repRange(e.rep);
}

export function repRange(rep: Rep): Range {
  switch (rep) {
    case "i32": return { low: I32_LOW, high: I32_HIGH, machine: false };
    case "u32": return { low: 0, high: U32_HIGH, machine: false };
    default: return { low: -INT_HIGH, high: INT_HIGH, machine: false };
  }
}

export function flavourRange(flavour: Flavour): Range {
  const range = (low: number, high: number): Range => ({ low, high, machine: true });
  switch (flavour) {
    case "i8": return range(-128, 127);
    case "u8": return range(0, 255);
    case "i16": return range(-32768, 32767);
    case "u16": return range(0, 65535);
    case "i32": return range(I32_LOW, I32_HIGH);
    case "u32": return range(0, U32_HIGH);
    case "usize": return range(-SIZE_HIGH, SIZE_HIGH);
    case "u64": case "i64": return range(-INT_HIGH, INT_HIGH);
  }
}

/** The narrowest integer representation that holds the interval; undefined: none does. */
export function repForRange(low: number, high: number): "i32" | "u32" | "int" | undefined {
  if (low >= I32_LOW && high <= I32_HIGH) return "i32";
  if (low >= 0 && high <= U32_HIGH) return "u32";
  return low >= -INT_HIGH && high <= INT_HIGH ? "int" : undefined;
}
