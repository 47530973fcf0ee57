import { readA } from "./b.ts";
console.log("a starts");
export const a = "value of a";
console.log(readA());
