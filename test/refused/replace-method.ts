// WH2011
class Greeter { hello(): string { return "hi"; } }
const g = new Greeter();
g.hello = () => "replaced";
console.log(g.hello());
