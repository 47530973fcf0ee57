function* n(): Generator<number> { let i = 1; while (true) yield i++; }
console.log(n().take(3).toArray(), n().filter((x) => x % 2 === 0).map((x) => x * x).take(3).toArray());
console.log(n().drop(5).next().value, n().take(4).reduce((a, b) => a + b), n().some((x) => x > 10), n().find((x) => x > 7));
console.log([...new Map([[1, "a"]]).keys()], [...new Set(["x"]).entries()], [..."ab"].entries().toArray());
n().take(2).forEach((x) => console.log(x));
