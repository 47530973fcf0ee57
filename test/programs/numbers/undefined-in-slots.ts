// What lies outside an array, in slots of type number: undefined itself, until something computes with it.
const a: number[] = [1, 2, 3];
function pass(n: number): number { return n; }
function typeName(n: number): string { return typeof n; }
const x = a[10]!;
console.log(x, a[10], pass(a[10]!), typeName(a[10]!), x === undefined, x == null, x ?? 5, `${x}`, "s" + x);
console.log(x + 1, x * 1, x - 0, x / 1, +x, -x, Math.abs(x), Math.sign(x), Math.max(x, 1), x ** 1, x % 2, x | 0, Math.round(x), Math.trunc(x));
const b: number[] = [];
b.push(x, 1);
console.log(b, b[0] === undefined, JSON.stringify(b), [x].includes(undefined as unknown as number));
let sum = 0;
for (let i = 0; i <= 3; i++) sum += a[i]!;
console.log(sum);
class P { v: number; w!: number; constructor(v: number) { this.v = v; } }
const p = new P(x);
console.log(p, p.v, p.w, p.w + 1, p.v === undefined);
function d(n: number = 7): number { return n; }
console.log(d(x), x > 1, x < 1, x === x, isNaN(x), Number.isNaN(x));
try { console.log(x.toFixed(2)); } catch (e) { console.log(String(e)); }
const f = new Float64Array(2);
f[0] = x;
console.log(f[0], f[1]);
const { q } = { q: x };
console.log(q);
const m = new Map<number, string>();
m.set(x, "u");
console.log(m, m.get(undefined as unknown as number));
console.log((null as unknown as number) * 2, ("5" as unknown as number) * 2);
console.log(a[10] === a[11], x === a[12], a[0] === x, x !== 1, x === b[1]);
let u!: number;
console.log(u, u + 1);
function g(n?: number): string { return n === undefined ? "none" : n.toFixed(1); }
console.log(g(x), [10, 20].map((v) => v)[5], [...b]);
let acc = 0;
for (const v of b) { acc += v; }
console.log(acc);
