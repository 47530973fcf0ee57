function* nat(): Generator<number> {
  let i = 0;
  for (;;) yield i++;
}
console.log(
  nat().take(5).toArray(), nat().drop(2).filter((x) => x % 2 === 0).map((x) => x * x).take(3).toArray(),
  nat().take(3).reduce((a, b) => a + b), nat().some((x) => x > 5), nat().take(3).every((x) => x < 3), nat().find((x) => x > 3),
  [1, 2].values().flatMap((x) => [x, x]).toArray(),
);
nat().take(2).forEach((x) => console.log(x));
console.log([...new Map([[1, 2]]).entries().map(([k, v]) => k + v)], new Set([1, 2, 3]).values().drop(1).toArray());
try { nat().take(-1); } catch (e) { console.log(String(e)); }
