const a = [1, 2, 3];
a.forEach((x, i) => { if (i === 0) a.push(99); console.log(x); });
console.log(a.map((x, i) => { if (i === 1) a.pop(); return x; }), a);
const seen: number[] = []; for (const x of a) { seen.push(x); if (seen.length < 5) a.push(x * 10); } console.log(seen);
const b = [3, 2, 1]; console.log(b.filter((x) => { b.length = 2; return x > 0; }), b.every((x, i) => { b[i + 1] = 5; return i < 3; }), b);
