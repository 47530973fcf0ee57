/**
 * Case mapping: ASCII, Latin-1, Greek, Cyrillic, Latin Extended-A and fullwidth letters, and the special cases ß and final
 * sigma. Other scripts with case (Armenian, Georgian, Cherokee …) are left as they are.
 */
import { addressOf, objectAt, store16, store8 } from "../sys/intrinsics.ts";
import type { u32 } from "../sys/types.ts";
import { STRING_DATA } from "./layout.ts";
import { concat, copyUnits, isWide, lengthOf, newFlat, substring, unitAt, unitsOf } from "./string.ts";

export function lowerUnit(unit: u32): u32 {
  "use no-alloc";
  if (unit < 0x80) return unit >= 65 && unit <= 90 ? unit + 32 : unit;
  if (unit <= 0xff) return unit >= 0xc0 && unit <= 0xde && unit !== 0xd7 ? unit + 32 : unit;
  if (unit < 0x180) {
    if (unit === 0x130) return 0x69;
    if (unit === 0x178) return 0xff;
    if ((unit >= 0x139 && unit <= 0x148) || (unit >= 0x179 && unit <= 0x17e)) return (unit & 1) === 1 ? unit + 1 : unit;
    return unit !== 0x138 && unit !== 0x149 && unit !== 0x17f && (unit & 1) === 0 ? unit + 1 : unit;
  }
  if (unit >= 0x391 && unit <= 0x3ab && unit !== 0x3a2) return unit + 32;
  if (unit === 0x386) return 0x3ac;
  if (unit >= 0x388 && unit <= 0x38a) return unit + 37;
  if (unit === 0x38c) return 0x3cc;
  if (unit === 0x38e || unit === 0x38f) return unit + 63;
  if (unit >= 0x410 && unit <= 0x42f) return unit + 32;
  if (unit >= 0x400 && unit <= 0x40f) return unit + 80;
  if (unit >= 0x460 && unit <= 0x481 && (unit & 1) === 0) return unit + 1;
  if (unit >= 0x48a && unit <= 0x4bf && (unit & 1) === 0) return unit + 1;
  if (unit >= 0x4d0 && unit <= 0x52f && (unit & 1) === 0) return unit + 1;
  if (unit >= 0x1e00 && unit <= 0x1e95 && (unit & 1) === 0) return unit + 1;
  if (unit >= 0x1ea0 && unit <= 0x1eff && (unit & 1) === 0) return unit + 1;
  if (unit >= 0xff21 && unit <= 0xff3a) return unit + 32;
  return unit;
}

export function upperUnit(unit: u32): u32 {
  "use no-alloc";
  if (unit < 0x80) return unit >= 97 && unit <= 122 ? unit - 32 : unit;
  if (unit <= 0xff) {
    if (unit === 0xb5) return 0x39c;
    if (unit === 0xff) return 0x178;
    return unit >= 0xe0 && unit !== 0xf7 ? unit - 32 : unit;
  }
  if (unit < 0x180) {
    if (unit === 0x131) return 0x49;
    if (unit === 0x17f) return 0x53;
    if ((unit >= 0x139 && unit <= 0x148) || (unit >= 0x179 && unit <= 0x17e)) return (unit & 1) === 0 ? unit - 1 : unit;
    return unit !== 0x138 && unit !== 0x149 && (unit & 1) === 1 ? unit - 1 : unit;
  }
  if (unit === 0x3c2) return 0x3a3;
  if (unit >= 0x3b1 && unit <= 0x3cb) return unit - 32;
  if (unit === 0x3ac) return 0x386;
  if (unit >= 0x3ad && unit <= 0x3af) return unit - 37;
  if (unit === 0x3cc) return 0x38c;
  if (unit === 0x3cd || unit === 0x3ce) return unit - 63;
  if (unit >= 0x430 && unit <= 0x44f) return unit - 32;
  if (unit >= 0x450 && unit <= 0x45f) return unit - 80;
  if (unit >= 0x460 && unit <= 0x481 && (unit & 1) === 1) return unit - 1;
  if (unit >= 0x48a && unit <= 0x4bf && (unit & 1) === 1) return unit - 1;
  if (unit >= 0x4d0 && unit <= 0x52f && (unit & 1) === 1) return unit - 1;
  if (unit >= 0x1e00 && unit <= 0x1e95 && (unit & 1) === 1) return unit - 1;
  if (unit >= 0x1ea0 && unit <= 0x1eff && (unit & 1) === 1) return unit - 1;
  if (unit >= 0xff41 && unit <= 0xff5a) return unit - 32;
  return unit;
}

function isLetter(unit: u32): boolean { "use no-alloc"; return lowerUnit(unit) !== unit || upperUnit(unit) !== unit; }

/** Every unit mapped; the string itself when none changes. */
function mapped(self: string, upper: boolean): string {
  const text = addressOf(self);
  const length = lengthOf(text);
  const wide = isWide(text);
  const units = unitsOf(self);
  let first: u32 = 0;
  let widens = wide;
  while (first < length) {
    const unit = unitAt(units, wide, first);
    if ((upper ? upperUnit(unit) : lowerUnit(unit)) !== unit) break;
    first++;
  }
  if (first === length) return self;
  if (!wide && upper) for (let i: u32 = first; i < length; i++) if (upperUnit(unitAt(units, false, i)) > 0xff) widens = true;
  const result = newFlat(length, widens);
  copyUnits(result + STRING_DATA, widens, unitsOf(self), wide, first);
  const from = unitsOf(self);
  for (let i: u32 = first; i < length; i++) {
    const unit = unitAt(from, wide, i);
    const changed: u32 = upper ? upperUnit(unit) : lowerUnit(unit);
    if (widens) store16(result + STRING_DATA + i * 2, changed & 0xffff);
    else store8(result + STRING_DATA + i, changed & 0xff);
  }
  return objectAt<string>(result);
}

export function stringToUpperCase(self: string): string {
  const parts = self.indexOf("\u00df");
  if (parts < 0) return mapped(self, true);
  let result = "";
  let from: u32 = 0;
  for (let at = parts; at >= 0; at = self.indexOf("\u00df", at + 1)) {
    result = concat(concat(result, mapped(substring(self, from, at >>> 0), true)), "SS");
    from = (at + 1) >>> 0;
  }
  return concat(result, mapped(substring(self, from, lengthOf(addressOf(self))), true));
}

export function stringToLowerCase(self: string): string {
  const lower = mapped(self, false);
  const text = addressOf(self);
  if (!isWide(text)) return lower;
  // A capital sigma at the end of a word becomes the final one. `lower` is a fresh flat copy if there is any.
  const units = unitsOf(self);
  const length = lengthOf(text);
  for (let i: u32 = 1; i < length; i++) {
    if (unitAt(units, true, i) !== 0x3a3 || !isLetter(unitAt(units, true, i - 1))) continue;
    if (i + 1 < length && isLetter(unitAt(units, true, i + 1))) continue;
    store16(addressOf(lower) + STRING_DATA + i * 2, 0x3c2);
  }
  return lower;
}
export function stringToLocaleLowerCase(self: string): string { return stringToLowerCase(self); }
export function stringToLocaleUpperCase(self: string): string { return stringToUpperCase(self); }
