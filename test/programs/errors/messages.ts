const any = (x: unknown): any => x;
const o = any({ a: { b: null }, f: 5, arr: [1] }), u = any(undefined), n = any(null);
class K { m(): void { } }
for (const t of [
  () => o.x.y, () => o.a.b.c, () => u.foo, () => n.foo, () => u(), () => o.f(), () => o.nope(), () => o.a.nope(), () => o.arr[5].x,
  () => { u.x = 1; }, () => { n.y = 1; }, () => any(K)(), () => o.arr.map(5),
  () => [].reduce(any(undefined)), () => any(5)(), () => any("s").x.y, () => any(Symbol()) + "", () => u[0], () => n["k"],
  () => { const { a } = u; }, () => { const [a] = n; }, () => [...u], () => new Set(any(5)), () => "x" in any("s"),
  () => any(5) instanceof any(5), () => any({}) instanceof any({}), () => Object.defineProperty(any(1), "x", {}),
  () => JSON.parse("{'a'}"), () => JSON.parse(""), () => structuredClone(any(Symbol())), () => any("abc").repeat(-1),
  () => (o.f as number)!.toFixed(200), () => null!,
]) try { console.log("ok", t()); } catch (e) { console.log(String(e)); }
