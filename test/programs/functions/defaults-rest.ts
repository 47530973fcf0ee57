function greet(name: string, greeting = "Hello", mark: string = name.length > 3 ? "!" : "."): string { return `${greeting}, ${name}${mark}`; }
console.log(greet("Bob"), greet("Alice"), greet("Eve", "Hi"), greet("Eve", undefined, "?"));
function sum(...numbers: number[]): number { return numbers.reduce((a, b) => a + b, 0); }
console.log(sum(), sum(1), sum(1, 2, 3), sum(...[4, 5], 6, ...[7]));
function mixed(first: string, ...rest: (string | number)[]): string { return first + ":" + rest.join("|"); }
console.log(mixed("a"), mixed("a", 1, "b", 2));
function optional(a: number, b?: number): string { return b === undefined ? `${a}` : `${a},${b}`; }
console.log(optional(1), optional(1, 2), optional(1, undefined));
let evaluated = 0;
function lazy(x = ++evaluated): number { return x; }
console.log(lazy(), lazy(10), lazy(), evaluated);
