class Greeter {
  greeting = "hi";
  hello(name: string): string { return `${this.greeting} ${name}`; }
}
const other = { greeting: "yo", hello: (name: string): string => name };
try { console.log(Greeter.prototype.hello.call(other, "q")); } catch (e) { console.log(String(e)); }
console.log(Greeter.prototype.hello.call(new Greeter(), "q"), typeof Greeter.prototype.hello);
