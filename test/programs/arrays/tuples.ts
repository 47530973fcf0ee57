type Pair = [name: string, value: number, ...rest: boolean[]];
const p: Pair = ["a", 1, true, false];
const [n, v, ...flags] = p;
console.log(n, v, flags, p.length, p[0].toUpperCase(), p[1] + 1, p[2]);
const ro: readonly [number, string] = [1, "x"];
function swap<A, B>([a, b]: readonly [A, B]): [B, A] { return [b, a]; }
console.log(swap(ro), swap(["k", { z: 1 }]), ro.map((x) => typeof x));
const opt: [number, string?] = [5]; console.log(opt[1], opt.length, opt[1]?.length ?? "none");
const list: [string, number][] = Object.entries({ a: 1, b: 2 }); for (const [k, x] of list) console.log(k, x + 1);
