class Counter { n = 0; m: number[] = [0, 0]; }
const c = new Counter();
console.log(c.n++, ++c.n, c.n--, c.n);
c.m[0]!++; c.m[1]! += 5;
console.log(c.m);
const o: { [key: string]: number } = { a: 1 };
o["a"]!++;
o["b"] = (o["b"] ?? 0) + 1;
console.log(o);
let i = 0;
const list = [10, 20, 30];
list[i++] = list[i]! + 1;
console.log(list, i);
