class Greeter {
  greeting = "hi";
  hello(name: string): string { return `${this.greeting} ${name}`; }
  bound = (name: string): string => this.hello(name);
}
const g = new Greeter();
const f = g.bound;
console.log(f("Ann"), ["x", "y"].map(g.bound));
const names = ["a", "b"].map((n) => g.hello(n));
console.log(names, g.hello === new Greeter().hello, g.bound === new Greeter().bound);
console.log(typeof Greeter.prototype.hello, Greeter.prototype.hello.call(g, "q"));
