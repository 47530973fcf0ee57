async function one(): Promise<number> { return 1; }
async function add(a: Promise<number>, b: number): Promise<number> { return (await a) + b; }
async function main(): Promise<void> {
  console.log(await one(), await add(one(), 2));
  const p = Promise.resolve(5);
  console.log(await p, await 6, await (async () => "arrow")());
  console.log(p instanceof Promise, typeof p.then);
  class Service { base = 10; async get(n: number): Promise<number> { await null; return this.base + n; } }
  console.log(await new Service().get(5));
}
console.log("before");
main().then(() => console.log("done"));
console.log("after");
