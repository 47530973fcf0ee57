/** WebSocket frames (RFC 6455 §5.2): what they are, and how a server writes them. */
export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Status codes of a close (§7.4.1). */
export const CloseCode = { normal: 1000, goingAway: 1001, protocolError: 1002, unsupported: 1003, badData: 1007, tooBig: 1009 } as const;

export interface Frame {
  readonly opcode: number;
  /** Whether the message ends with it. */
  readonly final: boolean;
  /** Unmasked. */
  readonly payload: Buffer;
}

const FINAL = 0x80;
const LENGTH_IS_16 = 126, LENGTH_IS_64 = 127;

/** A whole message in one frame, not masked, as servers send it. */
export function emitFrame(opcode: number, payload: Uint8Array): Buffer {
  const length = payload.length;
  const extraBytes = length < LENGTH_IS_16 ? 0 : length < 65536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + extraBytes + length);
  frame[0] = FINAL | opcode;
  frame[1] = extraBytes === 0 ? length : extraBytes === 2 ? LENGTH_IS_16 : LENGTH_IS_64;
  if (extraBytes === 2) frame.writeUInt16BE(length, 2);
  if (extraBytes === 8) {
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length >>> 0, 6);
  }
  frame.set(payload, 2 + extraBytes);
  return frame;
}

/** The payload of a close frame. */
export function closePayload(code: number, reason = ""): Buffer {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  return payload;
}
