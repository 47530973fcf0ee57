/** The global `crypto`: randomness (Web Cryptography §10). Ends with an error when the machine has no source. */
import { fillRandom } from "#platform/entropy.ts";
import { DOMException } from "./dom-exception.ts";

export class Crypto {
  getRandomValues<T extends ArrayBufferView>(array: T): T {
    if (array.byteLength > 65536) throw new DOMException(`The requested length exceeds 65,536 bytes`, "QuotaExceededError");
    fillRandom(new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength));
    return array;
  }
  randomUUID(): string { return randomUuid(); }
}

/** A version 4 UUID (RFC 9562 §5.4). */
export function randomUuid(): string {
  const bytes = new Uint8Array(16);
  fillRandom(bytes);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  let text = "";
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
    const byte = bytes[i] as number;
    text += "0123456789abcdef".charAt(byte >> 4) + "0123456789abcdef".charAt(byte & 15);
  }
  return text;
}

export const crypto: Crypto = new Crypto();
