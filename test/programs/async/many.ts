async function leaf(n: number): Promise<number> { await null; return n; }
async function chain(n: number): Promise<number> { let s = 0; for (let i = 0; i < n; i++) s += await leaf(i); return s; }
async function tree(d: number): Promise<number> { if (d === 0) return 1; const [l, r] = await Promise.all([tree(d - 1), tree(d - 1)]); return l + r; }
console.log(await chain(10000), await tree(10));
const ps = Array.from({ length: 1000 }, (_, i) => leaf(i));
console.log((await Promise.all(ps)).reduce((a, b) => a + b));
