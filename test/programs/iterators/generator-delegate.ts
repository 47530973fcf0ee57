function* inner(): Generator<number, string> { yield 1; yield 2; return "inner result"; }
function* outer(): Generator<number | string> {
  const r = yield* inner();
  yield r;
  yield* [10, 20];
  yield* "ab";
}
console.log([...outer()]);
interface Tree { value: number; left?: Tree; right?: Tree }
function* inorder(t: Tree | undefined): Generator<number> {
  if (t === undefined) return;
  yield* inorder(t.left);
  yield t.value;
  yield* inorder(t.right);
}
console.log([...inorder({ value: 4, left: { value: 2, left: { value: 1 }, right: { value: 3 } }, right: { value: 5 } })]);
function* permutations<T>(items: T[]): Generator<T[]> {
  if (items.length <= 1) { yield items; return; }
  for (const [i, x] of items.entries()) for (const p of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [x, ...p];
}
console.log([...permutations(["a", "b", "c"])].map((p) => p.join("")));
