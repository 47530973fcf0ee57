for (const x of [1, 2]) console.log(x);
for (const [k, v] of new Map([["a", 1], ["b", 2]])) console.log(k, v);
for (const x of new Set([3, 3, 4])) console.log(x);
for (const c of "hé") console.log(c);
for (const x of new Uint8Array([5, 6])) console.log(x);
class Range {
  from: number; to: number;
  constructor(from: number, to: number) { this.from = from; this.to = to; }
  [Symbol.iterator](): Iterator<number> {
    let n = this.from;
    const to = this.to;
    return { next: () => (n < to ? { value: n++, done: false } : { value: undefined, done: true }) };
  }
}
const r = new Range(1, 4);
for (const x of r) console.log(x);
console.log([...r], Math.max(...r), Array.from(r), new Set(r).size);
const [p, q] = r;
console.log(p, q);
