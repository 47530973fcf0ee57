function* talk(): Generator<string, number, number> {
  let total = 0;
  while (true) {
    const n = yield `total ${total}`;
    if (n < 0) return total;
    total += n;
  }
}
const t = talk();
console.log(t.next(0), t.next(5), t.next(6), t.next(-1), t.next(1));
function* guarded(): Generator<number, void, unknown> {
  try { yield 1; yield 2; }
  catch (e) { console.log("caught", (e as Error).message); yield 99; }
  finally { console.log("cleanup"); }
}
const g = guarded();
console.log(g.next(), g.throw(new Error("boom")), g.next(), g.next());
const h = guarded();
h.next();
console.log(h.return(undefined), h.next());
