class Foo { a = 1; b = "x"; #c = 3; get d(): number { return this.#c; } method(): void { } }
class Bar extends Foo { e = [1, 2]; }
console.log(new Foo(), new Bar(), [new Foo()], { foo: new Foo() }, Foo, Bar, class { }, new (class { })());
console.log(function named() { }, () => { }, async () => { }, function* gen() { }, Math.max, class A extends Foo { });
console.log({ f() { }, g: () => 1, h: function () { }, get x() { return 1; }, set x(v) { }, set y(v: number) { }, get z() { return 2; } });
console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], { a: [{ b: { c: {} } }] });
console.log(Object.create(null), {}, new Date(0), /re/g, new Error("e").message);
console.log({ "a-b": 1, ab: 2, 3: 4, "5x": 6, $d: 7, _e: 8, "é": 9, "with space": 10, "": 11 });
const circular: { self?: unknown; list: unknown[] } = { list: [] };
circular.self = circular; circular.list.push(circular);
console.log(circular);
console.log([undefined, null], { u: undefined });
