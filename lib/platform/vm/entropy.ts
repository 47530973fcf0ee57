/** Randomness of the machine: the host's virtio device first, else the processor's instructions. Never a toy. */
import { entropyMemoryBytes, openEntropy } from "../../drivers/virtio/rng.ts";
import type { EntropyDevice } from "../../drivers/virtio/rng.ts";
import { DEVICE_ENTROPY } from "../../drivers/virtio/transport.ts";
import { findDevice, takeDriverMemory } from "./devices.ts";
import { VIEW_ADDRESS } from "../../runtime/layout.ts";
import { addressOf, cpuid, keepAlive, loadSize, low32, rdrand64, rdseed64, store8 } from "../../sys/intrinsics.ts";
import type { u32, u64, usize } from "../../sys/types.ts";

const ECX_RDRAND = 1 << 30;
const EBX_RDSEED = 1 << 18;
const TRIES = 64;
const NO_SOURCE = "no source of randomness: start the machine with virtio-rng, or with a processor that has RDRAND";

let device: EntropyDevice | undefined;
let looked = false;

/** Fills all bytes; throws when there is no source. */
export function fillRandom(bytes: Uint8Array): void {
  if (!looked) {
    looked = true;
    device = openDevice();
  }
  const start: usize = loadSize(addressOf(bytes), VIEW_ADDRESS);
  const length: usize = bytes.byteLength;
  let at: usize = 0;
  while (at < length) {
    let count: u32 = device === undefined ? 0 : device.read(start + at, length - at);
    if (count === 0) count = readProcessor(start + at, length - at);
    if (count === 0) throw new Error(NO_SOURCE);
    at = at + count;
  }
  keepAlive(bytes);
}

function openDevice(): EntropyDevice | undefined {
  const found = findDevice(DEVICE_ENTROPY);
  if (found === undefined || typeof found === "string") return undefined;
  const memory = takeDriverMemory(entropyMemoryBytes());
  if (typeof memory === "string") return undefined;
  const opened = openEntropy(found.transport, memory);
  return typeof opened === "string" ? undefined : opened;
}

/** Up to 8 bytes of RDSEED or RDRAND; how many, 0: the processor has no generator, or it does not answer. */
function readProcessor(address: usize, bytes: usize): u32 {
  "use no-alloc";
  let rest: u64 = processorRandom();
  if (rest === 0n) return 0;
  let count: u32 = 0;
  while (count < 8 && count < bytes) {
    store8(address + count, low32(rest) & 0xff);
    rest = rest >> 8n;
    count = count + 1;
  }
  return count;
}

function processorRandom(): u64 {
  "use no-alloc";
  const seed = cpuid(0, 0, 0) >= 7 && (cpuid(7, 0, 1) & EBX_RDSEED) !== 0;
  const random = (cpuid(1, 0, 2) & ECX_RDRAND) !== 0;
  for (let i: u32 = 0; (seed || random) && i < TRIES; i = i + 1) {
    let word: u64 = 0n;
    if (seed) word = rdseed64();
    if (word === 0n && random) word = rdrand64();
    if (word !== 0n) return word;
  }
  return 0n;
}
