abstract class Shape {
  abstract area(): number;
  abstract readonly name: string;
  toString(): string { return `${this.name} of area ${this.area().toFixed(2)}`; }
}
class Circle extends Shape {
  readonly name = "circle";
  r: number;
  constructor(r: number) { super(); this.r = r; }
  area(): number { return Math.PI * this.r ** 2; }
}
class Rect extends Shape {
  w: number; h: number;
  constructor(w: number, h: number) { super(); this.w = w; this.h = h; }
  get name(): string { return this.w === this.h ? "square" : "rectangle"; }
  area(): number { return this.w * this.h; }
}
const shapes: Shape[] = [new Circle(1), new Rect(2, 3), new Rect(2, 2)];
for (const s of shapes) console.log(String(s));
console.log(shapes.reduce((sum, s) => sum + s.area(), 0).toFixed(4));
