console.log(
  [1].concat(2, [3, [4]] as never), ["a"].concat([]), [1, 2, 3, 4].slice(1, -1), [1, 2, 3].slice(-2), [1, 2, 3].slice(2, 1),
  [1, 2, 3].slice(), [1, 2].slice(NaN), [1, 2].slice(0, undefined),
);
console.log(
  [1, 2, 3].join(undefined), [[], [1, [2]]].join(), [null, undefined, 1].join("+"), [true, {}].join(), String([1, [2, 3]]),
  [1, 2] + "", [] + "",
);
console.log(
  [1, 2, 3].toString(), [1234.5, "a"].toLocaleString !== undefined, [..."ab"].entries().next(), [...["a", "b"].keys()],
  [...["a", "b"].entries()], [...[7].values()],
);
