const a = new Uint8Array([5, 3, 9, 1]);
console.log(a.slice(1, 3), a.subarray(2), a.map((x) => x * 2), a.filter((x) => x > 2), a.toSorted(), a.at(-1), a.find((x) => x > 5));
a.sort(); console.log(a, a.reverse(), a.fill(7, 2), a.findIndex((x) => x === 7), a.every((x) => x > 0), a.some((x) => x > 100));
const s = a.subarray(1, 3);
s[0] = 100;
console.log(a, s.byteOffset, s.buffer === a.buffer, s.length);
a.set([1, 2], 2); console.log(a);
a.set(new Uint8Array([8]), 0); console.log(a);
a.copyWithin(0, 2); console.log(a);
try { a.set([1, 2, 3], 3); } catch (e) { console.log((e as Error).name, (e as Error).message); }
console.log(new Float64Array([3, 1, 10, 2]).sort(), new Int16Array([5, -5]).sort(), [...a.entries()].length, a.toString());
for (const x of a.subarray(0, 2)) console.log(x);
