// WH1010
import { ready, value } from "./slow.ts";
import { log } from "./log.ts";
log("main");
console.log(ready, value);
