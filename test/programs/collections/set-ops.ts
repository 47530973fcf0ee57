const a = new Set([1, 2, 3]), b = new Set([3, 4]);
console.log(
  a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), new Set([3]).isSubsetOf(b),
  a.isSupersetOf(new Set([1])), a.isDisjointFrom(new Set([9])),
);
console.log(
  a.add(1).size, a.delete(2), a.has(2), [...a.entries()], new Set("hello"), new Set([NaN, NaN, 0, -0]),
  [...new Set([3, 1, 3])].sort(), new Set([[1], [1]]).size,
);
for (const x of a) { if (x < 5) a.add(x + 2); }
console.log([...a]);
a.forEach((v, k, s) => console.log(v === k, s === a));
console.log(new Set([1, 2]).values().next(), Array.from(a, (x) => x * 2));
