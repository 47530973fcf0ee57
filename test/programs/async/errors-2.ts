async function boom(): Promise<number> { throw new TypeError("async boom"); }
async function outer(): Promise<string> { try {
  await boom();
  return "no";
} catch (e) { return "caught " + String(e); } finally { console.log("cleanup"); } }
console.log(await outer());
const r = await boom().catch((e: Error) => e.message).then((m) => String(m).length);
console.log(r);
async function nested(): Promise<void> { try { try { await boom(); } finally {
  await null;
  console.log("inner finally");
} } catch (e) {
  console.log((e as Error).name);
  throw new Error("rethrown", { cause: e });
} }
try { await nested(); } catch (e) { console.log(String(e), String((e as Error).cause)); }
async function loop(): Promise<number> {
  let n = 0;
  for (let i = 0; i < 5; i++) {
    if (i === 1) continue;
    if (i === 4) break;
    try {
      if (i === 2) throw i;
      n += await Promise.resolve(i);
    } catch (x) {
      n += (x as number) * 100;
      continue;
    } finally { n += 1; }
  }
  return n;
}
console.log(await loop());
const t = await Promise.race([new Promise((_, rej) => setTimeout(rej, 1, "late")), Promise.resolve("now")]);
console.log(t);
switch (await Promise.resolve(2)) { case 1: console.log("one"); break; case 2: console.log("two"); case 3: console.log("fall", await Promise.resolve("x")); }
