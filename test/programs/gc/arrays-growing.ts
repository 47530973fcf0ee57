let survivors: number[][] = [];
for (let i = 0; i < 2000; i++) {
  const a: number[] = [];
  for (let j = 0; j < 500; j++) a.push(i * j);
  if (i % 100 === 0) survivors.push(a);
}
console.log(survivors.length, survivors[3]![499], survivors.at(-1)!.reduce((x, y) => x + y));
const buffers: Uint8Array[] = [];
for (let i = 0; i < 3000; i++) { const b = new Uint8Array(50_000); b[i] = 1; buffers[i % 10] = b; }
console.log(buffers.length, buffers.map((b) => b.indexOf(1)));
