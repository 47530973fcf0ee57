/** ARP for IPv4 over Ethernet (RFC 826); other hardware and protocols are refused. */
import type { u32 } from "../../sys/types.ts";
import { copyBytes, readU16, readU32, writeU16, writeU32 } from "./bytes.ts";

export const ARP_BYTES = 28;
export const ARP_REQUEST = 1;
export const ARP_REPLY = 2;
export type ArpError = "" | "truncated" | "not-ethernet-ipv4" | "bad-operation" | "bad-sender";

const HARDWARE = 0;
const PROTOCOL = 2;
const HARDWARE_BYTES = 4;
const PROTOCOL_BYTES = 5;
const OPERATION = 6;
const SENDER_MAC = 8;
const SENDER_ADDRESS = 14;
const TARGET_MAC = 18;
const TARGET_ADDRESS = 24;

/** A parsed packet; one is reused for all. */
export class ArpPacket {
  operation: u32 = 0;
  senderMac: Uint8Array = new Uint8Array(6);
  senderAddress: u32 = 0;
  targetMac: Uint8Array = new Uint8Array(6);
  targetAddress: u32 = 0;

  parse(bytes: Uint8Array, start: u32, end: u32): ArpError {
    if (end - start < ARP_BYTES) return "truncated";
    if (readU16(bytes, start + HARDWARE) !== 1 || readU16(bytes, start + PROTOCOL) !== 0x0800) return "not-ethernet-ipv4";
    if (bytes[start + HARDWARE_BYTES] !== 6 || bytes[start + PROTOCOL_BYTES] !== 4) return "not-ethernet-ipv4";
    this.operation = readU16(bytes, start + OPERATION);
    if (this.operation !== ARP_REQUEST && this.operation !== ARP_REPLY) return "bad-operation";
    if ((bytes[start + SENDER_MAC] & 1) !== 0) return "bad-sender"; // nobody answers from a group address
    copyBytes(this.senderMac, 0, bytes, start + SENDER_MAC, 6);
    this.senderAddress = readU32(bytes, start + SENDER_ADDRESS);
    copyBytes(this.targetMac, 0, bytes, start + TARGET_MAC, 6);
    this.targetAddress = readU32(bytes, start + TARGET_ADDRESS);
    return "";
  }

  emit(bytes: Uint8Array, start: u32): void {
    writeU16(bytes, start + HARDWARE, 1);
    writeU16(bytes, start + PROTOCOL, 0x0800);
    bytes[start + HARDWARE_BYTES] = 6;
    bytes[start + PROTOCOL_BYTES] = 4;
    writeU16(bytes, start + OPERATION, this.operation);
    copyBytes(bytes, start + SENDER_MAC, this.senderMac, 0, 6);
    writeU32(bytes, start + SENDER_ADDRESS, this.senderAddress);
    copyBytes(bytes, start + TARGET_MAC, this.targetMac, 0, 6);
    writeU32(bytes, start + TARGET_ADDRESS, this.targetAddress);
  }
}
