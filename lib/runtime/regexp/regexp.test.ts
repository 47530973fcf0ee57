/** RegExp against V8's: a list of patterns for each feature, and random patterns on random texts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRegExp } from "./compile.ts";
import { emitProgramText, parseProgramText } from "./program-text.ts";
import { RegExp as Ours } from "./regexp.ts";

function outcome(run: () => unknown): unknown {
  try { return run(); } catch (error) { return `${(error as Error).name}: ${(error as Error).message}`; }
}
/** A match as plain data. */
function plain(match: unknown): unknown {
  if (!Array.isArray(match)) return match;
  const m = match as unknown as { index: number; groups?: object; indices?: unknown[] & { groups?: object } };
  return { list: [...match], index: m.index, groups: m.groups === undefined ? undefined : { ...m.groups }, indices: m.indices === undefined ? undefined : [...m.indices], named: m.indices?.groups === undefined ? undefined : { ...m.indices.groups } };
}
function all(R: RegExpConstructor, source: string, flags: string, text: string): unknown {
  const regexp = new R(source, flags);
  const results: unknown[] = [regexp.source, regexp.flags, String(regexp)];
  for (let i = 0; i < 3; i++) results.push(plain(regexp.exec(text)), regexp.lastIndex);
  regexp.lastIndex = 0;
  results.push(regexp[Symbol.replace](text, "[$1|$&|$<n>|$$|$`|$']"), regexp.lastIndex);
  regexp.lastIndex = 0;
  results.push(regexp[Symbol.replace](text, (...args: unknown[]) => JSON.stringify(args.slice(0, 4))));
  regexp.lastIndex = 0;
  results.push(regexp[Symbol.split](text), regexp[Symbol.split](text, 2), regexp[Symbol.search](text));
  const found = regexp[Symbol.match](text);
  results.push(found === null ? null : [...found]);
  if (flags.includes("g")) results.push([...regexp[Symbol.matchAll](text)].map(plain));
  return results;
}
function same(source: string, flags: string, text: string): void {
  const theirs = outcome(() => all(RegExp, source, flags, text));
  const ours = outcome(() => all(Ours as unknown as RegExpConstructor, source, flags, text));
  assert.deepEqual(ours, theirs, `/${source}/${flags} on ${JSON.stringify(text)}`);
}

const PATTERNS: [string, string, ...string[]][] = [
  ["abc", "", "xabcx", "ab"], ["a|ab|abc", "g", "abcab"], ["(a)(b)?", "", "ac", "ab"], ["(a*)*", "", "b", "aab"], ["(a*)+", "", "b"], ["(z)((a+)?(b+)?(c))*", "", "zaacbbbcac"], ["a{2,3}", "g", "aaaaaaa"], ["a{2,}?", "g", "aaaaa"], ["a{0}", "", "a"],
  ["^a", "gm", "a\na\nb"], ["a$", "gm", "a\na\nb"], ["\\bfoo\\b", "gi", "foo Foo food"], ["\\Boo", "", "foo"], [".", "gs", "a\nb"], [".", "g", "a\nb\u2028"], ["[a-c]+", "gi", "xABCx"], ["[^a-c]+", "gi", "xABCx"], ["[\\d\\-x]+", "g", "1-x2"], ["[\\w-z]+", "g", "a-z"],
  ["(?<year>\\d{4})-(?<n>\\d\\d)", "d", "on 2026-11-22"], ["(?<n>a)|(?<n>b)", "g", "ab"], ["\\k<n>(?<n>x)", "", "xx"], ["(a)\\1", "", "aa"], ["(?:(a)|b)\\1", "", "b"], ["\\2(a)(b)", "", "ab"], ["(?=(a+))a*b\\1", "", "baaabac"], ["(?!foo)...", "", "foobar"], ["(.*?)a(?!(a+)b\\2c)\\2(.*)", "", "baaabaac"],
  ["(?<=\\$)\\d+", "g", "$42 x7 $1"], ["(?<!\\$)\\b\\d+", "g", "$42 7"], ["(?<=(\\d+)(\\d+))$", "", "1053"], ["(?<=\\1(a))b", "", "aab"], ["(?<=a|bc)d", "g", "ad bcd cd"], ["(?<=([abc]+)).\\1", "", "abcdbc"],
  ["\\u{1f600}", "u", "a\u{1f600}b"], [".", "gu", "a\u{1f600}"], ["[\u{1f600}-\u{1f610}]", "u", "\u{1f605}"], ["^.$", "u", "\u{1f600}"], ["^.$", "", "\u{1f600}"], ["\\ud83d", "u", "\u{1f600}"], ["[^x]", "gu", "\u{1f600}x"], ["\\W", "gu", "\u{1f600}x"], ["(?:)", "gu", "\u{1f600}a"], ["", "g", "ab"], ["a?", "g", "baac"],
  ["\\cJ", "", "\n"], ["\\x41\\u0042\\103", "", "ABC"], ["\\8\\9", "", "89"], ["[\\b]", "", "\b"], ["\\0", "", "\0"], ["]", "", "]"], ["{", "", "{"], ["a{", "", "a{"], ["a{1", "", "a{1"], ["}", "", "}"], ["x{,5}", "", "x{,5}"], ["[]", "", "a"], ["[^]", "", "\n"], ["\\c", "", "\\c"], ["[\\c_]", "", "\x1f"], ["(?=a)*", "", "a"], ["(?=a)?b", "", "b"],
  ["foo", "y", "foofoo", "xfoo"], ["foo", "gy", "foofoox"], ["(?i:a)b", "", "Ab", "AB"], ["(?-i:a)b", "i", "aB", "AB"], ["(?s-m:.^)", "m", "\n\n"], ["ß", "iu", "ẞ"], ["\u017f", "iu", "s"], ["\u017f", "i", "s"], ["[k]", "iu", "\u212a"], ["σ", "i", "ς"], ["[Σ]+", "gi", "σςΣ"], ["ǅ", "i", "Ǆǆ"], ["é", "i", "É"], ["я+", "gi", "ЯяЯ"], ["[а-я]+", "gi", "Привет"],
  ["(?:a|b)+?c", "", "ababc"], ["(?:ab){2,3}", "g", "abababab"], ["(?:a?){3}b", "", "aab"], ["(?:(x)|y){2}", "", "xy"], ["((a)|(b))*", "", "ab"], ["^(?:\\d{3}-)?\\d{4}$", "", "555-1234", "1234"], ["^([a-z0-9_.-]+)@([\\da-z.-]+)\\.([a-z.]{2,6})$", "i", "John.Doe@example.co.uk"],
  ["\\s+", "g", " a\t\u00a0b\ufeff"], ["\\S+", "g", " a\t\u00a0b"], ["[\\s\\S]", "g", "a\n"], ["(\\w+)\\s(\\w+)", "", "John Smith"], [",", "", "a,b,c"], ["(,)|;", "", "a,b;c"], ["\\/", "", "a/b"], ["/", "", "a/b"], ["[/]", "", "a/b"], ["\n", "", "a\nb"], ["a|", "g", "ba"], ["|a", "g", "ba"], ["()", "g", "ab"], ["(?:)*", "", "a"], ["x*", "", "aaa"], ["(?<$>a)\\k<$>", "", "aa"], ["\\k", "", "k"], ["\\k<a>", "", "k<a>"],
];
// Case, literal texts, what may not give back, and what a match can begin with.
PATTERNS.push(
  ["[^k]", "giu", "kK\u212ax"], ["[^k]", "gi", "kK\u212ax"], ["\\W", "giu", "s\u017fS-\u212a"], ["[\\W]", "giu", "sS-"], ["[^\\W]", "giu", "sS-"], ["\\w", "giu", "\u017f\u212a"], ["\\w", "gi", "\u017f\u212a"], ["\u1f80", "iu", "\u1f88"], ["\ufb05", "iu", "\ufb06"], ["\u0390", "iu", "\u1fd3"], ["abcd", "i", "xABcD"],
  ["a*a", "", "aaa"], ["a*b", "", "aab", "aac"], ["a+$", "", "baa", "aab"], ["a+$", "m", "aab\naa\n"], ["\\n*$", "m", "\n\na"], ["a*\\b", "", "aab", "aa"], ["(a*)(?=ab)", "", "aaab"], ["(a+)\\1", "", "aaaa"], ["(?:a*b?)*c", "", "aabac"], ["(?:a+,?)+a", "", "aa,aa"], ["(?:a*)?a", "", "aa"], ["(?:a+){2}", "", "aaa"], ["a{2,}b?a", "", "aaaa"], ["[ab]+[bc]", "", "abab"], ["[^,]*,", "", "ab,cd"], ["a+(?:b|a)", "", "aaa"], ["a+(?:|b)", "g", "aab"], ["\\d+(?!\\d)", "g", "123 45"],
  ["cat|dog", "g", "a dog, a cat"], ["(?:x|y|)z", "g", "xz yz z"], ["\\bcat", "g", "cat concat"], ["(?=c)cat", "g", "cat"], ["a?bcd", "g", "bcd abcd"], ["abc\u{1f600}d", "u", "abc\u{1f600}d"], ["[]a", "", "a"], ["\ue000b", "u", "\ue000b"], ["(?<=ab)c", "", "abc"], ["(?<=[ab]{2})c", "", "abc"], ["(?<=a\u{1f600})c", "u", "a\u{1f600}c"],
);
const BAD: [string, string][] = [
  ["(", ""], [")", ""], ["*", ""], ["a**", ""], ["a{2,1}", ""], ["[", ""], ["[b-a]", ""], ["\\", ""], ["(?", ""], ["(?<", ""], ["(?<a", ""], ["(?<a>", ""], ["(?<1>a)", ""], ["(?<a>.)(?<a>.)", ""], ["\\k<b>(?<a>.)", ""], ["(?<a>.)\\k", ""], ["{", "u"], ["}", "u"], ["]", "u"], ["a{1", "u"], ["\\1", "u"], ["\\-", "u"], ["\\u{110000}", "u"], ["\\u12", "u"], ["\\xZ", "u"],
  ["\\c", "u"], ["[\\d-a]", "u"], ["(?=a)*", "u"], ["(?<=a)*", ""], ["a", "gg"], ["a", "x"], ["\\00", "u"], ["[\\00]", "u"], ["(?z:a)", ""], ["(?ii:a)", ""], ["(?-:a)", ""], ["+", ""], ["^*", ""], ["\\p{Foo}", "u"], ["\\p", "u"], ["a|*", ""], ["(?:", ""], ["{1}", ""], ["x{1}{1}", ""], ["\\k", "u"], ["[a-", ""], ["[\\", ""],
];

test("RegExp does what V8's does, feature by feature", () => {
  for (const [source, flags, ...texts] of PATTERNS) for (const text of texts) same(source, flags, text);
});

test("RegExp refuses what V8 refuses, with its words", () => {
  for (const [source, flags] of BAD) {
    const theirs = outcome(() => { new RegExp(source, flags); return "accepted"; });
    assert.equal(outcome(() => { new Ours(source, flags); return "accepted"; }), theirs, `/${source}/${flags}`);
  }
  assert.throws(() => new Ours("a", "v"), SyntaxError);
});

test("RegExp agrees with V8's on random patterns", () => {
  for (let seed = 1; seed <= 6000; seed++) {
    let state = seed * 48271;
    const random = (n: number): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 8) % n; };
    const make = (depth: number): string => {
      switch (random(depth > 3 ? 8 : 15)) {
        case 0: case 1: case 2: return "abcA"[random(4)]!;
        case 3: return [".", "\\d", "\\w", "\\s", "[ab]", "[^a]", "[a-c1]", "\\b", "^", "$"][random(10)]!;
        case 4: return ["a", "b", "1"][random(3)]! + ["*", "+", "?", "*?", "{1,2}", "{2}", "+?", "{0,1}?"][random(8)]!;
        case 5: return `\\${1 + random(3)}`;
        case 6: case 7: return "ab";
        case 8: return `(${make(depth + 1)})`;
        case 9: return `(${make(depth + 1)})${["*", "+", "?", "*?", "{1,2}", "{2,}", "{0,2}?"][random(7)]}`;
        case 10: return `(?:${make(depth + 1)}|${make(depth + 1)})${["", "*", "+?", "?"][random(4)]}`;
        case 11: return `(?${["=", "!", "<=", "<!"][random(4)]}${make(depth + 1)})`;
        default: return make(depth + 1) + make(depth + 1);
      }
    };
    const source = make(0) + make(1);
    const flags = ["", "g", "i", "gi", "u", "giu", "y", "m", "s", "d"][random(10)]!;
    // With u and a reference, V8 finds matches between the halves of a pair: not a thing to repeat.
    const pairs = flags.includes("u") && /\\\d/.test(source) ? 0 : 1;
    const text = Array.from({ length: random(12) }, () => ["a", "b", "c", "A", "1", " ", "\n", "B", "\u{1f600}"][random(8 + pairs)]).join("");
    same(source, flags, text);
  }
});

test("RegExp.escape() quotes as V8 does", () => {
  const native = (RegExp as unknown as { escape(text: string): string }).escape;
  for (const text of ["", "abc", "1a", "a.b*c", "\t\n -,x", "\u{1f600}é\u2028\ud800", "(a|b)[c]{1}\\/^$"]) assert.equal(Ours.escape(text), native(text));
});

test("Unicode properties have V8's members", () => {
  const names = ["L", "Lu", "Letter", "N", "Nd", "P", "S", "Z", "C", "Cn", "Cc", "Any", "ASCII", "Assigned", "Alphabetic", "Uppercase", "Lowercase", "ID_Start", "ID_Continue", "White_Space", "Emoji", "Extended_Pictographic", "Script=Greek", "sc=Han", "gc=Lu", "General_Category=Punctuation", "M", "LC"];
  for (const name of names) {
    const ours = new Ours(`^\\p{${name}}$`, "u"), native = new RegExp(`^\\p{${name}}$`, "u");
    for (let code = 0; code < 0x11000; code += code < 0x3000 ? 1 : 7) {
      const text = String.fromCodePoint(code);
      if (ours.test(text) !== native.test(text)) assert.fail(`\\p{${name}} and U+${code.toString(16)}`);
    }
  }
  for (const name of ["Foo", "gc=Alphabetic", "Script=Nowhere", "other", "otherAlphabetic", "L=L"]) assert.throws(() => new Ours(`\\p{${name}}`, "u"), SyntaxError);
});

test("a program survives being written as a text", () => {
  for (const [source, flags] of [...PATTERNS, ["\\p{L}+|\\u{10ffff}", "u"], ["x{3,5000000000}", ""]] as const) {
    const program = compileRegExp(source, flags);
    const text = emitProgramText(program);
    assert.deepEqual(parseProgramText(text), program, source);
    assert.match(text, /^[\0-\xff]*$/);
  }
});
