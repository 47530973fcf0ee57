import { deepStrictEqual } from "node:assert/strict";
import { test } from "node:test";
import { emitFrame, Opcode } from "./frame.ts";
import { FrameParser } from "./frame-parser.ts";

const MASK = [0x37, 0xfa, 0x21, 0x3d];

/** What a client would send. */
function masked(opcode: number, payload: Buffer): Buffer {
  const frame = emitFrame(opcode, payload), headBytes = frame.length - payload.length;
  const head = Buffer.from(frame.subarray(0, headBytes));
  head[1] = head[1] | 0x80;
  return Buffer.concat([head, Buffer.from(MASK), payload.map((byte, i) => byte ^ MASK[i & 3])]);
}

test("FrameParser takes what emitFrame() writes, of every length class, cut anywhere", () => {
  for (const length of [0, 1, 125, 126, 127, 65535, 65536, 70_000]) {
    const payload = Buffer.from(Array.from({ length }, (_, i) => i & 255)), bytes = masked(Opcode.text, payload);
    for (const cut of [0, 1, 2, 3, 5, 9, 13, 14, bytes.length - 1].filter((at) => at >= 0 && at <= bytes.length)) {
      const parser = new FrameParser(1 << 20);
      parser.push(bytes.subarray(0, cut));
      deepStrictEqual(parser.next(), undefined);
      parser.push(bytes.subarray(cut));
      deepStrictEqual(parser.next(), { opcode: Opcode.text, final: true, payload }, `${length} bytes, cut at ${cut}`);
      deepStrictEqual(parser.next(), undefined);
    }
  }
});

test("FrameParser unmasks the RFC's example", () => {
  const parser = new FrameParser(100);
  parser.push(Buffer.from([0x81, 0x85, ...MASK, 0x7f, 0x9f, 0x4d, 0x51, 0x58]));
  deepStrictEqual(parser.next(), { opcode: Opcode.text, final: true, payload: Buffer.from("Hello") });
});

test("FrameParser refuses a message that is too big before it is there", () => {
  const parser = new FrameParser(100);
  parser.push(masked(Opcode.text, Buffer.alloc(200)).subarray(0, 8));
  deepStrictEqual(parser.next(), { closeCode: 1009, reason: "the message is too big" });
});
