function isNumber(x: unknown): x is number { return typeof x === "string"; }
const v: unknown = "surprise";
if (isNumber(v)) { console.log(v + 1, typeof v); }
function assertDog(x: object): asserts x is { bark(): string } { void x; }
const cat = { meow: () => "meow" };
assertDog(cat);
try { console.log((cat as unknown as { bark(): string }).bark()); } catch (e) { console.log((e as Error).name); }
