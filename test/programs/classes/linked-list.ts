class Node2<T> { value: T; next: Node2<T> | null = null; constructor(value: T) { this.value = value; } }
class LinkedList<T> {
  #head: Node2<T> | null = null;
  #size = 0;
  push(value: T): this {
    const node = new Node2(value);
    if (this.#head === null) this.#head = node;
    else { let n = this.#head; while (n.next !== null) n = n.next; n.next = node; }
    this.#size++;
    return this;
  }
  reverse(): this {
    let previous: Node2<T> | null = null, n = this.#head;
    while (n !== null) { const next: Node2<T> | null = n.next; n.next = previous; previous = n; n = next; }
    this.#head = previous;
    return this;
  }
  *[Symbol.iterator](): Generator<T> { for (let n = this.#head; n !== null; n = n.next) yield n.value; }
  get size(): number { return this.#size; }
}
const l = new LinkedList<number>().push(1).push(2).push(3);
console.log([...l], l.size, [...l.reverse()]);
console.log([...new LinkedList<string>().push("a").push("b")].join());
