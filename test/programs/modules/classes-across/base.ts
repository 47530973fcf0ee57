import { register } from "./registry.ts";
export class Base {
  constructor() { register(this.constructor.name); }
  name(): string { return "base"; }
  describe(): string { return `I am ${this.name()}`; }
}
