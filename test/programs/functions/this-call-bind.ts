const o = { n: 5, get(this: { n: number }): number { return this.n; } };
console.log(o.get(), o.get.call({ n: 6 }), o.get.apply({ n: 7 }));
const bound = o.get.bind({ n: 8 });
console.log(bound());
function add(a: number, b: number, c: number): number { return a + b + c; }
const add5 = add.bind(null, 5);
console.log(add5(1, 2), add.call(null, 1, 2, 3), add.apply(null, [4, 5, 6]));
class Button {
  label = "ok";
  click = (): string => this.label;
  press(): string { return this.label; }
}
const b = new Button();
const click = b.click;
console.log(click());
const press = b.press.bind(b);
console.log(press());
