const people = [{ n: "a", k: 2 }, { n: "b", k: 1 }, { n: "c", k: 2 }, { n: "d", k: 1 }, { n: "e", k: 0 }];
console.log(people.sort((x, y) => x.k - y.k).map((p) => p.n).join(""));
console.log([10, 9, 1, 2, 100].sort(), [true, false].sort(), ["b", undefined, "a"].sort(), [3, undefined, 1].sort((a, b) => (b ?? 0) - (a ?? 0)));
console.log(["é", "e", "z", "Z", "a"].sort(), [-1, -2, 5, 0].sort(), [NaN, 1, -1].sort().join(), [1, 2, 3].sort(() => 0));
const big = Array.from({ length: 300 }, (_, i) => (i * 7919) % 301);
console.log(big.sort((a, b) => a - b).every((v, i, all) => i === 0 || all[i - 1]! <= v), big[0], big[299]);
try { ([2, 1] as unknown[]).sort("x" as never); } catch (e) { console.log(String(e)); }
