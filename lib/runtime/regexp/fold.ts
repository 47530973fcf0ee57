/**
 * Case without regard: Canonicalize (ECMA-262 §22.2.2.7.3). Without `u` by upper case of single units, with it by
 * simple case folding. Letters of three or more forms are in a table, since lower(upper(c)) does not give all forms.
 */
import type { u32 } from "../../sys/types.ts";
import { RangeList } from "./char-set.ts";

/** The representative of all code points that match `code` without regard to case. */
export function foldCode(code: u32, unicode: boolean): u32 {
  if (code < 128) {
    if (unicode) return code >= 65 && code <= 90 ? code + 32 : code;
    return code >= 97 && code <= 122 ? code - 32 : code;
  }
  return unicode ? simpleFold(code) : upperUnit(code);
}

function upperUnit(code: u32): u32 {
  const upper = String.fromCharCode(code).toUpperCase();
  if (upper.length !== 1) return code;
  const result = upper.charCodeAt(0);
  return result < 128 ? code : result;
}

function simpleFold(code: u32): u32 {
  switch (code) {
    case 0x130: case 0x131: return code; // dotted and dotless i fold only in Turkish
    // Pairs whose upper cases are several letters.
    case 0x1fd3: return 0x390;
    case 0x1fe3: return 0x3b0;
    case 0xfb05: return 0xfb06;
  }
  const upper = single(String.fromCodePoint(code).toUpperCase(), code);
  return single(String.fromCodePoint(upper).toLowerCase(), upper);
}

/** The only code point of the text, or `otherwise`. */
function single(text: string, otherwise: u32): u32 {
  const code = text.codePointAt(0)!;
  return text.length === (code > 0xffff ? 2 : 1) ? code : otherwise;
}

/** Letters with more than two forms, or whose upper case is several letters; each row one letter. */
const ORBITS: readonly (readonly number[])[] = [
  [0x4b, 0x6b, 0x212a], [0x53, 0x73, 0x17f], [0xb5, 0x39c, 0x3bc], [0xc5, 0xe5, 0x212b], [0xdf, 0x1e9e], [0x1c4, 0x1c5, 0x1c6], [0x1c7, 0x1c8, 0x1c9], [0x1ca, 0x1cb, 0x1cc], [0x1f1, 0x1f2, 0x1f3],
  [0x345, 0x399, 0x3b9, 0x1fbe], [0x390, 0x1fd3], [0x3b0, 0x1fe3], [0xfb05, 0xfb06], [0x392, 0x3b2, 0x3d0], [0x395, 0x3b5, 0x3f5], [0x398, 0x3b8, 0x3d1, 0x3f4], [0x39a, 0x3ba, 0x3f0], [0x3a0, 0x3c0, 0x3d6], [0x3a1, 0x3c1, 0x3f1],
  [0x3a3, 0x3c2, 0x3c3], [0x3a6, 0x3c6, 0x3d5], [0x3a9, 0x3c9, 0x2126], [0x412, 0x432, 0x1c80], [0x414, 0x434, 0x1c81], [0x41e, 0x43e, 0x1c82], [0x421, 0x441, 0x1c83],
  [0x422, 0x442, 0x1c84, 0x1c85], [0x42a, 0x44a, 0x1c86], [0x462, 0x463, 0x1c87], [0xa64a, 0xa64b, 0x1c88], [0x1e60, 0x1e61, 0x1e9b],
  [0x1fb3, 0x1fbc], [0x1fc3, 0x1fcc], [0x1ff3, 0x1ffc],
];

/** Where code points with case lie, with gaps of less than 32: first, last, first, last … */
const CASED: readonly number[] = [
  0x41, 0x7a, 0xb5, 0x29e, 0x345, 0x345, 0x370, 0x586, 0x10a0, 0x10ff, 0x13a0, 0x13fd, 0x1c80, 0x1cbf, 0x1d79, 0x1d8e, 0x1e00, 0x1ffc, 0x2126, 0x2184, 0x24b6, 0x24e9, 0x2c00, 0x2d2d, 0xa640, 0xa69b,
  0xa722, 0xa7f6, 0xab53, 0xabbf, 0xfb05, 0xfb06, 0xff21, 0xff5a, 0x10400, 0x1044f, 0x104b0, 0x104fb, 0x10570, 0x105bc, 0x10c80, 0x10cf2, 0x10d50, 0x10d85, 0x118a0, 0x118df, 0x16e40, 0x16e7f, 0x16ea0, 0x16ed3, 0x1e900, 0x1e943,
];

/** The sorted ranges with all code points that match one of theirs without regard to case. */
export function closeOverCase(ranges: readonly number[], unicode: boolean): number[] {
  const list = new RangeList();
  list.addAll(ranges);
  for (let i: u32 = 0; i < ranges.length; i += 2) {
    for (let j: u32 = 0; j < CASED.length; j += 2) {
      const last = Math.min(ranges[i + 1]!, CASED[j + 1]!);
      for (let code = Math.max(ranges[i]!, CASED[j]!); code <= last; code++) addForms(list, code >>> 0, unicode);
    }
  }
  return list.sorted();
}

function addForms(list: RangeList, code: u32, unicode: boolean): void {
  const folded = foldCode(code, unicode);
  if (folded !== code) list.add(folded, folded);
  const text = String.fromCodePoint(folded);
  const other = single(unicode ? text.toUpperCase() : text.toLowerCase(), folded);
  if (other !== folded && other !== code && foldCode(other, unicode) === folded) list.add(other, other);
  if (code < 128 && !unicode) return;
  // Greek with iota subscript: upper case is two letters, but fold it does.
  const iota: u32 = code ^ 8;
  if (code >= 0x1f80 && code < 0x1fb0 && foldCode(iota, unicode) === folded) list.add(iota, iota);
  for (const orbit of ORBITS) {
    if (!orbit.includes(code)) continue;
    for (const form of orbit) if (form !== code && foldCode(form, unicode) === folded) list.add(form, form);
  }
}
