console.log(
  JSON.stringify({ a: undefined, b: () => 1, c: Symbol(), d: NaN, e: -0, f: null, g: new Date(0), h: [undefined, () => 1], i: "q\"\\\n\u2028\ud800", j: { toJSON: (k: string) => k + "!" } }),
  JSON.stringify(undefined), JSON.stringify("s"), JSON.stringify([]), JSON.stringify({}), JSON.stringify([[]], null, 2),
  JSON.stringify({ a: [1, { b: 2 }], c: {} }, null, 2), JSON.stringify([1], null, "--"), JSON.stringify({ a: 1 }, null, 20).length,
  JSON.stringify({ a: 1, b: 2, c: { a: 3, z: 4 } }, ["a", "c"]),
  JSON.stringify({ a: 1, b: "x" }, (k, v) => (typeof v === "number" ? v * 2 : v)), JSON.stringify(new Map()),
  JSON.stringify(new Set([1])), JSON.stringify(Object.create(null)), JSON.stringify(new Error("x")),
  JSON.stringify([new Uint8Array(2)]), JSON.stringify({ [Symbol("s")]: 1, 2: 1, 1: 2 }),
);
const c: Record<string, unknown> = { x: {} };
(c["x"] as Record<string, unknown>)["back"] = c;
try { JSON.stringify(c); } catch (e) { console.log(String(e)); }
console.log(JSON.stringify("\u007f\u0000\b\f\t"), JSON.stringify({ "a\"b": 1 }), JSON.stringify(1e21), JSON.stringify([1, 2], null, " ".repeat(3)));
