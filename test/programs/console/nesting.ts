console.log(
  { a: { b: { c: { d: 1 } } }, arr: [[[[]]]], m: new Map([[{ k: 1 }, new Set([[1]])]]) }, [{ a: 1, b: { c: 2 } }],
  [[1, [2, [3, [4]]]]],
  { f() { }, g: class Q { }, h: Symbol("s"), i: null, j: undefined, k: -0, l: "it's", m: 'say "hi"', n: "both ' and \"", o: `all ' " \``, p: "new\nline" },
);
console.log(Array.from({ length: 120 }, (_, i) => i));
console.log(
  ["apple", "banana", "cherry", "dragonfruit", "elderberry", "fig", "grape"], Array(7).fill("ab"), { long: "x".repeat(100) },
  ["x".repeat(80)], { a: "x".repeat(30), b: "y".repeat(30), c: 1 }, [[1, 2, 3], [4, 5, 6]], [{ a: 1 }, { a: 2 }, { a: 3 }],
  [undefined, null, NaN], [1.5, 22.25, 333.125, -4, 5, 6, 7], [true, false], ["a", 1, { b: 2 }],
);
console.log(new (class Foo {
  a = 1;
  private b = [1];
})());
