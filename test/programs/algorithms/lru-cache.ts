class LruCache<K, V> {
  #map = new Map<K, V>();
  readonly capacity: number;
  constructor(capacity: number) { this.capacity = capacity; }
  get(key: K): V | undefined { const v = this.#map.get(key); if (v !== undefined) { this.#map.delete(key); this.#map.set(key, v); } return v; }
  set(key: K, value: V): void { this.#map.delete(key); this.#map.set(key, value); if (this.#map.size > this.capacity) { const [oldest] = this.#map.keys(); this.#map.delete(oldest as K); } }
  keys(): K[] { return [...this.#map.keys()]; }
}
const c = new LruCache<string, number>(3);
for (const [i, k] of ["a", "b", "c"].entries()) c.set(k, i);
c.get("a"); c.set("d", 9);
console.log(c.keys(), c.get("b"), c.get("a"));
c.set("c", 100); c.set("e", 1);
console.log(c.keys(), c.get("c"));
