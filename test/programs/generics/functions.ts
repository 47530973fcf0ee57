function identity<T>(x: T): T { return x; }
console.log(identity(1), identity("s"), identity(true), identity([1]), identity(undefined), identity(null));
function pair<A, B>(a: A, b: B): [A, B] { return [a, b]; }
console.log(pair(1, "x"), pair(true, null));
function first<T>(list: readonly T[], fallback: T): T { return list.length > 0 ? list[0]! : fallback; }
console.log(first([5, 6], 0), first([], "none"), first([false], true));
function mapValues<T, U>(o: Record<string, T>, f: (v: T, k: string) => U): Record<string, U> {
  const out: Record<string, U> = {};
  for (const k of Object.keys(o)) out[k] = f(o[k]!, k);
  return out;
}
console.log(mapValues({ a: 1, b: 2 }, (v, k) => k + v), mapValues({ x: "s" }, (v) => v.length));
function longest<T extends { length: number }>(a: T, b: T): T { return a.length >= b.length ? a : b; }
console.log(longest("abc", "de"), longest([1], [1, 2]));
