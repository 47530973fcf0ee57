class A { x = 1; y = this.x + 1; z?: string; w: number | undefined; static count = 0; constructor() { A.count++; } }
class B extends A { override y = 10; q = this.y + this.x; #p = this.q; get p(): number { return this.#p; } }
const b = new B();
console.log(b, b.p, A.count, B.count, Object.keys(b), "z" in b, b.z, b.w, JSON.stringify(b), Object.hasOwn(b, "w"));
class C { constructor(public_: number) { this.v = public_; } v: number; }
console.log(new C(4), new C(NaN));
class Base { constructor() { this.init(); } init(): void { console.log("base init"); } }
class Derived extends Base { value = 5; late!: string; override init(): void { console.log("derived init", this.value, this.late); } }
const d = new Derived(); console.log(d, d.value, d.late);
