/** node:crypto: digests, HMAC and randomness. Ciphers, signatures and keys are not here. */
import { fillRandom } from "#platform/entropy.ts";
import { crypto, randomUuid } from "../web/crypto.ts";
import { adoptBuffer } from "./buffer.ts";
import { DIGEST_NAMES } from "./crypto/algorithm.ts";
import { Hash, Hmac, viewBytes, type BinaryLike, type BinaryToTextEncoding } from "./crypto/hash.ts";
import { invalidArgumentType, NodeRangeError, NodeTypeError, outOfRange } from "./errors.ts";

export { Hash, Hmac, type BinaryLike, type BinaryToTextEncoding } from "./crypto/hash.ts";
export { crypto as webcrypto };

const RANDOM_BYTES_MAX = 2 ** 31 - 1;
const RANDOM_RANGE_MAX = 2 ** 48 - 1;

export function createHash(algorithm: string): Hash {
  return new Hash(algorithm);
}

export function createHmac(algorithm: string, key: BinaryLike): Hmac {
  return new Hmac(algorithm, key);
}

/** The digest of `data` at once; hexadecimal unless asked otherwise. */
export function hash(algorithm: string, data: BinaryLike, outputEncoding?: BinaryToTextEncoding): string;
export function hash(algorithm: string, data: BinaryLike, outputEncoding: "buffer"): Buffer;
export function hash(algorithm: string, data: BinaryLike, outputEncoding: BinaryToTextEncoding | "buffer" = "hex"): string | Buffer {
  const made = new Hash(algorithm).update(data);
  return outputEncoding === "buffer" ? made.digest() : made.digest(outputEncoding);
}

export function getHashes(): string[] {
  return [...DIGEST_NAMES];
}

type RandomCallback = (error: Error | null, bytes: Buffer) => void;
export function randomBytes(size: number): Buffer;
export function randomBytes(size: number, callback: RandomCallback): void;
export function randomBytes(size: number, callback?: RandomCallback): Buffer | undefined {
  if (typeof size !== "number") throw invalidArgumentType("size", "of type number", size);
  if (!(size >= 0 && size <= RANDOM_BYTES_MAX)) throw outOfRange("size", `>= 0 && <= ${RANDOM_BYTES_MAX}`, size);
  const bytes = new Uint8Array(size);
  fillRandom(bytes);
  const buffer = adoptBuffer(bytes);
  if (callback === undefined) return buffer;
  setImmediate(callback, null, buffer);
  return undefined;
}

export function randomFillSync<T extends ArrayBufferView>(view: T): T {
  fillRandom(viewBytes(view));
  return view;
}

export function getRandomValues<T extends ArrayBufferView>(view: T): T {
  return crypto.getRandomValues(view);
}

export function randomUUID(): string {
  return randomUuid();
}

/** An integer n with min <= n < max, each with the same chance. */
export function randomInt(max: number): number;
export function randomInt(min: number, max: number): number;
export function randomInt(first: number, second?: number): number {
  const min = second === undefined ? 0 : first, max = second ?? first;
  if (!Number.isSafeInteger(min)) throw invalidArgumentType("min", "a safe integer", min);
  if (!Number.isSafeInteger(max)) throw invalidArgumentType("max", "a safe integer", max);
  if (max <= min) throw outOfRange("max", `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (range > RANDOM_RANGE_MAX) throw outOfRange(second === undefined ? "max" : "max - min", `<= ${RANDOM_RANGE_MAX}`, range);
  const limit = 2 ** 48 - (2 ** 48 % range); // values from there on would make some results likelier
  const bytes = new Uint8Array(6);
  for (;;) {
    fillRandom(bytes);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < limit) return min + value % range;
  }
}

/** Whether the bytes are equal, in a time that doesn't depend on where they differ. */
export function timingSafeEqual(buf1: ArrayBufferView, buf2: ArrayBufferView): boolean {
  const a = checkedBytes("buf1", buf1), b = checkedBytes("buf2", buf2);
  if (a.length !== b.length) throw new NodeRangeError("ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

function checkedBytes(name: string, view: ArrayBufferView): Uint8Array {
  if (!ArrayBuffer.isView(view)) throw new NodeTypeError("ERR_INVALID_ARG_TYPE", `The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  return viewBytes(view);
}
export * as default from "./crypto.ts";
