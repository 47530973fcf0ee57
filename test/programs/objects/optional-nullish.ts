interface D { a?: { b?: { c?: () => number; list?: number[] } | null } }
const full: D = { a: { b: { c: () => 5, list: [1] } } }, none: D = {}, nul: D = { a: { b: null } };
for (const d of [full, none, nul]) console.log(d.a?.b?.c?.(), d.a?.b?.list?.[0], d.a?.b?.list?.length ?? -1, d?.a?.["b"] === null, d.a?.b?.c?.().toFixed(1));
let n: number | null = null;
n ??= 5;
n ||= 6;
n &&= 7;
console.log(n, (0 as number) || "zero", [0, null].map((x) => x ?? "nul"));
let calls = 0;
const f = (): D => {
  calls++;
  return {};
};
f().a?.b;
f()?.a;
console.log(calls, delete (none as { x?: number }).x, typeof none.a?.b, void 0);
