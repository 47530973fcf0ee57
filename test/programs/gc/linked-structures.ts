class Entry { key: number; next: Entry | null = null; previous: Entry | null = null; payload: string; constructor(key: number) { this.key = key; this.payload = "p" + key; } }
class Lru {
  #map = new Map<number, Entry>(); #head: Entry | null = null; #tail: Entry | null = null; readonly capacity: number; hits = 0;
  constructor(capacity: number) { this.capacity = capacity; }
  #unlink(e: Entry): void { if (e.previous) e.previous.next = e.next; else this.#head = e.next; if (e.next) e.next.previous = e.previous; else this.#tail = e.previous; e.next = e.previous = null; }
  #front(e: Entry): void { e.next = this.#head; if (this.#head) this.#head.previous = e; this.#head = e; this.#tail ??= e; }
  touch(key: number): string {
    let e = this.#map.get(key);
    if (e) { this.hits++; this.#unlink(e); } else { e = new Entry(key); this.#map.set(key, e); if (this.#map.size > this.capacity) { const old = this.#tail!; this.#unlink(old); this.#map.delete(old.key); } }
    this.#front(e);
    return e.payload;
  }
  get size(): number { return this.#map.size; }
}
const lru = new Lru(1000);
let seed = 1, length = 0;
for (let i = 0; i < 300_000; i++) { seed = (seed * 48271) % 2147483647; length += lru.touch(seed % (i % 3 === 0 ? 500 : 5000)).length; }
console.log(lru.size, lru.hits, length);
