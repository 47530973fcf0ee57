const w = new WeakMap<object, string>();
const k1 = {}, k2 = { x: 1 };
w.set(k1, "one").set(k2, "two");
console.log(w.get(k1), w.get(k2), w.has({}), w.delete(k1), w.has(k1), w.get(k1));
const s = new WeakSet<object>([k2]);
console.log(s.has(k2), s.has(k1), s.add(k1) === s, s.has(k1));
try { w.set("text" as unknown as object, "x"); } catch (e) { console.log((e as Error).name); }
const r = new WeakRef(k2);
console.log(r.deref() === k2);
class Meta { static #data = new WeakMap<object, number>(); static tag(o: object): number { const n = (Meta.#data.get(o) ?? 0) + 1; Meta.#data.set(o, n); return n; } }
console.log(Meta.tag(k1), Meta.tag(k1), Meta.tag(k2), w);
for (let i = 0; i < 20000; i++) w.set({ i }, "temporary");
console.log(w.get(k2));
