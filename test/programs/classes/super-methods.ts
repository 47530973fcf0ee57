class A {
  hi(n: string): string { return "A" + n; }
  get v(): number { return 1; }
  static s(): string { return "sA"; }
  arrow = (): string => this.hi("arrow");
}
class B extends A {
  override hi(n: string): string { return super.hi(n) + "B"; }
  override get v(): number { return super.v + 1; }
  static override s(): string { return super.s() + "B"; }
  later(): Promise<string> { return Promise.resolve().then(() => super.hi("later")); }
}
class C extends B { override hi(n: string): string { return [1, 2].map((x) => super.hi(n + x)).join(); } }
const c = new C();
console.log(c.hi("-"), c.v, C.s(), c.arrow());
c.later().then(console.log);
console.log(Object.getOwnPropertyNames(c), c instanceof A, C.prototype instanceof B || true);
