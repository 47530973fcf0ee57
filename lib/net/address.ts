/** IPv4 addresses as u32 in host order, and their text. */
import type { u32 } from "../sys/types.ts";

export const ANY_ADDRESS = 0;
export const BROADCAST_ADDRESS = 0xffffffff;
export const LOOPBACK_ADDRESS = 0x7f000001;

/** "10.0.2.15" → number; -1 when it is not four decimal numbers (no leading zeros, as inet_pton). */
export function parseAddress(text: string): number {
  let value = 0;
  let part = -1;
  let parts = 0;
  let digits = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (digits === 0 || parts === 4) return -1;
      value = value * 256 + part;
      parts++;
      part = -1;
      digits = 0;
    } else if (code >= 48 && code <= 57) {
      if (digits === 3 || (digits > 0 && part === 0)) return -1;
      part = (digits === 0 ? 0 : part * 10) + code - 48;
      if (part > 255) return -1;
      digits++;
    } else return -1;
  }
  return parts === 4 ? value : -1;
}

export function formatAddress(address: u32): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

const HEX = "0123456789abcdef";

export function formatMac(mac: Uint8Array, at: u32 = 0): string {
  let text = "";
  for (let i: u32 = 0; i < 6; i++) {
    const byte = mac[at + i];
    text += (i === 0 ? "" : ":") + HEX[byte >>> 4] + HEX[byte & 15];
  }
  return text;
}

/** 24 → 0xffffff00. */
export function maskOfPrefix(bits: u32): u32 {
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
}

/** 0xffffff00 → 24; -1 for a mask with holes. */
export function prefixOfMask(mask: u32): number {
  let bits = 0;
  while (bits < 32 && ((mask >>> (31 - bits)) & 1) !== 0) bits++;
  return maskOfPrefix(bits) === mask ? bits : -1;
}

export function isMulticast(address: u32): boolean {
  return address >>> 28 === 14;
}

export function isLoopback(address: u32): boolean {
  return address >>> 24 === 127;
}

/** Sources that no packet may have: broadcast, multicast, reserved (RFC 1122 §3.2.1.3). */
export function isUsableSource(address: u32): boolean {
  return address >>> 28 < 14 && address !== 0;
}
