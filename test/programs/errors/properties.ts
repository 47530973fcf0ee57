const e = new Error("m", { cause: { code: 1 } });
console.log(
  e.name, e.message, e.cause, Object.keys(e), e.toString(), e instanceof Error, Object.prototype.toString.call(e),
  JSON.stringify(e), Object.getOwnPropertyNames(e).sort(),
);
const t = new TypeError();
console.log(
  t.message === "", String(t), t.cause, new Error(undefined).message === "", new Error(5 as never).message,
  Error("no new") instanceof Error, new AggregateError([1, 2], "agg").errors, String(new AggregateError([])),
);
class App extends Error {
  code: number;
  constructor(m: string, code: number) {
    super(m);
    this.name = new.target.name;
    this.code = code;
  }
}
const a = new App("x", 7);
console.log(String(a), a.code, a instanceof App, a instanceof Error, Object.keys(a), a.stack!.split("\n")[0]);
e.message = "changed";
e.name = "Renamed";
console.log(String(e));
for (const v of [1, "s", null, undefined, { a: 1 }, [1]]) try { throw v; } catch (c) { console.log(c, typeof c); }
