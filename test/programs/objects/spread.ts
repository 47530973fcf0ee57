const base = { a: 1, b: 2 };
console.log({ ...base, c: 3 }, { ...base, a: 10 }, { a: 10, ...(base as { a?: number; b: number }) }, { ...base, ...{ b: 20, d: 4 } });
const none: { z?: number } | undefined = undefined, maybe = Math.max(0, 1) > 5 ? { q: 1 } : null;
console.log({ ...(none as object | undefined), ...maybe, x: 1 });
class P { own = 1; get computed(): number { return 2; } method(): number { return 3; } }
console.log({ ...new P() });
const { a, ...others } = { a: 1, b: 2, c: 3 };
console.log(a, others);
function update<T extends object>(o: T, change: Partial<T>): T { return { ...o, ...change }; }
console.log(update({ name: "n", size: 1 }, { size: 2 }));
console.log({ ...[10, 20] });
