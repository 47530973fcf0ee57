/** Randomness over Node's. */
import { randomFillSync } from "node:crypto";

export function fillRandom(bytes: Uint8Array): void { randomFillSync(bytes); }
