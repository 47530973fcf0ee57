interface Named { name: string }
interface Aged { age: number }
type Person = Named & Aged;
class Dog { age = 3; name = "Rex"; bark(): string { return "woof"; } }
function greet(n: Named): string { return "Hi " + n.name; }
function older(a: Aged): number { return ++a.age; }
const person: Person = { name: "Ann", age: 30 };
const dog = new Dog();
const tree = { age: 100, species: "oak", name: "Old" };
for (const it of [person, dog, tree]) console.log(greet(it), older(it));
console.log(person, dog.age, tree);
