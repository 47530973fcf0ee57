class A {
  x = 1;
  get dbl(): number { return this.x * 2; }
  m(): string { return "A" + this.x; }
}
class B {
  y = "b";
  x = "str";
  m(): string { return "B"; }
}
const a = new B() as unknown as A;
for (const t of [() => a.x, () => a.m(), () => a.dbl, () => a instanceof A, () => a.x + 1, () => {
  a.x = 5;
  return a;
}]) try { console.log(t()); } catch (e) { console.log(String(e)); }
const d = new Date(0) as unknown as Map<string, number>;
try { console.log(d.get("x")); } catch (e) { console.log(String(e)); }
const f = { call: 1 } as unknown as () => void;
try { f(); } catch (e) { console.log(String(e)); }
