/** Ports that the stack chooses (RFC 6056): double-hash with a random table for connections (§3.3.4), random for the rest. */
import type { u32 } from "../sys/types.ts";
import type { HalfSipHash } from "./half-sip-hash.ts";

const FIRST_PORT = 32768;
const PORTS = 28232; // up to 60999, as Linux has it
const TABLE_SIZE = 64;

/** Random numbers of 32 bits from a cryptographic source. */
export interface RandomSource {
  next(): u32;
}

export class EphemeralPorts {
  private readonly hash: HalfSipHash;
  private readonly source: RandomSource;
  private readonly table: Uint32Array = new Uint32Array(TABLE_SIZE);

  constructor(hash: HalfSipHash, source: RandomSource) {
    this.hash = hash;
    this.source = source;
    for (let i = 0; i < TABLE_SIZE; i++) this.table[i] = source.next();
  }

  random(): u32 {
    return FIRST_PORT + (this.source.next() % PORTS);
  }

  /** Where to look first for a port to this peer; try `portAt(start + 0, 1, 2 …)`. */
  startFor(localAddress: u32, remoteAddress: u32, remotePort: u32): u32 {
    this.hash.begin();
    this.hash.add(localAddress);
    this.hash.add(remoteAddress);
    this.hash.add((0x50540000 | remotePort) >>> 0); // apart from other uses of the key
    const h = this.hash.end();
    const slot = h & (TABLE_SIZE - 1);
    this.table[slot]++;
    return ((h % PORTS) + (this.table[slot] % PORTS)) % PORTS;
  }

  portAt(index: u32): u32 {
    return FIRST_PORT + (index % PORTS);
  }

  count(): u32 {
    return PORTS;
  }
}
