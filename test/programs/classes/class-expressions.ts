function withName(name: string) {
  return class {
    label = name;
    hello(): string { return "I am " + this.label; }
  };
}
const A = withName("A"), B = withName("B");
console.log(new A().hello(), new B().hello(), new A() instanceof B);
const Named = class Inner { who(): string { return Inner.name; } };
console.log(new Named().who(), Named.name);
interface Shape { area(): number }
const makers: (new (n: number) => Shape)[] = [
  class { n: number; constructor(n: number) { this.n = n; } area(): number { return this.n * this.n; } },
  class { n: number; constructor(n: number) { this.n = n; } area(): number { return this.n * 3; } },
];
console.log(makers.map((M) => new M(4).area()));
