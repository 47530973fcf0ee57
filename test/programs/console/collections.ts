console.log(new Map(), new Map([["a", 1]]), new Map<unknown, unknown>([[{ k: 1 }, [1, 2]], ["nested", new Map([[1, 2]])]]), new Set(), new Set([1, "b", { c: 1 }]));
console.log(new Map([["k", 1]]).keys(), new Set([1]).values(), new Map([["k", 1]]).entries(), [1, 2][Symbol.iterator](), "ab"[Symbol.iterator]());
console.log(new WeakMap(), new WeakSet(), Promise.resolve(5), Promise.resolve({ a: 1 }), new Promise(() => { }));
console.log(new Uint8Array(3), new Float64Array([1.5]), new ArrayBuffer(4), new DataView(new ArrayBuffer(2)));
console.log([new Map([["x", { y: { z: {} } }]])], { m: new Map([["a", { b: 1 }]]), s: new Set(["v"]) });
function* g(): Generator<number> { yield 1; }
console.log(g(), Symbol.iterator, (function (...args: unknown[]) { return args.length; })());
