import { a } from "./a.ts";
console.log("main", a);
