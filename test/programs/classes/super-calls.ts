class A { value(): number { return 1; } name = "a"; static make(): string { return "A.make"; } }
class B extends A { override value(): number { return super.value() + 10; } static override make(): string { return super.make() + ">B"; } }
class C extends B {
  override value(): number { const up = () => super.value(); return up() + 100; }
  static override make(): string { return super.make() + ">C"; }
}
console.log(new C().value(), new B().value(), C.make());
