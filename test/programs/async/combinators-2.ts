const wait = <T>(v: T, ms: number): Promise<T> => new Promise((r) => setTimeout(() => r(v), ms));
const fail = (m: string, ms: number): Promise<never> => new Promise((_, r) => setTimeout(() => r(new Error(m)), ms));
console.log(
  await Promise.all([wait(1, 5), 2, wait("x", 1)]), await Promise.race([wait("slow", 20), wait("fast", 1)]),
  await Promise.allSettled([wait(1, 1), fail("no", 1)]), await Promise.any([fail("a", 1), wait("b", 5)]),
);
try { await Promise.all([wait(1, 5), fail("first", 1)]); } catch (e) { console.log(String(e)); }
try { await Promise.any([fail("a", 1), fail("b", 2)]); } catch (e) { console.log(String(e), (e as AggregateError).errors.map(String)); }
const w = Promise.withResolvers<number>();
setTimeout(() => w.resolve(9), 1);
console.log(
  await w.promise, await Promise.resolve(wait(3, 1)), await { then(r: (x: number) => void) { r(11); } }, await Promise.all([]),
  await Promise.try(() => 4),
);
console.log(await wait(1, 1).finally(() => console.log("fin")).then((x) => x + 1));
for await (const x of [wait("p", 3), wait("q", 1)]) console.log(x);
