/** Sequential little-endian reader with DWARF's LEB128. */
export class ByteReader {
  private readonly view: DataView;
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  get done(): boolean { return this.at >= this.bytes.length; }

  u8(): number { return this.view.getUint8(this.at++); }
  i8(): number { return this.view.getInt8(this.at++); }
  u16(): number { this.at += 2; return this.view.getUint16(this.at - 2, true); }
  u24(): number { return this.u16() | (this.u8() << 16); }
  u32(): number { this.at += 4; return this.view.getUint32(this.at - 4, true); }
  u64(): number { this.at += 8; return Number(this.view.getBigUint64(this.at - 8, true)); }

  uleb(): number {
    let value = 0, scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 128) return value;
    }
  }

  sleb(): number {
    let value = 0, scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 128) return (byte & 0x40) !== 0 ? value - scale : value;
    }
  }

  cstring(): string {
    const from = this.at;
    while (this.bytes[this.at] !== 0) this.at++;
    return new TextDecoder().decode(this.bytes.subarray(from, this.at++));
  }
}
