const n = "5" as unknown as number;
function f(x: number): number { return x * 2; }
for (const t of [
  () => n * 2, () => n + 1, () => f(n), () => [n].map((x) => x), () => Math.max(n, 3), () => n.toFixed(1), () => n === 5,
  () => typeof n, () => `${n}`, () => n < 10,
]) try { console.log(t()); } catch (e) { console.log(String(e)); }
