class T { _c = 0; get f(): number { return this._c * 9 / 5 + 32; } set f(v: number) { this._c = (v - 32) * 5 / 9; } static get zero(): T { return new T(); } }
class U extends T { override get f(): number { return super.f + 1000; } override set f(v: number) { this._c = v; } }
const t = new T(), u = new U(); t.f = 212; u.f = 213; console.log(t._c, t.f, u._c, u.f, T.zero, U.zero.f);
class R { get only(): number { return 1; } }
try { (new R() as { only: number }).only = 5; } catch (e) { console.log(String(e)); }
t.f += 9; t.f++; console.log(t.f, t._c.toFixed(3));
const o = { _v: 1, get v() { return this._v; }, set v(x) { this._v = x * 2; } }; o.v = 4; o.v += 1; console.log(o.v, o, Object.keys(o), { ...o });
