import { close, count, open } from "./a.ts";
import { probe } from "./b.ts";

close();
probe("main");
console.log(count, open, count > 41 ? "more" : "less");
