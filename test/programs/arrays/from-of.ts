console.log(
  Array.from("héllo"), Array.from(new Set([1, 1, 2])), Array.from(new Map([["a", 1]])), Array.from([1, 2], (x, i) => x * i),
  Array.from({ length: 2 }), Array.from({ length: 2, 0: "a", 1: "b" }),
);
console.log(
  Array.of(3), Array.of<number>(), new Array(2, 3), Array(2), new Array<string>("x"), Array.isArray([]), Array.isArray("a"),
  Array.isArray(new Uint8Array(1)),
);
function* g(): Generator<string> {
  yield "p";
  yield "q";
}
console.log(Array.from(g()), [...g(), ..."xy"], Array.from(g(), (s) => s.toUpperCase()));
