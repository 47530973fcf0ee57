/** inspect and format against node:util, on a list of shapes and on random values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as util from "node:util";
import { Map as OurMap } from "../map.ts";
import { Set as OurSet } from "../set.ts";
import { Promise as OurPromise } from "../promise.ts";
import { format } from "./format.ts";
import { inspect, inspectCustom } from "./inspect.ts";

class Point { x = 1; y = 2; }
class Point3 extends Point { z = 3; get length(): number { return 3; } }
class Tagged { get [Symbol.toStringTag](): string { return "Tag"; } }
class FooError extends Error { code = 5; }
class NamedError extends Error { override name = "Renamed"; }
class Custom { [inspectCustom](depth: number): unknown { return `custom\n${depth}`; } }
class CustomValue { [inspectCustom](): unknown { return { inner: [1] }; } }
const circular: Record<string, unknown> = { a: 1 };
circular["self"] = circular;
circular["list"] = [circular, { circular }];
const withExtra = Object.assign([1, 2, 3], { extra: "yes", "quoted key": 1 });
const sparse: unknown[] = [1, , , 4]; // eslint-disable-line
const longStrings = Array.from({ length: 10 }, (_, i) => "word".repeat(i % 4 + 1));
function stackless<E extends Error>(error: E): E { delete error.stack; return error; }
const fakeStack = (error: Error, frames: string): Error => { error.stack = `${error.name}: ${error.message}\n${frames}`; return error; };

const values: unknown[] = [
  undefined, null, true, 1, -0, NaN, 1e21, 10n, "text", "it's", "\"it's\"", "`\"'", "a\nb\x00\x7f\u{1f600}\ud800", Symbol("s"), Symbol(), "",
  [], {}, [1, 2, 3], ["a", "b"], [[]], [{}], { a: 1, b: "x", "c-d": null, 1: 2, $: 1 }, { a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: [{ b: [{}] }] },
  Array.from({ length: 7 }, (_, i) => i), Array.from({ length: 30 }, (_, i) => i * 37), Array.from({ length: 101 }, (_, i) => i), Array.from({ length: 200 }, (_, i) => i - 100.5),
  longStrings, longStrings.map((s) => ({ s })), ["日本語", "中文", "한국어", "é", "ascii", "x", "yy", "zzz"], new Array(5), sparse, [undefined, null, , 3], withExtra,
  { long: "x".repeat(100), other: "line\n".repeat(20) }, ["multi\nline ".repeat(4)], { f() {}, g: () => {}, async h() {}, *i() {}, async *j() {}, k: class {}, l: class A extends Point {} },
  new Point(), new Point3(), new Tagged(), Point, Point3, class {}, function named() {}, () => {}, Object.assign(() => {}, { a: 1 }),
  Object.create(null), Object.assign(Object.create(null), { a: 1 }), circular, { get a() { return 1; }, set a(_v) {}, get b() { return 1; }, set c(_v: number) {} },
  { [Symbol("k")]: 1, [Symbol.iterator]: 1 }, stackless(new Error("no stack")), stackless(new TypeError("")), stackless(new FooError("foo")), stackless(new NamedError("n")),
  fakeStack(new Error("boom"), "    at a (x.ts:1:2)\n    at b (x.ts:3:4)"), { nested: fakeStack(new FooError("boom"), "    at a (x.ts:1:2)\n    at b (x.ts:3:4)") },
  fakeStack(new Error("outer", { cause: fakeStack(new RangeError("inner"), "    at c\n    at d\n    at e\n    at f\n    at g") }), "    at b\n    at c\n    at d\n    at e\n    at f\n    at g"),
  stackless(new AggregateError([stackless(new Error("1")), 2], "many")), stackless(new Error("with cause", { cause: "why" })),
  new Uint8Array(3), new Float64Array([1.5, -0]), new Uint8Array(300), new ArrayBuffer(4), new DataView(new ArrayBuffer(2)), new BigInt64Array(2),
  new Custom(), { c: new Custom() }, new CustomValue(), [new CustomValue()], { a: { b: { c: new Point() } } }, { a: { b: { c: [] , d: {}, e: [1], f: () => {} } } },
  { "__proto__x": 1, ["__proto__"]: 2 }, [1.5, 2.25, -3, 1000000, 5, 6, 7, 8], ["a".repeat(70), "b"], { x: "a".repeat(72) }, { x: "a".repeat(60), y: 12345 },
  [true, false, true, false, true, false, true], [null, undefined, null, undefined, 1, 2, 3, 4], [1n, 2n, 3n, 4n, 5n, 6n, 7n], [[1, 2, [3, 4, [5, [6]]]], { a: { b: { c: {} } } }],
  Object.assign(Object.create({ inherited: 1 }), { own: 1 }), [function a() {}, class B {}], { a: 1n, b: Symbol("x"), c: undefined, d: -0 },
];

test("inspect() prints what node:util prints", () => {
  for (const value of values) assert.equal(inspect(value), util.inspect(value));
});

test("inspect() obeys its options", () => {
  for (const options of [{ depth: 0 }, { depth: null }, { depth: 1, compact: false }, { compact: true }, { compact: 1 }, { breakLength: 40 }, { breakLength: Infinity }, { colors: true }, { maxArrayLength: 2 }, { maxStringLength: 3 }, { sorted: true }, { getters: true }, { numericSeparator: true }]) {
    for (const value of values) {
      if ("compact" in options && value instanceof Custom) continue;
      if ("colors" in options && value instanceof Error) continue;
      assert.equal(inspect(value, options), util.inspect(value, options), JSON.stringify(options));
    }
  }
});

test("inspect() shows our collections as Node shows its own", () => {
  const build = (M: MapConstructor, S: SetConstructor): unknown[] => {
    class SubMap extends M<string, number> {}
    class Names extends S<string> {}
    const big = new S(Array.from({ length: 120 }, (_, i) => i));
    const m = new M<unknown, unknown>([["a", 1], [{ k: 1 }, [1, 2]]]);
    const iterator = m.entries();
    iterator.next();
    const self = new M<string, unknown>();
    self.set("self", self);
    return [new M(), m, new S(), new S(["x", new S([1])]), big, new SubMap([["q", 1]]), new Names(["n"]), { m, deep: { deeper: { deepest: new M([[1, 2]]) } } },
      m.keys(), m.values(), m.entries(), iterator, new S([1, 2]).values(), new S([1]).entries(), self, [new M([["k", "v".repeat(80)]])]];
  };
  const ours = build(OurMap as unknown as MapConstructor, OurSet as unknown as SetConstructor);
  const native = build(Map, Set);
  ours.forEach((value, i) => assert.equal(inspect(value), util.inspect(native[i])));
  // Not against native promises: node:test adds properties to those.
  const rejected = OurPromise.reject(new Point());
  rejected.catch(() => {});
  assert.equal(inspect([OurPromise.resolve({ a: 1 }), rejected, new OurPromise(() => {})]), "[\n  Promise { { a: 1 } },\n  Promise { <rejected> Point { x: 1, y: 2 } },\n  Promise { <pending> }\n]");
});

test("format() fills placeholders as node:util does", () => {
  const cases: unknown[][] = [
    [], ["a"], ["a", "b"], [1, "b", { a: 1 }], ["%s is %d", "x", 4.5], ["%s", "a", "b"], ["%d%%", 5], ["100%", 5], ["%", 1], ["%x", 1], ["%i %f", "42.9px", "3.5e2x"], ["%j", { a: [1] }], ["%j", circular],
    ["%o", [1, { a: 2 }]], ["%O", { a: { b: { c: { d: 1 } } } }], ["%c styled", "color: red"], ["%s", null], ["%s", undefined], ["%s", -0], ["%s", 5n], ["%s", Symbol("x")], ["%s", { a: { b: 1 } }], ["%s", new Point()], ["%s", [1, [2]]],
    ["%d", "x"], ["%d", 5n], ["%s %s", "one"], ["%%", 1], ["%s%s%s", 1, 2], ["a%sb%sc", "X", "Y", "Z"], ["%s", { toString() { return "mine"; } }], ["%s", stackless(new Error("e"))], ["%s", () => 1], ["%i", Symbol("q")], ["%s", new (class { toString() { return "cls"; } })()],
    ["a", undefined, null, "b"], ["%", "%s"], [null], [undefined, 1], ["%s", ""], ["", 1], ["%d", ""], ["%f", "abc"], ["%i", 12.7], ["%s", "a%s"],
  ];
  for (const args of cases) assert.equal(format(...args), util.format(...args), JSON.stringify(args.map(String)));
});

test("inspect() agrees on random values", () => {
  for (let seed = 1; seed <= 1500; seed++) {
    let state = seed;
    const random = (n: number): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state >>> 8) % n; };
    const make = (depth: number): unknown => {
      switch (random(depth > 4 ? 6 : 10)) {
        case 0: return random(100000) / (random(3) === 0 ? 7 : 1);
        case 1: return "lorem ipsum\ndolor 'sit' ".slice(0, random(24)).repeat(random(4));
        case 2: return [true, null, undefined, -1, 5n][random(5)];
        case 3: return random(1000);
        case 4: return "abcdefghij".slice(random(10));
        case 5: return random(20) - 10;
        case 6: case 7: return Array.from({ length: random(12) }, () => make(depth + 1));
        case 8: { const kind = random(2); return Array.from({ length: random(40) }, () => kind === 0 ? random(10 ** (1 + random(5))) : "xyzw".slice(random(4)).repeat(random(4))); }
        default: return Object.fromEntries(Array.from({ length: random(6) }, (_, i) => [random(3) === 0 ? `key ${i}` : `k${i}${"y".repeat(random(9))}`, make(depth + 1)]));
      }
    };
    const value = make(0);
    assert.equal(inspect(value), util.inspect(value), `seed ${seed}`);
  }
});
