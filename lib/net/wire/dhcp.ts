/**
 * DHCP for clients (RFC 2131, options RFC 2132): a fixed BOOTP part, a cookie, options. The overload option
 * (file and sname fields as more options) is followed; what no client needs is skipped.
 */
import type { u32 } from "../../sys/types.ts";
import { copyBytes, readU16, readU32, writeU16, writeU32 } from "./bytes.ts";

export const DHCP_CLIENT_PORT = 68;
export const DHCP_SERVER_PORT = 67;
export const DHCP_DISCOVER = 1;
export const DHCP_OFFER = 2;
export const DHCP_REQUEST = 3;
export const DHCP_DECLINE = 4;
export const DHCP_ACK = 5;
export const DHCP_NAK = 6;
export const DHCP_RELEASE = 7;
/** What `emitDhcp` writes: the smallest message that all servers take (RFC 1542 §2.1). */
export const DHCP_EMIT_BYTES = 300;
export type DhcpError = "" | "truncated" | "not-a-reply" | "not-ethernet" | "bad-cookie" | "bad-options" | "no-type";

const OP = 0;
const HARDWARE = 1;
const HARDWARE_BYTES = 2;
const TRANSACTION = 4;
const SECONDS = 8;
const FLAGS = 10;
const CLIENT_ADDRESS = 12;
const YOUR_ADDRESS = 16;
const CLIENT_MAC = 28;
const SERVER_NAME = 44;
const FILE = 108;
const COOKIE = 236;
const OPTIONS = 240;
const MAGIC = 0x63825363;

const OPTION_PAD = 0;
const OPTION_SUBNET_MASK = 1;
const OPTION_ROUTER = 3;
const OPTION_DNS = 6;
const OPTION_HOST_NAME = 12;
const OPTION_MTU = 26;
const OPTION_REQUESTED_ADDRESS = 50;
const OPTION_LEASE_SECONDS = 51;
const OPTION_OVERLOAD = 52;
const OPTION_TYPE = 53;
const OPTION_SERVER = 54;
const OPTION_PARAMETERS = 55;
const OPTION_MAX_BYTES = 57;
const OPTION_RENEW_SECONDS = 58;
const OPTION_REBIND_SECONDS = 59;
const OPTION_CLIENT_ID = 61;
const OPTION_END = 255;
const MAX_DNS_SERVERS = 4;

/** A message; 0 means that an option is not there. */
export class DhcpMessage {
  type: u32 = 0;
  transaction: u32 = 0;
  secondsElapsed: u32 = 0;
  broadcast: boolean = false;
  clientAddress: u32 = 0;
  yourAddress: u32 = 0;
  clientMac: Uint8Array = new Uint8Array(6);
  server: u32 = 0;
  requestedAddress: u32 = 0;
  subnetMask: u32 = 0;
  router: u32 = 0;
  dnsServers: u32[] = [];
  mtu: u32 = 0;
  leaseSeconds: u32 = 0;
  renewSeconds: u32 = 0;
  rebindSeconds: u32 = 0;
  hostName: string = "";
}

/** Parses a server's message in bytes[start, end) into `message`. */
export function parseDhcp(message: DhcpMessage, bytes: Uint8Array, start: u32, end: u32): DhcpError {
  if (end < start || end - start < OPTIONS) return "truncated";
  if (bytes[start + OP] !== 2) return "not-a-reply";
  if (bytes[start + HARDWARE] !== 1 || bytes[start + HARDWARE_BYTES] !== 6) return "not-ethernet";
  if (readU32(bytes, start + COOKIE) !== MAGIC) return "bad-cookie";
  message.transaction = readU32(bytes, start + TRANSACTION);
  message.secondsElapsed = readU16(bytes, start + SECONDS);
  message.broadcast = (bytes[start + FLAGS] & 0x80) !== 0;
  message.clientAddress = readU32(bytes, start + CLIENT_ADDRESS);
  message.yourAddress = readU32(bytes, start + YOUR_ADDRESS);
  copyBytes(message.clientMac, 0, bytes, start + CLIENT_MAC, 6);
  const overload = parseOptions(message, bytes, start + OPTIONS, end);
  if (overload < 0) return "bad-options";
  if ((overload & 1) !== 0 && parseOptions(message, bytes, start + FILE, start + COOKIE) < 0) return "bad-options";
  if ((overload & 2) !== 0 && parseOptions(message, bytes, start + SERVER_NAME, start + FILE) < 0) return "bad-options";
  return message.type === 0 ? "no-type" : "";
}

/** Parses one area of options; the overload bits, or -1 when a length runs out of it. */
function parseOptions(message: DhcpMessage, bytes: Uint8Array, from: u32, to: u32): number {
  let overload = 0;
  let at: u32 = from;
  while (at < to && bytes[at] !== OPTION_END) {
    const kind = bytes[at];
    if (kind === OPTION_PAD) { at++; continue; }
    if (at + 1 >= to) return -1;
    const length: u32 = bytes[at + 1];
    const value: u32 = at + 2;
    if (value + length > to) return -1;
    if (kind === OPTION_OVERLOAD && length === 1) overload = bytes[value] & 3;
    else if (kind === OPTION_TYPE && length === 1) message.type = bytes[value];
    else if (kind === OPTION_MTU && length === 2) message.mtu = readU16(bytes, value);
    else if (length >= 4) parseAddressOption(message, kind, length, bytes, value);
    at = value + length;
  }
  return overload;
}

function parseAddressOption(message: DhcpMessage, kind: u32, length: u32, bytes: Uint8Array, at: u32): void {
  const word = readU32(bytes, at);
  if (kind === OPTION_SUBNET_MASK) message.subnetMask = word;
  else if (kind === OPTION_ROUTER) message.router = word;
  else if (kind === OPTION_LEASE_SECONDS) message.leaseSeconds = word;
  else if (kind === OPTION_SERVER) message.server = word;
  else if (kind === OPTION_RENEW_SECONDS) message.renewSeconds = word;
  else if (kind === OPTION_REBIND_SECONDS) message.rebindSeconds = word;
  else if (kind === OPTION_DNS) {
    for (let i: u32 = 0; i + 4 <= length && message.dnsServers.length < MAX_DNS_SERVERS; i += 4) message.dnsServers.push(readU32(bytes, at + i));
  }
}

/** Writes a client's message into bytes[start, start + DHCP_EMIT_BYTES). */
export function emitDhcp(message: DhcpMessage, bytes: Uint8Array, start: u32): void {
  for (let i: u32 = 0; i < DHCP_EMIT_BYTES; i++) bytes[start + i] = 0;
  bytes[start + OP] = 1;
  bytes[start + HARDWARE] = 1;
  bytes[start + HARDWARE_BYTES] = 6;
  writeU32(bytes, start + TRANSACTION, message.transaction);
  writeU16(bytes, start + SECONDS, message.secondsElapsed);
  bytes[start + FLAGS] = message.broadcast ? 0x80 : 0;
  writeU32(bytes, start + CLIENT_ADDRESS, message.clientAddress);
  copyBytes(bytes, start + CLIENT_MAC, message.clientMac, 0, 6);
  writeU32(bytes, start + COOKIE, MAGIC);
  let at: u32 = start + OPTIONS;
  bytes[at] = OPTION_TYPE;
  bytes[at + 1] = 1;
  bytes[at + 2] = message.type;
  bytes[at + 3] = OPTION_CLIENT_ID;
  bytes[at + 4] = 7;
  bytes[at + 5] = 1;
  copyBytes(bytes, at + 6, message.clientMac, 0, 6);
  at += 12;
  at = emitWord(bytes, at, OPTION_REQUESTED_ADDRESS, message.requestedAddress);
  at = emitWord(bytes, at, OPTION_SERVER, message.server);
  if (message.type === DHCP_DISCOVER || message.type === DHCP_REQUEST) {
    writeU32(bytes, at, ((OPTION_MAX_BYTES << 24) | (2 << 16) | 1472) >>> 0);
    bytes[at + 4] = OPTION_PARAMETERS;
    bytes[at + 5] = 7;
    bytes[at + 6] = OPTION_SUBNET_MASK;
    bytes[at + 7] = OPTION_ROUTER;
    bytes[at + 8] = OPTION_DNS;
    bytes[at + 9] = OPTION_MTU;
    bytes[at + 10] = OPTION_LEASE_SECONDS;
    bytes[at + 11] = OPTION_RENEW_SECONDS;
    bytes[at + 12] = OPTION_REBIND_SECONDS;
    at += 13;
  }
  if (message.hostName.length > 0 && message.hostName.length <= 16) {
    bytes[at] = OPTION_HOST_NAME;
    bytes[at + 1] = message.hostName.length;
    for (let i: u32 = 0; i < message.hostName.length; i++) bytes[at + 2 + i] = message.hostName.charCodeAt(i);
    at += 2 + message.hostName.length;
  }
  bytes[at] = OPTION_END;
}

function emitWord(bytes: Uint8Array, at: u32, kind: u32, value: u32): u32 {
  if (value === 0) return at;
  bytes[at] = kind;
  bytes[at + 1] = 4;
  writeU32(bytes, at + 2, value);
  return at + 6;
}
