const s = new Set([3, 1, 3, 2, 1]);
console.log(s, s.size, s.has(3), s.has(9), s.add(9).size, s.delete(1), s.delete(1), [...s]);
console.log([...new Set("hello")].join(""), new Set([NaN, NaN, 0, -0]).size, new Set([1, "1", true]).size);
const a = new Set([1, 2, 3]), b = new Set([2, 3, 4]);
console.log(a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), new Set([2]).isSubsetOf(a), a.isDisjointFrom(new Set([9])));
s.forEach((v, k) => console.log(v === k));
for (const x of s) { if (x === 3) s.delete(2); console.log(x); }
s.clear(); console.log(s);
