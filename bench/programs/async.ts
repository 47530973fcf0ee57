
async function leaf(n: number): Promise<number> {
  await null;
  return n;
}

async function chain(n: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await leaf(i);
  return sum;
}

const start = performance.now();
const sum = await chain(1_000_000);
const elapsedMs = performance.now() - start;
console.log(`${sum} ${elapsedMs.toFixed(2)}`);
export {};
