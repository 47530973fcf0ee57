const t = new Int16Array([5, -1, 3, 2]);
console.log(
  t.sort(), t.toSorted((a, b) => b - a), t.indexOf(3), t.includes(9), t.join("-"), t.reverse(), t.reduce((a, b) => a + b),
  t.find((x) => x > 2), t.findIndex((x) => x > 100), t.filter((x) => x > 0), t.every((x) => x < 10), t.some((x) => x === 2),
  t.fill(7, 1, 2), t.at(-1), t.set([9, 8], 1), t, t.subarray(1), t.slice(1, 2), t.copyWithin(0, 2), [...t.entries()],
  [...t.keys()], t.lastIndexOf(8), t.toReversed(), t.with(0, 1), t.forEach((x) => x), t.findLast((x) => x < 9), String(t),
  t.length, t.byteLength, t.BYTES_PER_ELEMENT, Int16Array.BYTES_PER_ELEMENT,
);
try { t.set([1, 2], 3); } catch (e) { console.log(String(e)); }
for (const x of t) console.log(x);
console.log(
  new Float64Array([3, NaN, -0, 0, 1]).sort(), new Uint8Array([1, 2]).toString(), Object.prototype.toString.call(t),
  t instanceof Int16Array, { ...t }, JSON.stringify(t), Array.from(t).map((x) => x / 2), new Uint8Array(new Set([1, 2])),
  new Uint8Array({ length: 2, 0: 5 } as never),
);
