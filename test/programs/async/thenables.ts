const thenable = { then(resolve: (v: string) => void): void { console.log("then called"); resolve("from thenable"); } };
async function main(): Promise<void> {
  console.log(await thenable);
  console.log(await Promise.resolve(thenable));
  const p = new Promise<string>((resolve) => resolve(thenable as unknown as string));
  console.log(await p);
  const bad = { then(_: unknown, reject: (e: Error) => void): void { reject(new Error("refused")); } };
  try { await (bad as unknown as Promise<void>); } catch (e) { console.log((e as Error).message); }
}
main();
console.log("sync");
