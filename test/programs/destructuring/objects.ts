const { a, b: renamed, c = 3, d: { e, f: [g] } } = { a: 1, b: 2, d: { e: 4, f: [5] } } as { a: number; b: number; c?: number; d: { e: number; f: number[] } };
console.log(a, renamed, c, e, g);
function show({ name, age = 18, ...rest }: { name: string; age?: number; city?: string; zip?: number }): string { return `${name} ${age} ${JSON.stringify(rest)}`; }
console.log(show({ name: "Ann" }), show({ name: "Bob", age: 5, city: "X", zip: 1 }));
const key = "dyn";
const { [key]: value, ...others } = { dyn: "found", other: 1, more: 2 };
console.log(value, others);
let x: number, y: number;
({ x, y = 9 } = { x: 1 } as { x: number; y?: number });
console.log(x, y);
const { length } = "hello", { length: n2 } = [1, 2];
console.log(length, n2);
function defaults({ a = 1, b = 2 }: { a?: number; b?: number } = {}): number { return a * 10 + b; }
console.log(defaults(), defaults({ a: 5 }), defaults({ b: 7 }));
try { const { q } = null as unknown as { q: number }; console.log(q); } catch (err) { console.log((err as Error).name); }
