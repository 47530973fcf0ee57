import { Base } from "./base.ts";
export class Derived extends Base { override name(): string { return "derived>" + super.name(); } }
