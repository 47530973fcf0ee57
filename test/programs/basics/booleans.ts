function truthy(x: unknown): string { return x ? "truthy" : "falsy"; }
for (const x of [0, -0, NaN, 1, "", "0", "false", null, undefined, [], {}, false, true]) console.log(typeof x, truthy(x));
const zero: number = Math.min(0, 1), name: string = "".trim();
console.log(!zero, !!name);
console.log(zero || 5, zero ?? 5, name || "anon", name ?? "anon");
console.log(zero && 5, (zero + 1) && 2, name && "b");
let calls = 0;
function touch(result: boolean): boolean { calls++; return result; }
console.log(touch(false) && touch(true), calls);
console.log(touch(true) || touch(false), calls);
