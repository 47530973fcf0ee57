const original = { a: [1, { b: new Date(0) }], m: new Map([["k", new Set([1])]]), u: new Uint8Array([1, 2]), r: /x/g, n: null, e: new RangeError("err") };
const copy = structuredClone(original);
console.log(copy.a, copy.m, copy.u, copy.r, copy.n, copy.e.message, copy.e instanceof RangeError);
console.log(copy !== original, copy.a !== original.a, copy.a[1] !== original.a[1], copy.m !== original.m);
const cyc: { self?: unknown; v: number } = { v: 1 };
cyc.self = cyc;
const c2 = structuredClone(cyc);
console.log(c2.self === c2, c2 !== cyc);
try { structuredClone(() => 1); } catch (e) { console.log((e as Error).name, (e as Error).message.endsWith("could not be cloned."), (e as DOMException).code, e instanceof DOMException); }
class P { x = 1; m(): void { } }
console.log(structuredClone(new P()), structuredClone(new P()) instanceof P, structuredClone("s"), structuredClone(undefined));
