async function* ag(n: number): AsyncGenerator<number, string> { try {
  for (let i = 0; i < n; i++) {
    await null;
    yield i;
  }
  return "r";
} finally { console.log("cleanup"); } }
for await (const x of ag(3)) console.log(x);
for await (const x of ag(5)) { if (x === 1) break; }
const g = ag(2);
console.log(await Promise.all([g.next(), g.next(), g.next(), g.next()]));
async function* d(): AsyncGenerator<unknown> {
  yield* ag(1);
  yield* [7, Promise.resolve(8)];
}
for await (const x of d()) console.log(x);
const h = ag(3);
await h.next();
console.log(await h.return("stop"), await h.next());
const e = ag(3);
await e.next();
try { await e.throw(new Error("thrown in")); } catch (x) { console.log(String(x)); }
class Src { async *[Symbol.asyncIterator](): AsyncGenerator<string> {
  yield "s1";
  yield "s2";
} }
for await (const s of new Src()) console.log(s);
