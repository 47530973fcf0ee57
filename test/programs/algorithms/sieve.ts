function sieve(n: number): Uint8Array {
  const composite = new Uint8Array(n + 1);
  for (let i = 2; i * i <= n; i++) if (composite[i] === 0) for (let j = i * i; j <= n; j += i) composite[j] = 1;
  return composite;
}
const c = sieve(100000);
let count = 0, last = 0;
for (let i = 2; i < c.length; i++) if (c[i] === 0) { count++; last = i; }
console.log(count, last);
const primes: number[] = [];
for (let n = 2; primes.length < 20; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
console.log(primes);
