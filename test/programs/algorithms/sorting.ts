let seed = 12345;
const random = (): number => (seed = (seed * 1664525 + 1013904223) >>> 0) / 4294967296;
const data = Array.from({ length: 500 }, () => Math.floor(random() * 1000));
function quick(a: number[]): number[] { if (a.length < 2) return a; const [p, ...rest] = a as [number, ...number[]]; return [...quick(rest.filter((x) => x < p)), p, ...quick(rest.filter((x) => x >= p))]; }
function merge(a: number[]): number[] {
  if (a.length < 2) return a;
  const m = a.length >> 1, l = merge(a.slice(0, m)), r = merge(a.slice(m)), out: number[] = [];
  let i = 0, j = 0;
  while (i < l.length || j < r.length) out.push(j >= r.length || (i < l.length && l[i]! <= r[j]!) ? l[i++]! : r[j++]!);
  return out;
}
function heap(input: number[]): number[] {
  const a = [...input];
  const sift = (i: number, n: number): void => { for (; ;) { let m = 2 * i + 1; if (m >= n) return; if (m + 1 < n && a[m + 1]! > a[m]!) m++; if (a[i]! >= a[m]!) return; const t = a[i]!; a[i] = a[m]!; a[m] = t; i = m; } };
  for (let i = a.length >> 1; i >= 0; i--) sift(i, a.length);
  for (let n = a.length - 1; n > 0; n--) { const t = a[0]!; a[0] = a[n]!; a[n] = t; sift(0, n); }
  return a;
}
function insertion(input: number[]): number[] { const a = [...input]; for (let i = 1; i < a.length; i++) { const x = a[i]!; let j = i - 1; while (j >= 0 && a[j]! > x) { a[j + 1] = a[j]!; j--; } a[j + 1] = x; } return a; }
const want = [...data].sort((a, b) => a - b).join();
for (const f of [quick, merge, heap, insertion]) console.log(f.name, f(data).join() === want);
console.log(want.slice(0, 40));
