console.log(JSON.stringify({ a: 1, b: "x", c: [true, null, undefined, NaN], d: undefined, e: () => 1, f: { g: {} } }));
console.log(JSON.stringify([]), JSON.stringify("q\"\\\n\u0007é"), JSON.stringify(null), JSON.stringify(undefined), JSON.stringify(1e21), JSON.stringify(-0), JSON.stringify(Infinity));
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {} , d: [] }, null, 2));
console.log(JSON.stringify([1, [2]], null, "--"), JSON.stringify({ a: 1, b: 2, c: 3 }, ["a", "c"]));
console.log(JSON.stringify({ n: 5, s: "x" }, (k, v: unknown) => (typeof v === "number" ? v * 2 : v)));
console.log(JSON.stringify(new Date(0)), JSON.stringify({ toJSON: () => "custom" }), JSON.stringify(new Map([[1, 2]])), JSON.stringify(new Set([1])));
console.log(JSON.stringify({ "key with \"quotes\"": 1, 5: "five", u: "\u2028" }));
class P { x = 1; #hidden = 2; get y(): number { return this.#hidden; } m(): void { } }
console.log(JSON.stringify(new P()), JSON.stringify({ date: new Date(86400000) }), JSON.stringify("\ud800"));
