class Registry {
  static items: string[] = [];
  static readonly limit = 3;
  static add(item: string): boolean {
    if (this.items.length >= Registry.limit) return false;
    this.items.push(item);
    return true;
  }
  static get size(): number { return Registry.items.length; }
  static { Registry.items.push("first"); }
}
console.log(Registry.add("a"), Registry.add("b"), Registry.add("c"), Registry.size, Registry.items);
class Shape { static create(): Shape { return new this(); } kind(): string { return "shape"; } }
class Circle extends Shape { override kind(): string { return "circle"; } }
console.log(Shape.create().kind(), Circle.create().kind());
