class A { x = 1; f(): string { return "A.f " + this.x; } }
class B { y = "why"; g(): string { return "B.g " + this.y; } }
function attempt(f: () => unknown): void { try { console.log(f()); } catch (e) { console.log((e as Error).name + ": " + (e as Error).message); } }
const b = new B() as unknown as A;
attempt(() => b.x);
attempt(() => b.f());
attempt(() => ({ x: 5 } as unknown as A).f());
attempt(() => (7 as unknown as A).x);
attempt(() => ("text" as unknown as A).f());
attempt(() => { b.x = 9; return b; });
attempt(() => A.prototype.f.call({ x: 3 } as A));
