function who(this: { n: string }, a: number, b = 2): string { return `${this.n}${a}${b}`; }
console.log(
  who.call({ n: "c" }, 1), who.apply({ n: "a" }, [1, 3]), who.bind({ n: "b" })(5), who.bind({ n: "b" }, 7)(8),
  who.bind({ n: "q" }, 1).length,
);
const o = { n: "obj", who, arrow: () => "arrow" };
console.log(o.who(1), o.arrow());
const { who: loose } = o;
try { loose.call(undefined as never, 1); } catch (e) { console.log(String(e)); }
console.log(
  Math.max.apply(null, [1, 5, 2]), Object.prototype.toString.call([]), Object.prototype.toString.call(null),
  Object.prototype.hasOwnProperty.call({ a: 1 }, "a"),
);
