const a = [1, 2, 3];
for (const x of a) { if (a.length < 6) a.push(x * 10); }
console.log(a);
const b = [1, 2, 3, 4];
b.forEach((x, i) => { if (x === 2) b.splice(i, 1); });
console.log(b);
const c = [1, 2, 3];
console.log(c.map((x) => { if (x === 1) c.push(99); return x; }), c);
for (let i = 0; i < c.length; i++) if (c[i] === 2) c.splice(i--, 1);
console.log(c);
const it = [7, 8][Symbol.iterator]();
console.log(it.next(), it.next(), it.next(), it.next());
