const s = Symbol("desc"), t = Symbol("desc");
console.log(s.toString(), s.description, (s as symbol) === t, typeof s, Symbol.for("k") === Symbol.for("k"), Symbol.keyFor(Symbol.for("k")));
const o = { [s]: 1, plain: 2 };
console.log(o[s], o, Object.keys(o), Object.getOwnPropertySymbols(o).length, s in o);
class Collection {
  items = [1, 2, 3];
  [Symbol.iterator](): Iterator<number> { return this.items[Symbol.iterator](); }
  get [Symbol.toStringTag](): string { return "Coll"; }
  static [Symbol.hasInstance](x: unknown): boolean { return x === 42; }
}
console.log([...new Collection()], Object.prototype.toString.call(new Collection()), (42 as unknown) instanceof Collection);
const money = { [Symbol.toPrimitive](hint: string): string | number { return hint === "number" ? 42 : "text " + hint; } };
console.log(`${money as unknown as string}`, +(money as unknown as number), (money as unknown as string) + "!");
