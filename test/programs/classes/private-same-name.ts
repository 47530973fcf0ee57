abstract class Base {
  readonly #size: number;
  constructor(size: number) {
    this.#size = size;
  }
  abstract again(): Base;
  shown(): string {
    return `base ${this.#size}`;
  }
}

class Derived extends Base {
  readonly #size: 28 | 32;
  constructor(size: 28 | 32, state: number[] = size === 32 ? [32] : [28]) {
    super(size + state.length);
    this.#size = size;
  }
  override again(): Base {
    return new Derived(this.#size);
  }
}

class Text extends Base {
  #size = "text";
  constructor() {
    super(7);
  }
  override again(): Base {
    this.#size += "!";
    return this;
  }
  override shown(): string {
    return `${this.#size} ${super.shown()}`;
  }
}

for (const made of [new Derived(28), new Derived(32).again(), new Text(), new Text().again()]) console.log(made.shown());

class Greeter {
  static #count = 0;
  #word(): string {
    return "hello";
  }
  get #mark(): string {
    return "!";
  }
  greet(): string {
    Greeter.#count += 1;
    return this.#word() + this.#mark + Greeter.#count;
  }
}

class Loud extends Greeter {
  static #count = 100;
  #word(): string {
    return "HELLO";
  }
  get #mark(): string {
    return "!!!";
  }
  shout(): string {
    Loud.#count += 1;
    return this.#word() + this.#mark + Loud.#count;
  }
  static is(value: object): boolean {
    return #word in value;
  }
}

const loud = new Loud();
console.log(loud.greet(), loud.shout(), loud.greet(), Loud.is(loud), Loud.is(new Greeter()), loud);
