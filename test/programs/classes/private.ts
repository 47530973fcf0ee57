class P {
  #x: number;
  static #made = 0;
  constructor(x: number) {
    this.#x = x;
    P.#made++;
  }
  #double(): number { return this.#x * 2; }
  get #half(): number { return this.#x / 2; }
  sum(o: P): number { return this.#x + o.#x + this.#double() + this.#half; }
  static made(): number { return P.#made; }
  has(o: object): boolean { return #x in o; }
  inc(): void {
    this.#x++;
    this.#x += 2;
  }
  get x(): number { return this.#x; }
}
const a = new P(4), b = new P(6);
console.log(a.sum(b), P.made(), a.has(b), a.has({}), a, Object.keys(a), JSON.stringify(a));
a.inc();
console.log(a.x);
class Q extends P {
  #x = "own";
  own(): string { return this.#x; }
}
const q = new Q(1);
console.log(q.own(), q.x, q.has(q), q);
