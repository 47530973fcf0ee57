const a = [1, 2, NaN, 2, 0, -0];
console.log(
  a.indexOf(2), a.lastIndexOf(2), a.indexOf(NaN), a.includes(NaN), a.indexOf(2, 2), a.indexOf(2, -3), a.lastIndexOf(2, 2),
  a.lastIndexOf(2, -5), a.indexOf(-0), a.includes(0),
);
console.log(
  a.find((x) => x > 1), a.findIndex((x) => x > 5), a.findLast((x) => x === 2), a.findLastIndex((x) => x === 2),
  a.some((x) => x < 0), a.every((x) => x >= 0),
);
console.log(
  ["a", "b"].indexOf("b"), ["a"].includes("c"), [undefined, null].indexOf(null), [undefined].includes(undefined),
  ([] as number[]).find(() => true), a.at(-2), a.at(10), a.at(-10),
);
const o = {};
console.log([{}, o].indexOf(o), [[1]].indexOf([1]), [o].includes(o));
