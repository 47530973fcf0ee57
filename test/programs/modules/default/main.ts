import greet, { language } from "./greet.ts";
import Thing from "./thing.ts";
import value from "./value.ts";
console.log(greet("Ann"), language, new Thing(4).twice(), value);
