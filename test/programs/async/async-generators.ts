async function* gen(): AsyncGenerator<string, string, number | undefined> {
  const got = yield "first";
  console.log("got", got);
  try { yield "second"; } finally { console.log("cleanup"); }
  return "result";
}
async function main(): Promise<void> {
  const g = gen();
  console.log(await g.next(), await g.next(42), await g.next(), await g.next());
  const h = gen();
  await h.next(); await h.next();
  console.log(await h.return("early"), await h.next());
  const k = gen();
  await k.next(); await k.next();
  try { await k.throw(new Error("thrown in")); } catch (e) { console.log((e as Error).message); }
  async function* outer(): AsyncGenerator<number | string> { yield* [1, 2]; yield* (async function* () { yield "inner"; })(); yield Promise.resolve(3); }
  for await (const x of outer()) console.log(x);
  const q = (async function* () { yield 1; yield 2; yield 3; })();
  console.log((await Promise.all([q.next(), q.next(), q.next(), q.next()])).map((r) => r.value));
}
main();
