class Channel<T> implements AsyncIterable<T> {
  #values: T[] = []; #readers: ((r: IteratorResult<T>) => void)[] = []; #closed = false;
  send(v: T): void { const r = this.#readers.shift(); if (r) r({ value: v, done: false }); else this.#values.push(v); }
  close(): void { this.#closed = true; for (const r of this.#readers) r({ value: undefined, done: true }); }
  receive(): Promise<IteratorResult<T>> {
    const v = this.#values.shift();
    if (v !== undefined) return Promise.resolve({ value: v, done: false });
    if (this.#closed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#readers.push(resolve));
  }
  [Symbol.asyncIterator](): AsyncIterator<T> { return { next: () => this.receive() }; }
}
const c = new Channel<number>();
async function produce(): Promise<void> { for (let i = 1; i <= 5; i++) { c.send(i * i); if (i % 2 === 0) await new Promise((r) => setTimeout(r, 1)); } c.close(); }
async function consume(name: string): Promise<number> { let sum = 0; for await (const v of c) { console.log(name, v); sum += v; } return sum; }
Promise.all([consume("only"), produce()]).then(([sum]) => console.log("sum", sum));
