class A {
  static create(): A { return new this(); }
  static label = "A";
  static describe(): string { return `${this.name}:${A.label}`; }
  static { A.label += "!"; }
}
class B extends A { static override label = "B"; }
class C extends A { }
console.log(A.create(), B.create(), B.create() instanceof B, A.describe(), B.describe(), C.describe(), C.label, B.label);
console.log(A.name, B.name, A.length, typeof A, new B().constructor.name, new B().constructor === B);
class Counter {
  static #n = 0;
  static next(): number { return ++Counter.#n; }
  static reset = (): void => { Counter.#n = 0; };
}
console.log(Counter.next(), Counter.next(), (Counter.reset(), Counter.next()));
