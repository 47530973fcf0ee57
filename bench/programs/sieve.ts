import { measure } from "./measure.ts";

function countPrimes(limit: number): number {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i] !== 0) continue;
    count++;
    for (let j = i * i; j <= limit; j += i) composite[j] = 1;
  }
  return count;
}

measure(() => {
  let sum = 0;
  for (let round = 0; round < 10; round++) sum += countPrimes(4_000_000 + round);
  return sum;
});
