const m = new Map<unknown, unknown>([[NaN, "nan"], [0, "zero"], ["0", "text"], [null, "null"], [undefined, "undef"]]);
console.log(m.get(NaN), m.get(-0), m.get("0"), m.get(null), m.get(undefined), m.size, m.has(0), m.delete("0"), m.delete("x"), m.size, [...m.keys()]);
const o = {};
m.set(o, 1).set({}, 2);
console.log(m.get(o), m.get({}), [...m.values()].length);
m.forEach((v, k, all) => { if (k === 0) all.delete(NaN); });
console.log(m.has(NaN));
for (const [k] of m) {
  if (k === 0) m.set("added", 1);
  if (k === "added") console.log("saw added");
}
m.clear();
console.log(m, m.size, new Map(null), new Map([[1, 2]]).entries().next());
try { new Map([1] as never); } catch (e) { console.log((e as Error).name); }
console.log(
  Map.groupBy([1, 2, 3], (x) => x % 2), new Map([["a", { b: [1] }]]), Object.fromEntries(new Map([["z", 1]])),
  JSON.stringify(new Map([[1, 2]])), [...new Map([[1, 2]])], new Map([[1, 2], [1, 3]]),
);
