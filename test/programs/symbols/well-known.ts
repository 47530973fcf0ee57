class Temp {
  get [Symbol.toStringTag](): string { return "Temp"; }
  [Symbol.toPrimitive](h: string): string | number { return h === "number" ? 42 : h; }
  *[Symbol.iterator](): Generator<number> {
    yield 1;
    yield 2;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<string> { yield "a"; }
}
const t = new Temp();
console.log(String(t), `${t}`, +(t as unknown as number), (t as unknown as string) + "", [...t], Object.prototype.toString.call(t), t);
for await (const x of t) console.log(x);
console.log(
  Symbol.iterator.toString(), Symbol("d").description, Symbol().description, Symbol.for("a") === Symbol.for("a"),
  Symbol.keyFor(Symbol.for("q")), Symbol.keyFor(Symbol.iterator), typeof Symbol.iterator,
);
const k = Symbol("k");
const o = { [k]: 1, a: 2 };
console.log(o, Object.keys(o), JSON.stringify(o), k in o, Object.getOwnPropertySymbols(o), { ...o }, Reflect.ownKeys(o));
try { console.log((k as unknown as string) + ""); } catch (e) { console.log(String(e)); }
try { `${k as unknown as string}`; } catch (e) { console.log(String(e)); }
console.log([Symbol("x")], String(Symbol("y")), new Map([[k, 1]]).get(k), Boolean(k), k === k);
