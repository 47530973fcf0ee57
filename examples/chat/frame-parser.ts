/** Frames out of what a client sends (RFC 6455 §5.2): masked, no extensions. */
import { CloseCode, Opcode, type Frame } from "./frame.ts";

const FINAL = 0x80, RESERVED = 0x70, OPCODE = 0x0f, MASKED = 0x80, LENGTH = 0x7f;
const CONTROL = 8;
const MASK_BYTES = 4;
const CONTROL_BYTES_MAX = 125;

/** Why the connection can't go on: the code to close it with. */
export interface FrameError { readonly closeCode: number; readonly reason: string }

export class FrameParser {
  readonly #payloadBytesMax: number;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(payloadBytesMax: number) {
    this.#payloadBytesMax = payloadBytesMax;
  }

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** The next frame; undefined: it isn't all there. */
  next(): Frame | FrameError | undefined {
    const bytes = this.#bytes;
    if (bytes.length < 2) return undefined;
    const first = bytes[0], second = bytes[1], opcode = first & OPCODE, final = (first & FINAL) !== 0;
    const short = second & LENGTH;
    const headBytes = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
    const failure = this.#check(first, second);
    if (failure !== undefined) return failure;
    if (bytes.length < headBytes) return undefined;
    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? bytes.readUInt32BE(2) * 2 ** 32 + bytes.readUInt32BE(6) : short;
    if (length > this.#payloadBytesMax) return { closeCode: CloseCode.tooBig, reason: "the message is too big" };
    const end = headBytes + MASK_BYTES + length;
    if (bytes.length < end) return undefined;
    const payload = unmask(bytes.subarray(headBytes + MASK_BYTES, end), bytes.subarray(headBytes, headBytes + MASK_BYTES));
    this.#bytes = bytes.subarray(end);
    return { opcode, final, payload };
  }

  #check(first: number, second: number): FrameError | undefined {
    const opcode = first & OPCODE;
    const isControl = opcode >= CONTROL;
    if ((first & RESERVED) !== 0) return protocolError("reserved bits are set");
    if ((second & MASKED) === 0) return protocolError("the frame is not masked");
    if (opcode > Opcode.binary && (opcode < Opcode.close || opcode > Opcode.pong)) return protocolError("unknown opcode");
    if (isControl && ((first & FINAL) === 0 || (second & LENGTH) > CONTROL_BYTES_MAX)) return protocolError("a control frame is fragmented or too long");
    return undefined;
  }
}

export function protocolError(reason: string): FrameError {
  return { closeCode: CloseCode.protocolError, reason };
}

/** A copy of the payload without its mask (§5.3). */
function unmask(payload: Buffer, mask: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(payload.length);
  for (let i = 0; i < payload.length; i++) plain[i] = payload[i] ^ mask[i & 3];
  return plain;
}
