/**
 * Machine types of the low dialect. They are flavours, not brands: literals and arithmetic results flow in,
 * u32 and i32 don't mix, narrower types flow into wider ones that hold all their values (u8 → u32 → usize), and
 * the compiler sees the alias name and gives the slot that machine representation.
 * A slot (annotated variable, parameter, field, result) of flavoured type wraps on store as the machine does.
 * Arithmetic on number flavours is exact integer arithmetic in 64 bits; `| 0` and `>>> 0` truncate.
 */
declare const flavour: unique symbol;
export type i8 = number & { readonly [flavour]?: "i8" };
export type u8 = number & { readonly [flavour]?: "u8" };
export type i16 = number & { readonly [flavour]?: "i8" | "u8" | "i16" };
export type u16 = number & { readonly [flavour]?: "u8" | "u16" };
export type i32 = number & { readonly [flavour]?: "i8" | "u8" | "i16" | "u16" | "i32" };
export type u32 = number & { readonly [flavour]?: "u8" | "u16" | "u32" };
/** An address or byte count: 64 bits, below 2^47, number semantics (`p + 8`). No bitwise operators: alignUp/alignDown. */
export type usize = number & { readonly [flavour]?: "u8" | "u16" | "u32" | "usize" };
/** 64-bit machine words, wraparound, as flavoured bigint (`0xffn`); never heap bigints. */
export type u64 = bigint & { readonly [flavour]?: "u64" };
export type i64 = bigint & { readonly [flavour]?: "i64" };
