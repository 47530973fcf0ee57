class Stack<T> {
  #items: T[] = [];
  push(item: T): void { this.#items.push(item); }
  pop(): T | undefined { return this.#items.pop(); }
  peek(): T | undefined { return this.#items.at(-1); }
  get size(): number { return this.#items.length; }
  map<U>(f: (item: T) => U): Stack<U> { const out = new Stack<U>(); for (const i of this.#items) out.push(f(i)); return out; }
}
const n = new Stack<number>(); n.push(1); n.push(2); n.push(3);
console.log(n.pop(), n.peek(), n.size);
const s = n.map((x) => "#" + x);
console.log(s.pop(), s.pop(), s.pop(), s.size);
class Cell<T> { value: T; constructor(value: T) { this.value = value; } update(f: (old: T) => T): this { this.value = f(this.value); return this; } }
console.log(new Cell(5).update((v) => v * 2).value, new Cell("a").update((v) => v + "b"), new Cell<boolean | null>(null));
class KeyValue<K extends string, V> extends Cell<V> { key: K; constructor(key: K, value: V) { super(value); this.key = key; } }
console.log(new KeyValue("k", 1.5));
