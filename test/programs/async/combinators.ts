const delay = <T>(ms: number, v: T): Promise<T> => new Promise((r) => setTimeout(() => r(v), ms));
const fail = (ms: number, m: string): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(new Error(m)), ms));
async function main(): Promise<void> {
  console.log(await Promise.all([delay(10, "a"), 2, delay(1, "c"), Promise.resolve(true)]), await Promise.all([]));
  console.log(await Promise.race([delay(20, "slow"), delay(1, "fast")]));
  console.log(await Promise.allSettled([delay(1, 1), fail(2, "bad"), 3]).then((rs) => rs.map((r) => (r.status === "fulfilled" ? r.value : (r.reason as Error).message))));
  console.log(await Promise.any([fail(1, "x"), delay(5, "any")]));
  try { await Promise.any([fail(1, "x"), fail(2, "y")]); } catch (e) { const a = e as AggregateError; console.log(a.name, a.message, a.errors.length); }
  try { await Promise.all([delay(5, 1), fail(1, "first failure")]); } catch (e) { console.log((e as Error).message); }
  const { promise, resolve } = Promise.withResolvers<string>();
  setTimeout(resolve, 1, "with resolvers");
  console.log(await promise);
}
main().then(() => console.log("end"));
