class Vec { x: number; y: number; constructor(x: number, y: number) { this.x = x; this.y = y; } plus(o: Vec): Vec { return new Vec(this.x + o.x, this.y + o.y); } }
let v = new Vec(0, 0);
const step = new Vec(1, 0.5);
for (let i = 0; i < 3_000_000; i++) v = v.plus(step);
console.log(v);
