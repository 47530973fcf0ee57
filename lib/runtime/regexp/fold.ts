/**
 * Case without regard: Canonicalize (ECMA-262 §22.2.2.7.3). Without `u` by upper case of single units, with it by
 * simple case folding. Letters of three or more forms are in a table, since lower(upper(c)) does not give all forms.
 */
import type { u32 } from "../../sys/types.ts";

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
  if (code === 0x130 || code === 0x131) return code; // dotted and dotless i fold only in Turkish
  const upper = single(String.fromCodePoint(code).toUpperCase(), code);
  return single(String.fromCodePoint(upper).toLowerCase(), upper);
}

/** The only code point of the text, or `otherwise`. */
function single(text: string, otherwise: u32): u32 {
  const code = text.codePointAt(0)!;
  return text.length === (code > 0xffff ? 2 : 1) ? code : otherwise;
}

/** Letters with more than two forms, each row one letter; 0 ends it. */
const ORBITS: readonly (readonly number[])[] = [
  [0x4b, 0x6b, 0x212a], [0x53, 0x73, 0x17f], [0xb5, 0x39c, 0x3bc], [0xc5, 0xe5, 0x212b], [0xdf, 0x1e9e], [0x1c4, 0x1c5, 0x1c6], [0x1c7, 0x1c8, 0x1c9], [0x1ca, 0x1cb, 0x1cc], [0x1f1, 0x1f2, 0x1f3],
  [0x345, 0x399, 0x3b9, 0x1fbe], [0x390, 0x1fd3], [0x3b0, 0x1fe3], [0xfb05, 0xfb06], [0x392, 0x3b2, 0x3d0], [0x395, 0x3b5, 0x3f5], [0x398, 0x3b8, 0x3d1, 0x3f4], [0x39a, 0x3ba, 0x3f0], [0x3a0, 0x3c0, 0x3d6], [0x3a1, 0x3c1, 0x3f1],
  [0x3a3, 0x3c2, 0x3c3], [0x3a6, 0x3c6, 0x3d5], [0x3a9, 0x3c9, 0x2126], [0x412, 0x432, 0x1c80], [0x414, 0x434, 0x1c81], [0x41e, 0x43e, 0x1c82], [0x421, 0x441, 0x1c83],
  [0x422, 0x442, 0x1c84, 0x1c85], [0x42a, 0x44a, 0x1c86], [0x462, 0x463, 0x1c87], [0xa64a, 0xa64b, 0x1c88], [0x1e60, 0x1e61, 0x1e9b],
];

/** Calls `visit` with the code points that may fold alike, the code itself first, until it says true. */
export function anyCaseForm(code: u32, unicode: boolean, visit: (form: u32) => boolean): boolean {
  if (visit(code)) return true;
  const folded = foldCode(code, unicode);
  if (folded !== code && visit(folded)) return true;
  const text = String.fromCodePoint(folded);
  const other = single(unicode ? text.toUpperCase() : text.toLowerCase(), folded);
  if (other !== folded && other !== code && foldCode(other, unicode) === folded && visit(other)) return true;
  if (code < 128 && !unicode) return false;
  for (const orbit of ORBITS) {
    if (!orbit.includes(code)) continue;
    for (const form of orbit) if (form !== code && foldCode(form, unicode) === folded && visit(form)) return true;
  }
  return false;
}
