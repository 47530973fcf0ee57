function pick<T, K extends keyof T>(o: T, ...ks: K[]): Pick<T, K> {
  const r = {} as Pick<T, K>;
  for (const k of ks) r[k] = o[k];
  return r;
}
console.log(pick({ a: 1, b: "x", c: true }, "a", "c"));
function max<T extends number | string>(a: T, b: T): T { return a > b ? a : b; }
console.log(max(1, 2), max("a", "b"));
function id<T>(x: T): T { return x; }
console.log(id(5) + 1, id("s").length, id([1])[0], id(null), id<number | undefined>(undefined));
function mapValues<T, U>(o: Record<string, T>, f: (v: T, k: string) => U): Record<string, U> { return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, f(v, k)])); }
console.log(mapValues({ a: 1, b: 2 }, (v, k) => k + v));
const compose = <A, B, C>(f: (a: A) => B, g: (b: B) => C) => (a: A): C => g(f(a));
console.log(compose((n: number) => n + 1, (n) => `<${n}>`)(4));
function zip<A, B>(a: readonly A[], b: readonly B[]): [A, B][] { return a.map((x, i) => [x, b[i]!]); }
console.log(zip([1, 2], ["a", "b"]), zip([1, 2], [true]));
function memo<A extends unknown[], R>(f: (...a: A) => R): (...a: A) => R {
  const c = new Map<string, R>();
  return (...a) => {
    const k = JSON.stringify(a);
    if (!c.has(k)) c.set(k, f(...a));
    return c.get(k)!;
  };
}
let n = 0;
const sq = memo((x: number) => {
  n++;
  return x * x;
});
console.log(sq(3), sq(3), n);
class Box<T> {
  v: T;
  constructor(v: T) { this.v = v; }
  map<U>(f: (t: T) => U): Box<U> { return new Box(f(this.v)); }
}
console.log(new Box(1).map((x) => x + 0.5).map(String).v, new Box<number | null>(null));
interface HasLen { length: number }
const len = <T extends HasLen>(x: T): number => x.length;
console.log(len("abc"), len([1]), len({ length: 9 }));
function sum<T>(xs: T[], f: (x: T) => number): number {
  let s = 0;
  for (const x of xs) s += f(x);
  return s;
}
console.log(sum([{ n: 1 }, { n: 2 }], (x) => x.n), sum(["a", "bb"], (s) => s.length));
const first = <T,>(xs: T[], d: T): T => xs[0] ?? d;
console.log(first([], 4), first<string>([], "d"), first([false], true));
type Keys<T> = { [K in keyof T]: string };
const ks: Keys<{ p: number }> = { p: "s" };
console.log(ks);
