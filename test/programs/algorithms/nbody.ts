class Body { x: number; y: number; z: number; vx: number; vy: number; vz: number; mass: number;
  constructor(x: number, y: number, z: number, vx: number, vy: number, vz: number, mass: number) { this.x = x; this.y = y; this.z = z; this.vx = vx; this.vy = vy; this.vz = vz; this.mass = mass; } }
const S = 4 * Math.PI * Math.PI, D = 365.24;
const bodies = [new Body(0, 0, 0, 0, 0, 0, S),
  new Body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694 * D, 0.00769901118419740425 * D, -0.0000690460016972063023 * D, 0.000954791938424326609 * S),
  new Body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411021 * D, 0.00499852801234917238 * D, 0.0000230417297573763929 * D, 0.000285885980666130812 * S)];
function energy(): number { let e = 0; for (const [i, b] of bodies.entries()) { e += 0.5 * b.mass * (b.vx ** 2 + b.vy ** 2 + b.vz ** 2); for (const c of bodies.slice(i + 1)) e -= b.mass * c.mass / Math.hypot(b.x - c.x, b.y - c.y, b.z - c.z); } return e; }
function advance(dt: number): void {
  for (let i = 0; i < bodies.length; i++) { const a = bodies[i]!; for (let j = i + 1; j < bodies.length; j++) { const b = bodies[j]!; const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z; const d2 = dx * dx + dy * dy + dz * dz; const mag = dt / (d2 * Math.sqrt(d2)); a.vx -= dx * b.mass * mag; a.vy -= dy * b.mass * mag; a.vz -= dz * b.mass * mag; b.vx += dx * a.mass * mag; b.vy += dy * a.mass * mag; b.vz += dz * a.mass * mag; } }
  for (const b of bodies) { b.x += dt * b.vx; b.y += dt * b.vy; b.z += dt * b.vz; }
}
console.log(energy().toFixed(9));
for (let i = 0; i < 10000; i++) advance(0.01);
console.log(energy().toFixed(9));
