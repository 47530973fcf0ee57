function len(x: string | Uint8Array): number { return x.length; }
function inc(x: string | string[], y: string): boolean { return x.includes(y); }
console.log(len("abc"), len(new Uint8Array(5)), inc("hello", "ell"), inc(["a", "ell"], "ell"), inc(["a"], "ell"));
const m: Map<string, number> | Set<string> = Math.random() < 2 ? new Set(["a"]) : new Map();
console.log(m.has("a"), m.size);
function at(x: number[] | Float64Array, i: number): number { return x[i]!; }
console.log(at([1, 2, 3], 1), at(new Float64Array([4, 5]), 1));
