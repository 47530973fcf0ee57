function add(a: number, b: number): number { return a + b; }
const mul = (a: number, b: number): number => a * b;
const square = function (x: number): number { return x * x; };
console.log(add(2, 3), mul(4, 5), square(6));
function noReturn(): void { }
console.log(noReturn());
function early(n: number): string { if (n > 0) return "positive"; return "not"; }
console.log(early(1), early(-1));
console.log(hoisted(3));
function hoisted(n: number): number { return n * 10; }
function apply(f: (n: number) => number, n: number): number { return f(n); }
console.log(apply(square, 7), apply((x) => x + 1, 7), apply(Math.abs, -7));
console.log(add.name, mul.name, square.name, add.length, ((a: number, b = 1) => a + b).length);
