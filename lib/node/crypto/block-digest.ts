/** What the digests of the MD5 and SHA families share: blocks, padding with the length, a state of 32-bit words. */
export abstract class BlockDigest {
  /** Bytes of a block; HMAC needs it too. */
  readonly blockBytes: number;
  protected readonly state: Int32Array;
  readonly #digestBytes: number;
  readonly #block: Uint8Array;
  #filled = 0;
  #bytes = 0;

  constructor(blockBytes: number, digestBytes: number, state: Int32Array) {
    this.blockBytes = blockBytes;
    this.state = state;
    this.#digestBytes = digestBytes;
    this.#block = new Uint8Array(blockBytes);
  }

  /** Takes the block at `bytes[at …]` into the state. */
  protected abstract compress(bytes: Uint8Array, at: number): void;
  /** A digest of the same kind with that state. */
  protected abstract withState(state: Int32Array): BlockDigest;
  /** Whether words are stored with the low byte first (MD5). */
  protected abstract readonly littleEndian: boolean;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(this.blockBytes - this.#filled, bytes.length);
      this.#block.set(bytes.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < this.blockBytes) return;
      this.compress(this.#block, 0);
      this.#filled = 0;
    }
    for (; at + this.blockBytes <= bytes.length; at += this.blockBytes) this.compress(bytes, at);
    this.#block.set(bytes.subarray(at));
    this.#filled = bytes.length - at;
  }

  /** The digest; nothing may follow. */
  finish(): Uint8Array {
    const bits = new DataView(this.#block.buffer, this.blockBytes - 8);
    const lengthBytes = this.blockBytes / 8; // 64 bits of length, or 128
    const high = Math.floor(this.#bytes / 2 ** 29), low = (this.#bytes % 2 ** 29) * 8;
    this.#block[this.#filled] = 0x80;
    this.#block.fill(0, this.#filled + 1);
    if (this.#filled + 1 + lengthBytes > this.blockBytes) {
      this.compress(this.#block, 0);
      this.#block.fill(0);
    }
    bits.setUint32(0, this.littleEndian ? low : high, this.littleEndian);
    bits.setUint32(4, this.littleEndian ? high : low, this.littleEndian);
    this.compress(this.#block, 0);
    const words = new DataView(new ArrayBuffer(this.state.length * 4));
    for (let i = 0; i < this.state.length; i++) words.setInt32(i * 4, this.state[i] as number, this.littleEndian);
    return new Uint8Array(words.buffer, 0, this.#digestBytes);
  }

  clone(): BlockDigest {
    const copy = this.withState(this.state.slice());
    copy.#block.set(this.#block);
    copy.#filled = this.#filled;
    copy.#bytes = this.#bytes;
    return copy;
  }
}
