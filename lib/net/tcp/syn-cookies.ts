/**
 * SYN cookies (RFC 4987 §3.6): when the SYN queue is full, the handshake's state travels in our sequence number and,
 * for window scaling and SACK, in the low bits of our timestamp. Nothing is kept until the ACK brings them back.
 *
 *     sequence number:  29 bits of a keyed hash of ends, their ISN, minute and MSS index | 3 bits MSS index
 *     timestamp:        clock, rounded down | 1 bit SACK | 4 bits window shift (15: no scaling)
 */
import type { u32 } from "../../sys/types.ts";
import type { HalfSipHash } from "../half-sip-hash.ts";

const MINUTE_MS = 65536;
const MSS_VALUES: Uint16Array = new Uint16Array([64, 536, 1200, 1380, 1440, 1460, 8960, 16344]);
const NO_SCALING = 15;
const OPTION_BITS = 31;
const SACK_BIT = 16;

export class SynCookies {
  private readonly hash: HalfSipHash;
  private lastSentAt: number = -Infinity;

  constructor(hash: HalfSipHash) {
    this.hash = hash;
  }

  /** Our initial sequence number for this SYN. */
  make(local: u32, localPort: u32, remote: u32, remotePort: u32, irs: u32, mss: u32, now: number): u32 {
    this.lastSentAt = now;
    let index: u32 = 0;
    while (index + 1 < MSS_VALUES.length && MSS_VALUES[index + 1] <= mss) index++;
    return this.cookie(local, localPort, remote, remotePort, irs, Math.floor(now / MINUTE_MS), index);
  }

  /** Can a cookie be under way? */
  areOut(now: number): boolean {
    return now - this.lastSentAt < 2 * MINUTE_MS;
  }

  /** The MSS that the cookie holds; 0: it is not one of ours, or too old. */
  check(cookie: u32, local: u32, localPort: u32, remote: u32, remotePort: u32, irs: u32, now: number): u32 {
    const index = cookie & 7;
    const minute = Math.floor(now / MINUTE_MS);
    if (this.cookie(local, localPort, remote, remotePort, irs, minute, index) === cookie) return MSS_VALUES[index];
    if (this.cookie(local, localPort, remote, remotePort, irs, minute - 1, index) === cookie) return MSS_VALUES[index];
    return 0;
  }

  private cookie(local: u32, localPort: u32, remote: u32, remotePort: u32, irs: u32, minute: number, index: u32): u32 {
    const hash = this.hash;
    hash.begin();
    hash.add(local);
    hash.add(remote);
    hash.add(((localPort << 16) | remotePort) >>> 0);
    hash.add(irs);
    hash.add(minute >>> 0);
    hash.add((0x434b0000 | index) >>> 0); // apart from other uses of the key
    return ((hash.end() & ~7) | index) >>> 0;
  }
}

/** The timestamp that carries the options; never ahead of `clock`. */
export function cookieTimestamp(clock: u32, sackPermitted: boolean, hasWindowShift: boolean, windowShift: u32): u32 {
  const options: u32 = (sackPermitted ? SACK_BIT : 0) | (hasWindowShift ? windowShift : NO_SCALING);
  const stamp: u32 = ((clock & ~OPTION_BITS) | options) >>> 0;
  return ((stamp - clock) | 0) > 0 ? (stamp - OPTION_BITS - 1) >>> 0 : stamp;
}

export function cookieSackPermitted(echo: u32): boolean {
  return (echo & SACK_BIT) !== 0;
}

/** The peer's window shift; -1: no scaling. */
export function cookieWindowShift(echo: u32): number {
  const shift = echo & 15;
  return shift === NO_SCALING ? -1 : shift;
}
