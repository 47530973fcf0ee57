const o = { valueOf() { return 5; }, toString() { return "str"; } };
const d = new Date(0);
console.log("v" + o, `${o}`, "d" + d === "d" + d.toString(), String(o), [o].join(), "x".concat(o as unknown as string));
const p = { [Symbol.toPrimitive](h: string) { return h; } };
console.log("p" + p, `${p}`, +(p as unknown as number), p + "" as string);
let s = "a"; s += 1; s += null; s += o; s += [1, 2]; s += true; console.log(s);
function add(a: string, b: string): string { return a + b; } console.log(add("x", "y"), add("", ""));
class V { n: number; constructor(n: number) { this.n = n; } valueOf(): number { return this.n; } }
console.log("n=" + new V(7), `${new V(3)}`);
