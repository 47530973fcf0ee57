// Regular expressions made of texts at run time, beside literals: each of these needs the parser.
const literal = /b(\d)/g;
console.log("ab1b2".match("b(\\d)"), "ab1b2".search("\\d"), "x".match(undefined as unknown as string));
const copy = new (literal.constructor as RegExpConstructor)("c+", "i");
console.log(copy.test("aCC"), copy, copy.source, copy.flags);
const Maker: new (text: string) => RegExp = RegExp;
console.log(new Maker("q|r").exec("xr"), RegExp(literal) === literal, RegExp("a").test("a"), new RegExp(literal) === literal, new RegExp(literal, "i").flags);
class Words extends RegExp {
  constructor() { super("\\w+", "g"); }
  count(text: string): number { return text.match(this)?.length ?? 0; }
}
console.log(new Words().count("one two three"), new Words() instanceof RegExp);
for (const pattern of ["[", "a**", "(?<n>.)(?<n>.)"]) {
  try { new RegExp(pattern); } catch (error) { console.log(String(error)); }
}
const anything: any = "3-4";
console.log(anything.match("(\\d)-(\\d)").slice(1), anything.search(/4/));
