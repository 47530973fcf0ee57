/** A capture of frames in pcap format (nanoseconds not needed), so that a failure can be read in Wireshark. */
import { writeFileSync } from "node:fs";

const MAGIC = 0xa1b2c3d4;
const ETHERNET = 1;
const MAX_FRAMES = 200_000;

export class PcapWriter {
  private readonly frames: { atMs: number; bytes: Uint8Array }[] = [];

  add(atMs: number, bytes: Uint8Array): void {
    if (this.frames.length < MAX_FRAMES) this.frames.push({ atMs, bytes });
  }

  write(path: string): void {
    let total = 24;
    for (const frame of this.frames) total += 16 + frame.bytes.length;
    const out = Buffer.alloc(total);
    out.writeUInt32LE(MAGIC, 0);
    out.writeUInt16LE(2, 4);
    out.writeUInt16LE(4, 6);
    out.writeUInt32LE(262144, 16);
    out.writeUInt32LE(ETHERNET, 20);
    let at = 24;
    for (const frame of this.frames) {
      out.writeUInt32LE(Math.floor(frame.atMs / 1000), at);
      out.writeUInt32LE(Math.floor((frame.atMs % 1000) * 1000), at + 4);
      out.writeUInt32LE(frame.bytes.length, at + 8);
      out.writeUInt32LE(frame.bytes.length, at + 12);
      out.set(frame.bytes, at + 16);
      at += 16 + frame.bytes.length;
    }
    writeFileSync(path, out);
  }
}
