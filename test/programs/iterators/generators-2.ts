function* g(n: number): Generator<number, string, number> {
  let got = 0;
  try {
    for (let i = 0; i < n; i++) got += yield i + got;
    return "end" + got;
  } finally { console.log("finally"); }
}
const it = g(3);
console.log(it.next(99), it.next(10), it.next(20), it.next(5), it.next());
const t = g(5);
t.next();
try { t.throw(new Error("injected")); } catch (e) { console.log(String(e)); }
console.log(t.next());
const r = g(5);
r.next();
console.log(r.return("early"), r.next());
function* d(): Generator<unknown> {
  const x = yield* (g(1) as Generator<number, string, unknown>);
  yield x;
  yield* [1, 2];
  yield* "ab";
}
console.log([...d()]);
function* fib(): Generator<number> {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
}
for (const x of fib()) {
  if (x > 20) break;
  console.log(x);
}
const obj = { *gen() { yield this.v; }, v: 7 };
console.log([...obj.gen()], (it[Symbol.iterator]() as unknown) === it, String(it), typeof it.next);
function* c(): Generator<number> { try {
  yield 1;
  yield 2;
} catch (e) {
  console.log("caught", e);
  yield 3;
} }
const cc = c();
cc.next();
console.log(cc.throw("boo"), cc.next());
