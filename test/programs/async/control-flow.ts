const tick = (): Promise<void> => Promise.resolve();
async function main(): Promise<void> {
  let s = "";
  for (let i = 0; i < 4; i++) { if (i === 1) { await tick(); continue; } s += i; if (i === 2) break; await tick(); }
  console.log(s);
  let n = 0;
  do { await tick(); n++; } while (n < 3);
  while (await Promise.resolve(n > 0)) n--;
  console.log(n);
  outer: for (const a of [1, 2, 3]) for (const b of [1, 2, 3]) { await tick(); if (b === 2) continue outer; if (a === 3) break outer; s += `[${a}${b}]`; }
  console.log(s);
  for (const k of ["x", "y", "z"]) {
    switch (await Promise.resolve(k)) { case "x": await tick(); console.log("case x"); break; case "y": console.log("case y"); default: await tick(); console.log("default", k); }
  }
  console.log((await Promise.resolve(1)) + (await Promise.resolve(2)) * (await Promise.resolve(3)));
  const o = { v: await Promise.resolve("field"), list: [await Promise.resolve(1), await Promise.resolve(2)] };
  console.log(o, `${await Promise.resolve("tpl")}`, (await Promise.resolve(true)) ? await Promise.resolve("yes") : await Promise.resolve("no"));
  const fs: (() => Promise<number>)[] = [];
  for (let i = 0; i < 3; i++) { await tick(); fs.push(async () => { await tick(); return i; }); }
  console.log(await Promise.all(fs.map((f) => f())), (await Promise.resolve(null)) ?? "nullish");
}
main();
