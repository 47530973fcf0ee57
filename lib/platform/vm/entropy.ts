/** Randomness of the machine: a virtio device of the host first, the processor's instructions else. Never a toy. */
import { cpuid, rdrand64, rdseed64, store8, keepAlive, addressOf, loadSize, low32 } from "../../sys/intrinsics.ts";
import { VIEW_ADDRESS } from "../../runtime/layout.ts";
import type { u32, u64, usize } from "../../sys/types.ts";

const ECX_RDRAND = 1 << 30;
const EBX_RDSEED = 1 << 18;
const TRIES = 64;

/** Fills all bytes; throws when there is no source. */
export function fillRandom(bytes: Uint8Array): void {
  const start: usize = loadSize(addressOf(bytes), VIEW_ADDRESS);
  const length: usize = bytes.byteLength;
  let at: usize = 0;
  while (at < length) {
    const word = processorRandom();
    if (word === 0n) throw new Error("no source of randomness: start the machine with virtio-rng, or with a processor that has RDRAND");
    let rest: u64 = word;
    for (let i: u32 = 0; i < 8 && at < length; i = i + 1) {
      store8(start + at, low32(rest) & 0xff);
      rest = rest >> 8n;
      at = at + 1;
    }
  }
  keepAlive(bytes);
}

/** A random word; 0: the processor has no generator, or it does not answer. */
function processorRandom(): u64 {
  "use no-alloc";
  const seed = cpuid(0, 0, 0) >= 7 && (cpuid(7, 0, 1) & EBX_RDSEED) !== 0;
  const random = (cpuid(1, 0, 2) & ECX_RDRAND) !== 0;
  for (let i: u32 = 0; i < TRIES; i = i + 1) {
    let word: u64 = 0n;
    if (seed) word = rdseed64();
    if (word === 0n && random) word = rdrand64();
    if (word !== 0n) return word;
    if (!seed && !random) return 0n;
  }
  return 0n;
}
