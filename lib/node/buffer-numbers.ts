/** Buffer's numbers: integers of one to six bytes, floats and doubles, in both byte orders. */
import { NodeRangeError, invalidArgumentType, outOfRange, separateThousands } from "./errors.ts";

/** The offset, if `bytes` bytes from it on lie inside. */
function check(self: Uint8Array, offset: number, bytes: number): number {
  if (offset >= 0 && offset + bytes <= self.length && Number.isInteger(offset)) return offset;
  if (typeof offset !== "number") throw invalidArgumentType("offset", "of type number", offset);
  if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
  if (self.length < bytes) throw new NodeRangeError("ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
  throw outOfRange("offset", `>= 0 and <= ${self.length - bytes}`, offset);
}

function checkValue(value: number, least: number, most: number, bytes: number): number {
  if (typeof value !== "number") throw invalidArgumentType("value", "of type number", value);
  if (value > most || value < least) {
    const range = bytes > 4
      ? least === 0 ? `>= 0 and < 2 ** ${bytes * 8}` : `>= -(2 ** ${bytes * 8 - 1}) and < 2 ** ${bytes * 8 - 1}`
      : `>= ${least} and <= ${most}`;
    throw outOfRange("value", range, Number.isInteger(value) && Math.abs(value) > 4294967296 ? separateThousands(String(value)) : String(value));
  }
  return value;
}

function checkByteLength(byteLength: number): number {
  if (typeof byteLength !== "number") throw invalidArgumentType("byteLength", "of type number", byteLength);
  if (!(byteLength >= 1 && byteLength <= 6)) throw outOfRange("byteLength", ">= 1 and <= 6", byteLength);
  return byteLength;
}

function readLittle(self: Uint8Array, offset: number, bytes: number): number {
  let at = check(self, offset, bytes) + bytes;
  let value = 0;
  for (let i = 0; i < bytes; i++) value = value * 256 + (self[--at] as number);
  return value;
}
function readBig(self: Uint8Array, offset: number, bytes: number): number {
  let at = check(self, offset, bytes);
  let value = 0;
  for (let i = 0; i < bytes; i++) value = value * 256 + (self[at++] as number);
  return value;
}
function signed(value: number, bytes: number): number {
  const half = 2 ** (bytes * 8 - 1);
  return value >= half ? value - 2 * half : value;
}
/** Two's complement of a whole or fractional value in range. */
function unsignedPart(value: number, bytes: number): number {
  const whole = Number.isNaN(value) ? 0 : Math.trunc(value);
  return whole < 0 ? whole + 2 ** (bytes * 8) : whole;
}
function writeLittle(self: Uint8Array, value: number, offset: number, bytes: number, least: number, most: number): number {
  let rest = unsignedPart(checkValue(value, least, most, bytes), bytes);
  let at = check(self, offset, bytes);
  for (let i = 0; i < bytes; i++) {
    self[at++] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at;
}
function writeBig(self: Uint8Array, value: number, offset: number, bytes: number, least: number, most: number): number {
  let rest = unsignedPart(checkValue(value, least, most, bytes), bytes);
  const end = check(self, offset, bytes) + bytes;
  for (let at = end - 1; at >= end - bytes; at--) {
    self[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return end;
}
function viewOf(self: Uint8Array): DataView { return new DataView(self.buffer, self.byteOffset, self.length); }

export function bufferReadUInt8(self: Buffer, offset = 0): number { return readLittle(self, offset, 1); }
export function bufferReadUint8(self: Buffer, offset = 0): number { return readLittle(self, offset, 1); }
export function bufferReadInt8(self: Buffer, offset = 0): number { return signed(readLittle(self, offset, 1), 1); }
export function bufferWriteUInt8(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 1, 0, 255); }
export function bufferWriteUint8(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 1, 0, 255); }
export function bufferWriteInt8(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 1, -128, 127); }
export function bufferReadUInt16LE(self: Buffer, offset = 0): number { return readLittle(self, offset, 2); }
export function bufferReadUint16LE(self: Buffer, offset = 0): number { return readLittle(self, offset, 2); }
export function bufferReadInt16LE(self: Buffer, offset = 0): number { return signed(readLittle(self, offset, 2), 2); }
export function bufferWriteUInt16LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 2, 0, 65535); }
export function bufferWriteUint16LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 2, 0, 65535); }
export function bufferWriteInt16LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 2, -32768, 32767); }
export function bufferReadUInt16BE(self: Buffer, offset = 0): number { return readBig(self, offset, 2); }
export function bufferReadUint16BE(self: Buffer, offset = 0): number { return readBig(self, offset, 2); }
export function bufferReadInt16BE(self: Buffer, offset = 0): number { return signed(readBig(self, offset, 2), 2); }
export function bufferWriteUInt16BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 2, 0, 65535); }
export function bufferWriteUint16BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 2, 0, 65535); }
export function bufferWriteInt16BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 2, -32768, 32767); }
export function bufferReadUInt32LE(self: Buffer, offset = 0): number { return readLittle(self, offset, 4); }
export function bufferReadUint32LE(self: Buffer, offset = 0): number { return readLittle(self, offset, 4); }
export function bufferReadInt32LE(self: Buffer, offset = 0): number { return signed(readLittle(self, offset, 4), 4); }
export function bufferWriteUInt32LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 4, 0, 4294967295); }
export function bufferWriteUint32LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 4, 0, 4294967295); }
export function bufferWriteInt32LE(self: Buffer, value: number, offset = 0): number { return writeLittle(self, value, offset, 4, -2147483648, 2147483647); }
export function bufferReadUInt32BE(self: Buffer, offset = 0): number { return readBig(self, offset, 4); }
export function bufferReadUint32BE(self: Buffer, offset = 0): number { return readBig(self, offset, 4); }
export function bufferReadInt32BE(self: Buffer, offset = 0): number { return signed(readBig(self, offset, 4), 4); }
export function bufferWriteUInt32BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 4, 0, 4294967295); }
export function bufferWriteUint32BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 4, 0, 4294967295); }
export function bufferWriteInt32BE(self: Buffer, value: number, offset = 0): number { return writeBig(self, value, offset, 4, -2147483648, 2147483647); }
export function bufferReadUIntLE(self: Buffer, offset: number, byteLength: number): number { return readLittle(self, offset, checkByteLength(byteLength)); }
export function bufferReadUintLE(self: Buffer, offset: number, byteLength: number): number { return readLittle(self, offset, checkByteLength(byteLength)); }
export function bufferReadIntLE(self: Buffer, offset: number, byteLength: number): number { return signed(readLittle(self, offset, checkByteLength(byteLength)), byteLength); }
export function bufferWriteUIntLE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeLittle(self, value, offset, checkByteLength(byteLength), 0, 2 ** (byteLength * 8) - 1); }
export function bufferWriteUintLE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeLittle(self, value, offset, checkByteLength(byteLength), 0, 2 ** (byteLength * 8) - 1); }
export function bufferWriteIntLE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeLittle(self, value, offset, checkByteLength(byteLength), -(2 ** (byteLength * 8 - 1)), 2 ** (byteLength * 8 - 1) - 1); }
export function bufferReadFloatLE(self: Buffer, offset = 0): number { return viewOf(self).getFloat32(check(self, offset, 4), true); }
export function bufferWriteFloatLE(self: Buffer, value: number, offset = 0): number {
  viewOf(self).setFloat32(check(self, offset, 4), value, true);
  return offset + 4;
}
export function bufferReadDoubleLE(self: Buffer, offset = 0): number { return viewOf(self).getFloat64(check(self, offset, 8), true); }
export function bufferWriteDoubleLE(self: Buffer, value: number, offset = 0): number {
  viewOf(self).setFloat64(check(self, offset, 8), value, true);
  return offset + 8;
}
export function bufferReadUIntBE(self: Buffer, offset: number, byteLength: number): number { return readBig(self, offset, checkByteLength(byteLength)); }
export function bufferReadUintBE(self: Buffer, offset: number, byteLength: number): number { return readBig(self, offset, checkByteLength(byteLength)); }
export function bufferReadIntBE(self: Buffer, offset: number, byteLength: number): number { return signed(readBig(self, offset, checkByteLength(byteLength)), byteLength); }
export function bufferWriteUIntBE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeBig(self, value, offset, checkByteLength(byteLength), 0, 2 ** (byteLength * 8) - 1); }
export function bufferWriteUintBE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeBig(self, value, offset, checkByteLength(byteLength), 0, 2 ** (byteLength * 8) - 1); }
export function bufferWriteIntBE(self: Buffer, value: number, offset: number, byteLength: number): number { return writeBig(self, value, offset, checkByteLength(byteLength), -(2 ** (byteLength * 8 - 1)), 2 ** (byteLength * 8 - 1) - 1); }
export function bufferReadFloatBE(self: Buffer, offset = 0): number { return viewOf(self).getFloat32(check(self, offset, 4), false); }
export function bufferWriteFloatBE(self: Buffer, value: number, offset = 0): number {
  viewOf(self).setFloat32(check(self, offset, 4), value, false);
  return offset + 4;
}
export function bufferReadDoubleBE(self: Buffer, offset = 0): number { return viewOf(self).getFloat64(check(self, offset, 8), false); }
export function bufferWriteDoubleBE(self: Buffer, value: number, offset = 0): number {
  viewOf(self).setFloat64(check(self, offset, 8), value, false);
  return offset + 8;
}
