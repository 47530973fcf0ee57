class Foo { x = 1; }
const Below = [class extends Foo { y = 2; }][0]!;
console.log(new Below(), new (class { a = 1 })(), [new (class {})()]);
console.log(new ([class extends Map<string, number> {}][0]!)());
console.log(new ([class extends Error {}][0]!)("gone").message);
abstract class Base { kind(): string { return "base"; } }
class Leaf extends Base { leaf = true; }
console.log(Leaf, new Leaf(), new ([class extends Base {}][0]!)());
