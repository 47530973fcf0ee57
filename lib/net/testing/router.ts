/** What a router on the way answers. */
import { emitIcmp, ICMP_BYTES, ICMP_UNREACHABLE, UNREACHABLE_FRAGMENTATION } from "../wire/icmp.ts";
import { emitIpv4, IPV4_BYTES, PROTOCOL_ICMP, WHOLE_PACKET } from "../wire/ipv4.ts";
import { readU32 } from "../wire/bytes.ts";

/** The ICMP message for `frame`, which did not fit `mtu`. */
export function fragmentationNeeded(frame: Uint8Array, mtu: number): Uint8Array {
  const quoted = IPV4_BYTES + 8;
  const bytes = new Uint8Array(14 + IPV4_BYTES + ICMP_BYTES + quoted);
  bytes.set(frame.subarray(6, 12), 0);
  bytes.set(frame.subarray(0, 6), 6);
  bytes[12] = 8;
  bytes.set(frame.subarray(14, 14 + quoted), 14 + IPV4_BYTES + ICMP_BYTES);
  emitIcmp(bytes, 14 + IPV4_BYTES, bytes.length, ICMP_UNREACHABLE, UNREACHABLE_FRAGMENTATION, 0, mtu);
  emitIpv4(bytes, 14, bytes.length - 14, 1, WHOLE_PACKET, 64, PROTOCOL_ICMP, 0x0a0000fe, readU32(frame, 14 + 12));
  return bytes;
}
