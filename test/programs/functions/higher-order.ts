const compose = <A, B, C>(f: (b: B) => C, g: (a: A) => B) => (a: A): C => f(g(a));
const inc = (n: number): number => n + 1;
const show = (n: number): string => `<${n}>`;
console.log(compose(show, inc)(4));
function memoize(f: (n: number) => number): (n: number) => number {
  const cache = new Map<number, number>();
  return (n) => {
    const hit = cache.get(n);
    if (hit !== undefined) return hit;
    const value = f(n);
    cache.set(n, value);
    return value;
  };
}
let calls = 0;
const slow = memoize((n) => { calls++; return n * n; });
console.log(slow(4), slow(4), slow(5), calls);
const pipeline = [inc, (n: number) => n * 2, Math.sqrt];
console.log(pipeline.reduce((value, f) => f(value), 7));
function times(n: number, f: (i: number) => void): void { for (let i = 0; i < n; i++) f(i); }
let total = 0;
times(5, (i) => { total += i; });
console.log(total);
