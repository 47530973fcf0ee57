async function* numbers(n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) { await null; yield i; } }
async function main(): Promise<void> {
  for await (const x of numbers(3)) console.log(x);
  for await (const x of [Promise.resolve("a"), "b"]) console.log(x);
  const source = { [Symbol.asyncIterator]() { let n = 0; return { next: async () => (n < 2 ? { value: n++, done: false } : { value: undefined, done: true }), return: async () => { console.log("closed"); return { value: undefined, done: true }; } }; } };
  for await (const x of source) console.log("source", x);
  for await (const x of source) { console.log("break at", x); break; }
  async function collect<T>(it: AsyncIterable<T>): Promise<T[]> { const out: T[] = []; for await (const x of it) out.push(x); return out; }
  console.log(await collect(numbers(4)));
}
main();
