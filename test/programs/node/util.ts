import { format, inspect, isDeepStrictEqual, promisify, types } from "node:util";
console.log(format("%s %d %j", "a", 1, { x: 1 }), format("no args"), format(1, 2, "x"), format("%s", { a: 1 }), format("%o", [1]));
console.log(inspect({ a: { b: { c: { d: 1 } } } }), inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), inspect({ a: { b: { c: { d: {} } } } }, { depth: Infinity }));
console.log(inspect("str"), inspect([1, 2]), inspect(new Map([["a", 1]])), inspect(null), inspect({ a: 1, b: 2 }, { compact: false }));
console.log(inspect({ long: "x".repeat(30), other: "y".repeat(30), third: [1, 2, 3] }, { breakLength: Infinity }), inspect(Array.from({ length: 5 }, (_, i) => i), { maxArrayLength: 2 }));
console.log(isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), isDeepStrictEqual([1], ["1"]), isDeepStrictEqual(new Set([1]), new Set([1])), isDeepStrictEqual(NaN, NaN));
const sleep = promisify((ms: number, cb: (e: Error | null, v: string) => void) => { setTimeout(() => cb(null, "slept " + ms), ms); });
console.log(await sleep(1));
console.log(types.isPromise(Promise.resolve()), types.isDate(new Date()), types.isRegExp(/x/), types.isMap(new Map()));
class Custom { [inspect.custom](): string { return "<custom>"; } }
console.log(new Custom(), [new Custom()]);
