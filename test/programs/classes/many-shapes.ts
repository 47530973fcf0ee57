// More classes behind one interface than any inline cache has room for.
interface Shape { readonly sides: number; area(): number }
class S3 implements Shape { sides = 3; area(): number { return 3; } }
class S4 implements Shape { extra = "x"; sides = 4; area(): number { return 16; } }
class S5 implements Shape { sides = 5; a = 1; b = 2; area(): number { return this.a + this.b; } }
class S6 implements Shape { get sides(): number { return 6; } area(): number { return 36; } }
class S7 extends S3 { override sides = 7; }
class S8 implements Shape { sides: number; area: () => number; constructor() { this.sides = 8; this.area = () => this.sides * 8; } }
const shapes: Shape[] = [new S3(), new S4(), new S5(), new S6(), new S7(), new S8(), { sides: 9, area: () => 81 }, { area() { return this.sides; }, sides: 10 } as Shape];
let sides = 0, area = 0;
for (let round = 0; round < 1000; round++) for (const s of shapes) { sides += s.sides; area += s.area(); }
console.log(sides, area);
