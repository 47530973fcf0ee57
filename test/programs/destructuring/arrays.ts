const [a, b, , d = 40, e = 50] = [1, 2, 3, undefined];
console.log(a, b, d, e);
const [head, ...tail] = [1, 2, 3];
console.log(head, tail);
const [[x, [y]], z] = [[1, [2]], 3] as [[number, [number]], number];
console.log(x, y, z);
let p = 1, q = 2, r = 3;
[p, q, r] = [r, p, q];
console.log(p, q, r);
function swap([l, m]: [number, string]): [string, number] { return [m, l]; }
console.log(swap([1, "x"]));
const [k1, k2] = new Set(["s1", "s2"]);
console.log(k1, k2);
for (const [k, v] of Object.entries({ one: 1, two: 2 })) console.log(k, v);
for (const [i, [c, n]] of [["a", 1], ["b", 2]].entries()) console.log(i, c, n);
const holder = { list: [0, 0], n: 0 };
[holder.list[1], holder.n] = [7, 8];
console.log(holder);
