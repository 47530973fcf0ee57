"use strict";
function attempt(f: () => void): void { try {
  f();
  console.log("ok");
} catch (e) { console.log(String(e)); } }
const o = Object.freeze({ a: 1, n: { b: 2 } }) as { a: number; n: { b: number }; c?: number };
attempt(() => { o.a = 2; });
attempt(() => { o.c = 3; });
attempt(() => { delete (o as { a?: number }).a; });
attempt(() => { o.n.b = 5; });
console.log(o, Object.isFrozen(o), Object.isFrozen(o.n), Object.isSealed(o), Object.isExtensible(o));
const arr = Object.freeze([1, 2]) as number[];
attempt(() => { arr[0] = 9; });
attempt(() => { arr.push(3); });
attempt(() => { arr.pop(); });
attempt(() => { arr.length = 0; });
attempt(() => { arr.sort(); });
console.log(arr, Object.isFrozen(arr));
class P {
  x = 1;
  set(v: number): void { this.x = v; }
}
const p = Object.freeze(new P());
attempt(() => { (p as { x: number }).x = 2; });
attempt(() => { p.set(3); });
console.log(p);
const s = Object.seal({ a: 1 } as { a: number; b?: number });
attempt(() => { s.a = 2; });
attempt(() => { s.b = 1; });
attempt(() => { delete (s as { a?: number }).a; });
console.log(s, Object.isSealed(s));
const e = Object.preventExtensions({ a: 1 } as { a?: number; b?: number });
attempt(() => { e.b = 1; });
attempt(() => { delete e.a; });
console.log(e);
