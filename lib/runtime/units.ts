/** The code units of a text, found once: a slice or rope is looked through here and not at every unit. */
import { addressOf, isCompiled } from "../sys/intrinsics.ts";
import type { u32, usize } from "../sys/types.ts";
import { isWide, lengthOf, sameUnits, unitAt, unitsOf } from "./string.ts";

export class Units {
  /** Keeps the units alive. */
  private text: string = "";
  private address: usize = 0;
  private wide: boolean = false;

  constructor(text: string) { this.open(text); }

  /** From now on it is about this text. */
  open(text: string): void {
    this.text = text;
    this.address = isCompiled() ? unitsOf(text) : 0;
    this.wide = isCompiled() && isWide(addressOf(text));
  }

  /** The unit at an index inside the text. */
  at(index: u32): u32 { return isCompiled() ? unitAt(this.address, this.wide, index) : this.text.charCodeAt(index); }

  /** Is `piece` at the index? So many units must be there. */
  has(piece: string, index: u32): boolean {
    if (!isCompiled()) return this.text.startsWith(piece, index);
    return sameUnits(this.address + (this.wide ? index * 2 : index + 0), this.wide, unitsOf(piece), isWide(addressOf(piece)), lengthOf(addressOf(piece)));
  }
}
