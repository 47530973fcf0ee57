/** encodeURI, decodeURI and their component forms (ECMA-262 §19.2.6). */

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
const RESERVED_AND_HASH = ";/?:@&=+$,#";
const HEX = "0123456789ABCDEF";

function percent(byte: number): string { return "%" + HEX.charAt(byte >> 4) + HEX.charAt(byte & 15); }

function encode(text: string, kept: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      const character = text.charAt(i);
      result += kept.includes(character) ? character : percent(unit);
      continue;
    }
    const point = text.codePointAt(i) ?? unit;
    if (point >= 0xd800 && point <= 0xdfff) throw new URIError("URI malformed");
    if (point > 0xffff) i++;
    if (point < 0x800) result += percent(0xc0 | (point >> 6));
    else {
      if (point < 0x10000) result += percent(0xe0 | (point >> 12));
      else result += percent(0xf0 | (point >> 18)) + percent(0x80 | ((point >> 12) & 63));
      result += percent(0x80 | ((point >> 6) & 63));
    }
    result += percent(0x80 | (point & 63));
  }
  return result;
}

/** The byte of "%XY" at `at`; URIError if it isn't one. */
function byteAt(text: string, at: number): number {
  if (at + 2 >= text.length || text.charCodeAt(at) !== 37) throw new URIError("URI malformed");
  const high = digit(text.charCodeAt(at + 1));
  const low = digit(text.charCodeAt(at + 2));
  if (high < 0 || low < 0) throw new URIError("URI malformed");
  return high * 16 + low;
}

function digit(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function decode(text: string, preserved: string): string {
  let result = "";
  let i = 0;
  while (i < text.length) {
    if (text.charCodeAt(i) !== 37) { result += text.charAt(i); i++; continue; }
    const start = i;
    const first = byteAt(text, i);
    i += 3;
    if (first < 0x80) {
      const character = String.fromCharCode(first);
      result += preserved.includes(character) ? text.slice(start, i) : character;
      continue;
    }
    const count = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) throw new URIError("URI malformed");
    let point = first & (0x3f >> count);
    for (let k = 0; k < count; k++) {
      const next = byteAt(text, i);
      if ((next & 0xc0) !== 0x80) throw new URIError("URI malformed");
      point = point * 64 + (next & 63);
      i += 3;
    }
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || (count === 2 && point < 0x800) || (count === 3 && point < 0x10000)) throw new URIError("URI malformed");
    result += String.fromCodePoint(point);
  }
  return result;
}

export function globalEncodeURIComponent(text: string | number | boolean): string { return encode(String(text), UNRESERVED); }
export function globalEncodeURI(text: string): string { return encode(text, UNRESERVED + RESERVED_AND_HASH); }
export function globalDecodeURIComponent(text: string): string { return decode(text, ""); }
export function globalDecodeURI(text: string): string { return decode(text, RESERVED_AND_HASH); }
