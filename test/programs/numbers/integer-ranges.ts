// Integers that are nearly proved: overflow of 32 bits, 2^53, -0, NaN and fractions must come out as doubles have them.
function show(...values: number[]): void { console.log(values.map((v) => (Object.is(v, -0) ? "-0" : String(v))).join(" ")); }

function twice(n: number): number { return n + n; }
function square(n: number): number { return n * n; }
function scale(n: number, by: number): number { return n * by; }
function rest(a: number, b: number): number { return a % b; }
function minus(n: number): number { return -n; }
function mix(a: number, b: number, c: number): number { return (a + b + c) | 0; }
function product(a: number, b: number): number { return (a * b) | 0; }

show(twice(0x7fffffff), twice(-0x80000000), twice(0xffffffff));
show(square(65536), square(94906267), square(-3));
show(scale(0, -5), scale(-4, 0), scale(3, -2));
show(rest(7, 3), rest(-7, 3), rest(-6, 3), rest(6, -3));
show(minus(0), minus(5), minus(-5));
show(mix(0x7fffffff, 0x7fffffff, 2), mix(-1, -0x80000000, -5), mix(0xffffffff, 1, 0));
show(product(65536, 65536), product(0x7fffffff, 0x7fffffff), product(123456789, 987654321));

let sum = 0;
for (let i = 0; i < 70; i++) sum += i * 1073741824;
show(sum);
let power = 1;
for (let i = 0; i < 60; i++) power = power * 2 + 1;
show(power, power | 0, power >>> 0);
let down = 5;
while (down > -3) down -= 2;
show(down, down * 0, down >>> 1);
let zero = 0;
for (let i = 3; i >= 0; i--) zero = i * -1;
show(zero, 1 / zero);

function classify(x: number): string {
  if (x < 10) return x < 0 ? "negative" : "small";
  if (x >= 10) return "large";
  return "not a number";
}
console.log(classify(-1), classify(3), classify(10), classify(Number.NaN), classify(-0));

function clamp(x: number): number { return x > 255 ? 255 : x < 0 ? 0 : x; }
show(clamp(300), clamp(-0), clamp(-1), clamp(2.5), clamp(Number.NaN));

function fibonacci(n: number): number { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
function countdown(n: number): number { return n <= 0 ? n : countdown(n - 1.5); }
show(fibonacci(20), countdown(4), countdown(3));

let total = 0;
function add(n: number): void { total += n; }
for (let i = 0; i < 5; i++) add(i);
show(total);
add(0.5);
show(total, total | 0);
