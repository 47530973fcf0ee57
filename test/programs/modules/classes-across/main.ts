import { Base } from "./base.ts";
import { Derived } from "./derived.ts";
import { registry } from "./registry.ts";
class Local extends Derived { override name(): string { return "local>" + super.name(); } }
const all: Base[] = [new Base(), new Derived(), new Local()];
console.log(all.map((b) => b.describe()), registry);
