class Range {
  a: number;
  b: number;
  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
  }
  [Symbol.iterator](): Iterator<number> {
    let i = this.a;
    const b = this.b;
    return { next: () => (i < b ? { value: i++, done: false } : { value: undefined, done: true }), return: () => {
      console.log("closed");
      return { value: undefined, done: true };
    } };
  }
}
for (const x of new Range(0, 5)) {
  if (x === 2) break;
  console.log(x);
}
const [p, q] = new Range(5, 9);
console.log(
  p, q, [...new Range(0, 3)], Math.max(...new Range(1, 4)), new Set(new Range(0, 2)), Array.from(new Range(0, 2)),
  Object.fromEntries([["a", 1]]),
);
try { for (const x of new Range(0, 3)) { if (x === 1) throw new Error("in loop"); } } catch (e) { console.log(String(e)); }
function find(): number {
  for (const x of new Range(0, 9)) if (x > 3) return x;
  return -1;
}
console.log(find());
outer: for (const x of new Range(0, 2)) for (const y of new Range(0, 2)) {
  if (y === 1) continue outer;
  console.log(x, y);
}
for (const bad of [5, {}, null, undefined]) try { for (const x of bad as unknown as Iterable<number>) console.log(x); } catch (e) { console.log((e as Error).name); }
