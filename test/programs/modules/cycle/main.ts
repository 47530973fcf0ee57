import { isEven } from "./even.ts";
import { Parent } from "./parent.ts";
console.log(isEven(10), isEven(7));
console.log(new Parent("p").addChild("c").describe());
