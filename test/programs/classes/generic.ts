class Stack<T> {
  private items: T[] = [];
  push(...xs: T[]): this {
    this.items.push(...xs);
    return this;
  }
  pop(): T | undefined { return this.items.pop(); }
  get size(): number { return this.items.length; }
  peek(): T {
    const x = this.items.at(-1);
    if (x === undefined) throw new Error("empty");
    return x;
  }
  map<U>(f: (x: T) => U): Stack<U> {
    const s = new Stack<U>();
    for (const i of this.items) s.push(f(i));
    return s;
  }
  *[Symbol.iterator](): Iterator<T> { yield* this.items; }
}
const n = new Stack<number>().push(1, 2, 3);
console.log(n.size, n.pop(), n.peek() + 1, [...n], n.map((x) => `#${x}`), n);
const s = new Stack<string>();
console.log(s.pop(), s.size);
try { s.peek(); } catch (e) { console.log((e as Error).message); }
const m = new Stack<boolean | null>().push(true, null, false);
console.log([...m], m.map((x) => !x).peek());
