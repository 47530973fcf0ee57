function f(a: number, b = a + 1, ...rest: string[]): string { return `${a},${b},[${rest}]`; }
console.log(
  f(1), f(1, undefined, "x"), f(1, 5, "x", "y"), f.length, f.name, ((a: number, b?: number) => [a, b])(1),
  ((...xs: number[]) => xs.length)(...[1, 2], 3),
);
function g({ x = 1, y: { z = 2 } = {} }: { x?: number; y?: { z?: number } } = {}): number { return x + z; }
console.log(g(), g({ x: 5 }), g({ y: { z: 7 } }), g({ x: undefined, y: undefined }));
let side = 0;
function h(a = ++side, b = ++side): number { return a + b; }
console.log(h(), h(1), h(1, 1), side);
const k = (a: number, [b, c]: [number, number] = [a, a]): number => a + b + c;
console.log(k(1), k(1, [2, 3]));
