/** Times `work` once and prints what it computed (compared between machines) and the milliseconds it took. */
export function measure(work: () => number | string): void {
  const start = performance.now();
  const result = work();
  console.log(`${result} ${(performance.now() - start).toFixed(2)}`);
}

/** A fixed sequence of pseudo-random integers below 2^31 (Lehmer). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state * 48271) % 2147483647;
    return this.#state;
  }
}
