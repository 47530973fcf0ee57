import { measure } from "./measure.ts";

interface Shape {
  area(): number;
  readonly sides: number;
}

class Square implements Shape {
  readonly sides = 4;
  readonly side: number;

  constructor(side: number) {
    this.side = side;
  }

  area(): number {
    return this.side * this.side;
  }
}

class Rectangle implements Shape {
  readonly name = "rectangle";
  readonly sides = 4;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  area(): number {
    return this.width * this.height;
  }
}

class Triangle implements Shape {
  readonly base: number;
  readonly height: number;
  readonly sides = 3;

  constructor(base: number, height: number) {
    this.base = base;
    this.height = height;
  }

  area(): number {
    return (this.base * this.height) / 2;
  }
}

const shapes: Shape[] = [];
for (let i = 0; i < 999; i += 3) shapes.push(new Square(i), new Rectangle(i, 2), i % 2 === 0 ? new Triangle(i, 4) : { sides: 0, area: () => 1 });

measure(() => {
  let area = 0, sides = 0;
  for (let round = 0; round < 15_000; round++) {
    for (const shape of shapes) {
      area += shape.area();
      sides += shape.sides;
    }
  }
  return area + sides;
});
