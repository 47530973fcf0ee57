async function fail(n: number): Promise<never> { if (n > 0) await null; throw new Error("fail " + n); }
async function main(): Promise<void> {
  for (const n of [0, 1]) { try { await fail(n); } catch (e) { console.log("caught", (e as Error).message); } finally { console.log("finally", n); } }
  const r = await fail(2).catch((e: Error) => "recovered from " + e.message);
  console.log(r);
  await fail(3).then(() => console.log("never"), (e: Error) => console.log("second argument", e.message));
  await Promise.reject(new TypeError("rejected")).catch((e: unknown) => console.log(e instanceof TypeError));
  const v = await Promise.resolve(1).finally(() => console.log("finally runs")).then((x) => x + 1);
  console.log(v);
  try { await Promise.resolve().then(() => { throw new RangeError("in then"); }); } catch (e) { console.log((e as Error).name); }
  async function cleanup(): Promise<string> { try { await null; return "value"; } finally { await null; console.log("async finally"); } }
  console.log(await cleanup());
}
main();
