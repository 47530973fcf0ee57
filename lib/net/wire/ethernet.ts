/** Ethernet II (IEEE 802.3 §3.2.6, lengths above 1500 are types): destination, source, type. No VLAN tags. */
import type { u32 } from "../../sys/types.ts";
import { copyBytes, readU16, writeU16 } from "./bytes.ts";

export const ETHERNET_BYTES = 14;
export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_ARP = 0x0806;

const DESTINATION = 0;
const SOURCE = 6;
const TYPE = 12;

export const BROADCAST_MAC: Uint8Array = new Uint8Array([255, 255, 255, 255, 255, 255]);

/** The type of the frame bytes[start, end); 0 when it is too short. */
export function etherType(bytes: Uint8Array, start: u32, end: u32): u32 {
  return end - start < ETHERNET_BYTES ? 0 : readU16(bytes, start + TYPE);
}

/** Is the frame for this station: its own address or a group address? */
export function isForStation(bytes: Uint8Array, start: u32, mac: Uint8Array): boolean {
  if ((bytes[start] & 1) !== 0) return true;
  for (let i: u32 = 0; i < 6; i++) if (bytes[start + DESTINATION + i] !== mac[i]) return false;
  return true;
}

export function isGroupFrame(bytes: Uint8Array, start: u32): boolean {
  return (bytes[start + DESTINATION] & 1) !== 0;
}

export function emitEthernet(bytes: Uint8Array, start: u32, destination: Uint8Array, source: Uint8Array, type: u32): void {
  copyBytes(bytes, start + DESTINATION, destination, 0, 6);
  copyBytes(bytes, start + SOURCE, source, 0, 6);
  writeU16(bytes, start + TYPE, type);
}
