class Animal {
  name: string;
  constructor(name: string) { this.name = name; }
  speak(): string { return `${this.name} makes a sound`; }
  describe(): string { return `I am ${this.name}: ${this.speak()}`; }
}
class Dog extends Animal {
  breed: string;
  constructor(name: string, breed: string) { super(name); this.breed = breed; }
  override speak(): string { return `${super.speak()}: woof`; }
}
class Puppy extends Dog {
  age = 1;
  override speak(): string { return super.speak() + " (tiny)"; }
}
class Cat extends Animal { }
const all: Animal[] = [new Animal("Generic"), new Dog("Rex", "Lab"), new Puppy("Bit", "Pug"), new Cat("Tom")];
for (const a of all) console.log(a.describe(), a instanceof Animal, a instanceof Dog, a instanceof Puppy, a.constructor.name);
console.log(all[1], all[2]);
