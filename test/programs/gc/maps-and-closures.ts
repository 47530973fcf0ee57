const live = new Map<number, () => number>();
for (let i = 0; i < 300_000; i++) {
  const captured = { n: i };
  live.set(i % 500, () => captured.n);
}
let sum = 0;
for (const f of live.values()) sum += f();
console.log(live.size, sum);
const cache = new Map<string, number[]>();
for (let i = 0; i < 50_000; i++) { const k = "k" + (i % 97); cache.set(k, [i, i + 1, ...(cache.get(k) ?? []).slice(0, 3)]); }
console.log(cache.get("k0"), cache.size);
