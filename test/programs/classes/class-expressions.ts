const Named = class Inner { who(): string { return Inner.name; } };
console.log(new Named().who(), Named.name);
const Plain = class { n = 1; };
console.log(Plain.name, new Plain());
interface Shape { area(): number }
const makers: (new (n: number) => Shape)[] = [
  class { n: number; constructor(n: number) { this.n = n; } area(): number { return this.n * this.n; } },
  class { n: number; constructor(n: number) { this.n = n; } area(): number { return this.n * 3; } },
];
console.log(makers.map((M) => new M(4).area()));
function build<T>(Make: new () => T): T { return new Make(); }
console.log(build(Plain).n, build(class { text = "t"; }).text);
