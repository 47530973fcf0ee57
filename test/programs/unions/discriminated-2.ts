type Shape = { kind: "circle"; r: number } | { kind: "rect"; w: number; h: number } | { kind: "poly"; pts: [number, number][] };
function area(s: Shape): number { switch (s.kind) { case "circle": return Math.round(Math.PI * s.r ** 2); case "rect": return s.w * s.h; case "poly": return s.pts.length; } }
console.log(([{ kind: "circle", r: 2 }, { kind: "rect", w: 3, h: 4 }, { kind: "poly", pts: [[0, 0]] }] as Shape[]).map(area));
type R<T> = { ok: true; value: T } | { ok: false; error: Error };
const res = (n: number): R<number> => (n > 0 ? { ok: true, value: n } : { ok: false, error: new Error("neg") });
for (const r of [res(1), res(-1)]) console.log(r.ok ? r.value + 1 : r.error.message);
function show(x: string | number | boolean | null | undefined | string[] | { a: number } | (() => string) | Date): string {
  if (x === null) return "null";
  if (x === undefined) return "undef";
  if (typeof x === "string") return x.toUpperCase();
  if (typeof x === "number") return x.toFixed(1);
  if (typeof x === "boolean") return x ? "T" : "F";
  if (typeof x === "function") return x();
  if (Array.isArray(x)) return x.join("+");
  if (x instanceof Date) return x.toISOString();
  if ("a" in x) return `a${x.a + 1}`;
  return "?";
}
console.log([show("s"), show(1), show(true), show(null), show(undefined), show(["p", "q"]), show({ a: 1 }), show(() => "fn"), show(new Date(0))]);
let v: string | number = "start";
v = v.length;
v += 1;
console.log(v, typeof v);
v = `${v}`;
console.log(v + 1);
function isStr(x: unknown): x is string { return typeof x === "string"; }
function must(x: unknown): asserts x { if (!x) throw new Error("must"); }
const mixed: (string | number)[] = [1, "a", 2];
console.log(mixed.filter(isStr).map((s) => s + "!"), mixed.filter((x) => typeof x === "number").reduce((a, b) => a + b, 0));
const maybe: { n: number } | undefined = mixed.length > 2 ? { n: 1 } : undefined;
must(maybe);
console.log(maybe.n);
