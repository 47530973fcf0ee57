async function work(i: number): Promise<number[]> { const data = Array.from({ length: 20 }, (_, k) => i + k); await null; return data.map((x) => x * 2); }
let sum = 0;
for (let i = 0; i < 20_000; i++) { const r = await work(i); sum += r[19]!; }
console.log(sum);
const pending = Array.from({ length: 2000 }, async (_, i) => { for (let k = 0; k < 5; k++) await null; return { i, text: "t" + i }; });
const done = await Promise.all(pending);
console.log(done.length, done[1999]);
export { };
