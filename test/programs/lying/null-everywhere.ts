const s = null as unknown as string, a = null as unknown as number[], o = undefined as unknown as { x: { y: number } }, fn = undefined as unknown as () => void, b = undefined as unknown as boolean, n = undefined as unknown as number;
for (const t of [
  () => s.length, () => s + "x", () => a[0], () => a.length, () => a.push(1), () => o.x.y, () => fn(), () => (b ? 1 : 2), () => !b,
  () => n + 1, () => n, () => [n, n], () => ({ n }), () => n > 0, () => n === undefined, () => s === null, () => `${s}${n}`,
  () => { for (const x of a) console.log(x); }, () => { o.x = { y: 1 }; }, () => [...a], () => JSON.stringify({ n, b, s }),
  () => typeof b, () => b === undefined,
]) try { console.log(t()); } catch (e) { console.log(String(e)); }
