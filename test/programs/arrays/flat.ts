const nested: (number | (number | number[])[])[] = [1, [2, [3, 4]], [[5]]];
console.log(nested.flat(), nested.flat(0), nested.flat(Infinity), nested.flat(2).length);
console.log([1, 2].flatMap((x) => [x, x * 2]), [[1], [2]].flatMap((x) => x), ["a b", "c"].flatMap((s) => s.split(" ")));
console.log([].flat(), [[], [[]]].flat().length);
