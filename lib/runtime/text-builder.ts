/** A text that grows at its end: pieces are copied once, where `+=` would make a rope of each. */
import { addressOf, isCompiled, objectAt, store16, store8 } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { throwRangeError } from "./errors.ts";
import { STRING_DATA } from "./layout.ts";
import { MAX_STRING_LENGTH, copyUnits, isWide, newFlat, unitsOf } from "./string.ts";

const FIRST_CAPACITY = 64;

export class TextBuilder {
  length: u32 = 0;
  /** A flat string with room for `capacity` units; under Node the text itself. */
  private buffer: string = "";
  private capacity: u32 = 0;
  private wide: boolean = false;

  append(piece: string): void { this.appendPart(piece, 0, piece.length); }

  /** One code unit below 256. */
  appendByte(unit: u32): void {
    "use inline";
    if (!isCompiled()) this.buffer += String.fromCharCode(unit);
    else {
      if (this.length === this.capacity) this.grow(this.length + 1, this.wide);
      if (this.wide) store16(this.place(this.length), unit & 255);
      else store8(this.place(this.length), unit & 255);
    }
    this.length++;
  }

  /** The units [from, to) of `piece`. */
  appendPart(piece: string, from: u32, to: u32): void {
    const end: usize = this.length + to - from;
    if (!isCompiled()) { this.buffer += piece.slice(from, to); this.length = end >>> 0; return; }
    const units = unitsOf(piece);
    const wide = isWide(addressOf(piece));
    if (end > this.capacity || (wide && !this.wide)) this.grow(end, wide || this.wide);
    copyUnits(this.place(this.length), this.wide, units + (wide ? from * 2 : from + 0), wide, to - from);
    this.length = end >>> 0;
  }

  /** Drops what is behind the first `length` units. */
  truncate(length: u32): void {
    if (!isCompiled()) this.buffer = this.buffer.slice(0, length);
    this.length = length;
  }

  finish(): string {
    if (!isCompiled()) return this.buffer;
    if (this.length === 0) return "";
    const text = newFlat(this.length, this.wide);
    copyUnits(text + STRING_DATA, this.wide, this.place(0), this.wide, this.length);
    return objectAt<string>(text);
  }

  private place(index: u32): usize { return addressOf(this.buffer) + STRING_DATA + (this.wide ? index * 2 : index + 0); }

  private grow(least: usize, wide: boolean): void {
    if (least > MAX_STRING_LENGTH) throwRangeError("Invalid string length");
    let capacity: usize = this.capacity * 2;
    if (capacity < FIRST_CAPACITY) capacity = FIRST_CAPACITY;
    if (capacity < least) capacity = least;
    if (capacity > MAX_STRING_LENGTH) capacity = MAX_STRING_LENGTH;
    const bigger = newFlat(capacity >>> 0, wide);
    if (this.length > 0) copyUnits(bigger + STRING_DATA, wide, this.place(0), this.wide, this.length);
    this.buffer = objectAt<string>(bigger);
    this.capacity = capacity >>> 0;
    this.wide = wide;
  }
}
