import { strictEqual } from "node:assert/strict";
import { test } from "node:test";
import { matchesGlob } from "./glob.ts";

test("matchesGlob() knows stars, question marks, classes and escapes", () => {
  const yes = [["*", ""], ["*", "abc"], ["a*c", "abbbc"], ["a*b*c", "axbxbxc"], ["h?llo", "hello"], ["h[ae]llo", "hallo"], ["h[^e]llo", "hallo"], ["h[a-c]llo", "hbllo"],
    ["h[c-a]llo", "hbllo"], ["a\\*", "a*"], ["[\\]]", "]"], ["news.*", "news."], ["", ""], ["[a", "a"]];
  const no = [["a*c", "abbb"], ["h?llo", "hllo"], ["h[ae]llo", "hillo"], ["h[^e]llo", "hello"], ["a\\*", "ab"], ["", "a"], ["a", ""], ["?", ""], ["a", "ab"]];
  for (const [pattern, text] of yes) strictEqual(matchesGlob(pattern, text), true, `${pattern} ${text}`);
  for (const [pattern, text] of no) strictEqual(matchesGlob(pattern, text), false, `${pattern} ${text}`);
});

test("matchesGlob() takes no exponential time", () => {
  strictEqual(matchesGlob("a*".repeat(50) + "b", "a".repeat(5000)), false);
});
