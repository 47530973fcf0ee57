/** Random words from a source of bytes, fetched many at a time and each used once. */
import type { u32 } from "../sys/types.ts";
import type { RandomSource } from "./ephemeral-ports.ts";
import { readU32 } from "./wire/bytes.ts";

const POOL_BYTES = 256;

export class RandomPool implements RandomSource {
  private readonly fill: (bytes: Uint8Array) => void;
  private readonly pool: Uint8Array = new Uint8Array(POOL_BYTES);
  private at: u32 = POOL_BYTES;

  /** `fill` is cryptographic: sequence numbers, ports and identifiers come from it. */
  constructor(fill: (bytes: Uint8Array) => void) {
    this.fill = fill;
  }

  next(): u32 {
    if (this.at === POOL_BYTES) {
      this.fill(this.pool);
      this.at = 0;
    }
    const word = readU32(this.pool, this.at);
    this.at += 4;
    return word;
  }
}
