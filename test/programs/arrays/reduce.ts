console.log(
  [1, 2, 3].reduce((a, b) => a + b), [1, 2, 3].reduce((a, b) => a + b, ""), ["a", "b"].reduceRight((a, b) => a + b),
  [[1], [2]].reduce((a, b) => a.concat(b)),
);
try { ([] as number[]).reduce((a, b) => a + b); } catch (e) { console.log(String(e)); }
console.log(
  [5].reduce(() => 0), ([] as number[]).reduce((a, b) => a + b, 9),
  ["x", "y", "z"].reduce((m, k, i) => ({ ...m, [k]: i }), {} as Record<string, number>),
);
console.log([1, 2, 3].reduceRight((acc, v, i, arr) => acc + `${v}${i}${arr.length};`, ""));
