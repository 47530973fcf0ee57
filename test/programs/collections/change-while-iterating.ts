const m = new Map([[1, "a"], [2, "b"], [3, "c"]]);
const seen: number[] = [];
for (const [k] of m) { seen.push(k); if (k === 1) { m.delete(2); m.set(4, "d"); } if (k === 4 && seen.length < 8) { m.delete(1); m.set(1, "again"); } }
console.log(seen, [...m]);
const s = new Set([1]);
for (const x of s) { if (x < 6) s.add(x + 1); }
console.log([...s]);
const it = m.keys();
it.next(); m.clear(); m.set(100, "z");
console.log(it.next(), it.next());
