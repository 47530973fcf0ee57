/** JSON against V8's: random values both ways, mutated texts with their messages, circles. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonParse } from "./parse.ts";
import { jsonStringify } from "./stringify.ts";

function generator(seed: number): (n: number) => number {
  let state = seed;
  return (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 8) % n; };
}
function make(random: (n: number) => number, depth: number): unknown {
  switch (random(depth > 3 ? 7 : 10)) {
    case 0: return [0, -0, 1, -1.5, 1e21, 1e-7, NaN, Infinity, 123456789012345680000, 0.1][random(10)];
    case 1: return ["", "a\"b\\c", "\n\t\b\f\r\u0001\u001f", "\ud800x", "x\udc00", "\u{1f600}", "é\u2028", "plain"][random(8)];
    case 2: return [true, false, null, undefined][random(4)];
    case 3: return random(100000) - 50000;
    case 4: return random(2 ** 24) / 1000;
    case 5: return [() => 1, Symbol("s"), new Date(0), { toJSON: () => [1] }, { toJSON: 5 }][random(5)];
    case 6: return "key".repeat(random(4));
    case 7: return Array.from({ length: random(5) }, () => make(random, depth + 1));
    default: return Object.fromEntries(Array.from({ length: random(5) }, (_, i) => [["a", "b c", "1", "__proto__", "\"", "k"][random(6)]! + (random(2) === 0 ? i : ""), make(random, depth + 1)]));
  }
}
function outcome(f: () => unknown): unknown {
  try { return { value: f() }; } catch (error) { return `${(error as Error).name}: ${(error as Error).message}`; }
}

test("JSON.stringify() gives V8's text", () => {
  const spaces = [undefined, 0, 2, 20, "\t", "longer than ten", 1.9, ""];
  for (let seed = 1; seed <= 3000; seed++) {
    const random = generator(seed);
    const value = make(random, 0);
    const space = spaces[random(spaces.length)];
    const replacer = [undefined, null, ["a", 1, "b c", "a"], (_k: string, v: unknown) => typeof v === "number" ? v + 1 : v, (k: string, v: unknown) => k === "a" ? undefined : v][random(5)];
    assert.deepEqual(outcome(() => jsonStringify(value, replacer as null, space)), outcome(() => JSON.stringify(value, replacer as null, space)), `seed ${seed}`);
  }
});

test("JSON.parse() gives V8's values, and its messages for mutated texts", () => {
  const pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00", "\\x", "1", "-", "01", ".", "e", "tru", "null", "n", " ", "\n", "\r\n", "\u0001", "'", "a", "//"];
  for (let seed = 1; seed <= 20000; seed++) {
    const random = generator(seed * 7919);
    let text = JSON.stringify(make(random, 0), undefined, random(3) === 0 ? 1 : 0) ?? "undefined";
    for (let k = random(3); k > 0; k--) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(3));
    }
    if (random(20) === 0) text = text.slice(0, random(text.length + 1));
    const ours = outcome(() => jsonParse(text));
    // V8 has another message for this in strings that it holds as UTF-16.
    if (typeof ours === "string" && ours.includes("Bad escaped character") && /[^\0-\x7f]/.test(text)) continue;
    assert.deepEqual(ours, outcome(() => JSON.parse(text)), JSON.stringify(text));
  }
  for (const text of ["", " ", "undefined", "NaN", "Infinity", "[object Object]", "nul", "nulx", "-", "-x", "1.", "1.x", "1e", "1e+", "01", "-01", "\"", "\"\\", "\"\\u", "\"\\u12", "\"\\u12x4\"", "[1 2]", "{\"a\" 1}", "{a:1}", "{'a':1}", "[1,]", "{\"a\":1,}", "1 2", "\ufeff1", "{\"a\":1 \"b\":2}", "[\"x\" \"y\"]", "{1:2}"]) {
    assert.deepEqual(outcome(() => jsonParse(text)), outcome(() => JSON.parse(text)), JSON.stringify(text));
  }
});

test("JSON.parse() with a reviver does as V8's", () => {
  const text = '{"a":[1,2,{"b":3}],"c":"x","d":null,"__proto__":{"e":1}}';
  const revivers: ((k: string, v: unknown) => unknown)[] = [(k, v) => k === "b" ? undefined : v, (_k, v) => typeof v === "number" ? v * 2 : v, (k, v) => k === "1" ? undefined : v, (k, v) => k === "" ? [v] : v];
  for (const reviver of revivers) {
    const ours: string[] = [], theirs: string[] = [];
    const a = jsonParse(text, (k, v) => { ours.push(k); return reviver(k, v); });
    const b = JSON.parse(text, (k, v) => { theirs.push(k); return reviver(k, v); });
    assert.deepEqual(a, b);
    assert.deepEqual(ours, theirs);
  }
});

test("JSON.stringify() describes circles as V8 does, and refuses bigints", () => {
  class Node2 { next: unknown; list: unknown[] = []; }
  for (let length = 1; length <= 6; length++) {
    const nodes = Array.from({ length }, () => new Node2());
    nodes.forEach((node, i) => { if (i % 2 === 0) node.next = nodes[(i + 1) % length]; else node.list = [0, nodes[(i + 1) % length]]; });
    for (const value of [nodes[0], { start: nodes[0] }, [nodes[0]]]) assert.deepEqual(outcome(() => jsonStringify(value)), outcome(() => JSON.stringify(value)));
  }
  assert.deepEqual(outcome(() => jsonStringify({ a: 1n })), outcome(() => JSON.stringify({ a: 1n })));
});
