const o: { [k: string]: unknown } = { b: 1, a: "x", c: [1] };
console.log(Object.keys(o), Object.values(o), Object.entries(o));
console.log(Object.fromEntries([["k", 1], ["j", 2]]), Object.fromEntries(new Map([["m", true]])));
console.log(Object.assign({ a: 1 }, { b: 2 }, null, { a: 3 }));
const frozen = Object.freeze({ v: 1 });
console.log(Object.isFrozen(frozen), Object.isFrozen({ v: 1 }));
try { (frozen as { v: number }).v = 2; } catch (e) { console.log((e as Error).name, (e as Error).message); }
console.log(frozen.v, Object.hasOwn(o, "a"), Object.hasOwn(o, "toString"), Object.is(o, o));
console.log(Object.getPrototypeOf([]) === Array.prototype, Object.getOwnPropertyNames({ p: 1, q: 2 }));
console.log(Object.groupBy([1, 2, 3, 4], (n) => (n % 2 === 0 ? "even" : "odd")));
