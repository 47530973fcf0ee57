/**
 * `\p{…}` (ECMA-262 §22.2.2.9): all general categories, the binary properties that people use, and the larger scripts.
 * Other properties are refused as if they did not exist.
 */
import { invertRanges, LAST_CODE_POINT, RangeList } from "./char-set.ts";
import { PROPERTY_ROWS } from "./unicode-rows.ts";

const CATEGORIES: readonly (readonly [string, string])[] = [
  ["L", "Lu Ll Lt Lm Lo"], ["LC", "Lu Ll Lt"], ["M", "Mn Mc Me"], ["N", "Nd Nl No"], ["P", "Pc Pd Ps Pe Pi Pf Po"], ["S", "Sm Sc Sk So"], ["Z", "Zs Zl Zp"],
  ["Alphabetic", "Lu Ll Lt Lm Lo Nl otherAlphabetic"], ["Uppercase", "Lu otherUppercase"], ["Lowercase", "Ll otherLowercase"],
  ["ID_Start", "Lu Ll Lt Lm Lo Nl otherIdStart"], ["ID_Continue", "Lu Ll Lt Lm Lo Nl otherIdStart Mn Mc Nd Pc otherIdContinue"],
];
/** Long and other names. */
const ALIASES: readonly (readonly [string, string])[] = [
  ["Letter", "L"], ["Cased_Letter", "LC"], ["Uppercase_Letter", "Lu"], ["Lowercase_Letter", "Ll"], ["Titlecase_Letter", "Lt"], ["Modifier_Letter", "Lm"], ["Other_Letter", "Lo"],
  ["Mark", "M"], ["Combining_Mark", "M"], ["Nonspacing_Mark", "Mn"], ["Spacing_Mark", "Mc"], ["Enclosing_Mark", "Me"], ["Number", "N"], ["Decimal_Number", "Nd"], ["digit", "Nd"], ["Letter_Number", "Nl"], ["Other_Number", "No"],
  ["Punctuation", "P"], ["punct", "P"], ["Connector_Punctuation", "Pc"], ["Dash_Punctuation", "Pd"], ["Open_Punctuation", "Ps"], ["Close_Punctuation", "Pe"], ["Initial_Punctuation", "Pi"], ["Final_Punctuation", "Pf"], ["Other_Punctuation", "Po"],
  ["Symbol", "S"], ["Math_Symbol", "Sm"], ["Currency_Symbol", "Sc"], ["Modifier_Symbol", "Sk"], ["Other_Symbol", "So"], ["Separator", "Z"], ["Space_Separator", "Zs"], ["Line_Separator", "Zl"], ["Paragraph_Separator", "Zp"],
  ["Control", "Cc"], ["cntrl", "Cc"], ["Format", "Cf"], ["Surrogate", "Cs"], ["Private_Use", "Co"], ["Unassigned", "Cn"], ["Other", "C"],
  ["Alpha", "Alphabetic"], ["Upper", "Uppercase"], ["Lower", "Lowercase"], ["IDS", "ID_Start"], ["IDC", "ID_Continue"], ["EPres", "Emoji_Presentation"], ["ExtPict", "Extended_Pictographic"], ["space", "White_Space"], ["AHex", "ASCII_Hex_Digit"],
  ["Script=Latn", "Script=Latin"], ["Script=Grek", "Script=Greek"], ["Script=Cyrl", "Script=Cyrillic"], ["Script=Hani", "Script=Han"], ["Script=Hira", "Script=Hiragana"], ["Script=Kana", "Script=Katakana"], ["Script=Hang", "Script=Hangul"],
  ["Script=Arab", "Script=Arabic"], ["Script=Hebr", "Script=Hebrew"], ["Script=Deva", "Script=Devanagari"],
];

/** The sorted ranges of `name` or `name=value`; undefined: not known. */
export function unicodeProperty(text: string): number[] | undefined {
  let name = text;
  const equals = text.indexOf("=");
  if (equals >= 0) {
    const property = text.slice(0, equals), value = text.slice(equals + 1);
    if (property === "General_Category" || property === "gc") name = value;
    else if (property === "Script" || property === "sc") name = `Script=${value}`;
    else return undefined;
    if (name === value && isBinary(lookUp(ALIASES, value) ?? value)) return undefined;
  }
  if (name.startsWith("other")) return undefined;
  return rangesOf(lookUp(ALIASES, name) ?? name);
}

function isBinary(name: string): boolean { return name.length > 2 && name !== "Any"; }

function rangesOf(name: string): number[] | undefined {
  switch (name) {
    case "Any": return [0, LAST_CODE_POINT];
    case "ASCII": return [0, 127];
    case "ASCII_Hex_Digit": return [48, 57, 65, 70, 97, 102];
    case "White_Space": return [9, 13, 32, 32, 0x85, 0x85, 160, 160, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000];
    case "Assigned": return assigned();
    case "Cn": return invertRanges(assigned());
    case "C": {
      const list = new RangeList();
      for (const part of ["Cc", "Cf", "Cs", "Co"]) addRow(list, part);
      list.addAll(invertRanges(assigned()));
      return list.sorted();
    }
  }
  const list = new RangeList();
  const parts = lookUp(CATEGORIES, name);
  if (parts === undefined) return addRow(list, name) ? list.sorted() : undefined;
  for (const part of parts.split(" ")) addRow(list, part);
  return name.startsWith("ID_") ? without(list.sorted(), VERTICAL_TILDE) : list.sorted();
}

/** The one letter that begins no identifier (Pattern_Syntax). */
const VERTICAL_TILDE = 0x2e2f;

function without(ranges: readonly number[], code: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const first = ranges[i]!, last = ranges[i + 1]!;
    if (code < first || code > last) { result.push(first, last); continue; }
    if (first < code) result.push(first, code - 1);
    if (code < last) result.push(code + 1, last);
  }
  return result;
}

function assigned(): number[] {
  const list = new RangeList();
  for (const [name] of PROPERTY_ROWS) if (name.length === 2) addRow(list, name);
  return list.sorted();
}

function lookUp(table: readonly (readonly [string, string])[], name: string): string | undefined {
  for (const row of table) if (row[0] === name) return row[1];
  return undefined;
}

function addRow(list: RangeList, name: string): boolean {
  const row = lookUp(PROPERTY_ROWS, name);
  if (row === undefined) return false;
  let next = 0;
  for (const item of row.split(" ")) {
    const dot = item.indexOf(".");
    const first = next + parseInt(dot < 0 ? item : item.slice(0, dot), 36);
    const last = dot < 0 ? first : first + parseInt(item.slice(dot + 1), 36);
    list.add(first, last);
    next = last + 1;
  }
  return true;
}
