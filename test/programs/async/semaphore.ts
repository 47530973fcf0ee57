class Semaphore {
  #free: number; #waiting: (() => void)[] = [];
  constructor(n: number) { this.#free = n; }
  async acquire(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return () => { const next = this.#waiting.shift(); if (next) next(); else this.#free++; };
  }
}
const log: string[] = [];
let running = 0, peak = 0;
const s = new Semaphore(2);
async function job(n: number): Promise<number> {
  const release = await s.acquire();
  running++; peak = Math.max(peak, running);
  log.push("start " + n);
  await new Promise((r) => setTimeout(r, n * 3));
  log.push("end " + n);
  running--; release();
  return n * n;
}
Promise.all([3, 1, 4, 1, 2].map(job)).then((r) => { console.log(r, peak); console.log(log.length); });
