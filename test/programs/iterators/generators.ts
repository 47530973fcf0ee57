function* count(from: number, to: number): Generator<number, string, undefined> {
  for (let i = from; i < to; i++) yield i;
  return "done";
}
console.log([...count(1, 4)]);
const g = count(0, 2);
console.log(g.next(), g.next(), g.next(), g.next());
function* fib(): Generator<number> { let [a, b] = [0, 1]; for (; ;) { yield a; [a, b] = [b, a + b]; } }
const out: number[] = [];
for (const f of fib()) { if (f > 100) break; out.push(f); }
console.log(out);
function* take<T>(n: number, it: Iterable<T>): Generator<T> { if (n <= 0) return; for (const x of it) { yield x; if (--n === 0) return; } }
function* map<T, U>(it: Iterable<T>, f: (t: T) => U): Generator<U> { for (const x of it) yield f(x); }
console.log([...take(5, map(fib(), (x) => x * x))]);
const o = { *items() { yield "a"; yield "b"; }, *[Symbol.iterator]() { yield 1; } };
console.log([...o.items(), ...o]);
