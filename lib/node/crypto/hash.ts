/** crypto.Hash and crypto.Hmac, without the stream that they are in Node too. */
import { adoptBuffer, bufferOfText } from "../buffer.ts";
import { NodeError, NodeTypeError, invalidArgumentType } from "../errors.ts";
import { digestOf } from "./algorithm.ts";
import type { BlockDigest } from "./block-digest.ts";

export type BinaryToTextEncoding = "base64" | "base64url" | "hex" | "binary";
/** What can be hashed. */
export type BinaryLike = string | ArrayBufferView;

const INNER_PAD = 0x36, OUTER_PAD = 0x5c;

export class Hash {
  #digest: BlockDigest;
  #finished = false;

  constructor(algorithm: string | BlockDigest) {
    if (typeof algorithm !== "string" && typeof algorithm !== "object") throw invalidArgumentType("algorithm", "of type string", algorithm);
    const digest = typeof algorithm === "string" ? digestOf(algorithm) : algorithm;
    if (digest === undefined) throw new Error("Digest method not supported");
    this.#digest = digest;
  }

  update(data: BinaryLike, inputEncoding?: BufferEncoding): this {
    if (this.#finished) throw alreadyFinished();
    this.#digest.update(bytesOf("data", data, inputEncoding));
    return this;
  }

  digest(): Buffer;
  digest(encoding: BinaryToTextEncoding): string;
  digest(encoding?: BinaryToTextEncoding): Buffer | string {
    if (this.#finished) throw alreadyFinished();
    this.#finished = true;
    return shown(this.#digest.finish(), encoding);
  }

  /** A hash of the same bytes, to go on with. */
  copy(): Hash {
    if (this.#finished) throw alreadyFinished();
    return new Hash(this.#digest.clone());
  }
}

/** @spec RFC 2104 */
export class Hmac {
  readonly #inner: BlockDigest;
  readonly #outer: BlockDigest;
  #finished = false;

  constructor(algorithm: string, key: BinaryLike) {
    if (typeof algorithm !== "string") throw invalidArgumentType("hmac", "of type string", algorithm);
    const keyBytes = bytesOf("key", key);
    const inner = digestOf(algorithm), outer = digestOf(algorithm);
    if (inner === undefined || outer === undefined) throw new NodeTypeError("ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
    const padded = new Uint8Array(inner.blockBytes);
    padded.set(keyBytes.length > inner.blockBytes ? digested(algorithm, keyBytes) : keyBytes);
    inner.update(padded.map((byte) => byte ^ INNER_PAD));
    outer.update(padded.map((byte) => byte ^ OUTER_PAD));
    this.#inner = inner;
    this.#outer = outer;
  }

  update(data: BinaryLike, inputEncoding?: BufferEncoding): this {
    if (this.#finished) throw alreadyFinished();
    this.#inner.update(bytesOf("data", data, inputEncoding));
    return this;
  }

  /** Empty when asked a second time, as in Node. */
  digest(): Buffer;
  digest(encoding: BinaryToTextEncoding): string;
  digest(encoding?: BinaryToTextEncoding): Buffer | string {
    if (this.#finished) return shown(new Uint8Array(0), encoding);
    this.#finished = true;
    this.#outer.update(this.#inner.finish());
    return shown(this.#outer.finish(), encoding);
  }
}

function digested(algorithm: string, bytes: Uint8Array): Uint8Array {
  const digest = digestOf(algorithm);
  if (digest === undefined) return bytes;
  digest.update(bytes);
  return digest.finish();
}

function shown(bytes: Uint8Array, encoding: BinaryToTextEncoding | "buffer" | undefined): Buffer | string {
  const buffer = adoptBuffer(bytes);
  return encoding === undefined || encoding === "buffer" ? buffer : buffer.toString(encoding);
}

const KINDS = "of type string or an instance of Buffer, TypedArray, or DataView";
const KEY_KINDS = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey";

function bytesOf(name: "data" | "key", data: BinaryLike, encoding?: BufferEncoding): Uint8Array {
  if (typeof data === "string") return bufferOfText(data, encoding);
  if (!ArrayBuffer.isView(data)) throw invalidArgumentType(name, name === "data" ? KINDS : KEY_KINDS, data);
  return viewBytes(data);
}

/** The bytes of a view, on the same memory. */
export function viewBytes(view: ArrayBufferView): Uint8Array {
  return view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function alreadyFinished(): NodeError {
  return new NodeError("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
}
