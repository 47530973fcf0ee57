/** Sets of ASCII characters, a bit each: scanners ask them once a character. */
import type { u32 } from "../sys/types.ts";

export class AsciiSet {
  /** Character c is bit c & 31 of word c >>> 5. */
  readonly words: Uint32Array = new Uint32Array(4);

  constructor(characters: string) {
    for (let i = 0; i < characters.length; i++) {
      const unit: u32 = characters.charCodeAt(i) >>> 0;
      this.words[unit >>> 5] |= 1 << (unit & 31);
    }
  }
}

/** The printing characters and space but for those given. */
export function printingExcept(characters: string): AsciiSet {
  const set = new AsciiSet(characters);
  const words = set.words;
  words[0] = 0;
  words[1] = ~words[1];
  words[2] = ~words[2];
  words[3] = ~words[3] & 0x7fff_ffff; // DEL prints nothing
  return set;
}
