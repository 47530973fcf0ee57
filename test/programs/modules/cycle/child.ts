import { Parent } from "./parent.ts";
export class Child {
  name: string; parent: Parent;
  constructor(name: string, parent: Parent) { this.name = name; this.parent = parent; }
  describe(): string { return `${this.name} of ${this.parent.name} (${this.parent instanceof Parent})`; }
}
