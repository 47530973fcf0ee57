const log: string[] = [];
function note<T>(name: string, value: T): T { log.push(name); return value; }
class A {
  a = note("A.a", 1);
  constructor() { log.push("A()"); this.init(); }
  init(): void { log.push("A.init"); }
}
class B extends A {
  b = note("B.b", 2);
  constructor() { log.push("B() before"); super(); log.push("B() after"); }
  override init(): void { log.push("B.init b=" + String(this.b)); }
}
const b = new B();
console.log(log.join(", "));
console.log(Object.keys(b), b.a, b.b);
