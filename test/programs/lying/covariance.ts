class Animal { name = "animal"; }
class Dog extends Animal { override name = "dog"; bark(): string { return "woof"; } }
const dogs: Dog[] = [new Dog()];
const animals: Animal[] = dogs;
animals.push(new Animal());
console.log(dogs.length, dogs[0]!.bark());
try { console.log(dogs[1]!.bark()); } catch (e) { console.log(String(e)); }
const strings: string[] = ["a"];
const values: (string | number)[] = strings;
values.push(42);
console.log(strings, strings.map((s) => typeof s));
