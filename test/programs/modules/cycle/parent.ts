import { Child } from "./child.ts";
export class Parent {
  name: string; children: Child[] = [];
  constructor(name: string) { this.name = name; }
  addChild(name: string): this { this.children.push(new Child(name, this)); return this; }
  describe(): string { return this.name + "[" + this.children.map((c) => c.describe()).join() + "]"; }
}
