const x = "text" as unknown as number;
console.log(x + 1, typeof x, x * 2);
const list: number[] = [1, 2];
list.push("3" as unknown as number);
console.log(list, list[2]! + 1, list.reduce((a, b) => a + b));
function twice(n: number): number { return n * 2; }
console.log(twice("21" as unknown as number), twice(undefined as unknown as number), twice(null as unknown as number), twice({} as unknown as number), twice([5] as unknown as number));
interface P { n: number }
const p: P = { n: "str" as unknown as number };
console.log(p.n, p.n + 1, typeof p.n);
