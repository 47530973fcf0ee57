const o: Record<string, number> = { x: 1, y: 2, z: 3 };
for (const k in o) console.log(k, o[k]);
class P { a = 1; b = 2; method(): void { } }
const p = new P();
for (const k in p) console.log(k);
for (const i in ["p", "q"]) console.log(typeof i, i);
for (const k in { c: 1, 1: 2, b: 3, 0: 4 }) console.log(k);
let count = 0;
for (const _ in {}) count++;
console.log(count, "a" in p, "method" in p, "zzz" in p);
