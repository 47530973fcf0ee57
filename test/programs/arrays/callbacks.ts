const a = [1, 2, 3, 4, 5, 6];
console.log(a.map((x) => x * 2), a.filter((x) => x % 2 === 0), a.reduce((s, x) => s + x), a.reduceRight((s, x) => s + x, ""));
console.log(a.find((x) => x > 3), a.findIndex((x) => x > 3), a.findLast((x) => x < 3), a.findLastIndex((x) => x > 100), a.some((x) => x > 5), a.every((x) => x > 0));
a.forEach((x, i) => { if (x === i + 1 && i < 2) console.log("at", i, x); });
console.log(a.flatMap((x) => (x % 2 ? [x, x] : [])), [[1, [2]], [3]].flat(), [1, [2, [3, [4]]]].flat(Infinity));
console.log([...a.entries()].slice(0, 2), [...a.keys()].length, [...a.values()].length);
console.log(a.map((x, i, all) => all.length - x - i), a.map(String), ["1", "x"].map(Number));
try { ([] as number[]).reduce((x, y) => x + y); } catch (e) { console.log((e as Error).message); }
console.log(a.filter((x): x is 2 | 4 => x === 2 || x === 4));
