import { shared } from "./shared.ts";
console.log("third sees", shared.n);
