const log: string[] = [];
function v<T>(name: string, value: T): T { log.push(name); return value; }
const { a = v("default a", 1), b = v("default b", 2) } = v("source", { a: 5 } as { a?: number; b?: number });
const [c = v("default c", 3), d = v("default d", 4)] = v("list", [undefined, 8] as (number | undefined)[]);
console.log(a, b, c, d, log);
log.length = 0;
const o: Record<string, number> = {};
o[v("key", "k")] = v("value", 1);
v("f", (...xs: number[]) => xs.length)(v("arg1", 1), v("arg2", 2));
console.log(v("l", 1) + v("r", 2) * v("s", 3), log);
