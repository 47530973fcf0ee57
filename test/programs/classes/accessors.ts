class Temperature {
  private celsius = 0;
  reads = 0;
  get fahrenheit(): number { this.reads++; return this.celsius * 1.8 + 32; }
  set fahrenheit(f: number) { this.celsius = (f - 32) / 1.8; }
  get readonlyOne(): string { return "fixed"; }
}
const t = new Temperature();
t.fahrenheit = 212;
console.log(t.fahrenheit, t.reads, t.readonlyOne);
t.fahrenheit += 18;
console.log(t.fahrenheit.toFixed(1), t.reads);
class Base { get kind(): string { return "base"; } }
class Derived extends Base { override get kind(): string { return "derived of " + super.kind; } }
const b: Base = new Derived();
console.log(b.kind);
const o = { first: "A", last: "B", get full(): string { return this.first + this.last; }, set full(v: string) { [this.first = "", this.last = ""] = v.split(" "); } };
o.full = "C D";
console.log(o.full, o);
