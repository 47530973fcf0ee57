/**
 * Device registers with their access in the type: reading a write-only register does not compile. A register is its
 * byte offset; tables of them are `export const Mmio = { Status: rw(0x070), … }` or single constants.
 */
import { vload16, vload32, vload8, vstore16, vstore32, vstore8 } from "../sys/intrinsics.ts";
import type { u16, u32, u8, usize } from "../sys/types.ts";

declare const access: unique symbol;
export type ReadOnly = number & { readonly [access]: { readonly read: true } };
export type WriteOnly = number & { readonly [access]: { readonly write: true } };
export type ReadWrite = number & { readonly [access]: { readonly read: true; readonly write: true } };
type Readable = ReadOnly | ReadWrite;
type Writable = WriteOnly | ReadWrite;

export function ro(offset: number): ReadOnly { return offset as ReadOnly; }
export function wo(offset: number): WriteOnly { return offset as WriteOnly; }
export function rw(offset: number): ReadWrite { return offset as ReadWrite; }

export function read8(base: usize, register: Readable): u8 { return vload8(base + register); }
export function read16(base: usize, register: Readable): u16 { return vload16(base + register); }
export function read32(base: usize, register: Readable): u32 { return vload32(base + register); }
export function write8(base: usize, register: Writable, value: u8): void { vstore8(base + register, value); }
export function write16(base: usize, register: Writable, value: u16): void { vstore16(base + register, value); }
export function write32(base: usize, register: Writable, value: u32): void { vstore32(base + register, value); }
/** Two 32-bit halves, low first, as devices want addresses. */
export function writeAddress(base: usize, low: Writable, high: Writable, address: usize): void {
  vstore32(base + low, address % 0x1_0000_0000);
  vstore32(base + high, Math.floor(address / 0x1_0000_0000));
}
