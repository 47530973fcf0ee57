console.log(
  Object.entries({ a: 1, b: [2] }), Object.fromEntries([["x", 1], ["y", 2]]), Object.fromEntries(new Map([["k", "v"]])),
  Object.is(NaN, NaN), Object.is(0, -0), Object.hasOwn({ a: 1 }, "a"), Object.hasOwn({}, "toString"),
);
console.log(
  Object.groupBy([1, 2, 3], (x) => (x % 2 ? "odd" : "even")), Object.keys("ab"), Object.values([5, 6]), Object.entries([7]),
  Object.getPrototypeOf({}) === Object.prototype, typeof Object.prototype, ({}).toString(), ({}).hasOwnProperty("x"),
  ({ x: 1 }).propertyIsEnumerable("x"),
);
for (const f of [() => Object.keys(null as never), () => Object.entries(undefined as never), () => Object.fromEntries([1] as never)]) try { f(); } catch (e) { console.log(String(e)); }
