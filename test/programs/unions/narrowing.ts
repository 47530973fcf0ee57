function describe(x: string | number | boolean | null | undefined | number[] | (() => string) | { name: string }): string {
  if (x === null) return "null";
  if (x === undefined) return "undefined";
  if (typeof x === "string") return `string of ${x.length}`;
  if (typeof x === "number") return `number ${x.toFixed(1)}`;
  if (typeof x === "boolean") return x ? "yes" : "no";
  if (typeof x === "function") return "function " + x();
  if (Array.isArray(x)) return `array of ${x.length}`;
  return "object " + x.name;
}
for (const x of ["abc", 5, true, false, null, undefined, [1, 2], () => "called", { name: "obj" }]) console.log(describe(x));
function isString(x: unknown): x is string { return typeof x === "string"; }
const mixed: unknown[] = [1, "a", null, "b", {}];
console.log(mixed.filter(isString).map((s) => s.toUpperCase()));
function assertNumber(x: unknown): asserts x is number { if (typeof x !== "number") throw new TypeError("want a number, got " + typeof x); }
const u: unknown = 20;
assertNumber(u);
console.log(u + 1);
try { assertNumber("s"); } catch (e) { console.log((e as Error).message); }
