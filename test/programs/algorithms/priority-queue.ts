class Heap<T> {
  #items: T[] = []; #less: (a: T, b: T) => boolean;
  constructor(less: (a: T, b: T) => boolean) { this.#less = less; }
  push(x: T): void {
    const h = this.#items; let i = h.push(x) - 1;
    while (i > 0) { const p = (i - 1) >> 1; if (!this.#less(h[i]!, h[p]!)) break; [h[i], h[p]] = [h[p]!, h[i]!]; i = p; }
  }
  pop(): T | undefined {
    const h = this.#items; if (h.length === 0) return undefined;
    const top = h[0]!, last = h.pop()!;
    if (h.length > 0) {
      h[0] = last; let i = 0;
      for (; ;) { let m = i; const l = 2 * i + 1, r = l + 1; if (l < h.length && this.#less(h[l]!, h[m]!)) m = l; if (r < h.length && this.#less(h[r]!, h[m]!)) m = r; if (m === i) break; [h[i], h[m]] = [h[m]!, h[i]!]; i = m; }
    }
    return top;
  }
  get size(): number { return this.#items.length; }
}
const h = new Heap<number>((a, b) => a < b);
for (const n of [5, 3, 8, 1, 9, 2, 7]) h.push(n);
const out: number[] = [];
while (h.size > 0) out.push(h.pop()!);
console.log(out, h.pop());
const tasks = new Heap<{ at: number; name: string }>((a, b) => a.at < b.at || (a.at === b.at && a.name < b.name));
for (const [name, at] of [["c", 5], ["a", 1], ["b", 5], ["d", 3]] as [string, number][]) tasks.push({ name, at });
while (tasks.size > 0) console.log(tasks.pop());
